"""Why something about the social services' record is off for who is signed in."""

from __future__ import annotations

from typing import Any

from ui.desk import Desk
from ui.stays.rights import barred
from ward_app.i18n import _
from ward_app.ops import Command
from ward_app.social.rows import SocialRecord


def reason_not(desk: Desk, record: SocialRecord, needs: Command[..., Any]) -> str | None:
    """None when the role includes it and the person works in this record."""
    if (reason := barred(desk, needs)) is not None:
        return reason
    return None if record.works_here else _("Only for who works in the social services' record.")
