"""People in a list, wherever they were found."""

from __future__ import annotations

from dataclasses import dataclass

from ui.board.texts import age_text
from ui.kit.table import Column
from ward_app.i18n import N_, _
from ward_app.patients.model import Sex
from ward_app.patients.queries import Hit
from ward_app.stays.board_rows import BoardCard
from ward_app.words import brief, word


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """One line. `where` is the bed, or that the person is not here."""

    patient_id: int
    name: str
    number: str
    age: str
    sex: Sex
    bed: str
    stay: str
    nurse: str
    is_here: bool


def of_card(card: BoardCard, bed: str) -> Person:
    stay = _("{purpose} · day {number}").format(purpose=brief(card.purpose), number=card.day)
    return Person(
        card.patient_id, card.name, card.number, age_text(card), card.sex, bed, stay, card.nurse, True
    )


def of_hit(hit: Hit, inpatient: Person | None = None) -> Person:
    """What a search tells, and what the board knows besides of who is here."""
    if inpatient is not None:
        return inpatient
    stay = _("Deceased") if hit.is_deceased else _("Inpatient") if hit.is_inpatient else _("Not admitted")
    return Person(
        hit.patient_id, hit.name, hit.number, hit.age, hit.sex, hit.bed or "", stay, "", hit.is_inpatient
    )


COLUMNS: list[Column[Person]] = [
    Column(N_("Bed"), lambda person: person.bed, bold=lambda _person: True),
    Column(N_("Name"), lambda person: person.name, bold=lambda _person: True, weight=2, elide=True),
    Column(N_("Personal number"), lambda person: person.number),
    Column(N_("Age"), lambda person: person.age, align="right"),
    Column(N_("Sex"), lambda person: word(person.sex)),
    Column(
        N_("Stay"),
        lambda person: person.stay,
        colour=lambda person: None if person.is_here else "muted",
        weight=1,
    ),
    Column(N_("Responsible"), lambda person: person.nurse, weight=2, elide=True),
]
