"""Limits of treatment: read by all, decided by a doctor of the region."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit import dialogs
from ui.kit.fields import Choice, DateField, Option, TextArea, TextField
from ui.kit.form import Heading, Item
from ui.record.facts import limit_text
from ui.record.list_sheet import Line, LineAct, ListSheet
from ui.seat import Seat
from ward_app.i18n import _, date_text, local, relative_text
from ward_app.patients import commands as patients
from ward_app.patients.model import LimitationKind
from ward_app.patients.rows import LimitationRow, PersonRow
from ward_app.words import word


class LimitationsSheet(ListSheet):
    def __init__(self, seat: Seat, parent: QWidget, person: PersonRow, about: str) -> None:
        self._may_decide = seat.desk.allows(patients.decide_limitation)
        super().__init__(
            seat, parent, _("Limits of treatment"), about, person, area="limits",
            items=_items(seat) if self._may_decide else [],
            act=_("Decide") if self._may_decide else "",
        )  # fmt: skip

    def lines(self, person: PersonRow) -> list[Line]:
        held = [one for one in person.limitations if one.ended_at is None]
        ended = [one for one in person.limitations if one.ended_at is not None]
        lines = [self._line(one) for one in (*held, *ended)]
        if not self._may_decide:
            lines.append(Line(_("Limits are decided by a doctor of the region."), ink="muted"))
        elif not lines:
            lines.append(Line(_("No limits are decided."), ink="muted"))
        return lines

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            patients.decide_limitation, self.person.patient_id, values["kind"], values["grounds"] or "",
            values["consulted"] or "", values["patient_attitude"] or "", values["review_on"],
            values["text"] or "", values["kin_informed"],
        )  # fmt: skip

    def _line(self, limit: LimitationRow) -> Line:
        facts = [
            _("Decided {time}").format(time=relative_text(limit.decided_at, self.seat.clock())),
            _("Grounds: {text}").format(text=limit.grounds),
            _("Consulted: {name}").format(name=limit.consulted),
            _("The patient: {text}").format(text=limit.patient_attitude),
        ]
        if limit.kin_informed:
            facts.append(_("Next of kin: {text}").format(text=limit.kin_informed))
        if limit.ended_at is not None:
            date = date_text(limit.ended_at)
            facts.append(_("Ended {date}: {reason}").format(date=date, reason=limit.end_reason or ""))
            return Line(limit.text or word(limit.kind), "\n".join(facts), "muted")
        acts = [LineAct("end", _("No longer holds…"), partial(self._end, limit))] if self._may_decide else []
        return Line(limit_text(limit), "\n".join(facts), "strong" if limit.holds else "warning", acts)

    def _end(self, limit: LimitationRow) -> None:
        question = _("The decision {limit} ends now. It is kept in the record.")
        reason = dialogs.ask_reason(
            self, _("The decision no longer holds?"),
            question.format(limit=limit.text or word(limit.kind)), _("End the decision"),
        )  # fmt: skip
        if reason:
            self.following(
                self.seat.desk.do(patients.end_limitation, limit.limitation_id, limit.version, reason)
            )


def _items(seat: Seat) -> list[Item]:
    kinds = [Option(kind, word(kind)) for kind in LimitationKind]
    kind: Choice[LimitationKind] = Choice("kind", _("&Limit"), kinds, required=True)
    today = local(seat.clock()).date()
    return [
        Heading(_("New decision")),
        kind,
        TextField("text", _("&Which treatment, where it is another limit")),
        TextArea("grounds", _("&Grounds"), required=True, lines=2),
        (
            TextField("consulted", _("Licensed colleague &consulted"), required=True),
            DateField(
                "review_on", _("&Review at the latest"), today=lambda: today, required=True, earliest=today
            ),
        ),
        TextArea("patient_attitude", _("What the &patient thinks, or why not asked"), required=True, lines=2),
        TextField("kin_informed", _("Next of &kin informed")),
    ]
