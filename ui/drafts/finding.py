"""The draft of a form, where the disk gives it: what it does not give is said, and nothing is in the way."""

from __future__ import annotations

from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ward_app.drafts.journal import DamagedDraft, Draft
from ward_app.errors import Refused
from ward_app.i18n import _


def find_draft(desk: Desk, drafts: Drafts, form: str, subject: str) -> Draft | None:
    """None where there is none, or none that can be read; then the message bar says why."""
    try:
        return drafts.find(form, subject)
    except DamagedDraft as damaged:
        desk.refused.emit(damaged)
    except OSError:
        said = _("The drafts on this workstation cannot be read just now. Tell IT.")
        desk.refused.emit(Refused(said))
    return None
