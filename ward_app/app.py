"""The only door to the ward: permission, transaction, retry, audit and error translation, here and once."""

from __future__ import annotations

import inspect
import random
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from ward_app.access.model import Assignment, User, UserSession
from ward_app.access.policy import NOBODY, SYSTEM, Actor, allowed
from ward_app.clock import Clock, system_clock
from ward_app.errors import NotAllowed, SignedOut, WardError
from ward_app.i18n import _
from ward_app.ops import Command, Query, Work
from ward_app.sharing.expect import expect_relation
from ward_app.sharing.reading import reach_of
from ward_app.store import audit, faults
from ward_app.store.base import Entity
from ward_app.store.engine import Store
from ward_app.store.reads import Reads
from ward_app.store.whose import patients_named

P = ParamSpec("P")
R = TypeVar("R")
Changes = frozenset[type[Entity]]

TRIES = 8
"""A lost race is run again this often: each time the use case's own checks see what the winner did."""
PATIENCE_SECONDS = 10
"""But not when the store was so busy that one try took this long."""


RIGHTS_SECONDS = 1.0
"""How old a look at the account may be for a read. Every command looks anew."""


class _Rights:
    """Shared by all doors of this program: counts the changes of accounts that were made through them."""

    def __init__(self) -> None:
        self.changes = 0


class App:
    """One user at one workstation in front of one store."""

    def __init__(
        self,
        store: Store,
        *,
        workstation: str,
        user: Actor = NOBODY,
        clock: Clock = system_clock,
        rights: _Rights | None = None,
    ) -> None:
        self.store = store
        self.user = user
        self.clock = clock
        self.workstation = workstation
        self.on_change: Callable[[Changes], None] = lambda _changes: None
        self._reads = Reads()
        self._rights = rights or _Rights()
        self._looked = (-1, 0.0)

    def acting(self, user: Actor) -> App:
        """The same door with someone else in front of it."""
        return App(self.store, workstation=self.workstation, user=user, clock=self.clock, rights=self._rights)

    def allows(self, op: Command[..., Any] | Query[..., Any]) -> bool:
        """What greys out a button; `do` and `ask` check again."""
        return op.needs is None or allowed(self.user, op.needs, self.clock())

    def do(self, op: Command[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a command in a transaction of its own, as if no one else were writing."""
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        for left in reversed(range(TRIES)):
            try:
                return self._do_once(op, *args, **kwargs)
            except SQLAlchemyError as error:
                if left and time.monotonic() < give_up_at and faults.is_race(error):
                    time.sleep(random.uniform(0.002, 0.02) * (TRIES - left))
                    continue
                if known := faults.explain(error):
                    raise known from error
                raise
        raise AssertionError("the last try returns or raises")

    def ask(self, op: Query[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Read frozen rows. What shows a patient is in the access log before it is returned (LOG-01)."""
        try:
            return self._ask_once(op, *args, **kwargs)
        except SQLAlchemyError as error:
            if known := faults.explain(error):
                raise known from error
            raise

    def _ask_once(self, op: Query[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        with Session(self.store.reader) as session:
            work = Work(session, self.user, self.clock(), self.workstation)
            try:
                self._check(op)
                if not self._looked_just_now():
                    self._still_valid(session)
                if op.relation:
                    self._expect_relations(work, _named(session, op, work, *args, **kwargs))
                rows = op(work, *args, **kwargs)
                if op.relation:
                    self._expect_relations(work, work.seen)
            except NotAllowed as refusal:
                self._log_refused(op, work, refusal, *args, **kwargs)
                raise
        self._log_read(op, work)
        return rows

    def _do_once(self, op: Command[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        stamp = self._stamp(op.name)
        session = Session(self.store.writer, info={"stamp": stamp}, expire_on_commit=False)
        work = Work(session, self.user, stamp.at, self.workstation)
        counts: dict[tuple[str, int], int] = {}
        try:
            self._check(op)
            named = self._expect_named(op, work, *args, **kwargs)
            with session, session.begin():
                self._still_valid(session)
                result = op(work, *args, **kwargs)
                session.flush()
                if op.relation:
                    self._expect_relation_before(work, stamp.patients - named)
                counts = self._tell_all(work, stamp)
        except NotAllowed as refusal:
            self._log_refused(op, work, refusal, *args, **kwargs)
            raise
        except WardError:
            self._log_shown(op.name, work)
            raise
        self._reads.settled(counts)
        self._rights.changes += bool(stamp.changed & {User, Assignment, UserSession})
        self.on_change(frozenset(stamp.changed))
        return result

    def _check(self, op: Command[..., Any] | Query[..., Any]) -> None:
        if not self.allows(op):
            raise NotAllowed(
                _("Your role does not include this. Ask a colleague who may, or the unit manager.")
            )

    def _expect_named(
        self, op: Command[P, R], work: Work, *args: P.args, **kwargs: P.kwargs
    ) -> frozenset[int]:
        """Whom the arguments name is asked for first, so that no refusal tells a stranger anything."""
        if not op.relation or self.user is SYSTEM:
            return frozenset()
        with Session(self.store.reader) as session:
            named = _named(session, op, work, *args, **kwargs)
        self._expect_relation_before(work, named)
        return named

    def _expect_relation_before(self, work: Work, patient_ids: frozenset[int]) -> None:
        """As it was before the command: nobody makes themselves part of the care on the way."""
        if not patient_ids:
            return
        with Session(self.store.reader) as session:
            before = Work(session, self.user, work.now, self.workstation)
            self._expect_relations(before, patient_ids)

    def _expect_relations(self, work: Work, patient_ids: frozenset[int]) -> None:
        """Whoever is shown or changed is in the user's care (PDL 4:1). The program itself has no care."""
        if self.user is NOBODY or self.user is SYSTEM:
            return
        known = {id_ for reach in work.reaches for id_ in reach.patients if reach.relation(id_)}
        if not (others := patient_ids - known):
            return
        reach = reach_of(work, others)
        for patient_id in sorted(others):
            expect_relation(reach, patient_id)

    def _still_valid(self, session: Session) -> None:
        """Rights that were taken back count from the next call on (H-07)."""
        if self.user is NOBODY or self.user is SYSTEM:
            return
        here = (UserSession.id == self.user.session_id) & (UserSession.user_id == User.id)
        columns = select(User.stamp, User.is_active, UserSession.ended_at)
        query = columns.outerjoin(UserSession, here).where(User.id == self.user.user_id)
        account = session.execute(query).one_or_none()
        if account is not None and account.ended_at is not None:
            raise SignedOut(_("You have been signed out from elsewhere. Sign in again; drafts are kept."))
        if account is None or not account.is_active or account.stamp != self.user.stamp:
            raise NotAllowed(_("Your account or your rights have changed. Sign in again."))
        self._looked = (self._rights.changes, time.monotonic())

    def _looked_just_now(self) -> bool:
        changes, at = self._looked
        return changes == self._rights.changes and time.monotonic() - at < RIGHTS_SECONDS

    def _log_read(self, op: Query[..., Any], work: Work) -> None:
        if op.log is None:
            return
        told = op.log, work.seen, _grounds(work), work.now, op.log_seconds, work.reason
        if not (rows := self._reads.fresh(*told)):
            return
        stamp = self._stamp(op.log)
        stamp.explain(work.reason)
        for patient_id, detail in rows.items():
            stamp.add(patient_id=patient_id, detail=detail)
        self._write(stamp)
        self._reads.written(op.log, rows, work.now, work.reason)

    def _log_refused(
        self,
        op: Command[P, R] | Query[P, R],
        work: Work,
        refusal: NotAllowed,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Every attempt, and whom it was about, as far as the refusal or the arguments say."""
        stamp = self._stamp(op.name)
        with Session(self.store.reader) as session:
            named = _named(session, op, work, *args, **kwargs)
        patients = named if refusal.patient_id is None else {refusal.patient_id}
        for patient_id in sorted(patients):
            stamp.add(patient_id=patient_id, outcome=audit.REFUSED)
        if not patients:
            stamp.add(outcome=audit.REFUSED)
        self._write(stamp)

    def _log_shown(self, action: str, work: Work) -> None:
        """A refusal may show what a colleague has written: that is a read too, though nothing was changed."""
        stamp = self._stamp(action)
        self._add_seen(work, stamp, work.seen, audit.REFUSED)
        self._write(stamp)

    def _tell_all(self, work: Work, stamp: audit.Stamp) -> dict[tuple[str, int], int]:
        """What the command has shown without changing it, why it was done, and what was counted so far."""
        self._add_seen(work, stamp, work.seen - stamp.patients)
        stamp.explain(work.reason)
        counts = self._reads.counted() if work.is_leaving else {}
        for (view, patient_id), again in counts.items():
            stamp.add(view, patient_id=patient_id, detail={"again": again})
        return counts

    def _add_seen(
        self, work: Work, stamp: audit.Stamp, patients: frozenset[int], outcome: str = audit.OK
    ) -> None:
        grounds = _grounds(work)
        for patient_id in sorted(patients):
            read = grounds.get(patient_id)
            stamp.add(patient_id=patient_id, outcome=outcome, detail={"read": read} if read else None)

    def _write(self, stamp: audit.Stamp) -> None:
        """Rows of the log that tell of no change in the store."""
        if not stamp.rows:
            return
        with self.store.writer.begin() as connection:
            audit.append(connection, stamp)

    def _stamp(self, action: str) -> audit.Stamp:
        now = self.clock()
        duty = self.user.duty(now)
        owner = self.user.owner(now)
        return audit.Stamp(
            key=self.store.audit_key, stream=self.workstation, workstation=self.workstation, at=now,
            action=action, user_id=self.user.user_id, actor=self.user.login,
            role=duty.role.value if duty else None, owner=owner.value if owner else None,
            unit_id=duty.unit_id if duty else None,
        )  # fmt: skip


def _named(
    session: Session, op: Command[P, R] | Query[P, R], work: Work, *args: P.args, **kwargs: P.kwargs
) -> frozenset[int]:
    """Whose record the call is about, as far as its arguments say."""
    arguments = inspect.signature(op.run).bind_partial(work, *args, **kwargs).arguments
    return frozenset(patients_named(session.connection(), arguments))


def _grounds(work: Work) -> dict[int, dict[str, str]]:
    """On which ground another owner's data, or blocked ones, were opened."""
    return {
        patient_id: {owner.value: ground.value for owner, ground in grounds.items()}
        for reach in work.reaches
        for patient_id, grounds in reach.grounds.items()
    }
