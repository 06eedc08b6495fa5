"""The people of the crawled ward: one in each position that the law tells apart, and protected ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.factories import MORNING
from ward_app.owners import RecordOwner
from ward_app.patients.model import Protection
from ward_app.sharing.model import (
    AnswerForm,
    Block,
    CapacityAssessment,
    Consent,
    ConsentScope,
    SharingInformation,
)

HIDDEN_COLLEAGUE = ("Wolmarqs", "Ypsilanta")
"""Family and given name of who wrote everything, and is known by an alias (PROT-06)."""
BEFORE = MORNING - timedelta(days=40)


@dataclass(frozen=True)
class Position:
    """What has been asked, answered and blocked. `informed` is what LSVO 2:2 asks for first."""

    name: str
    informed: bool = True
    consent: bool | None = True
    social: bool = True
    presumed: bool = False
    blocked: tuple[RecordOwner, ...] = ()
    """Whole records, from the other owners (LSVO 2:3)."""
    blocked_units: tuple[int, ...] = ()
    """Which of the two units' data, from the other one (PDL 4:4)."""
    units: tuple[int, ...] = (0,)
    """Where the patient is, and where until the day before yesterday."""
    protection: Protection = Protection.NONE
    left: timedelta | None = None
    is_expected: bool = False


POSITIONS = (
    Position("gave"),
    Position("gave_for_health", social=False),
    Position("refused", consent=False),
    Position("unasked", informed=False, consent=None),
    Position("presumed", consent=None, presumed=True),
    Position("blocks_region", blocked=(RecordOwner.REGION_HSL,)),
    Position("blocks_kommun", blocked=(RecordOwner.KOMMUN_HSL, RecordOwner.KOMMUN_SOL)),
    Position("blocks_here", blocked_units=(0,), units=(0, 1)),
    Position("blocks_there", blocked_units=(1,), units=(0, 1)),
    Position("elsewhere", consent=None, units=(1,)),
    Position("gone", left=timedelta(days=30)),
    Position("expected", is_expected=True),
    *(Position(f"protected_{one.value}", protection=one) for one in Protection if one is not Protection.NONE),
)


@dataclass
class Person:
    """Someone in a position, with names that stand nowhere else."""

    position: Position
    patient_id: int
    number: str
    family_name: str
    given_name: str
    stay_ids: list[int] = field(default_factory=list)

    @property
    def is_protected(self) -> bool:
        return self.position.protection is not Protection.NONE

    @property
    def telling(self) -> tuple[str, ...]:
        """What must not be read where the person is masked: names, and the number however it is written."""
        day, last = self.number[2:8], self.number[8:]
        return self.family_name, self.given_name, self.number, f"{day}-", f"{day}{last}"


def facts_of(person: Person, by_id: int, units: tuple[int, int]) -> list[Any]:
    """The rows that tell of the position."""
    where = person.position
    who: dict[str, Any] = {"patient_id": person.patient_id}
    said: dict[str, Any] = {"form": AnswerForm.SPOKEN, "recorded_at": BEFORE, "by_id": by_id}
    rows: list[Any] = []
    if where.informed:
        rows.append(SharingInformation(given_at=BEFORE, **who, **said))
    if where.consent is not None:
        rows.append(Consent(
            is_given=where.consent, social=where.social, scope=ConsentScope.UNTIL_WITHDRAWN, given_at=BEFORE,
            **who, **said,
        ))  # fmt: skip
    if where.presumed:
        rows.append(CapacityAssessment(
            findings="-", attitude="-", would_object=False, made_at=BEFORE, recorded_at=BEFORE, by_id=by_id,
            **who,
        ))  # fmt: skip
    rows += [Block(owner=owner, from_at=BEFORE, by_id=by_id, **who) for owner in where.blocked]
    rows += [
        Block(owner=owner, unit_id=units[nth], from_at=BEFORE, by_id=by_id, **who)
        for nth in where.blocked_units
        for owner in RecordOwner
    ]
    return rows


def admitted(position: Position) -> datetime:
    return MORNING - (position.left or timedelta()) - timedelta(days=3)
