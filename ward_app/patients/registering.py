"""New people in the store, with and without name and number, and changes of what is known of them."""

from __future__ import annotations

from datetime import date
from typing import Any, Unpack

from sqlalchemy import func, select

from ward_app.access.policy import Permission
from ward_app.i18n import _, local, moment_text
from ward_app.ops import Work, command
from ward_app.patients.fields import (
    Particulars,
    PersonFields,
    cleaned,
    expect_name,
    expect_no_abode,
    required,
)  # fmt: skip
from ward_app.patients.model import Patient, Protection, Sex
from ward_app.patients.numbers import read, reindex, take
from ward_app.patients.protection import protect
from ward_app.patients.records import open_record


@command(Permission.PATIENT_EDIT)
def register(
    work: Work,
    family_name: str,
    given_name: str,
    number_text: str | None,
    number_reason: str | None = None,
    birth_date: date | None = None,
    sex: Sex = Sex.UNKNOWN,
    protection: Protection = Protection.NONE,
    protection_on: date | None = None,
    protection_seen: str = "",
    **particulars: Unpack[Particulars],
) -> int:
    """A new person. A doubtful number, or none, takes a reason; birth date and sex are never read off it."""
    fields = {"family_name": family_name, "given_name": given_name, "birth_date": birth_date, **particulars}
    values = cleaned(fields, local(work.now).date())
    expect_name(values["family_name"], values["given_name"])
    patient = Patient(sex=sex, **values)
    protect(
        patient, protection, protection_on, protection_seen, local(work.now).date(),
        fields=("protection_on", "protection_seen"),
    )  # fmt: skip
    expect_no_abode(values if patient.hides_abode else {})
    if number_text is None or not number_text.strip():
        patient.unnamed_reason = required(
            number_reason or "", "number_reason", _("Type a personal number, or say why there is none.")
        )
        return _keep(work, patient)
    reading, reason = read(work, number_text, number_reason, is_protected=patient.is_protected)
    _keep(work, patient, reading.value)
    take(work, patient, reading, reason)
    return patient.id


@command(Permission.PATIENT_EDIT)
def register_unnamed(work: Work, reason: str, sex: Sex = Sex.UNKNOWN) -> int:
    """Someone who cannot say who they are. Called by the time they came, until the name is known."""
    why = required(reason, "reason", _("Say in a few words why the name is not known."))
    return _keep(work, Patient(family_name=_name_by_time(work), sex=sex, unnamed_reason=why))


@command(Permission.PATIENT_EDIT)
def update(work: Work, patient_id: int, seen: int, **fields: Unpack[PersonFields]) -> None:
    """Change what is known of the person. A field that is not given stays as it is."""
    patient = open_record(work, patient_id, seen)
    values: dict[str, Any] = cleaned(fields, local(work.now).date())
    if patient.hides_abode:
        expect_no_abode(values)
    for name, value in values.items():
        setattr(patient, name, value)
    expect_name(patient.family_name, patient.given_name)
    reindex(work, patient)


def _keep(work: Work, patient: Patient, *numbers: str) -> int:
    patient.index([*numbers])
    work.session.add(patient)
    work.session.flush()
    return patient.id


def _name_by_time(work: Work) -> str:
    """`Unknown person 2026-11-21 00:30`; the next one within the minute gets a (2)."""
    name = _("Unknown person {moment}").format(moment=moment_text(work.now))
    same = (
        select(func.count()).select_from(Patient).where(Patient.family_name.startswith(name, autoescape=True))
    )
    taken = work.session.scalar(same) or 0
    return name if not taken else f"{name} ({taken + 1})"
