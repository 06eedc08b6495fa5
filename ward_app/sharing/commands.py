"""Everything that changes who shares whose record."""

from ward_app.sharing.blocks import block, unblock
from ward_app.sharing.capacity import assess_capacity, end_assessment
from ward_app.sharing.consents import inform, record_answer, withdraw
from ward_app.sharing.emergencies import open_in_emergency, review_emergency
from ward_app.sharing.lifting import lift_block, reveal_blocks
from ward_app.sharing.relations import call_in, state_relation
from ward_app.sharing.requests import answer_request, request_lift

__all__ = [
    "answer_request", "assess_capacity", "block", "call_in", "end_assessment", "inform", "lift_block",
    "open_in_emergency", "record_answer", "request_lift", "reveal_blocks", "review_emergency",
    "state_relation", "unblock", "withdraw",
]  # fmt: skip
