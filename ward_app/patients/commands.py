"""All that can be done with people and what is known of them: `from ward_app.patients import commands`."""

from ward_app.patients.alerts import add_alert, answer_hypersensitivity, end_alert, verify_alert
from ward_app.patients.kin import add_kin, end_kin, update_kin
from ward_app.patients.limitations import decide_limitation, end_limitation
from ward_app.patients.merging import merge, unmerge
from ward_app.patients.numbers import add_number, make_primary, retire_number
from ward_app.patients.protection import set_protection
from ward_app.patients.registering import register, register_unnamed, update

__all__ = [
    "add_alert", "add_kin", "add_number", "answer_hypersensitivity", "decide_limitation", "end_alert",
    "end_kin", "end_limitation", "make_primary", "merge", "register", "register_unnamed", "retire_number",
    "set_protection", "unmerge", "update", "update_kin", "verify_alert",
]  # fmt: skip
