"""The only door to the ward: permission, transaction, retry, audit and error translation, here and once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from ward_app.access.model import Assignment, User
from ward_app.access.policy import NOBODY, SYSTEM, Actor, allowed
from ward_app.clock import Clock, system_clock
from ward_app.errors import NoRelation, NotAllowed, WardError
from ward_app.i18n import _
from ward_app.ops import Command, Query, Work
from ward_app.sharing.reading import reach_of
from ward_app.store import audit, faults
from ward_app.store.base import Entity
from ward_app.store.engine import Store

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
        self._read_at: dict[tuple[str, int], datetime] = {}
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
        self._check(op)
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
        self._check(op)
        try:
            with Session(self.store.reader) as session:
                if not self._looked_just_now():
                    self._still_valid(session)
                work = Work(session, self.user, self.clock(), self.workstation)
                rows = op(work, *args, **kwargs)
                if op.relation:
                    self._expect_relation(work, work.seen)
            self._log_read(op, work)
        except NoRelation as refusal:
            self._log_refused(op.name, refusal)
            raise
        except SQLAlchemyError as error:
            if known := faults.explain(error):
                raise known from error
            raise
        return rows

    def _do_once(self, op: Command[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        stamp = self._stamp(op.name)
        session = Session(self.store.writer, info={"stamp": stamp}, expire_on_commit=False)
        work = Work(session, self.user, stamp.at, self.workstation)
        try:
            with session, session.begin():
                self._still_valid(session)
                result = op(work, *args, **kwargs)
                session.flush()
                if op.relation:
                    self._expect_relation(work, stamp.patients)
        except NoRelation as refusal:
            self._log_refused(op.name, refusal)
            raise
        except WardError:
            self._log_shown(op.name, work)
            raise
        self._rights.changes += bool(stamp.changed & {User, Assignment})
        self.on_change(frozenset(stamp.changed))
        return result

    def _check(self, op: Command[..., Any] | Query[..., Any]) -> None:
        if self.allows(op):
            return
        stamp = self._stamp(op.name)
        stamp.add(outcome=audit.REFUSED)
        self._write(stamp)
        raise NotAllowed(_("Your role does not include this. Ask a colleague who may, or the unit manager."))

    def _expect_relation(self, work: Work, patient_ids: frozenset[int]) -> None:
        """Whoever is shown or changed is in the user's care (PDL 4:1). The program itself has no care."""
        if self.user is NOBODY or self.user is SYSTEM:
            return
        known = {id_ for reach in work.reaches for id_ in reach.patients if reach.relation(id_)}
        if not (others := patient_ids - known):
            return
        reach = reach_of(work, others)
        for patient_id in sorted(others):
            if reach.relation(patient_id) is None:
                raise NoRelation(
                    patient_id,
                    _("You take no part in this patient's care here. Say why you open the record first."),
                )

    def _still_valid(self, session: Session) -> None:
        """Rights that were taken back count from the next call on (H-07)."""
        if self.user is NOBODY or self.user is SYSTEM:
            return
        query = select(User.stamp, User.is_active).where(User.id == self.user.user_id)
        account = session.execute(query).one_or_none()
        if account is None or not account.is_active or account.stamp != self.user.stamp:
            raise NotAllowed(_("Your account or your rights have changed. Sign in again."))
        self._looked = (self._rights.changes, time.monotonic())

    def _looked_just_now(self) -> bool:
        changes, at = self._looked
        return changes == self._rights.changes and time.monotonic() - at < RIGHTS_SECONDS

    def _log_read(self, op: Query[..., Any], work: Work) -> None:
        if op.log is None:
            return
        since = work.now - timedelta(seconds=op.log_seconds)
        fresh = {id_ for id_ in work.seen if self._read_at.get((op.log, id_), since) <= since}
        if not fresh:
            return
        stamp = self._stamp(op.log)
        audit.note_reads(stamp, fresh, grounds=_grounds(work))
        self._write(stamp)
        self._read_at.update({(op.log, id_): work.now for id_ in fresh})

    def _log_refused(self, action: str, refusal: NoRelation) -> None:
        stamp = self._stamp(action)
        stamp.add(patient_id=refusal.patient_id, outcome=audit.REFUSED)
        self._write(stamp)

    def _log_shown(self, action: str, work: Work) -> None:
        """A refusal may show what a colleague has written: that is a read too, though nothing was changed."""
        stamp = self._stamp(action)
        audit.note_reads(stamp, work.seen, outcome=audit.REFUSED)
        self._write(stamp)

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


def _grounds(work: Work) -> dict[int, dict[str, str]]:
    """On which ground another owner's data, or blocked ones, were opened."""
    return {
        patient_id: {owner.value: ground.value for owner, ground in grounds.items()}
        for reach in work.reaches
        for patient_id, grounds in reach.grounds.items()
    }
