"""Every use case that changes a stay, to be called as `stays.admit`, `stays.move` …"""

from ward_app.stays.admissions import admit
from ward_app.stays.arriving import admit_person, expect_person
from ward_app.stays.care_facts import set_care_facts
from ward_app.stays.changes import mark_ready, revoke_ready, set_care_fact, update_stay
from ward_app.stays.ends import discharge, record_death
from ward_app.stays.leaves import cancel_leave, return_from_leave, start_leave
from ward_app.stays.moves import move, swap
from ward_app.stays.plans import cancel_plan, change_plan, plan_arrival
from ward_app.stays.presence import set_presence
from ward_app.stays.purposes import change_purpose
from ward_app.stays.undoing import undo_admission, undo_discharge

__all__ = [
    "admit", "admit_person", "cancel_leave", "cancel_plan", "change_plan", "change_purpose", "discharge",
    "expect_person", "mark_ready", "move", "plan_arrival", "record_death", "return_from_leave",
    "revoke_ready", "set_care_fact", "set_care_facts", "set_presence", "start_leave", "swap",
    "undo_admission", "undo_discharge", "update_stay",
]  # fmt: skip
