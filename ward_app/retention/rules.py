"""The calendar of keeping: how long each owner's record is kept, and when it must be gone.

A health record is kept for ten years at least (PDL 3:17); whether it goes then is for the archive to decide.
The social services' record must go: due five years after the last note, done before the end of the calendar
year after the one in which it fell due (SoL 16:1). What is kept for research stays (SoL 16:4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ward_app.owners import LegalBasis, RecordOwner

HSL_YEARS = 10
SOL_YEARS = 5
LOG_YEARS = 5
"""The access log too is kept so long (HSLF-FS 2016:40 4:9, LOG-03)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One owner's record of one person, as far as the calendar asks. Each owner keeps its own (LSVO 4:6)."""

    owner: RecordOwner
    last_on: date
    """The day of the last entry, whatever kind it is of."""
    is_open: bool = False
    """A stay or a decision is under way: something that is not to be purged yet (SoL 16:1)."""
    is_research: bool = False
    """In the sample that is kept for research, by person or by municipality."""


@dataclass(frozen=True, slots=True)
class Term:
    """`due_on` is the first day on which it may go, `deadline` the last on which it may be left, if any."""

    due_on: date
    deadline: date | None = None


def term(owner: RecordOwner, last_on: date) -> Term:
    if owner.legal_basis is LegalBasis.HSL:
        return Term(years_after(last_on, HSL_YEARS))
    due_on = years_after(last_on, SOL_YEARS)
    return Term(due_on, date(due_on.year + 1, 12, 31))


def proposed(kept: Kept, today: date) -> Term | None:
    """The term that has come, or None while the record stays."""
    if kept.is_open or (kept.is_research and kept.owner.legal_basis is LegalBasis.SOL):
        return None
    found = term(kept.owner, kept.last_on)
    return found if found.due_on <= today else None


def log_kept_from(today: date) -> date:
    """Rows of the access log of this day and later are younger than five years: no purge may touch them."""
    return _years_before(today, LOG_YEARS)


def years_after(day: date, years: int) -> date:
    """The same day so many years later. 29 February becomes 1 March where there is none: never too early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
