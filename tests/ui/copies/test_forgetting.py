"""A draft does not keep what the record may not (PDL 8:4)."""

from __future__ import annotations

from tests.ward_app.copies.conftest import Told
from tests.ward_app.copies.test_destroying import DECISION, OWNER
from ui.copies.forgetting import forget_destroyed
from ui.notes import writing
from ui.seat import Seat
from ui.social import writing as social
from ward_app.app import App
from ward_app.copies.commands import destroy_record


def test_that_drafts_of_destroyed_entries_go_and_others_stay_pdl_23(
    seat: Seat, administrator: App, told: Told
) -> None:
    drafts, mine = seat.drafts, f"{told.patient_id}/correct/{told.corrected_note}"
    kept = (f"{told.patient_id}/new", f"{told.patient_id}/correct/999")
    for subject in (mine, *kept):
        drafts.keep(writing.FORM, subject, {"0": "rättad"})
    drafts.keep(social.FORM, mine, {"text": "en annan akt"})
    administrator.do(destroy_record, told.patient_id, OWNER, entries=[("note", told.first_note)], **DECISION)
    forget_destroyed(seat.desk, drafts)
    assert {draft.subject for draft in drafts.all(writing.FORM)} == set(kept)
    assert [draft.subject for draft in drafts.all(social.FORM)] == [mine]


def test_that_without_a_destruction_every_draft_stays(seat: Seat, told: Told) -> None:
    subject = f"{told.patient_id}/correct/{told.corrected_note}"
    seat.drafts.keep(writing.FORM, subject, {"0": "rättad"})
    forget_destroyed(seat.desk, seat.drafts)
    assert [draft.subject for draft in seat.drafts.all(writing.FORM)] == [subject]
