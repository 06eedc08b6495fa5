"""The part “Person”: look the number up, show who it is, or take in someone new."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.admission.person_card import Found, FoundCard, found_by_number, found_in_record
from ui.admission.person_fields import How, PersonFields
from ui.kit.form import Item
from ui.kit.labels import PlainLabel
from ui.kit.remarks import Level, Remark
from ui.record.person_sheet import HIDING
from ui.seat import Seat
from ward_app.errors import Invalid, WardError
from ward_app.i18n import _
from ward_app.patients import queries as patients
from ward_app.patients.model import Protection
from ward_app.patients.rows import Banner, LookUp, PersonRow
from ward_app.stays.arriving import Known, Newcomer


class PersonPart(QObject):
    """`reads_record`: also ask what the record warns of, which who only plans arrivals may not."""

    found = Signal(object)  # Found
    settled = Signal()  # the number has been looked up, whoever it belongs to
    changed = Signal()  # other fields are asked for now

    def __init__(self, seat: Seat, parent: QObject, *, reads_record: bool = True) -> None:
        super().__init__(parent)
        self._seat = seat
        self._reads_record = reads_record
        self._looked_up = ""
        self._look_up: LookUp | None = None
        self.person: Found | None = None
        self.fields = PersonFields(seat)
        self.card = FoundCard()
        self.new = PlainLabel(role="strong", wrap=True)
        self.fields.how.edited.connect(self._change_how)
        self.fields.number.edited.connect(self._forget)
        self.fields.number.left.connect(self.look_up)
        self.fields.protection.edited.connect(self.arrange)
        self.card.other.clicked.connect(lambda _checked=False: self.clear())
        self.card.record.clicked.connect(lambda _checked=False: self._open_record())
        self.arrange()

    @property
    def items(self) -> list[Item]:
        first, *rest = self.fields.rows
        return [first, self.card, self.new, *rest]

    @property
    def how(self) -> How:
        return self.fields.how.value() or How.NUMBER

    @property
    def is_new(self) -> bool:
        """Nobody here has the number, or there is none."""
        return self.how is not How.NUMBER or (self._look_up is not None and self.person is None)

    @property
    def is_done(self) -> bool:
        if self.person is not None:
            return not self.person.obstacle
        missing = [each for row in self.fields.rows for each in row if each.required and not each.isHidden()]
        return self.is_new and not any(field.is_blank() for field in missing)

    def value(self) -> Known | Newcomer:
        """Who comes, for the command."""
        if self.person is not None:
            return Known(self.person.patient_id, self.person.seen)
        fields = self.fields
        if self.how is How.UNKNOWN:
            return Newcomer(number_reason=fields.reason.value(), sex=_chosen(fields.sex), is_unnamed=True)
        has_number = self.how is How.NUMBER
        abode = {each.name: each.value() for each in fields.abode if not each.isHidden()}
        return Newcomer(
            family_name=fields.family.value() or "", given_name=fields.given.value() or "",
            number_text=fields.number.value() if has_number else None,
            number_reason=fields.number.reason() or None if has_number else fields.reason.value(),
            birth_date=fields.born.value(), sex=_chosen(fields.sex),
            protection=fields.protection.value() or Protection.NONE,
            protection_on=fields.protection_on.value(), protection_seen=fields.protection_seen.value() or "",
            particulars={**abode, "interpreter_language": fields.interpreter.value()},  # type: ignore[typeddict-item]
        )  # fmt: skip

    def obstacle(self) -> str:
        """Why it cannot go on with this person, in a sentence."""
        return self.person.obstacle if self.person is not None else ""

    # Looking up

    def look_up(self) -> None:
        """Once for each number: when it is left, and by Enter."""
        text = self.fields.number.value() or ""
        if self.how is not How.NUMBER or not text or text == self._looked_up:
            return
        self._looked_up = text
        call = self._seat.desk.ask(patients.look_up_number, text)
        call.then(lambda answer: self._know(text, answer), owner=self).failed(self._refuse)

    def take(self, patient_id: int) -> None:
        """Someone with a record here, by its id."""
        self._seat.desk.ask(patients.banner, patient_id).then(self._know_banner)

    def clear(self) -> None:
        """Someone else after all."""
        self.fields.number.set_value(None)
        self.fields.how.set_value(How.NUMBER)
        self._forget()
        self.arrange()
        self.fields.number.focus()

    def arrange(self) -> None:
        """Show what is asked for now."""
        fields, how = self.fields, self.how
        protection = fields.protection.value() or Protection.NONE
        is_named = self.is_new and how is not How.UNKNOWN
        if fields.number.parentWidget() is not None:  # it would be a window of its own before
            fields.number.setVisible(how is How.NUMBER)
        fields.number.required = self.person is None
        fields.reason.setVisible(how is not How.NUMBER)
        fields.sex.setVisible(self.is_new)
        for each in fields.named:
            each.setVisible(is_named)
        for each in fields.abode:
            each.setVisible(is_named and protection not in HIDING)
        for each in (fields.protection_on, fields.protection_seen):
            each.setVisible(is_named and protection is not Protection.NONE)
        self.card.setVisible(self.person is not None)
        self.new.setVisible(self.is_new and how is How.NUMBER)
        self.changed.emit()

    def _know(self, text: str, answer: LookUp) -> None:
        if text != self._looked_up:
            return  # typed over meanwhile
        self._look_up = answer
        self.fields.number.set_value(answer.number)
        self._looked_up = answer.number
        if answer.existing is None:
            self._show_new(answer)
        elif self._reads_record:
            self.take(answer.existing.patient_id)
        else:
            self._show_found(found_by_number(answer.existing))

    def _show_new(self, answer: LookUp) -> None:
        self.person = None
        said = _("{series}: nobody with this number has a record here yet. Fill in who it is.")
        self.new.setText(said.format(series=answer.series))
        if answer.doubts:
            sentence = _("{doubts} To use the number all the same, say why.")
            remark = Remark(Level.UNLIKELY, sentence.format(doubts=" ".join(answer.doubts)), asks_reason=True)
            self.fields.number.show_remark(remark, from_save=True)
        elif answer.remarks:
            note = Remark(Level.NOTE, " ".join(answer.remarks))
            self.fields.number.show_remark(note, from_save=True)
        if self.fields.born.is_blank():
            self.fields.born.set_value(answer.birth_date_hint)
        self.arrange()
        self.settled.emit()

    def _know_banner(self, banner: Banner) -> None:
        call = self._seat.desk.ask(patients.person, banner.patient_id)
        call.then(lambda person: self._know_person(banner, person), owner=self)

    def _know_person(self, banner: Banner, person: PersonRow) -> None:
        self._looked_up = banner.number
        self.fields.number.set_value(banner.number or None)
        self._show_found(found_in_record(banner, person.stays))

    def _show_found(self, found: Found) -> None:
        self.person = found
        self.card.show_found(found)
        self.arrange()
        self.found.emit(found)
        self.settled.emit()

    def _refuse(self, error: WardError) -> None:
        self._looked_up = ""
        if isinstance(error, Invalid):
            self.fields.number.show_remark(Remark(Level.IMPOSSIBLE, error.sentence), from_save=True)
            self.fields.number.focus()
        else:
            self._seat.desk.refused.emit(error)

    def _forget(self) -> None:
        """The number is another one: whoever it was before is no longer shown."""
        if self.how is How.NUMBER and self._looked_up and self.fields.number.value() == self._looked_up:
            return  # it is the reason for it that is being typed
        had_someone = self.person is not None or self._look_up is not None
        self.person, self._look_up, self._looked_up = None, None, ""
        if had_someone:
            self.arrange()

    def _change_how(self) -> None:
        if self.how is not How.NUMBER:
            self._forget()
        self.arrange()

    def _open_record(self) -> None:
        if self.person is not None:
            self._seat.guide.open_record(self.person.patient_id)


def _chosen(field: Any) -> Any:
    """A field that is asked for before anything is sent."""
    value = field.value()
    assert value is not None
    return value
