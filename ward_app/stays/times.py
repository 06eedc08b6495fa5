"""When something in a stay happened: whole minutes, as people give and read them, and never ahead of now."""

from __future__ import annotations

from datetime import datetime

from ward_app.errors import Invalid
from ward_app.i18n import _, comes_twice, local, relative_text, time_text
from ward_app.ops import Work


def minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def happened(work: Work, at: datetime | None, field: str = "at") -> datetime:
    """The minute in which it happened: now, or the earlier one that the user gave."""
    if at is None:
        return minute(work.now)
    if at > work.now:
        raise Invalid(
            field,
            _(
                "This cannot have happened yet: {time} is still to come. Give the time when it happened."
            ).format(time=relative_text(at, work.now)),
        )
    return minute(at)


def expected(work: Work, at: datetime, after: datetime, field: str) -> datetime:
    """A time to come, or at least one later than what it follows."""
    if at <= after:
        raise Invalid(
            field,
            _("Give a time later than {time}.").format(time=relative_text(after, work.now)),
        )
    return minute(at)


def since(moment: datetime, now: datetime) -> str:
    """`08:12` today, else with its day."""
    if local(moment).date() == local(now).date() and not comes_twice(moment):
        return time_text(moment)
    return relative_text(moment, now)
