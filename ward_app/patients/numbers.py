"""The numbers of a person: several, one of them primary, none of anyone else's (ID-01, ID-03, PROT-05)."""

from __future__ import annotations

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.cleaning import one_line
from ward_app.errors import Invalid, Refused, Unlikely
from ward_app.i18n import _, local
from ward_app.ops import Work, command
from ward_app.patients import identity
from ward_app.patients.fields import required
from ward_app.patients.identity import Reading
from ward_app.patients.identity_domains import PERSONNUMMER, SAMORDNINGSNUMMER
from ward_app.patients.model import IdentityStatus, Patient, PatientIdentity
from ward_app.patients.records import called, open_record
from ward_app.patients.series import region_series

REASON = 200


@command(Permission.PATIENT_EDIT)
def add_number(
    work: Work, patient_id: int, number_text: str, reason: str | None = None, make_primary: bool = False
) -> int:
    """One more number of the person. The first one is primary whatever is asked for."""
    patient = open_record(work, patient_id)
    reading, said = read(work, number_text, reason, is_protected=patient.is_protected)
    added = take(work, patient, reading, said)
    if make_primary and not added.is_primary:
        _set_primary(work, patient_id, added)
    reindex(work, patient)
    return added.id


@command(Permission.PATIENT_EDIT)
def make_primary(work: Work, patient_id: int, identity_id: int, seen: int) -> None:
    """Show the person by this number from now on."""
    patient = open_record(work, patient_id, seen)
    _set_primary(work, patient_id, _number(work, patient_id, identity_id))
    patient.touch()


@command(Permission.PATIENT_EDIT)
def retire_number(work: Work, patient_id: int, identity_id: int, seen: int, reason: str) -> None:
    """A number that was entered by mistake: no longer the person's, but kept with the reason."""
    patient = open_record(work, patient_id, seen)
    mistaken = _number(work, patient_id, identity_id)
    why = required(reason, "reason", _("Say why the number is not this person's."), REASON)
    mistaken.reason = f"{mistaken.reason}; {why}" if mistaken.reason else why
    mistaken.retired_at = work.now
    work.session.flush()
    choose_primary(work, patient_id)
    reindex(work, patient)
    patient.touch()


def read(
    work: Work, text: str, reason: str | None, *, is_protected: bool = False
) -> tuple[Reading, str | None]:
    """Understand a number and the reason it came with; a doubtful one without reason is Unlikely."""
    reading = identity.parse(
        text, today=local(work.now).date(), region=region_series(work.session), field="number_text"
    )
    doubts = [warning.sentence for warning in reading.warnings if warning.takes_reason]
    if is_protected and reading.domain not in (PERSONNUMMER, SAMORDNINGSNUMMER):
        doubts.append(_("A person with protected identity should not be given a reserve number."))
    said = one_line(reason or "", limit=REASON, field="number_reason") or None
    if doubts and said is None:
        raise Unlikely("number_text", " ".join([*doubts, _("To use the number all the same, say why.")]))
    return reading, said


def take(work: Work, patient: Patient, reading: Reading, reason: str | None) -> PatientIdentity:
    """Write the number on the person, unless somebody has it."""
    _refuse_taken(work, reading.value, patient.id)
    numbers = numbers_of(work, patient.id)
    added = PatientIdentity(
        patient_id=patient.id, domain=reading.domain, value=reading.value, status=reading.status,
        reason=reason, is_primary=not any(one.is_primary for one in numbers), recorded_at=work.now,
    )  # fmt: skip
    work.session.add(added)
    work.session.flush()
    return added


def owner_of(work: Work, value: str) -> int | None:
    """The patient who has this number now."""
    return work.session.scalars(
        select(PatientIdentity.patient_id)
        .where(PatientIdentity.value == value, PatientIdentity.retired_at.is_(None))
        .limit(1)
    ).first()


def numbers_of(work: Work, patient_id: int) -> list[PatientIdentity]:
    """The numbers that are the person's now, oldest first."""
    return list(
        work.session.scalars(
            select(PatientIdentity)
            .where(PatientIdentity.patient_id == patient_id, PatientIdentity.retired_at.is_(None))
            .order_by(PatientIdentity.recorded_at, PatientIdentity.id)
        )
    )


def choose_primary(work: Work, patient_id: int) -> None:
    """Show the best number there is: personnummer, then samordningsnummer, then the one shown so far."""
    numbers = numbers_of(work, patient_id)
    if numbers:
        _set_primary(work, patient_id, min(numbers, key=lambda one: (_rank(one), not one.is_primary)))


def reindex(work: Work, patient: Patient) -> None:
    """Together with what has just changed, as one new version."""
    with work.session.no_autoflush:
        patient.index([one.value for one in numbers_of(work, patient.id)])


def _set_primary(work: Work, patient_id: int, chosen: PatientIdentity) -> None:
    """In two steps, as the store never lets a person have two primary numbers."""
    for number in numbers_of(work, patient_id):
        if number.is_primary and number is not chosen:
            number.is_primary = False
    work.session.flush()
    chosen.is_primary = True
    work.session.flush()


def _rank(number: PatientIdentity) -> int:
    if number.status is IdentityStatus.UNVERIFIED:
        return 3
    return {PERSONNUMMER: 0, SAMORDNINGSNUMMER: 1}.get(number.domain, 2)


def _number(work: Work, patient_id: int, identity_id: int) -> PatientIdentity:
    number = work.session.get_one(PatientIdentity, identity_id)
    if number.patient_id != patient_id or number.retired_at is not None:
        raise Refused(_("The number is no longer this person's. Open the record again."))
    return number


def _refuse_taken(work: Work, value: str, patient_id: int) -> None:
    holder = owner_of(work, value)
    if holder is None:
        return
    if holder == patient_id:
        raise Invalid("number_text", _("The person has this number already."))
    raise Invalid(
        "number_text",
        _("{person} has this number and a record here already. Open that record instead.").format(
            person=called(work, holder)
        ),
    )
