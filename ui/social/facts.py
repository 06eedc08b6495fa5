"""The lines of the card of decisions. Pure: today is told."""

from __future__ import annotations

from datetime import date

from ui.record.cards import Fact
from ward_app.i18n import _
from ward_app.social.rows import DecisionRow, DecisionState, SocialRecord
from ward_app.social.wording import about_text, end_text, ended_text, period_text

MOST = 4
"""Decisions in the card; the print has them all."""


def decision_facts(record: SocialRecord, today: date) -> list[Fact]:
    """What warns comes first, then the decisions, those in force in bold."""
    facts = warning_facts(record.ground, today)
    for one in record.decisions[:MOST]:
        holds = one.state not in (DecisionState.OVER, DecisionState.TO_COME)
        said = f"{one.what} · {about_text(one)}"
        if ended := ended_text(one):
            said += f" · {ended}"
        icon = (
            "circle-check" if holds else "calendar-clock" if one.state is DecisionState.TO_COME else "history"
        )
        facts.append(Fact(period_text(one.from_on, one.to_on), said, "strong" if holds else "muted", icon))
    return facts or [Fact("", _("No decision is registered."), "muted")]


def warning_facts(ground: DecisionRow | None, today: date) -> list[Fact]:
    """Seven days before, the day before, and after."""
    if ground is None or not (said := end_text(ground.state, ground.last_on, today)):
        return []
    is_urgent = ground.state is not DecisionState.ENDS_SOON
    return [Fact("", said, "danger" if is_urgent else "warning", "clock-alert")]
