"""What every list needs to know of a person, in one column of a SELECT: `select(Stay.id, PERSON)`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_
from sqlalchemy.orm import Bundle

from ward_app.patients.model import Patient, PatientIdentity, Protection, Sex


@dataclass(frozen=True, slots=True, repr=False)
class PersonFacts:
    """A person as stored. Nobody reads a name or an address from here: `shown` does, by audience."""

    patient_id: int
    family_name: str
    given_name: str
    preferred_name: str | None
    birth_date: date | None
    sex: Sex
    protection: Protection
    deceased_at: datetime | None
    sort_key: str
    street: str | None = None
    postal_code: str | None = None
    town: str | None = None
    domain: str | None = None
    value: str | None = None


class _PersonBundle(Bundle[PersonFacts]):
    """Gives PersonFacts where SQLAlchemy's own gives a row."""

    def create_row_processor(
        self, _query: Any, procs: Sequence[Callable[[Any], Any]], _labels: Sequence[str]
    ) -> Callable[[Any], PersonFacts]:
        return lambda row: PersonFacts(*(proc(row) for proc in procs))


PERSON = _PersonBundle(
    "person",
    Patient.id, Patient.family_name, Patient.given_name, Patient.preferred_name, Patient.birth_date,
    Patient.sex, Patient.protection, Patient.deceased_at, Patient.sort_key, Patient.street,
    Patient.postal_code, Patient.town, PatientIdentity.domain, PatientIdentity.value,
)  # fmt: skip
"""Needs Patient in the statement and `.outerjoin(PatientIdentity, PRIMARY)`; found as `row.person`."""

PRIMARY = and_(
    PatientIdentity.patient_id == Patient.id,
    PatientIdentity.is_primary,
    PatientIdentity.retired_at.is_(None),
)
"""Joins a person to the one number that is shown."""
