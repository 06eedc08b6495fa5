"""What the palette finds: beds, people and commands, each as one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ui.actions import ACTIONS, MOVES, Action, Group, reason_not
from ui.board import jump
from ui.board.places import has_bed
from ui.board.texts import age_text, empty_text
from ui.desk import Desk
from ward_app.i18n import _
from ward_app.patients.queries import Hit
from ward_app.sorting import search_key, search_words
from ward_app.stays.board_rows import BoardPlace
from ward_app.words import brief

MOST = 8
COMMAND = ">"


@dataclass(frozen=True, slots=True)
class Line:
    """One hit. `act` is what Enter does; None where it is not allowed, and then `note` says why."""

    icon: str
    text: str
    note: str
    key: str
    act: Callable[[], object] | None

    @property
    def said(self) -> str:
        return ", ".join(part for part in (self.text, self.note, self.key) if part)


def is_number(text: str) -> bool:
    """Digits with what may stand between them: a bed or a personal number."""
    return any(char.isdecimal() for char in text) and all(
        char.isdecimal() or char in " +-:.," for char in text
    )


def beds_found(text: str, places: Sequence[BoardPlace]) -> list[BoardPlace]:
    """Beds whose name begins with what is typed, an exact one first."""
    wanted = "".join(char for char in text if not char.isspace())
    if not wanted or not all(jump.is_key(char) for char in wanted):
        return []
    beds = [place for place in places if has_bed(place)]
    first = jump.find(wanted, [place.label for place in beds])
    rest = [place for place in beds if jump.find(wanted, [place.label]) is not None]
    return rest if first is None else [beds[first], *(place for place in rest if place is not beds[first])]


def bed_line(place: BoardPlace, open_place: Callable[[BoardPlace], object]) -> Line:
    bed = _("Bed {bed}").format(bed=place.label)
    card = place.card
    if card is None:
        note = " · ".join(part for part in (empty_text(place.state), place.state_note) if part)
        return Line("bed", bed, note, "", lambda: open_place(place))
    note = " · ".join((age_text(card), brief(card.sex)))
    return Line("bed", f"{bed}  {card.name}", note, "", lambda: open_place(place))


def person_line(hit: Hit, open_record: Callable[[Hit], object]) -> Line:
    where = _("bed {bed}").format(bed=hit.bed) if hit.bed else _("inpatient") if hit.is_inpatient else ""
    dead = _("deceased") if hit.is_deceased else ""
    note = " · ".join(part for part in (where, hit.age, brief(hit.sex), hit.number, dead) if part)
    return Line("bed" if hit.is_inpatient else "user", hit.name, note, "", lambda: open_record(hit))


def command_lines(
    text: str, can: Callable[[str], bool], act: Callable[[str], object], subject: str, desk: Desk
) -> list[Line]:
    """Commands whose words begin with what is typed after `>`. Those about a bed say which one."""
    words = search_words(text.lstrip(COMMAND))
    lines = []
    for each in ACTIONS:
        if each.name not in MOVES and can(each.name) and _has(each, words):
            reason = reason_not(each, desk)
            about = subject if each.group is Group.PATIENT and each.name != "admit" else ""
            do = None if reason else (lambda name=each.name: act(name))
            lines.append(Line(each.icon, each.label, reason or about, each.key_text, do))
    return lines


def _has(each: Action, words: Iterable[str]) -> bool:
    key = f" {search_key(each.label)}"
    return all(f" {word}" in key for word in words)
