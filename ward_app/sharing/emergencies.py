"""Opening in an emergency, and the review of who did (LSVO 3:5, 3:6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ward_app.access.disclosure import Ground
from ward_app.access.policy import Permission
from ward_app.access.reach import Reach
from ward_app.errors import NotAllowed, Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.patients.records import open_record, writer
from ward_app.sharing.lifting import blocks_with
from ward_app.sharing.model import EmergencyOpening
from ward_app.sharing.reading import reach_of
from ward_app.sharing.rows import EmergencyRow
from ward_app.sharing.shown import blocked_rows, emergency_rows
from ward_app.sharing.unread import others_with_data
from ward_app.sharing.wording import said, spoken

LASTS = timedelta(hours=4)
WHY = "emergency"


@command(Permission.EMERGENCY_OPEN, relation=False)
def open_in_emergency(work: Work, patient_id: int, text: str) -> EmergencyRow:
    """Danger to life or health: who has blocked data is told, and the unblocked ones open for this reader.

    Blocked data stay closed; their owner can be asked. Every opening is listed for review.
    """
    open_record(work, patient_id)
    opening = EmergencyOpening(
        patient_id=patient_id, user_id=writer(work).user_id, from_at=work.now, until_at=work.now + LASTS,
        text=said(text, "text", _("Say what the danger is, and why the data are needed now.")),
    )  # fmt: skip
    work.session.add(opening)
    work.because(WHY)
    work.session.flush()
    return told(work, reach_of(work, [patient_id]), emergency_rows(work, [opening])[0])


@command(Permission.LOG_REVIEW, relation=False)
def review_emergency(work: Work, opening_id: int, seen: int, is_justified: bool, note: str) -> None:
    """Was there danger, and were the data needed? Nobody reviews their own opening (LOG-05)."""
    opening = work.session.get_one(EmergencyOpening, opening_id)
    opening.expect(seen)
    if opening.user_id == work.user.user_id:
        raise NotAllowed(_("You opened this yourself. Someone else must review it."))
    if opening.reviewed_at is not None:
        raise Refused(_("This has been reviewed already."))
    missing = _("Say what was wrong, and what is done about it.")
    opening.review_note = spoken(note, "note") if is_justified else said(note, "note", missing)
    opening.reviewed_at, opening.reviewed_by_id = work.now, writer(work).user_id
    opening.is_justified = is_justified


def told(work: Work, reach: Reach, row: EmergencyRow) -> EmergencyRow:
    """With whose blocks stand, and which other owners have data that are open (LSVO 2:2, 3:5)."""
    elsewhere = blocks_with(work, reach, Ground.BLOCKED_ELSEWHERE)
    return replace(
        row, blocked=blocked_rows(work, elsewhere), unblocked=others_with_data(work.session, reach)
    )
