"""How the trace of a stay and the stays of a person are listed."""

from __future__ import annotations

from datetime import datetime

from ui.kit.table import Column
from ui.record.cards import Fact
from ward_app.clock import Clock
from ward_app.i18n import N_, _, date_text, moment_text, ngettext, relative_text
from ward_app.patients.whereabouts import StayBrief
from ward_app.stays.queries import StayEventRow, StaySummary
from ward_app.words import word


def event_columns(clock: Clock) -> list[Column[tuple[int, StayEventRow]]]:
    """Both clocks: when it happened, and when and by whom it was written down."""
    return [
        Column(N_("When"), lambda row: relative_text(row[1].occurred_at, clock()),
               sort=lambda row: row[1].occurred_at),
        Column(N_("What"), lambda row: word(row[1].kind), bold=lambda _row: True),
        Column(N_("Bed"), lambda row: bed_text(row[1])),
        Column(N_("More"), lambda row: row[1].detail, weight=2, elide=True),
        Column(N_("Recorded"), lambda row: recorded_text(row[1], clock()),
               sort=lambda row: row[1].recorded_at, weight=1, elide=True),
    ]  # fmt: skip


def stay_columns() -> list[Column[StayBrief]]:
    return [
        Column(N_("Stay"), period_text, weight=1, elide=True),
        Column(N_("Unit"), lambda row: row.unit, weight=1, elide=True),
        Column(N_("Ended by"), lambda row: word(row.end_kind) if row.end_kind else ""),
    ]


def bed_text(event: StayEventRow) -> str:
    """`1:2`, or `1:2 → 2:2` when both are known."""
    if event.from_bed and event.to_bed:
        return _("{old} → {new}").format(old=event.from_bed, new=event.to_bed)
    return event.to_bed or event.from_bed


def recorded_text(event: StayEventRow, now: datetime) -> str:
    when = relative_text(event.recorded_at, now)
    return _("{time} by {name}").format(time=when, name=event.by) if event.by else when


def period_text(stay: StayBrief) -> str:
    if stay.admitted_at is None:
        when = date_text(stay.expected_at) if stay.expected_at else _("Unknown")
        return _("Expected {date}").format(date=when)
    if stay.ended_at is None:
        return _("From {date}, going on").format(date=date_text(stay.admitted_at))
    return _("{first} to {last}").format(first=date_text(stay.admitted_at), last=date_text(stay.ended_at))


def length_facts(stay: StaySummary) -> list[Fact]:
    """What was decided about the stay, and how long it is in both measures."""
    facts = [
        Fact(_("Unit"), stay.unit), Fact(_("Care form"), word(stay.care_form)),
        Fact(_("Paid by"), word(stay.funding_principal)), Fact(_("Decided by"), stay.decided_by),
        Fact(_("Referred from"), stay.referred_from or _("Not stated")),
    ]  # fmt: skip
    facts += [
        Fact(_("Type of stay"), _("{purpose} from {date}").format(
            purpose=word(one.purpose), date=date_text(one.from_at)
        ))
        for one in stay.purposes
    ]  # fmt: skip
    if stay.admitted_at is None:
        return facts
    facts.append(Fact(_("Admitted"), moment_text(stay.admitted_at)))
    if stay.ended_at is not None and stay.end_kind is not None:
        facts.append(Fact(word(stay.end_kind), moment_text(stay.ended_at)))
    facts.append(Fact(_("Length of stay"), days_text(stay.length_days)))
    facts.append(Fact(_("Care days"), days_text(stay.care_days)))
    for leave in stay.leaves:
        until = moment_text(leave.returned_at) if leave.returned_at else _("not back yet")
        text = _("{start} to {end}").format(start=moment_text(leave.from_at), end=until)
        facts.append(Fact(_("Leave"), f"{text}. {leave.note}" if leave.note else text))
    return facts


def days_text(days: int) -> str:
    return ngettext("{days} day", "{days} days", days).format(days=days)
