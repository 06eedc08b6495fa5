"""The lines of the overview's cards, from the record. Pure: what is now is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ui.board.marks import ALERTS
from ui.record.banner_items import substance
from ui.record.cards import Fact
from ui.record.reading import Record
from ui.sharing.presence_sheet import presence_fact
from ward_app.i18n import _, date_text, dated_text, local, ngettext, relative_text, time_text
from ward_app.notes.rows import NoteRow
from ward_app.patients.model import AlertKind, HypersensitivityAnswer
from ward_app.patients.rows import AlertRow, LimitationRow
from ward_app.social.rows import DecisionState, EndingRow
from ward_app.social.wording import end_text
from ward_app.stays.model import CareFactKind
from ward_app.stays.queries import StaySummary
from ward_app.tasks.rows import TaskRow
from ward_app.words import word

MOST_TASKS, LAST_NOTES, NOTE_PREVIEW = 6, 3, 160


def stay_facts(stay: StaySummary, now: datetime) -> list[Fact]:
    facts = _why(stay)
    facts.append(Fact(_("Type of stay"), _("{purpose}, {form}").format(
        purpose=word(stay.purpose), form=word(stay.care_form)
    )))  # fmt: skip
    if stay.admitted_at is not None:
        by = _("{time} by {name}").format(time=relative_text(stay.admitted_at, now), name=stay.admitted_by)
        facts.append(Fact(_("Admitted"), by))
    elif stay.planned_at is not None:
        facts.append(Fact(_("Expected"), relative_text(stay.planned_at, now)))
    if stay.ended_at is not None and stay.end_kind is not None:
        facts.append(Fact(word(stay.end_kind), _ended(stay, now)))
    nurse, doctor = stay.nurse or _("Nobody yet"), stay.doctor or _("Nobody yet")
    return [*facts, Fact(_("Responsible nurse"), nurse), Fact(_("Responsible doctor"), doctor)]


def _why(stay: StaySummary) -> list[Fact]:
    """The owner's own words, where the reader may read them."""
    if not stay.is_told:
        return [Fact(_("Reason"), _("In a record that you may not read"), "muted", "shield")]
    background = stay.background or _("Not written yet")
    return [
        Fact(_("Reason"), stay.reason, "strong"),
        Fact(_("Background"), background, "text" if stay.background else "muted"),
    ]


def home_facts(stay: StaySummary, now: datetime, ending: EndingRow | None = None) -> list[Fact]:
    """`ending` is what the decision that the stay rests on warns of."""
    planned = stay.planned_discharge_on
    when = dated_text(planned) if planned else _("Not planned yet")
    facts = [*_ending(ending, now), Fact(_("Planned"), when, icon="house")]
    if stay.ready_at is not None:
        text = _("Ready for discharge since {time}").format(time=relative_text(stay.ready_at, now))
        facts.append(Fact("", text, "success", "circle-check"))
    if stay.on_leave is not None:
        facts.append(Fact("", _leave(stay, now), icon="luggage"))
    return facts


def _ending(ending: EndingRow | None, now: datetime) -> list[Fact]:
    if ending is None:
        return []
    said = end_text(ending.state, ending.last_on, local(now).date())
    ink = "warning" if ending.state is DecisionState.ENDS_SOON else "danger"
    return [
        Fact(
            "",
            _("{warning}. Ask {contact}.").format(warning=said, contact=ending.contact),
            ink,
            "clock-alert",
        )
    ]


def care_facts(stay: StaySummary) -> list[Fact]:
    """What is written, then in one line what is not."""
    written = {fact.kind: fact for fact in stay.facts}
    facts = [Fact(word(kind), written[kind].text) for kind in CareFactKind if kind in written]
    blank = [word(kind) for kind in CareFactKind if kind not in written]
    if blank:
        facts.append(Fact("", _("Not filled in: {headings}").format(headings=", ".join(blank)), "muted"))
    return facts


def risk_facts(record: Record) -> list[Fact]:
    """Hypersensitivity first and always, also that it has not been asked about."""
    facts = list(_hypersensitivity(record))
    for alert in record.banner.infections + record.banner.risks:
        icon, kind = ALERTS[alert.kind]
        facts.append(Fact(word(alert.kind), alert_text(alert), kind if kind == "danger" else "text", icon))
    return facts + [_limit(one) for one in record.banner.limitations]


def kin_facts(record: Record) -> list[Fact]:
    facts = []
    for kin in record.banner.kin:
        phone = kin.phone or _("Phone unknown")
        night = _("also at night") if kin.phone_at_night else ""
        name = (
            _("{name}, {relation}").format(name=kin.name, relation=kin.relation) if kin.relation else kin.name
        )
        facts.append(Fact("", " · ".join(part for part in (name, phone, night) if part), icon="users"))
    return facts or [Fact("", _("Nobody documented"), "muted")]


def telephone_facts(record: Record) -> list[Fact]:
    """What whoever answers the telephone may say (PSL-01)."""
    return [presence_fact(record.stay)] if record.stay is not None and record.stay.is_open else []


def task_facts(tasks: tuple[TaskRow, ...], now: datetime) -> list[Fact]:
    facts = [_task(row, now) for row in tasks[:MOST_TASKS]]
    left = len(tasks) - MOST_TASKS
    if left > 0:
        more = ngettext("and {count} more", "and {count} more", left).format(count=left)
        facts.append(Fact("", more, "muted"))
    return facts or [Fact("", _("No tasks left."), "muted")]


def note_facts(notes: tuple[NoteRow, ...], now: datetime) -> list[Fact]:
    facts: list[Fact] = []
    for note in notes[:LAST_NOTES]:
        head = [word(note.kind), relative_text(note.occurred_at, now), note.author]
        if note.awaits_signature:
            head.append(_("unsigned"))
        facts.append(Fact("", " · ".join(head), "strong"))
        said = " ".join(section.text for section in note.sections).split()
        text = " ".join(said)
        cut = text if len(text) <= NOTE_PREVIEW else _("{beginning} …").format(beginning=text[:NOTE_PREVIEW])
        facts.append(Fact("", cut))
    return facts or [Fact("", _("No notes yet."), "muted")]


def alert_text(alert: AlertRow) -> str:
    """Substance or agent with what is known of it; a risk that needs no words has only its kind."""
    text = substance(alert) if alert.text or alert.reaction else _("Yes")
    return text if alert.verified_by else _("{warning} (not verified)").format(warning=text)


def limit_text(limit: LimitationRow) -> str:
    text = limit.text or word(limit.kind)
    if limit.holds:
        return _("{limit}, {doctor}, holds until {date}").format(
            limit=text, doctor=limit.decided_by, date=date_text(limit.review_on)
        )
    return _("{limit}: was to be reviewed {date}, does not hold").format(
        limit=text, date=date_text(limit.review_on)
    )


def _hypersensitivity(record: Record) -> Iterator[Fact]:
    for alert in record.banner.hypersensitivities:
        yield Fact(word(AlertKind.HYPERSENSITIVITY), alert_text(alert), "danger", "triangle-alert")
    if record.banner.hypersensitivities:
        return
    answer = record.banner.hypersensitivity
    if answer is HypersensitivityAnswer.NONE_KNOWN:
        yield Fact("", word(answer), icon="circle-check")
    else:
        yield Fact("", word(answer), "warning", "triangle-alert")


def _limit(limit: LimitationRow) -> Fact:
    if limit.holds:
        return Fact(_("Limits"), limit_text(limit), icon="ban")
    return Fact(_("Limits"), limit_text(limit), "warning", "clock-alert")


def _task(row: TaskRow, now: datetime) -> Fact:
    is_today = local(row.due_at).date() == local(now).date()
    when = time_text(row.due_at) if is_today else relative_text(row.due_at, now)
    if row.due_at < now:  # by the clock, which goes on after the answer has come
        text = _("Overdue {time}: {task}").format(time=when, task=row.text)
        return Fact("", text, "danger", "clock-alert")
    return Fact("", _("{time}: {task}").format(time=when, task=row.text), icon="square")


def _ended(stay: StaySummary, now: datetime) -> str:
    assert stay.ended_at is not None
    when = relative_text(stay.ended_at, now)
    return _("{time}, to {place}").format(time=when, place=stay.discharged_to) if stay.discharged_to else when


def _leave(stay: StaySummary, now: datetime) -> str:
    leave = stay.on_leave
    assert leave is not None
    if leave.expected_at is None:
        return _("On leave since {time}").format(time=relative_text(leave.from_at, now))
    return _("On leave until {time}").format(time=relative_text(leave.expected_at, now))
