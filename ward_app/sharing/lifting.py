"""Looking past a block within one's own provider, in two steps (PDL 4:5).

First which unit has the blocked data, then the data, by one reader for some hours, on one of the two grounds
of the law. Toward another provider there is no such way: `requests`.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from ward_app.access.disclosure import Ground
from ward_app.access.policy import Permission
from ward_app.access.reach import Reach
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.patients.records import writer
from ward_app.sharing.blocks import standing_block
from ward_app.sharing.model import Block, BlockLift, BlockReveal, LiftReason
from ward_app.sharing.reading import reach_of
from ward_app.sharing.rows import BlockedRow
from ward_app.sharing.shown import blocked_rows
from ward_app.sharing.wording import said

STEP = timedelta(minutes=15)
"""So long after the first step the second one can follow."""
LONGEST_HOURS = 24


@command(Permission.BLOCK_LIFT)
def reveal_blocks(work: Work, patient_id: int, reason: LiftReason, text: str) -> tuple[BlockedRow, ...]:
    """Step 1: which units have blocked data, so that the reader can judge whether they matter."""
    why = _why(text)
    reach = reach_of(work, [patient_id])
    against = blocks_with(work, reach, Ground.BLOCKED)
    if not against:
        raise Refused(_("There are no blocked data here that you could open."))
    work.session.add(BlockReveal(
        patient_id=patient_id, user_id=writer(work).user_id, reason=reason, text=why, at=work.now
    ))  # fmt: skip
    work.because(reason.value)
    return blocked_rows(work, against)


@command(Permission.BLOCK_LIFT)
def lift_block(work: Work, block_id: int, *, reason: LiftReason, text: str, hours: int = 12) -> int:
    """Step 2: this reader reads what this block hides, for some hours."""
    one = standing_block(work, block_id)
    reach = reach_of(work, [one.patient_id])
    _expect_liftable(reach, one)
    _expect_step_one(work, reach)
    if not 1 <= hours <= LONGEST_HOURS:
        raise Invalid("hours", _("Choose between 1 and {hours} hours.").format(hours=LONGEST_HOURS))
    lift = BlockLift(
        patient_id=one.patient_id, block_id=block_id, user_id=writer(work).user_id, reason=reason,
        text=_why(text), from_at=work.now, until_at=work.now + timedelta(hours=hours),
    )  # fmt: skip
    work.session.add(lift)
    work.because(reason.value)
    work.session.flush()
    return lift.id


def blocks_with(work: Work, reach: Reach, *grounds: Ground) -> list[Block]:
    """The person's standing blocks that meet the reader on one of these grounds."""
    standing = select(Block).where(Block.patient_id.in_(list(reach.patients)), Block.lifted_at.is_(None))
    return [
        one
        for one in work.session.scalars(standing.order_by(Block.id))
        if reach.decide(one.patient_id, one.owner, one.unit_id).ground in grounds
    ]


def _expect_liftable(reach: Reach, one: Block) -> None:
    ground = reach.decide(one.patient_id, one.owner, one.unit_id).ground
    if ground is Ground.BLOCKED_ELSEWHERE:
        raise NotAllowed(
            _("Another care provider has blocked this. Only they can lift it: send them a request.")
        )
    if ground is not Ground.BLOCKED:
        raise Refused(_("This block does not keep you from anything now."))


def _expect_step_one(work: Work, reach: Reach) -> None:
    told = select(BlockReveal.id).where(
        BlockReveal.patient_id.in_(list(reach.patients)), BlockReveal.user_id == work.user.user_id,
        BlockReveal.at > work.now - STEP,
    )  # fmt: skip
    if not work.session.scalar(told):
        raise Refused(_("See first which unit has blocked data, and judge whether they matter here."))


def _why(text: str) -> str:
    return said(text, "text", _("Say why the blocked data are needed now."))
