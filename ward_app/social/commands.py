"""Every use case that changes the social services' record: `social.write`, `social.register_decision` …"""

from ward_app.social.decisions import change_decision, end_decision, register_decision
from ward_app.social.entries import correct, discard, remark, rewrite, sign, write
from ward_app.social.prints import record_paper, record_print

__all__ = [
    "change_decision", "correct", "discard", "end_decision", "record_paper", "record_print",
    "register_decision", "remark",
    "rewrite", "sign", "write",
]  # fmt: skip
