"""What is done for the store as a whole, as the log has it."""

from __future__ import annotations

from ward_app.access.policy import Permission
from ward_app.ops import Work, command


@command(Permission.STORE_KEEP)
def note(work: Work, what: str) -> None:
    """`backed_up`, `checked`, `code_renewed`: written before it is done, and refused to who may not do it."""
    work.log(f"store.{what}")


@command(Permission.AUDIT_VERIFY)
def note_verified(work: Work) -> None:
    """The log is read from end to end: that is in the log too, before its heads are printed."""
    work.log("audit.verified")
