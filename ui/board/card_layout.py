"""What of a card there is room for. On a small card the less urgent lines go; name and warnings never do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics

from ui.board import texts
from ui.board.card_text import broken
from ui.board.marks import Mark, marks_of
from ui.kit.tags import tag_size
from ward_app.stays.board_rows import BoardCard, BoardPlace, PlaceState

PAD = 10
TAG_GAP = 4
HEAD_LARGER, NAME_LARGER = 2.5, 1.0


@dataclass(frozen=True, slots=True)
class Shape:
    """How many lines of each kind there are at most."""

    name: int
    reason: int
    tag_rows: int
    with_task: bool = True
    with_staff: bool = True
    with_home: bool = True


SHAPES = (
    Shape(name=2, reason=2, tag_rows=4),
    Shape(name=2, reason=1, tag_rows=3),
    Shape(name=1, reason=1, tag_rows=2),
    Shape(name=2, reason=1, tag_rows=3, with_task=False),
    Shape(name=1, reason=1, tag_rows=2, with_task=False),
    Shape(name=1, reason=1, tag_rows=2, with_task=False, with_staff=False),
    Shape(name=1, reason=1, tag_rows=1, with_task=False, with_staff=False),
    Shape(name=1, reason=0, tag_rows=2, with_task=False, with_staff=False),
    Shape(name=1, reason=0, tag_rows=1, with_task=False, with_staff=False),
    Shape(name=1, reason=0, tag_rows=2, with_task=False, with_staff=False, with_home=False),
    Shape(name=1, reason=0, tag_rows=1, with_task=False, with_staff=False, with_home=False),
)
"""From generous to sparse. The name and the overdue task always stay."""

GAPS = (7, 5, 3, 2, 1, 0)
"""Between the lines."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The letters of a card, all from the view's own."""

    text: QFont
    bold: QFont
    head: QFont
    name: QFont

    @classmethod
    def of(cls, base: QFont) -> Fonts:
        bold = QFont(base)
        bold.setWeight(QFont.Weight.DemiBold)
        head = QFont(base)
        head.setPointSizeF(base.pointSizeF() + HEAD_LARGER)
        head.setWeight(QFont.Weight.Bold)
        name = QFont(bold)
        name.setPointSizeF(base.pointSizeF() + NAME_LARGER)
        return cls(QFont(base), bold, head, name)


@dataclass(frozen=True, slots=True)
class Line:
    """A line at the foot of the card."""

    icon: str
    text: str
    ink: str = "text"
    is_bold: bool = False
    brief: str = ""
    """Said instead where the text has no room."""


@dataclass(frozen=True, slots=True)
class CardPlan:
    """Everything that is drawn, broken into lines."""

    gap: int
    name: tuple[str, ...]
    facts: str
    reason: tuple[str, ...]
    tags: tuple[tuple[Mark, ...], ...]
    foot: tuple[Line, ...]
    hides_urgent: bool = False
    """Whether more than a plain risk had no room among the tags."""


def plan(place: BoardPlace, card: BoardCard, size: QSize, fonts: Fonts, now: datetime) -> CardPlan:
    """The fullest plan that fits, else the sparsest. No airier than what an ordinary card has room for, so
    that the same line stands at the same height on most cards."""
    width, height = size.width() - 2 * PAD, size.height() - 2 * PAD
    airiest = _ordinary_gap(height, fonts)
    best: CardPlan | None = None
    for shape in SHAPES:
        for gap in (gap for gap in (airiest, 1, 0) if gap <= airiest):
            made = _planned(place, card, width, fonts, now, shape, gap)
            if needed(made, fonts) <= height:
                if not made.hides_urgent:
                    return made
                best = best or made
    return best or made


def needed(made: CardPlan, fonts: Fonts) -> int:
    """How high the plan is, without the space above and below."""
    text, name = QFontMetrics(fonts.text).height(), QFontMetrics(fonts.name).height()
    tag = tag_size(fonts.text, "X", "flag").height()
    top = QFontMetrics(fonts.head).height() + len(made.name) * name + (1 + len(made.reason)) * text
    middle = len(made.tags) * (tag + TAG_GAP) + (made.gap if made.tags else 0)
    foot = len(made.foot) * (text + made.gap)
    gaps = (len(made.name) + 1 + len(made.reason)) * made.gap
    return top + gaps + middle + rule_height(made.gap) + foot


def _ordinary_gap(height: int, fonts: Fonts) -> int:
    """The space between lines on a card with one line of everything."""
    line, foot = ("x",), (Line("", "x"),) * 4
    fitting = (gap for gap in GAPS if needed(CardPlan(gap, line, "x", line, ((),), foot), fonts) <= height)
    return next(fitting, 0)


def rule_height(gap: int) -> int:
    """The thin line above the foot with the space around it."""
    return 2 * gap + 5


def _planned(
    place: BoardPlace, card: BoardCard, width: int, fonts: Fonts, now: datetime, shape: Shape, gap: int
) -> CardPlan:
    with_reason = bool(card.reason and shape.reason)
    tags, hidden = _in_rows(marks_of(place), width, fonts.text, shape.tag_rows)
    return CardPlan(
        gap=gap,
        name=broken(card.name, fonts.name, width, shape.name),
        facts=broken(texts.facts_text(card), fonts.text, width, 1)[0],
        reason=broken(card.reason, fonts.text, width, shape.reason) if with_reason else (),
        tags=tags,
        foot=tuple(_foot(place, card, now, shape)),
        hides_urgent=any(mark.is_urgent for mark in hidden),
    )


def _foot(place: BoardPlace, card: BoardCard, now: datetime, shape: Shape) -> list[Line]:
    """The line below the task is kept free where there is no task, so that all cards read alike."""
    is_late = card.tasks_overdue > 0
    icon, ink = ("clock-alert", "danger") if is_late else ("clock" if card.reads_record else "", "text")
    task = Line(icon, texts.next_text(card, now), ink, is_late, texts.brief_next_text(card, now))
    more = Line("", card.next_task_text, "danger" if is_late else "muted")
    lines = [task, more] if shape.with_task else [task]
    if place.state is PlaceState.ON_LEAVE and place.state_note:
        lines = [Line("luggage", place.state_note), task][: len(lines)]
    if shape.with_staff:
        lines.append(Line("user", texts.staff_text(card), "text" if card.nurse or card.doctor else "muted"))
    if shape.with_home:
        ink = "success" if card.is_ready else "text" if card.planned_discharge_on else "muted"
        lines.append(Line("house", texts.home_text(card), ink, card.is_ready))
    return lines


def _in_rows(
    marks: list[Mark], width: int, font: QFont, most: int
) -> tuple[tuple[tuple[Mark, ...], ...], list[Mark]]:
    """Tags beside each other, in at most so many rows. Those that find no room are the least urgent ones,
    counted at the end of the last row."""
    rows, hidden = _filled(marks, width, font, most)
    if hidden:
        rows, hidden = _filled(sorted(marks, key=lambda mark: mark.rank), width, font, most)
        hidden = _count_rest(rows[-1], hidden, width, font)
    return tuple(tuple(row) for row in rows), hidden


def _filled(marks: list[Mark], width: int, font: QFont, most: int) -> tuple[list[list[Mark]], list[Mark]]:
    """Rows as full as they get, and what is left over."""
    rows: list[list[Mark]] = []
    left = 0
    for nth, mark in enumerate(marks):
        wide = tag_width(mark, font, width)
        if rows and wide + TAG_GAP <= left:
            rows[-1].append(mark)
            left -= wide + TAG_GAP
        elif len(rows) < most:
            rows.append([mark])
            left = width - wide
        else:
            return rows, marks[nth:]
    return rows, []


def _count_rest(row: list[Mark], rest: list[Mark], width: int, font: QFont) -> list[Mark]:
    """`+2` at the end of the last row, which gives up tags until there is room for it."""
    hidden = list(rest)
    while True:
        more = Mark(f"+{len(hidden)}", "", "neutral", ", ".join(mark.said for mark in hidden))
        taken = sum(tag_width(mark, font, width) + TAG_GAP for mark in row)
        if len(row) <= 1 or taken + tag_width(more, font, width) <= width:
            row.append(more)
            return hidden
        hidden.insert(0, row.pop())


def tag_width(mark: Mark, font: QFont, width: int) -> int:
    return min(tag_size(font, texts.short(mark.text), mark.icon or None).width(), width)
