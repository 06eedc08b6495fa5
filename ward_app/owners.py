"""The three owners of one ward's records, and the two principals behind them (PDL 2:6, LSVO 1:1, OSL 8:2).

Reading rights, retention, print filters and patient extracts derive from these; nothing encodes them again.
"""

from __future__ import annotations

from enum import StrEnum, auto


class Principal(StrEnum):
    """Huvudman: who answers for the care and employs the person who gives it."""

    REGION = auto()
    KOMMUN = auto()


class LegalBasis(StrEnum):
    """The act a record is kept under."""

    HSL = auto()
    SOL = auto()


class RecordOwner(StrEnum):
    """Who owns a row of a patient's record."""

    REGION_HSL = auto()
    KOMMUN_HSL = auto()
    KOMMUN_SOL = auto()

    @property
    def principal(self) -> Principal:
        return Principal.REGION if self is RecordOwner.REGION_HSL else Principal.KOMMUN

    @property
    def legal_basis(self) -> LegalBasis:
        return LegalBasis.SOL if self is RecordOwner.KOMMUN_SOL else LegalBasis.HSL


def health_record_of(principal: Principal) -> RecordOwner:
    """The HSL record that a principal's licensed staff write in."""
    return RecordOwner.REGION_HSL if principal is Principal.REGION else RecordOwner.KOMMUN_HSL


HEALTH = frozenset({RecordOwner.REGION_HSL, RecordOwner.KOMMUN_HSL})
"""The records that are kept under HSL."""
