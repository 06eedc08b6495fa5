"""Blocks (spärrar) that the patient asks for: effective in the same transaction (PDL 4:4, LSVO 2:3)."""

from __future__ import annotations

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.owners import HEALTH, RecordOwner
from ward_app.patients.records import open_record, writer
from ward_app.sharing.duties import expect_own, records_of
from ward_app.sharing.model import Block
from ward_app.wards.model import Unit


@command(Permission.SHARING_RECORD)
def block(work: Work, patient_id: int, owner: RecordOwner, unit_id: int | None = None) -> int:
    """Without a unit: the owner's whole record, from the other owners. With one: what that unit wrote, from
    everyone who does not work there. Any of the owner's staff sets it, at once, when the patient asks."""
    open_record(work, patient_id)
    expect_own(work, owner)
    if unit_id is not None:
        _expect_unit(work, owner, unit_id)
    standing = select(Block.id).where(
        Block.patient_id.in_(records_of(work, patient_id)), Block.owner == owner,
        Block.unit_id.is_not_distinct_from(unit_id), Block.lifted_at.is_(None),
    )  # fmt: skip
    if work.session.scalar(standing):
        raise Refused(_("This is blocked already."))
    one = Block(
        patient_id=patient_id, owner=owner, unit_id=unit_id, from_at=work.now, by_id=writer(work).user_id
    )
    work.session.add(one)
    work.session.flush()
    return one.id


@command(Permission.SHARING_RECORD)
def unblock(work: Work, block_id: int, seen: int) -> None:
    """The patient no longer wants it: gone for good. To look past it once is another thing (`lift_block`)."""
    one = standing_block(work, block_id, seen)
    expect_own(work, one.owner)
    if one.unit_id is not None and not work.user.reader(work.now).works_on(one.unit_id):
        raise NotAllowed(_("Only the unit whose data are blocked can end the block, when the patient asks."))
    one.lifted_at, one.lifted_by_id = work.now, writer(work).user_id


def standing_block(work: Work, block_id: int, seen: int | None = None) -> Block:
    one = work.session.get_one(Block, block_id)
    if seen is not None:
        one.expect(seen)
    if one.lifted_at is not None:
        raise Refused(_("The block has been ended already."))
    return one


def _expect_unit(work: Work, owner: RecordOwner, unit_id: int) -> None:
    if work.session.get(Unit, unit_id) is None:
        raise Invalid("unit_id", _("Choose a unit."))
    if owner not in HEALTH:
        raise Invalid("unit_id", _("The social services' record is blocked as a whole, not unit by unit."))
