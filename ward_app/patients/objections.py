"""What the person said no to while two records were one: both keep it when they part again.

While records are merged, what is known of either decides for both (`sharing.reading`), so that merging loses
nothing. What is recorded meanwhile stands in the record that was kept; a block or a no must not be lost with
the other, whosever it was (PDL 4:4, LSVO 2:3). A yes is not copied: nobody consents for someone else.
"""

from __future__ import annotations

from sqlalchemy import select

from ward_app.ops import Work
from ward_app.patients.model import Patient
from ward_app.patients.warnings import copied
from ward_app.sharing.model import Block, Consent


def keep_objections(work: Work, kept: Patient, leaves: Patient) -> None:
    """Into the record that leaves, before it does."""
    assert leaves.merged_at is not None
    blocks = select(Block).where(
        Block.patient_id == kept.id, Block.from_at >= leaves.merged_at, Block.lifted_at.is_(None)
    )
    for block in work.session.scalars(blocks).all():
        work.session.add(copied(block, leaves.id))
    answers = select(Consent).where(Consent.patient_id == kept.id, Consent.given_at >= leaves.merged_at)
    last = work.session.scalars(answers.order_by(Consent.given_at.desc(), Consent.id.desc())).first()
    if last is not None and (not last.is_given or last.withdrawn_at is not None):
        work.session.add(copied(last, leaves.id))
