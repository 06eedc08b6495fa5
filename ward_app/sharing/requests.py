"""Asking another owner to lift its block: all that can be done toward it (LSVO 3:5)."""

from __future__ import annotations

from sqlalchemy import select

from ward_app.access.disclosure import Ground
from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.patients.records import writer
from ward_app.sharing.blocks import standing_block
from ward_app.sharing.duties import expect_judge, expect_own
from ward_app.sharing.model import Block, LiftRequest
from ward_app.sharing.reading import reach_of
from ward_app.sharing.wording import said, spoken


@command(Permission.BLOCK_LIFT)
def request_lift(work: Work, block_id: int, text: str) -> int:
    """Only an emergency tells who has blocked what, so only in one can there be something to ask for."""
    one = standing_block(work, block_id)
    reach = reach_of(work, [one.patient_id])
    known = reach.patients[one.patient_id]
    if not any(span.counts(work.now) for span in known.emergencies):
        raise Refused(_("Open in an emergency first: only danger to life or health lets you ask for this."))
    if reach.decide(one.patient_id, one.owner, one.unit_id).ground is not Ground.BLOCKED_ELSEWHERE:
        raise Refused(_("This block is within your own care provider. Lift it yourself, if there is ground."))
    waiting = select(LiftRequest.id).where(
        LiftRequest.block_id == block_id, LiftRequest.by_id == work.user.user_id,
        LiftRequest.answered_at.is_(None),
    )  # fmt: skip
    if work.session.scalar(waiting):
        raise Refused(_("Your request has been sent already, and not yet been answered. Call them."))
    request = LiftRequest(
        patient_id=one.patient_id, block_id=block_id, by_id=writer(work).user_id, sent_at=work.now,
        text=said(text, "text", _("Say why the blocked data are needed now.")),
    )  # fmt: skip
    work.session.add(request)
    work.session.flush()
    return request.id


@command(Permission.SHARING_RECORD)
def answer_request(work: Work, request_id: int, seen: int, is_granted: bool, answer: str) -> None:
    """By who works in the record: a yes ends the block, for the owner has lifted it; a no says why."""
    request = work.session.get_one(LiftRequest, request_id)
    request.expect(seen)
    one = work.session.get_one(Block, request.block_id)
    expect_own(work, one.owner)
    expect_judge(work)
    if request.answered_at is not None:
        raise Refused(_("The request has been answered already."))
    missing = _("Say why the block stays.")
    request.answer = spoken(answer, "answer") if is_granted else said(answer, "answer", missing)
    request.answered_at, request.answered_by_id = work.now, writer(work).user_id
    request.is_granted = is_granted
    if is_granted and one.lifted_at is None:
        one.lifted_at, one.lifted_by_id = work.now, writer(work).user_id
