"""An extract of the social services' record on paper: of its own, never mixed with health notes (SOL-01).

Opening the preview is logged as `print.preview`; printing or saving it says `print.social`.
"""

from __future__ import annotations

from sqlalchemy import select

from ward_app.access.policy import Permission, Role
from ward_app.ops import Work, command
from ward_app.owners import RecordOwner
from ward_app.patients.identity import NumberPolicy
from ward_app.patients.records import facts_of
from ward_app.patients.shown import Audience, shown
from ward_app.settings.queries import value_of
from ward_app.settings.registry import PRACTICE
from ward_app.social.queries import decisions_of, entries_of
from ward_app.social.rows import SocialExtract
from ward_app.social.writers import social_writer
from ward_app.store import audit
from ward_app.wards.model import CareOwner

PREVIEW, PAPER = "print.preview", "print.social"


@command(Permission.SOCIAL_WRITE)
def record_print(work: Work, patient_id: int) -> SocialExtract:
    """What is printed, as far as the user may read it; who works elsewhere does not print this record."""
    writer = social_writer(work)
    entries = tuple(reversed(entries_of(work, patient_id)))
    decisions = tuple(decisions_of(work, patient_id))
    person = shown(facts_of(work, patient_id), Audience.PRINT, NumberPolicy.FULL)
    keeper = select(CareOwner.name).where(CareOwner.code == RecordOwner.KOMMUN_SOL)
    anchor = audit.anchor(work.session.connection(), work.workstation)
    work.log(PREVIEW, patient_id=patient_id, layout="social", entries=len(entries))
    return SocialExtract(
        patient_id, person.name, person.number, work.session.scalar(keeper) or "", decisions, entries,
        work.user.name, Role(writer.title), work.now, work.workstation, anchor,
        bool(value_of(work.session, PRACTICE)),
    )  # fmt: skip


@command(Permission.SOCIAL_WRITE)
def record_paper(work: Work, patient_id: int, *, copies: int = 1) -> None:
    """The extract that was looked at has been printed."""
    social_writer(work)
    work.log(PAPER, patient_id=patient_id, layout="social", copies=copies)
