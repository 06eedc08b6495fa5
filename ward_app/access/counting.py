"""Counting sign-ins: who came in, who did not, and how long to wait after that."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from ward_app.access.model import Stranger, User
from ward_app.access.sessions import begin
from ward_app.ops import Work, command

LONGEST_WAIT = 300
FORGOTTEN = timedelta(days=1)
"""After a day without a try the counting begins anew."""


@command(None)
def note_try(
    work: Work, user_id: int, *, passed: bool, new_hash: str | None = None, step: int | None = None,
    begins: bool = True,
) -> int | None:  # fmt: skip
    """Count a sign-in: after a wrong password or code the next try waits 1, 2, 4 … 300 seconds.

    `step` is that of the code: if it was taken meanwhile, it does not count here. Gives the new session's id;
    none where it failed after all, or where someone comes back to a session (`begins`).
    """
    user = work.session.get_one(User, user_id)
    if not passed or (step is not None and step <= user.totp_step):
        user.failed_tries, user.not_before = _after(user.failed_tries, user.not_before, work.now)
        work.log("access.sign_in_failed", user=user.id)
        return None
    user.failed_tries, user.not_before = 0, None
    if new_hash:
        user.password_hash = new_hash
    if step is not None:
        user.totp_step = step
    work.log("access.signed_in", user=user.id)
    return begin(work, user.id) if begins else None


@command(None)
def note_stranger(work: Work, digest: str) -> None:
    """A name that nobody has waits as long as one that somebody has, so that neither tells which it is."""
    found = work.session.scalars(select(Stranger).where(Stranger.digest == digest)).one_or_none()
    if found is None:
        found = Stranger(digest=digest)
        work.session.add(found)
    found.failed_tries, found.not_before = _after(found.failed_tries, found.not_before, work.now)
    work.log("access.sign_in_failed", user="unknown")


@command(None)
def note_failed_try(work: Work, user_id: int | None) -> None:
    """A wrong password that the key slots have counted: told in the log, and the account stays as it is."""
    work.log("access.sign_in_failed", user="unknown" if user_id is None else user_id)


def _after(failed: int, not_before: datetime | None, now: datetime) -> tuple[int, datetime]:
    """One more failed try, and until when the next one waits."""
    if not_before is not None and now - not_before > FORGOTTEN:
        failed = 0
    return failed + 1, now + timedelta(seconds=min(2 ** min(failed, 10), LONGEST_WAIT))
