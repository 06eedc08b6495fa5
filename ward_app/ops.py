"""Use cases as the door sees them: commands write, queries read, each names the permission it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from ward_app.access.policy import Actor, Permission
from ward_app.access.reach import Reach
from ward_app.access.search_terms import refuse_parameters
from ward_app.store.audit import stamp_of

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class Work:
    """One use case at work: its session, who does it, where, and the one time that is `now` throughout.

    A use case never commits, rolls back, opens a session or reads the clock. It may call another use
    case with the same work; both then share one transaction.
    """

    session: Session
    user: Actor
    now: datetime
    workstation: str
    is_leaving: bool = False
    """The user goes away from the workstation: what the door has counted so far is logged along."""
    reason: str | None = None
    _seen: set[int] = field(default_factory=set)
    _reaches: list[Reach] = field(default_factory=list)

    def opened(self, patient_ids: Iterable[int]) -> None:
        """Say whose record this shows: the door logs it before it leaves (LOG-01).

        For what a query returns, and for what a command's refusal tells of the record.
        """
        self._seen.update(patient_ids)

    def reached(self, reach: Reach) -> None:
        """Keep what the user was found to reach: the door looks there for the relation and the ground."""
        self._reaches.append(reach)

    def log(self, action: str, *, patient_id: int | None = None, **detail: object) -> None:
        """One more row in the log than the changes make by themselves: a print, a sign-in."""
        stamp_of(self.session).add(action, patient_id=patient_id, detail=detail)

    def because(self, code: str) -> None:
        """Why a rule was overridden: a code, never words, on every row that this use case logs."""
        self.reason = code

    @property
    def seen(self) -> frozenset[int]:
        return frozenset(self._seen)

    @property
    def reaches(self) -> tuple[Reach, ...]:
        return tuple(self._reaches)


@dataclass(frozen=True, slots=True)
class Command(Generic[P, R]):
    """A function that writes. Has no effect outside its session, so that a lost race can run again."""

    run: Callable[Concatenate[Work, P], R]
    needs: Permission | None
    name: str
    relation: bool

    def __call__(self, work: Work, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.run(work, *args, **kwargs)


@dataclass(frozen=True, slots=True)
class Query(Generic[P, R]):
    """A function that reads frozen rows. `log` names the read in the access log, None if no patient shows."""

    run: Callable[Concatenate[Work, P], R]
    needs: Permission | None
    name: str
    log: str | None
    log_seconds: int
    relation: bool

    def __call__(self, work: Work, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.run(work, *args, **kwargs)


def command(
    needs: Permission | None, *, relation: bool = True
) -> Callable[[Callable[Concatenate[Work, P], R]], Command[P, R]]:
    """Make a use case that writes. `needs=None` is for what happens before anyone is signed in.

    Whose record it changes, the user must have a care relation to (PDL 4:1); `relation=False` is for what
    makes one, and for what is done to a record without taking part in the care.
    """

    def mark(run: Callable[Concatenate[Work, P], R]) -> Command[P, R]:
        return Command(run, needs, _name(run), relation)

    return mark


def query(
    needs: Permission | None, *, log: str | None = None, log_seconds: int = 60, relation: bool = True
) -> Callable[[Callable[Concatenate[Work, P], R]], Query[P, R]]:
    """Make a use case that reads. With `log`, the patients named by `work.opened` go to the access log.

    The same user's reads of the same patient by the same view within `log_seconds` are one row. The user must
    have a care relation to whom it shows, unless `relation=False`: for finding people, and for what must be
    seen before there is one.
    """

    def mark(run: Callable[Concatenate[Work, P], R]) -> Query[P, R]:
        refuse_parameters(run)
        return Query(run, needs, _name(run), log, log_seconds, relation)

    return mark


def _name(run: Callable[..., object]) -> str:
    """`stays.admit` for ward_app.stays.commands.admit: short, stable, and what the log shows."""
    module = run.__module__.removeprefix("ward_app.").split(".")[0]
    return f"{module}.{run.__name__}"
