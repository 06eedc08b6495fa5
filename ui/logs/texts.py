"""Checks and accesses in words."""

from __future__ import annotations

from ward_app.i18n import _, date_text, ngettext, short_day
from ward_app.logs.model import ReviewKind
from ward_app.logs.rows import AccessRow, Criteria, ReviewRow
from ward_app.logs.wording import pattern_words


def what(row: ReviewRow) -> str:
    """`Random sample`, or what a targeted check looks at, and at whom."""
    if row.kind is ReviewKind.RANDOM or row.criteria.pattern is None:
        return _("Random sample")
    looks = pattern_words(row.criteria.pattern)
    whom = row.criteria.patient or row.criteria.user
    return _("{looks}: {whom}").format(looks=looks, whom=whom) if whom else looks


def period(criteria: Criteria) -> str:
    """`15 Nov – 21 Nov`"""
    if criteria.from_on == criteria.to_on:
        return short_day(criteria.from_on)
    return f"{short_day(criteria.from_on)} – {short_day(criteria.to_on)}"


def result(row: ReviewRow) -> str:
    """How far it has come, or what it came to."""
    if row.closed_at is None:
        return _("{judged} of {all} judged").format(judged=row.judged, all=row.accesses)
    if row.unjustified:
        return ngettext("{n} not justified", "{n} not justified", row.unjustified).format(n=row.unjustified)
    return _("Nothing found")


def result_colour(row: ReviewRow) -> str:
    if row.closed_at is None:
        return "warning"
    return "danger" if row.unjustified else "success"


def about(row: ReviewRow) -> str:
    """How the sample came about, so that the check can be made again: below its title."""
    criteria = row.criteria
    parts = [
        _("{from_} to {to}").format(from_=date_text(criteria.from_on), to=date_text(criteria.to_on)),
        _("{shown} of {found} accesses").format(shown=row.accesses, found=criteria.found),
        *([criteria.unit] if criteria.unit else []),
        *([criteria.user] if criteria.user and row.kind is ReviewKind.RANDOM else []),
        _("drawn {date} by {name}").format(date=date_text(row.drawn_at), name=row.by),
        *([_("draw {seed}").format(seed=criteria.seed)] if criteria.seed is not None else []),
    ]
    if criteria.own:
        own = ngettext(
            "{n} of the reviewer's own is left to another", "{n} of the reviewer's own are left to another",
            criteria.own,
        )  # fmt: skip
        parts.append(own.format(n=criteria.own))
    return " · ".join(parts)


def particulars(row: AccessRow) -> str:
    """What the list has no room for."""
    parts = (row.unit, row.owner, row.workstation, row.ground, row.comment)
    return " · ".join(part for part in parts if part)
