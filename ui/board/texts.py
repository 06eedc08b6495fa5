"""What a place says, line by line. Cards, table, tool tip and screen reader share the words."""

from __future__ import annotations

from datetime import datetime

from ui.board.marks import marks_of
from ui.sharing.unread_line import unread_text
from ward_app.i18n import _, date_text, local, ngettext, relative_text, time_text
from ward_app.patients.cpr import CprState
from ward_app.stays.board_rows import BoardCard, BoardPlace, PlaceState
from ward_app.words import brief, word

LONGEST = 400
"""Characters of a typed text that a card can have use for; the rest is in the record."""


def empty_text(state: PlaceState) -> str:
    return {
        PlaceState.FREE: _("Free bed"),
        PlaceState.CLEANING: _("Being cleaned – not ready"),
        PlaceState.RESERVED: _("Reserved"),
        PlaceState.CLOSED: _("Closed"),
    }.get(state, "")


def empty_note(place: BoardPlace) -> str:
    """What else is known, without the word that stands there already."""
    said = place.state_note.removeprefix(empty_text(place.state)).lstrip(": ")
    return short(said[:1].upper() + said[1:])


def empty_line(place: BoardPlace) -> str:
    """All of it in one line."""
    return " – ".join(part for part in (empty_text(place.state), empty_note(place)) if part)


def empty_icon(state: PlaceState) -> str:
    return {
        PlaceState.CLEANING: "spray-can",
        PlaceState.RESERVED: "calendar-clock",
        PlaceState.CLOSED: "ban",
    }.get(state, "bed")


def age_text(card: BoardCard) -> str:
    if card.age is None:
        return _("Unknown age")
    return ngettext("{years} year", "{years} years", card.age).format(years=card.age)


def facts_text(card: BoardCard) -> str:
    """80 years · M · day 19"""
    day = _("day {number}").format(number=card.day)
    return " · ".join((age_text(card), brief(card.sex), day))


def task_time(card: BoardCard, now: datetime) -> str:
    if card.next_task_at is None:
        return ""
    same_day = local(card.next_task_at).date() == local(now).date()
    return time_text(card.next_task_at) if same_day else relative_text(card.next_task_at, now)


def next_text(card: BoardCard, now: datetime) -> str:
    """Next 12:00 · 4 tasks; Overdue 08:00 · 4 left; empty for who does not read of tasks"""
    if not card.reads_record:
        return ""
    if card.next_task_at is None:
        return _("No tasks left")
    time = task_time(card, now)
    if card.tasks_overdue:
        return _("Overdue {time} · {count} left").format(time=time, count=card.tasks_left)
    said = ngettext("Next {time} · {count} task", "Next {time} · {count} tasks", card.tasks_left)
    return said.format(time=time, count=card.tasks_left)


def brief_next_text(card: BoardCard, now: datetime) -> str:
    """The same where there is little room: time and count alone, the word where it is overdue."""
    if card.next_task_at is None:
        return ""
    form = _("Overdue {time} ({count})") if card.tasks_overdue else "{time} ({count})"
    return form.format(time=task_time(card, now), count=card.tasks_left)


def none_left(card: BoardCard) -> str:
    return _("None left") if card.reads_record else ""


def staff_text(card: BoardCard) -> str:
    """J. Ek · Dr H. Björk"""
    doctor = _("Dr {name}").format(name=card.doctor) if card.doctor else ""
    return " · ".join(part for part in (card.nurse, doctor) if part) or _("Nobody is responsible yet")


def home_text(card: BoardCard) -> str:
    """A line of its own: what it is about is said with it."""
    if card.is_ready or card.planned_discharge_on is None:
        return _("Ready for discharge") if card.is_ready else _("Going home not planned")
    return _("Going home {date}").format(date=date_text(card.planned_discharge_on))


def home_value(card: BoardCard) -> str:
    """The same below or beside a heading."""
    if card.is_ready:
        return _("Ready for discharge")
    return _("Not planned") if card.planned_discharge_on is None else date_text(card.planned_discharge_on)


def cpr_text(card: BoardCard) -> str:
    """Empty where it is not known here: nothing is claimed of a record that is not read."""
    if card.cpr is None:
        return ""
    return _("Review due") if card.cpr is CprState.OVERDUE else word(card.cpr)


def short(text: str) -> str:
    """No longer than can be of use where it is cut to the width anyway."""
    return text if len(text) <= LONGEST else text[:LONGEST]


def spoken(place: BoardPlace) -> str:
    """Bed 1:2, Öberg, Åke, 80 years, Infection, Hypersensitivity: what a screen reader says of the place."""
    bed = _("Bed {bed}").format(bed=place.label)
    card = place.card
    if card is None:
        return short(", ".join(part for part in (bed, empty_text(place.state), empty_note(place)) if part))
    said = [bed, card.name, age_text(card), *(mark.said for mark in marks_of(place))]
    if card.tasks_overdue:
        said.append(_("overdue tasks: {count}").format(count=card.tasks_overdue))
    if card.is_ready:
        said.append(home_text(card))
    return short(", ".join(said))


def lines(place: BoardPlace, now: datetime, *, discreet: bool = False) -> list[str]:
    """All of it, for the tool tip and the peek. The first is the heading."""
    card = place.card
    if card is None:
        return [part for part in (place.label, empty_text(place.state), empty_note(place)) if part]
    purpose = "" if discreet else word(card.purpose)
    said = [f"{place.label}  {card.name}", facts_text(card), purpose, card.reason]
    said += [mark.said for mark in marks_of(place)]
    said += [next_text(card, now), card.next_task_text, staff_text(card), home_text(card)]
    said.append(unread_text([card.unread]))
    return [short(part) for part in said if part]
