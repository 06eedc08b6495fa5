"""The fields of a decision on care: in a sheet of its own, and in the admission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.kit.fields import DateField, Field, TextField
from ui.kit.form import Item
from ui.seat import Seat
from ward_app.i18n import _, local
from ward_app.social.rows import DecisionRow
from ward_app.social.terms import LAW, DecisionTerms


class DecisionFields:
    """Named as the ward names them when it refuses one."""

    def __init__(self, seat: Seat) -> None:
        def today() -> Any:
            return local(seat.clock()).date()

        self.what = TextField("decision_what", _("Measure decided"), required=True)
        self.from_on = DateField("decision_from_on", _("Holds from"), today=today, required=True)
        self.to_on = DateField(
            "decision_to_on", _("Last day"), today=today, hint=_("Empty: until further notice.")
        )
        self.decided_by = TextField("decision_decided_by", _("Who decided"), required=True)
        self.decided_on = DateField(
            "decision_decided_on", _("Day of the decision"), today=today, latest=today(), required=True
        )
        self.paragraph = TextField("decision_paragraph", _("Paragraph"))

    @property
    def all(self) -> list[Field[Any]]:
        return [self.what, self.paragraph, self.from_on, self.to_on, self.decided_by, self.decided_on]

    @property
    def items(self) -> list[Item]:
        return [
            (self.what, self.paragraph), (self.from_on, self.to_on), (self.decided_by, self.decided_on),
        ]  # fmt: skip

    def begin(self) -> None:
        """What most decisions say."""
        self.what.set_value(_("Short-term place"))
        self.paragraph.set_value(LAW)

    def fill(self, decision: DecisionRow) -> None:
        for field, value in zip(self.all, (
            decision.what, decision.paragraph, decision.from_on, decision.to_on, decision.decided_by,
            decision.decided_on,
        ), strict=True):  # fmt: skip
            field.set_value(value)

    def terms(self, values: Mapping[str, Any]) -> DecisionTerms:
        return DecisionTerms(
            what=values["decision_what"] or "", from_on=values["decision_from_on"],
            to_on=values["decision_to_on"], decided_by=values["decision_decided_by"] or "",
            decided_on=values["decision_decided_on"], paragraph=values["decision_paragraph"] or "",
        )  # fmt: skip
