"""The words of one patient's row: the same on the screen and in every layout of the print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ward_app.access.disclosure import Hint
from ward_app.access.policy import Role
from ward_app.handovers.parts import SheetAlert, SheetKin, SheetLimitation, SheetRemark, SheetTask
from ward_app.handovers.rows import Sheet, SheetRow
from ward_app.handovers.said import NEW, Said
from ward_app.i18n import (
    N_,
    NO_BREAK_SPACE,
    _,
    age_text,
    date_text,
    local,
    relative_text,
    short_day,
    time_text,
)
from ward_app.owners import Principal
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, LimitationKind, Severity
from ward_app.words import brief, word

UNREAD = {
    Hint.ELSEWHERE: N_("Data exist at another care provider"), Hint.BLOCKED: N_("Blocked data exist"),
}  # fmt: skip


def who(row: SheetRow) -> str:
    """For a heading: the name stands in full in the patient's own place."""
    return f"{row.bed} {row.name[:60]}"


def identity_line(row: SheetRow, sheet: Sheet) -> str:
    age = age_text(row.birth_date, local(sheet.at).date()) if row.birth_date else _("Age unknown")
    return " · ".join(part for part in (row.number, age, brief(row.sex)) if part)


def purpose_line(row: SheetRow) -> str:
    new = NEW if row.is_purpose_new or row.is_arrival else ""
    return new + _("{purpose} · day {day}").format(purpose=brief(row.purpose), day=row.day)


def whereabouts(row: SheetRow) -> Iterator[Said]:
    """What an incoming shift must know before it looks for the patient in the bed."""
    if row.on_leave_from and row.on_leave_until:
        back = f"{short_day(row.on_leave_until)} {time_text(row.on_leave_until)}"
        yield Said("", _("On leave, back {moment}").format(moment=back))
    elif row.on_leave_from:
        yield Said("", _("On leave"))
    if row.moved_from:
        yield Said("", NEW + _("Moved from bed {bed}").format(bed=row.moved_from))
    if row.is_arrival:
        came = f"{short_day(row.admitted_at)} {time_text(row.admitted_at)}"
        yield Said("", NEW + _("Admitted {moment}").format(moment=came))
    if row.interpreter:
        yield Said("", _("Interpreter: {language}").format(language=row.interpreter))


def hypersensitivity(row: SheetRow) -> Said:
    """Always said, in words: also that nobody has asked."""
    known = [alert for alert in row.alerts if alert.kind is AlertKind.HYPERSENSITIVITY]
    if known:
        return Said(_("HYPERSENSITIVITY: {what}").format(what=_listed(known)), is_strong=True)
    is_asked = row.hypersensitivity is HypersensitivityAnswer.NONE_KNOWN
    return Said("", word(row.hypersensitivity), is_strong=not is_asked)


def infection(row: SheetRow) -> Iterator[Said]:
    found = [alert for alert in row.alerts if alert.kind is AlertKind.INFECTION]
    if found:
        yield Said(_("INFECTION: {what}").format(what=_listed(found)), is_strong=True)


def limitations(row: SheetRow) -> Iterator[Said]:
    """A decision that no longer holds is not in bold, and says so first (EOL-02)."""
    for one in row.limitations:
        yield Said("", _limitation(one), is_strong=one.holds)


def resuscitation(row: SheetRow) -> Iterator[Said]:
    """For the layout that says it for everyone; a decision against it is said by `limitations`. Nothing is
    claimed where one may be in a record that the reader does not read."""
    if not row.reads_limits:
        return
    decided = [one for one in row.limitations if one.kind is LimitationKind.NO_CPR]
    if not any(one.holds for one in decided):
        yield Said(_("CPR: "), _("yes"))


def risks(row: SheetRow) -> Iterator[Said]:
    kinds = {AlertKind.HYPERSENSITIVITY, AlertKind.INFECTION}
    found = [alert for alert in row.alerts if alert.kind not in kinds]
    if found:
        yield Said(_("Risks: "), ", ".join(NEW * one.is_new + _risk(one) for one in found))


def unread(row: SheetRow) -> Iterator[Said]:
    """That there is more: not whose, not what (LSVO 2:4, PDL 4:4)."""
    if row.unread in UNREAD:
        yield Said("", _(UNREAD[row.unread]))


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


def facts(row: SheetRow) -> Iterator[Said]:
    for fact in row.facts:
        label = _("{what}: ").format(what=word(fact.kind))
        yield Said(NEW * fact.is_new + label, fact.text)


def task(one: SheetTask, sheet: Sheet) -> Said:
    """`08:00 Gångträning (usk)`; what is late says so. It is the municipality's unless it says region."""
    today = local(sheet.at).date() == local(one.due_at).date()
    at = time_text(one.due_at) if today else f"{short_day(one.due_at)} {time_text(one.due_at)}"
    late = _("late, ") if one.due_at < sheet.at and one.is_open else ""
    is_region = one.owner.principal is Principal.REGION
    by = ", ".join([*([brief(one.role)] if one.role else []), *([_("region")] if is_region else [])])
    return Said(f"{NEW * one.is_new}{late}{at} ", f"{one.text} ({by})" if by else one.text)


def later_tasks(row: SheetRow) -> str:
    if not row.later_tasks:
        return ""
    return _("{count} more after this shift").format(count=row.later_tasks)


def going_home(row: SheetRow) -> Said:
    when = row.planned_discharge_on
    if row.is_ready:
        return Said(_("Ready for discharge"), f" · {short_day(when)}" if when else "")
    return Said(_("Planned discharge: "), short_day(when) if when else _("not set"))


def responsible(row: SheetRow) -> Said:
    names = ((Role.NURSE, row.nurse), (Role.DOCTOR, row.doctor))
    named = ", ".join(f"{brief(role)} {name}" for role, name in names if name)
    return Said(_("Resp.: "), named or _("nobody named"))


def kin(row: SheetRow) -> Said:
    head = _("Next of kin: ")
    if row.is_kin_hidden:
        return Said(head, _("see the record"))
    return Said(head, "; ".join(map(_kin, row.kin)) or _("none noted"))


def _kin(one: SheetKin) -> str:
    relation = f"({one.relation})" if one.relation else ""
    night = _("(also at night)") if one.phone_at_night else ""
    phone = one.phone.replace(" ", NO_BREAK_SPACE)
    return " ".join(part for part in (one.name, relation, phone, night) if part)


def _listed(alerts: Iterable[SheetAlert]) -> str:
    return ", ".join(NEW * alert.is_new + _alert(alert) for alert in alerts)


def _alert(alert: SheetAlert) -> str:
    if alert.kind is not AlertKind.HYPERSENSITIVITY:
        return alert.text or word(alert.kind)
    is_deadly = alert.severity is Severity.LIFE_THREATENING
    how = [alert.reaction, word(alert.severity).lower() if is_deadly else ""]
    said = ", ".join(part for part in how if part)
    return f"{alert.text} ({said})" if said else alert.text


def _risk(alert: SheetAlert) -> str:
    return f"{brief(alert.kind)} ({alert.text})" if alert.text else brief(alert.kind)


def _limitation(one: SheetLimitation) -> str:
    what = f"{word(one.kind)}: {one.text}" if one.text else word(one.kind)
    decided, review = date_text(one.decided_on), date_text(one.review_on)
    places = {"what": what, "by": one.decided_by, "decided": decided, "review": review}
    if one.holds:
        return NEW * one.is_new + _("{what} until {review} ({by} {decided})").format(**places)
    return _("NOT VALID: {what}, review was due {review} ({by} {decided})").format(**places)
