"""What every command on sharing asks first: whose record it is, who works in it, who may judge."""

from __future__ import annotations

from sqlalchemy import select

from ward_app.access.policy import MUST_DOCUMENT, Role
from ward_app.errors import NotAllowed
from ward_app.i18n import _
from ward_app.ops import Work
from ward_app.owners import RecordOwner
from ward_app.patients.model import Patient
from ward_app.words import word

JUDGES = MUST_DOCUMENT | {Role.NEEDS_ASSESSOR}
"""The licensed, and for the social services the needs assessor."""


def own_records(work: Work) -> frozenset[RecordOwner]:
    """The records whose content the user works in."""
    return work.user.reader(work.now).homes


def expect_own(work: Work, owner: RecordOwner) -> None:
    """A block is set, lifted and answered for by the provider whose data it hides (PDL 4:4, LSVO 2:3)."""
    if owner not in own_records(work):
        raise NotAllowed(
            _(
                "This is the record of {owner}. Only someone who works in it can decide on its blocks. "
                "Pass the patient's wish on to them at once."
            ).format(owner=word(owner))
        )


def expect_judge(work: Work) -> None:
    if not work.user.roles(work.now) & JUDGES:
        raise NotAllowed(_("This is for licensed staff or a needs assessor to decide. Ask a colleague."))


def records_of(work: Work, patient_id: int) -> list[int]:
    """This record and those that were merged into it: what is said of one holds for the person (ID-02)."""
    same = select(Patient.id).where((Patient.id == patient_id) | (Patient.merged_into_id == patient_id))
    return list(work.session.scalars(same))
