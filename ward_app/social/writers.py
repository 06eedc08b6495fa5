"""Who works in the social services' record: decided by the assignment, never chosen (OSL 8:2, SoL 14:7)."""

from __future__ import annotations

from dataclasses import dataclass

from ward_app.access.policy import Actor, Held, homes
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work
from ward_app.owners import RecordOwner


@dataclass(frozen=True, slots=True)
class SocialWriter:
    user_id: int
    title: str
    """The role, as it is stored with an entry."""


def social_writer(work: Work) -> SocialWriter:
    """Refuses who does not carry out or decide on care under the Social Services Act."""
    held = social_duty(work.user, work)
    if held is None or work.user.user_id is None:
        raise Refused(
            _(
                "You do not work in the social services' record. Write a note in your own record, or ask the"
                " unit manager for an assignment that includes social services."
            )
        )
    return SocialWriter(work.user.user_id, held.role.value)


def social_duty(user: Actor, work: Work) -> Held | None:
    """The assignment under which someone works there now."""
    return next((one for one in user.current(work.now) if RecordOwner.KOMMUN_SOL in homes(one)), None)
