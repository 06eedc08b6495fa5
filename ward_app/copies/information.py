"""What stands on the information that every patient may be given (PDL 8:6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.ops import Work, query
from ward_app.settings.queries import value_of
from ward_app.settings.registry import PRACTICE
from ward_app.wards.model import CareOwner, Unit


@dataclass(frozen=True, slots=True)
class Informed:
    """Of the ward, not of a patient."""

    unit: str
    phone: str
    owners: tuple[str, ...]
    at: datetime
    is_practice: bool


@query(Permission.WARD_SEE)
def information(work: Work, unit_id: int) -> Informed:
    """The ward's name and phone, and who answers for which record."""
    unit = work.session.get_one(Unit, unit_id)
    owners = work.session.scalars(select(CareOwner.name).order_by(CareOwner.id))
    return Informed(
        unit.name, unit.phone or "", tuple(dict.fromkeys(owners)), work.now,
        bool(value_of(work.session, PRACTICE)),
    )  # fmt: skip
