"""The words of a patient's row, the same in both layouts of the handover print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from ward_app.access.policy import Role
from ward_app.handovers.parts import SheetAlert, SheetKin, SheetLimitation, SheetRemark, SheetTask
from ward_app.handovers.rows import LeftRow, Printed, Sheet, SheetRow
from ward_app.i18n import (
    NO_BREAK_SPACE,
    _,
    age_text,
    date_text,
    day_text,
    local,
    pgettext,
    relative_text,
    short_day,
    time_text,
    week_text,
)
from ward_app.owners import Principal
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, LimitationKind, Severity
from ward_app.reports.columns import Item, plain
from ward_app.reports.kit import Imprint, strong
from ward_app.reports.text import Run
from ward_app.wards.shifts import ShiftKind
from ward_app.words import brief, word

NEW = "► "
Part = str | Run


def imprint(sheet: Sheet, printed: Printed, title: str) -> Imprint:
    role = brief(printed.role) if printed.role else ""
    return Imprint(
        title=title,
        unit=sheet.unit,
        occasion=occasion(sheet),
        printed_by=_("{name} ({role})").format(name=printed.by, role=role) if role else printed.by,
        printed_at=printed.at,
        valid_to=sheet.at,
        serial=printed.serial,
        anchor=f"{printed.stream}{NO_BREAK_SPACE}{printed.anchor}",
        bases=sheet.bases,
        mark=_("Practice ward") if sheet.is_practice else "",
    )


def shift_word(kind: ShiftKind) -> str:
    words = {
        ShiftKind.DAY: pgettext("shift", "Day"),
        ShiftKind.EVENING: pgettext("shift", "Evening"),
        ShiftKind.NIGHT: pgettext("shift", "Night"),
    }
    return words[kind]


def occasion(sheet: Sheet) -> str:
    """`lör 2026-11-21 · v. 47 · Natt → Dag 07:00`"""
    weekday = day_text(sheet.takes_over_at).split()[0]
    return (
        f"{weekday} {date_text(sheet.takes_over_at)} · {week_text(sheet.takes_over_at)} · "
        f"{shift_word(sheet.from_shift)} → {shift_word(sheet.to_shift)} {time_text(sheet.takes_over_at)}"
    )


def legend(sheet: Sheet) -> str:
    is_near = sheet.at - sheet.since < timedelta(days=1)
    moment = time_text(sheet.since) if is_near else relative_text(sheet.since, sheet.at)
    return _("► new since {moment}").format(moment=moment)


def who(row: SheetRow) -> str:
    """For a heading: the name stands in full in the patient's own place."""
    return f"{row.bed} {row.name[:60]}"


def identity_line(row: SheetRow, sheet: Sheet) -> str:
    age = age_text(row.birth_date, local(sheet.at).date()) if row.birth_date else _("Age unknown")
    return " · ".join(part for part in (row.number, age, brief(row.sex)) if part)


def purpose_line(row: SheetRow) -> str:
    new = NEW if row.is_purpose_new or row.is_arrival else ""
    return new + _("{purpose} · day {day}").format(purpose=brief(row.purpose), day=row.day)


def whereabouts(row: SheetRow) -> Iterator[str]:
    """What an incoming shift must know before it looks for the patient in the bed."""
    if row.on_leave_from:
        back = row.on_leave_until
        yield (
            _("On leave, back {moment}").format(moment=f"{short_day(back)} {time_text(back)}")
            if back
            else _("On leave")
        )
    if row.moved_from:
        yield NEW + _("Moved from bed {bed}").format(bed=row.moved_from)
    if row.is_arrival:
        yield NEW + _("Admitted {moment}").format(
            moment=f"{short_day(row.admitted_at)} {time_text(row.admitted_at)}"
        )
    if row.interpreter:
        yield _("Interpreter: {language}").format(language=row.interpreter)


def hypersensitivity(row: SheetRow) -> list[Part]:
    """Always said, in words: also that nobody has asked."""
    known = [alert for alert in row.alerts if alert.kind is AlertKind.HYPERSENSITIVITY]
    if known:
        return [strong(_new(known) + _("HYPERSENSITIVITY: {what}").format(what=_listed(known)))]
    if row.hypersensitivity is HypersensitivityAnswer.NONE_KNOWN:
        return [word(row.hypersensitivity)]
    return [strong(word(row.hypersensitivity))]


def infection(row: SheetRow) -> list[Part]:
    found = [alert for alert in row.alerts if alert.kind is AlertKind.INFECTION]
    return [strong(_new(found) + _("INFECTION: {what}").format(what=_listed(found)))] if found else []


def limitations(row: SheetRow) -> Iterator[list[Part]]:
    """A decision that no longer holds is not in bold and says so first (EOL-02)."""
    for one in row.limitations:
        text = _limitation(one)
        yield [strong(text) if one.holds else text]


def resuscitation(row: SheetRow) -> list[Part]:
    """HLR in one phrase, for the layout that says it for everyone."""
    decided = [one for one in row.limitations if one.kind is LimitationKind.NO_CPR]
    if not any(one.holds for one in decided):
        return [strong(_("CPR: ")), _("yes")]
    return []


def risks(row: SheetRow) -> list[Part]:
    kinds = {AlertKind.HYPERSENSITIVITY, AlertKind.INFECTION}
    found = [alert for alert in row.alerts if alert.kind not in kinds]
    if not found:
        return []
    named = ", ".join(NEW * one.is_new + _risk(one) for one in found)
    return [strong(_("Risks: ")), named]


def letters() -> tuple[str, ...]:
    """What every nurse knows, and the line that has come to follow it."""
    return _("S"), _("B"), _("A"), _("R"), _("If – then:")


def sbar(remark: SheetRemark | None) -> tuple[str, ...]:
    """The texts for the letters, empty where nothing was written; ► before the first of a new remark."""
    if remark is None:
        return "", "", "", "", ""
    texts = [remark.situation, remark.background, remark.assessment, remark.recommendation, remark.if_then]
    first = next((number for number, text in enumerate(texts) if text), 0)
    texts[first] = NEW * remark.is_new + texts[first]
    return tuple(texts)


def reported_by(remark: SheetRemark, sheet: Sheet) -> str:
    return _("Reported by {name} {moment}").format(name=remark.by, moment=relative_text(remark.at, sheet.at))


def facts(row: SheetRow) -> Iterator[list[Part]]:
    for fact in row.facts:
        label = _("{what}: ").format(what=word(fact.kind))
        yield [strong(NEW * fact.is_new + label), fact.text]


def task(one: SheetTask, sheet: Sheet) -> list[Part]:
    """`08:00 Gångträning (usk)`; what is late says so. It is the municipality's unless it says region."""
    today = local(sheet.at).date() == local(one.due_at).date()
    at = time_text(one.due_at) if today else f"{short_day(one.due_at)} {time_text(one.due_at)}"
    late = _("late, ") if one.due_at < sheet.at else ""
    is_region = one.owner.principal is Principal.REGION
    who = ", ".join([*([brief(one.role)] if one.role else []), *([_("region")] if is_region else [])])
    return [strong(f"{NEW * one.is_new}{late}{at} "), f"{one.text} ({who})" if who else one.text]


def later_tasks(row: SheetRow) -> str:
    if not row.later_tasks:
        return ""
    return _("{count} more after this shift").format(count=row.later_tasks)


def going_home(row: SheetRow) -> list[Part]:
    when = row.planned_discharge_on
    if row.is_ready:
        ready = _("Ready for discharge")
        return [strong(ready), f" · {short_day(when)}" if when else ""]
    if when:
        return [strong(_("Planned discharge: ")), short_day(when)]
    return [strong(_("Planned discharge: ")), _("not set")]


def responsible(row: SheetRow) -> list[Part]:
    names = [
        row.nurse and f"{brief(Role.NURSE)} {row.nurse}",
        row.doctor and f"{brief(Role.DOCTOR)} {row.doctor}",
    ]
    named = ", ".join(name for name in names if name)
    return [strong(_("Resp.: ")), named or _("nobody named")]


def kin(row: SheetRow) -> list[Part]:
    if row.is_kin_hidden:
        return [strong(_("Next of kin: ")), _("see the record")]
    if not row.kin:
        return [strong(_("Next of kin: ")), _("none noted")]
    return [strong(_("Next of kin: ")), "; ".join(map(_kin, row.kin))]


def ending(sheet: Sheet) -> tuple[Item, ...]:
    """Who is not in the list above: gone home, dead, away; and the beds that stand empty."""
    left = "; ".join(_left(one) for one in sheet.left)
    empty = "; ".join(f"{one.label} ({one.note})" if one.note else one.label for one in sheet.empty)
    away = "; ".join(f"{row.bed} {row.name}" for row in sheet.rows if row.on_leave_from)
    return (
        plain(strong(_("Left in the last 24 hours: ")), left or _("nobody")),
        plain(strong(_("On leave: ")), away or _("nobody")),
        plain(strong(_("Beds without a patient: ")), empty or _("none")),
    )


def medicines(sheet: Sheet) -> str:
    """This paper is never the source of a dose (MED-01)."""
    return _("Medicines: see the medicine list. This sheet holds to {time}.").format(time=time_text(sheet.at))


def _left(one: LeftRow) -> str:
    return _("{bed} {name}: {how} {moment}{where}").format(
        bed=one.bed,
        name=one.name,
        how=word(one.kind).lower(),
        moment=f"{short_day(one.ended_at)} {time_text(one.ended_at)}",
        where=f", {one.discharged_to}" if one.discharged_to else "",
    )


def _kin(one: SheetKin) -> str:
    relation = f"({one.relation})" if one.relation else ""
    night = _("(also at night)") if one.phone_at_night else ""
    phone = one.phone.replace(" ", NO_BREAK_SPACE)
    return " ".join(part for part in (one.name, relation, phone, night) if part)


def _new(parts: Iterable[SheetAlert]) -> str:
    return NEW if any(part.is_new for part in parts) else ""


def _listed(alerts: Iterable[SheetAlert]) -> str:
    return ", ".join(_alert(alert) for alert in alerts)


def _alert(alert: SheetAlert) -> str:
    if alert.kind is not AlertKind.HYPERSENSITIVITY:
        return alert.text or word(alert.kind)
    how = [
        alert.reaction,
        word(alert.severity).lower() if alert.severity is Severity.LIFE_THREATENING else "",
    ]
    said = ", ".join(part for part in how if part)
    return f"{alert.text} ({said})" if said else alert.text


def _risk(alert: SheetAlert) -> str:
    return f"{brief(alert.kind)} ({alert.text})" if alert.text else brief(alert.kind)


def _limitation(one: SheetLimitation) -> str:
    what = f"{word(one.kind)}: {one.text}" if one.text else word(one.kind)
    places = {
        "what": what,
        "by": one.decided_by,
        "decided": date_text(one.decided_on),
        "review": date_text(one.review_on),
    }
    if one.holds:
        return NEW * one.is_new + _("{what} until {review} ({by} {decided})").format(**places)
    return _("NOT VALID: {what}, review was due {review} ({by} {decided})").format(**places)
