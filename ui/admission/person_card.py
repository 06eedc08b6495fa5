"""Who was found by the number: to be compared with the person in the room before going on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import PlainLabel, restyle
from ui.kit.look import SPACE_M, SPACE_S, SPACE_XS
from ui.kit.tags import Tag
from ui.record.banner_items import substance
from ui.record.wrapping import breakable
from ward_app.i18n import _, date_text, moment_text
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Sex
from ward_app.patients.rows import AlertRow, Banner, PersonCard
from ward_app.patients.whereabouts import StayBrief
from ward_app.words import word


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """A person with a record here. `alerts` and the answer are known only where records may be read."""

    patient_id: int
    seen: int
    name: str
    number: str
    age: str
    sex: Sex
    address: str
    is_protected: bool
    deceased_at: datetime | None
    stays: tuple[StayBrief, ...]
    alerts: tuple[AlertRow, ...] = ()
    answer: HypersensitivityAnswer = HypersensitivityAnswer.NOT_ASKED

    @property
    def open_stay(self) -> StayBrief | None:
        return next((stay for stay in self.stays if stay.is_open), None)

    @property
    def obstacle(self) -> str:
        """Why the person cannot be admitted, empty if nothing stands in the way."""
        if self.deceased_at is not None:
            return _("Recorded as deceased {moment}. Undo that first if it is wrong.").format(
                moment=moment_text(self.deceased_at)
            )
        if (stay := self.open_stay) is None:
            return ""
        where = _("{unit}, bed {bed}").format(unit=stay.unit, bed=stay.bed) if stay.bed else stay.unit
        return _("Already admitted on {place}. Move the patient, or discharge from there first.").format(
            place=where
        )


def found_by_number(card: PersonCard) -> Found:
    return Found(
        card.patient_id, card.version, card.name, card.number, card.age, card.sex, card.address,
        card.is_protected, card.deceased_at, card.stays,
    )  # fmt: skip


def found_in_record(banner: Banner, stays: tuple[StayBrief, ...]) -> Found:
    return Found(
        banner.patient_id, banner.version, banner.name, banner.number, banner.age, banner.sex, banner.address,
        banner.is_protected, banner.deceased_at, stays, banner.alerts, banner.hypersensitivity,
    )  # fmt: skip


class FoundCard(QFrame):
    """Hidden while nobody is found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("admission.found")
        self.setProperty("ground", "info")
        self._name = PlainLabel(role="name", wrap=True)
        self._facts = PlainLabel(wrap=True)
        self._stays = PlainLabel(wrap=True)
        self._protected = Tag(_("Protected identity"), "danger", "shield-alert")
        self.other = Button(_("Not this person"), kind="normal", name="admission.other_person")
        self.record = Button(_("Open the record"), kind="normal", name="admission.open_record")
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_XS)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._name, 1)
        head.addWidget(self._protected)
        texts.addLayout(head)
        texts.addWidget(self._facts)
        texts.addWidget(self._stays)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addLayout(texts, 1)
        row.addWidget(self.record)
        row.addWidget(self.other)
        self.hide()

    def show_found(self, found: Found) -> None:
        self._name.setText(breakable(found.name))
        address = _("Protected identity: the address is not shown") if found.is_protected else found.address
        facts = [found.number, found.age, word(found.sex), address or _("Address unknown")]
        self._facts.setText(breakable(" · ".join(fact for fact in facts if fact)))
        self._protected.setVisible(found.is_protected)
        self._stays.setText(found.obstacle or _last(found))
        self._stays.set_role("danger" if found.obstacle else "muted")
        self.record.setVisible(bool(found.obstacle))
        ground = "danger" if found.obstacle else "info"
        if self.property("ground") != ground:
            self.setProperty("ground", ground)
            restyle(self)
        self.show()

    def texts(self) -> list[str]:
        return [self._name.text(), self._facts.text(), self._stays.text()]


def known_risks(found: Found) -> str:
    """What the record says already, in a line."""
    texts = [
        _("{kind}: {warning}").format(kind=word(one.kind), warning=substance(one))
        if one.text
        else word(one.kind)
        for one in found.alerts
    ]
    if not any(one.kind is AlertKind.HYPERSENSITIVITY for one in found.alerts):
        texts.insert(0, word(found.answer))
    return _("In the record: {warnings}").format(warnings="; ".join(texts))


def _last(found: Found) -> str:
    last = next((stay for stay in found.stays if stay.ended_at is not None), None)
    if last is None or last.admitted_at is None or last.ended_at is None:
        return _("No earlier stay here.")
    return _("Last stay: {unit}, {first} to {last}").format(
        unit=last.unit, first=date_text(last.admitted_at), last=date_text(last.ended_at)
    )
