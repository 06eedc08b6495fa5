"""What the patient wants whoever answers the telephone to say (PSL-01)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Choice, Option, TextField
from ui.record.cards import Fact
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ward_app.i18n import _
from ward_app.stays import commands as stays
from ward_app.stays.model import Presence
from ward_app.stays.queries import StaySummary
from ward_app.words import word


def presence_choice(name: str = "presence", *, shape: str = "radio") -> Choice[Presence]:
    hint = _("Not asked counts as no: presence is secret.") if shape == "radio" else ""
    options = [Option(one, word(one)) for one in Presence]
    return Choice(name, _("If someone calls, that the patient is &here"), options, shape=shape, hint=hint)


def named_field(name: str = "named") -> TextField:
    return TextField(name, _("Who may be &told"), max_length=300)


class PresenceSheet(ActSheet):
    def __init__(self, seat: Seat, parent: QWidget, stay: StaySummary, about: str) -> None:
        self._stay = stay
        self.presence, self.named = presence_choice(), named_field()
        super().__init__(
            seat, parent, _("Questions by telephone"), about, [self.presence, self.named], area="presence",
            act=_("Save"),
        )  # fmt: skip
        self.form.set_values({"presence": stay.presence, "named": stay.presence_named or None})
        self.presence.edited.connect(self._arrange)
        self._arrange()

    def send(self, values: dict[str, Any]) -> Call[None]:
        return self.seat.desk.do(
            stays.set_presence, self._stay.stay_id, self._stay.version, values["presence"],
            values["named"] or "",
        )  # fmt: skip

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("What may be said on the telephone is saved."))

    def _arrange(self) -> None:
        is_named = self.presence.value() is Presence.NAMED
        self.named.setVisible(is_named)
        self.named.required = is_named


def presence_fact(stay: StaySummary) -> Fact:
    """One line of the overview."""
    said = word(stay.presence)
    if stay.presence is Presence.NAMED:
        said = _("{choice}: {people}").format(choice=said, people=stay.presence_named)
    return Fact(_("By telephone"), said, icon="phone")
