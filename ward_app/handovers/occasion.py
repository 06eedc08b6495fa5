"""What is said of the whole handover: which shifts, since when, who is not in the list, what it is not."""

from __future__ import annotations

from datetime import timedelta

from ward_app.handovers.rows import LeftRow, Sheet
from ward_app.handovers.said import Said
from ward_app.i18n import _, date_text, day_text, pgettext, relative_text, short_day, time_text, week_text
from ward_app.wards.shifts import ShiftKind
from ward_app.words import word


def shift_word(kind: ShiftKind) -> str:
    words = {
        ShiftKind.DAY: pgettext("shift", "Day"),
        ShiftKind.EVENING: pgettext("shift", "Evening"),
        ShiftKind.NIGHT: pgettext("shift", "Night"),
    }
    return words[kind]


def change_text(from_shift: ShiftKind, to_shift: ShiftKind) -> str:
    """`Natt → Dag`"""
    return f"{shift_word(from_shift)} → {shift_word(to_shift)}"


def occasion(sheet: Sheet) -> str:
    """`lör 2026-11-21 · v. 47 · Natt → Dag 07:00`"""
    at = sheet.takes_over_at
    change = change_text(sheet.from_shift, sheet.to_shift)
    return f"{day_text(at).split()[0]} {date_text(at)} · {week_text(at)} · {change} {time_text(at)}"


def legend(sheet: Sheet) -> str:
    is_near = sheet.at - sheet.since < timedelta(days=1)
    moment = time_text(sheet.since) if is_near else relative_text(sheet.since, sheet.at)
    return _("► new since {moment}").format(moment=moment)


def ending(sheet: Sheet) -> tuple[Said, ...]:
    """Who is not among the patients: gone home, dead, away; and the beds that stand empty."""
    left = "; ".join(left_text(one) for one in sheet.left)
    empty = "; ".join(f"{one.label} ({one.said})" if one.said else one.label for one in sheet.empty)
    away = "; ".join(f"{row.bed} {row.name}" for row in sheet.rows if row.on_leave_from)
    hidden = [Said(_("Not shown: "), ", ".join(sheet.not_shown))] if sheet.not_shown else []
    return (
        Said(_("Left in the last 24 hours: "), left or _("nobody")),
        Said(_("On leave: "), away or _("nobody")),
        Said(_("Beds without a patient: "), empty or _("none")),
        *hidden,
    )


def left_text(one: LeftRow) -> str:
    return _("{bed} {name}: {how} {moment}{where}").format(
        bed=one.bed,
        name=one.name,
        how=word(one.kind).lower(),
        moment=f"{short_day(one.ended_at)} {time_text(one.ended_at)}",
        where=f", {one.discharged_to}" if one.discharged_to else "",
    )


def medicines(sheet: Sheet) -> str:
    """A sheet is never the source of a dose (MED-01)."""
    return _("Medicines: see the medicine list. This sheet holds to {time}.").format(time=time_text(sheet.at))
