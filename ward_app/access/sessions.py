"""Who is at which workstation, from sign-in to sign-out; and ending that from elsewhere (H-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from ward_app.access.model import User, UserSession
from ward_app.access.names import names_of
from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command, query

LEFT = frozenset({"signed_out", "switched"})
LOST = timedelta(days=1)
"""Not seen for so long: the program was cut off, and the session is over."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """Someone who is signed in."""

    id: int
    user_id: int
    name: str
    login: str
    workstation: str
    started_at: datetime
    seen_at: datetime
    is_own: bool


@query(Permission.OWN_ACCOUNT)
def own(work: Work) -> SessionRow | None:
    """This one."""
    one = _own(work)
    return None if one is None else _row(one, work.user.name, work.user.login, work)


@query(Permission.SESSIONS_END)
def sessions(work: Work) -> list[SessionRow]:
    """Everyone who is signed in somewhere, the longest first."""
    open_ones = (
        select(UserSession, User.login).join(User, User.id == UserSession.user_id)
        .where(UserSession.ended_at.is_(None), UserSession.seen_at > work.now - LOST)
        .order_by(UserSession.started_at, UserSession.id)
    )  # fmt: skip
    found = work.session.execute(open_ones).all()
    names = names_of(work.session, [one.user_id for one, _login in found])
    return [_row(one, names[one.user_id], login, work) for one, login in found]


@command(Permission.SESSIONS_END)
def end_session(work: Work, session_id: int) -> None:
    """Sign someone out from here. Their next call is refused; what they had typed stays in their drafts."""
    if session_id == work.user.session_id:
        raise Refused(_("This is where you are signed in yourself. Lock the screen instead."))
    one = work.session.get_one(UserSession, session_id)
    if one.ended_at is not None:
        raise Refused(_("This session has ended already."))
    _end(work, one)
    work.log("access.session_ended", user=one.user_id)


@command(Permission.OWN_ACCOUNT)
def note_seen(work: Work) -> None:
    """Said now and then by a window that is being worked in."""
    if one := _own(work):
        one.seen_at = work.now


@command(None)
def note_lock(work: Work, what: str) -> None:
    """`locked`, `unlocked`, `signed_out`, `switched`: who was at the screen, and when."""
    if one := _own(work):
        one.seen_at = work.now
        if what in LEFT:
            one.ended_at = work.now
    work.is_leaving = True
    work.log(f"access.{what}")


def begin(work: Work, user_id: int) -> int:
    """A new session; those that were cut off and never came back are closed."""
    lost = select(UserSession).where(
        UserSession.user_id == user_id, UserSession.ended_at.is_(None), UserSession.seen_at <= work.now - LOST
    )
    for one in work.session.scalars(lost):
        one.ended_at = one.seen_at
    session = UserSession(
        user_id=user_id, workstation=work.workstation, started_at=work.now, seen_at=work.now
    )
    work.session.add(session)
    work.session.flush()
    return session.id


def last_sign_ins(work: Work) -> dict[int, datetime]:
    """When each user last came in, anywhere; not there who never did."""
    last = select(UserSession.user_id, func.max(UserSession.started_at)).group_by(UserSession.user_id)
    return {row[0]: row[1] for row in work.session.execute(last)}


def end_all(work: Work, user_id: int) -> None:
    """Wherever this person is signed in."""
    still_open = select(UserSession).where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
    for one in work.session.scalars(still_open):
        _end(work, one)


def _row(one: UserSession, name: str, login: str, work: Work) -> SessionRow:
    return SessionRow(
        one.id, one.user_id, name, login, one.workstation, one.started_at, one.seen_at,
        one.id == work.user.session_id,
    )  # fmt: skip


def _end(work: Work, session: UserSession) -> None:
    session.ended_at, session.ended_by_id = work.now, work.user.user_id


def _own(work: Work) -> UserSession | None:
    if work.user.session_id is None:
        return None
    one = work.session.get(UserSession, work.user.session_id)
    is_own = one is not None and one.user_id == work.user.user_id and one.ended_at is None
    return one if is_own else None
