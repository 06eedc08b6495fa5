"""Why a button is off for who is signed in."""

from __future__ import annotations

from typing import Any

from ui.desk import Desk
from ward_app.i18n import _
from ward_app.ops import Command


def barred(desk: Desk, needs: Command[..., Any]) -> str | None:
    """None when the role includes it."""
    return None if desk.allows(needs) else _("Your role does not include this.")
