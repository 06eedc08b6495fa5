"""Warnings about a person, and the answer on hypersensitivity."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit import dialogs
from ui.kit.fields import Choice, DateField, Option, TextField
from ui.kit.form import Heading, Item
from ui.kit.labels import PlainLabel
from ui.record.banner_items import substance
from ui.record.list_sheet import Line, LineAct, ListSheet
from ui.seat import Seat
from ui.stays.act_sheet import ActSheet
from ward_app.access.policy import MUST_DOCUMENT
from ward_app.i18n import _, date_text, local, relative_text
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Severity
from ward_app.patients.rows import AlertRow, PersonRow
from ward_app.words import word

ANSWERS = (HypersensitivityAnswer.KNOWN, HypersensitivityAnswer.NONE_KNOWN, HypersensitivityAnswer.NOT_KNOWN)


def answer_text(answer: HypersensitivityAnswer) -> str:
    """The answer to the question, which is not how it is worded afterwards."""
    texts = {
        HypersensitivityAnswer.KNOWN: _("Yes"),
        HypersensitivityAnswer.NONE_KNOWN: _("No, none known"),
        HypersensitivityAnswer.NOT_KNOWN: _("Unknown, cannot be asked"),
    }
    return texts[answer]


def answer_field() -> Choice[HypersensitivityAnswer]:
    options = [Option(answer, answer_text(answer)) for answer in ANSWERS]
    return Choice("answer", _("&Hypersensitivity"), options, required=True)


def severity_field(name: str, label: str) -> Choice[Severity]:
    options = [Option(severity, word(severity)) for severity in Severity]
    return Choice(name, label, options, shape="combo")


class HypersensitivitySheet(ActSheet):
    """Yes asks for the substance. A substance in the record is ended among the warnings, with its reason."""

    def __init__(self, seat: Seat, parent: QWidget, person: PersonRow, about: str) -> None:
        self._person = person
        known = [substance(one) for one in _open(person) if one.kind is AlertKind.HYPERSENSITIVITY]
        said = _("In the record: {substances}").format(substances=", ".join(known)) if known else ""
        answer = answer_field()
        self.more: list[Any] = [
            TextField("text", _("&Substance"), max_length=200),
            TextField("reaction", _("&Reaction")),
            severity_field("severity", _("Se&verity")),
        ]
        items: list[Item] = [PlainLabel(said, wrap=True), answer, *self.more]
        super().__init__(
            seat,
            parent,
            word(AlertKind.HYPERSENSITIVITY),
            about,
            items,
            area="hypersensitivity",
            act=_("Save"),
        )
        self._is_known = bool(known)
        answer.edited.connect(self._ask_for_more)
        self._ask_for_more()

    def send(self, values: dict[str, Any]) -> Call[Any]:
        desk, person, answer = self.seat.desk, self._person, values["answer"]
        if answer is HypersensitivityAnswer.KNOWN and values["text"]:
            return desk.do(
                patients.add_alert, person.patient_id, AlertKind.HYPERSENSITIVITY, values["text"],
                values["reaction"], values["severity"] or Severity.UNKNOWN,
            )  # fmt: skip
        return desk.do(patients.answer_hypersensitivity, person.patient_id, person.version, answer)

    def done_with(self, answer: Any) -> None:
        self.seat.guide.notice(_("The answer on hypersensitivity is saved."))

    def _ask_for_more(self) -> None:
        is_yes = self.form.field("answer").value() is HypersensitivityAnswer.KNOWN
        for field in self.more:
            field.setVisible(is_yes)
        self.more[0].required = is_yes and not self._is_known


class AlertsSheet(ListSheet):
    """What holds can be verified or ended; what has ended is still there to read."""

    def __init__(self, seat: Seat, parent: QWidget, person: PersonRow, about: str) -> None:
        kinds = [Option(kind, word(kind)) for kind in AlertKind]
        kind: Choice[AlertKind] = Choice("kind", _("&Kind"), kinds, required=True)
        today = local(seat.clock()).date()
        items: list[Item] = [
            Heading(_("One more warning")),
            kind,
            (TextField("text", _("&What it is about")), TextField("reaction", _("&Reaction"))),
            (severity_field("severity", _("Se&verity")),
             DateField("since_on", _("S&ince"), today=lambda: today, latest=today)),
            TextField("source", _("Where this is kno&wn from")),
        ]  # fmt: skip
        super().__init__(
            seat, parent, _("Warnings"), about, person, area="alerts", items=items, act=_("Add the warning")
        )

    def lines(self, person: PersonRow) -> list[Line]:
        ended = [one for one in person.alerts if one.ended_at is not None]
        return [self._line(alert) for alert in (*_open(person), *ended)]

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self.seat.desk.do(
            patients.add_alert, self.person.patient_id, values["kind"], values["text"] or "",
            values["reaction"], values["severity"] or Severity.UNKNOWN, values["source"], values["since_on"],
        )  # fmt: skip

    def _line(self, alert: AlertRow) -> Line:
        now = self.seat.clock()
        text = substance(alert) if alert.text or alert.reaction else ""
        title = (
            _("{kind}: {warning}").format(kind=word(alert.kind), warning=text) if text else word(alert.kind)
        )
        facts = [
            _("{name}, {time}").format(name=alert.recorded_by, time=relative_text(alert.recorded_at, now)),
            word(alert.owner),
        ]
        if alert.source:
            facts.append(alert.source)
        if alert.ended_at is not None:
            date = date_text(alert.ended_at)
            facts.append(_("Ended {date}: {reason}").format(date=date, reason=alert.end_reason or ""))
            return Line(title, " · ".join(facts), "muted")
        facts.append(
            _("verified by {name}").format(name=alert.verified_by) if alert.verified_by else _("not verified")
        )
        return Line(title, " · ".join(facts), _ink(alert), self._acts(alert))

    def _acts(self, alert: AlertRow) -> list[LineAct]:
        acts = [LineAct("end", _("No longer holds…"), partial(self._end, alert))]
        if alert.verified_by is None and _is_licensed(self.seat):
            verify = partial(self.seat.desk.do, patients.verify_alert, alert.alert_id, alert.version)
            acts.insert(0, LineAct("verify", _("Verify"), lambda: self.following(verify())))
        return acts

    def _end(self, alert: AlertRow) -> None:
        question = _("{warning} goes from banner, board and prints, and is kept in the record.")
        said = f"{word(alert.kind)} {alert.text}".strip()
        reason = dialogs.ask_reason(
            self, _("The warning no longer holds?"), question.format(warning=said), _("End the warning")
        )
        if reason:
            self.following(self.seat.desk.do(patients.end_alert, alert.alert_id, alert.version, reason))


def _open(person: PersonRow) -> list[AlertRow]:
    return [alert for alert in person.alerts if alert.ended_at is None]


def _ink(alert: AlertRow) -> str:
    return "danger" if alert.kind in (AlertKind.HYPERSENSITIVITY, AlertKind.INFECTION) else "strong"


def _is_licensed(seat: Seat) -> bool:
    return bool(seat.account.actor.roles(seat.clock()) & MUST_DOCUMENT)
