"""How periods, ends and kinds are said, on screens and prints alike."""

from __future__ import annotations

from datetime import date

from ward_app.i18n import _, dated_text, ngettext
from ward_app.social.rows import DecisionRow, DecisionState


def period_text(from_on: date, to_on: date | None) -> str:
    if to_on is None:
        return _("from {date} until further notice").format(date=dated_text(from_on))
    return _("{from_day} to {to_day}").format(from_day=dated_text(from_on), to_day=dated_text(to_on))


def end_text(state: DecisionState, last_on: date | None, today: date) -> str:
    """What warns before a decision ends, and after; empty where there is nothing to warn of."""
    if last_on is None or state in (DecisionState.HOLDS, DecisionState.TO_COME):
        return ""
    days = (last_on - today).days
    if state is DecisionState.OVER:
        return _("The decision ended {date}").format(date=dated_text(last_on))
    if days == 0:
        return _("The decision ends today")
    if days == 1:
        return _("The decision ends tomorrow")
    said = ngettext("The decision ends in {days} day", "The decision ends in {days} days", days)
    return said.format(days=days)


def ended_text(decision: DecisionRow) -> str:
    """Why it did not last to its day, and which was the last; empty for one that was left alone."""
    if not decision.end_reason or decision.last_on is None:
        return ""
    said = _("Held to {date}: {reason}")
    if decision.last_on < decision.from_on:
        said = _("Replaced: {reason}")
    return said.format(date=dated_text(decision.last_on), reason=decision.end_reason)


def about_text(decision: DecisionRow) -> str:
    """`Beslutat 1 november 2026 av B. Ahl · SoL 11:1 · registrerat av M. Falk`"""
    by = _("Decided {date} by {name}").format(date=dated_text(decision.decided_on), name=decision.decided_by)
    parts = [by, decision.paragraph, _("registered by {name}").format(name=decision.by)]
    return " · ".join(part for part in parts if part)
