"""What is said beside the time of an event, in every form of an entry."""

from __future__ import annotations

from datetime import datetime

from ui.kit.fields import Level, Remark
from ward_app.entries import expect_past, is_long_ago
from ward_app.errors import Invalid
from ward_app.i18n import _


def judge_time(occurred_at: datetime, now: datetime) -> Remark | None:
    """What is still to come is impossible; what is long ago needs one confirmation."""
    try:
        expect_past(occurred_at, now)
    except Invalid as refusal:
        return Remark(Level.IMPOSSIBLE, refusal.sentence)
    if is_long_ago(occurred_at, now):
        return Remark(Level.UNLIKELY, _("More than a week ago. Is that right?"))
    return None
