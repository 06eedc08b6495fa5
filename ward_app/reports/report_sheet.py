"""Rapportblad: A4 landscape, one row per patient, a quarter of each row free for the pen (HAND-01a)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from ward_app.handovers import wording as words
from ward_app.handovers.occasion import legend, medicines
from ward_app.handovers.rows import Printed, Sheet, SheetRow
from ward_app.handovers.said import NEW, Said
from ward_app.i18n import _
from ward_app.reports import kit
from ward_app.reports.columns import Column, Continued, Item, continuation, plain
from ward_app.reports.handover_texts import imprint, in_one, items, last_items, parts
from ward_app.reports.kit import Frame, Page, Placed, para, strong
from ward_app.reports.text import Block, Para

Shares = tuple[float, ...]
USUAL: Shares = (0.175, 0.18, 0.2, 0.195, 0.25)
"""Of the width: patient, S and B, A, R, and the quarter for handwriting (HAND-02)."""
WIDER_NAMES: Shares = (0.185, 0.175, 0.2, 0.19, 0.25)
"""Where warnings and limitations make the first column the highest."""
FEW = 4
"""Pages that a ward should fit on: where lines of their own would take more, facts stand side by side."""
PAD = 2.0
LINE = 16.0
"""Between the faint lines to write on."""
TALLEST = 0.9
"""Of the page: a patient who needs more continues at the end of the print."""


def render(sheet: Sheet, printed: Printed, to: BinaryIO) -> None:
    frame = Frame(imprint(sheet, printed, _("Report sheet")), kit.LANDSCAPE)
    frame.write(_laid_out(sheet, frame), to)


def _laid_out(sheet: Sheet, frame: Frame) -> list[Page]:
    """As roomy as a few pages allow."""
    tried: list[list[Page]] = []
    for tight, shares in ((False, USUAL), (True, USUAL), (True, WIDER_NAMES)):
        tried.append(_pages(sheet, frame, tight, shares))
        if len(tried[-1]) <= FEW:
            break
    return min(tried, key=len)


def _pages(sheet: Sheet, frame: Frame, tight: bool, shares: Shares) -> list[Page]:
    rows, cut = _rows(sheet, frame, tight, shares)
    headings = _Headings(sheet, shares)
    return [*_paged([*rows, *_ending(sheet)], headings, frame), *continuation(cut, frame)]


def _rows(sheet: Sheet, frame: Frame, tight: bool, shares: Shares) -> tuple[list[_Row], list[Continued]]:
    tallest, width = frame.height * TALLEST, frame.width
    rows, cut = [], []
    for row in sheet.rows:
        made = _Row(tuple(Column(tuple(items)) for items in _contents(row, sheet, tight)), shares)
        if made.height(width) > tallest:
            made, left = made.cut(width, tallest)
            cut.append(Continued(words.who(row), left))
        rows.append(made)
    return rows, cut


def _contents(row: SheetRow, sheet: Sheet, tight: bool) -> tuple[Iterable[Item], ...]:
    """The columns follow SBAR: the record's own words and the report's under one heading."""
    told = in_one if tight else items
    texts = words.sbar(row.remark)
    s, b, a, r, if_then = map(_lettered, words.letters(), (texts[0], texts[1] or row.background, *texts[2:]))
    after = items([words.responsible(row), words.kin(row)])
    situation = chain(items([Said(row.reason)]), told([*s, *b]), after)
    care = chain(told([*a, *words.facts(row)]), items([words.going_home(row)]))
    todo = (Item(para(*parts(words.task(task, sheet))), tick=True, indent=12) for task in row.open_tasks)
    more = (Item(para(text), indent=12) for text in [words.later_tasks(row)] if text)
    return _patient(row, sheet), situation, care, chain(items([*r, *if_then]), todo, more)


def _lettered(letter: str, text: str) -> list[Said]:
    return [Said(letter + " ", text)] if text else []


def _patient(row: SheetRow, sheet: Sheet) -> Iterator[Item]:
    bed = row.bed or _("No bed")
    yield Item(para(strong(f"{NEW * row.is_changed}{bed}  {row.name}"), size=10.5))
    yield plain(words.identity_line(row, sheet))
    yield plain(words.purpose_line(row))
    yield from items(words.whereabouts(row))
    yield from items([words.hypersensitivity(row)])
    yield from items(chain(words.infection(row), words.limitations(row), words.risks(row)))
    yield from items(words.unread(row))


@dataclass(frozen=True, slots=True)
class _Row:
    """One patient: four columns of text and an empty one."""

    columns: tuple[Column, ...]
    shares: Shares

    def height(self, width: float) -> float:
        wanted = max(
            column.height(w)
            for column, (_x, w) in zip(self.columns, _spans(width, self.shares), strict=False)
        )
        return max(wanted + 2 * PAD, 4 * LINE)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        height = self.height(width)
        for column, (at, wide) in zip(self.columns, _spans(width, self.shares), strict=False):
            column.draw(canvas, x + at, top - PAD, wide)
        at, wide = _spans(width, self.shares)[-1]
        for number in range(1, int((height - 5) / LINE) + 1):
            kit.rule(canvas, x + at, top - number * LINE, wide, thickness=0.3, grey=0.75)
        _draw_grid(canvas, x, top, width, height, self.shares)

    def cut(self, width: float, tallest: float) -> tuple[_Row, tuple[Item, ...]]:
        pairs = [
            column.cut(wide, tallest - 2 * PAD)
            for column, (_x, wide) in zip(self.columns, _spans(width, self.shares), strict=False)
        ]
        shown = _Row(tuple(shown for shown, _left in pairs), self.shares)
        return shown, tuple(item for _shown, left in pairs for item in left.items)


@dataclass(frozen=True, slots=True)
class _Headings:
    """What the columns are, on every page."""

    sheet: Sheet
    shares: Shares

    def height(self, width: float) -> float:
        return (
            max(p.height(w) for p, (_x, w) in zip(self._texts(), _spans(width, self.shares), strict=True))
            + 2 * PAD
        )

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        height = self.height(width)
        kit.box(canvas, x, top, width, height, fill=0.9)
        for text, (at, wide) in zip(self._texts(), _spans(width, self.shares), strict=True):
            text.draw(canvas, x + at, top - PAD, wide)
        _draw_grid(canvas, x, top, width, height, self.shares)

    def _texts(self) -> list[Para]:
        return [
            para(strong(_("Bed")), "  " + legend(self.sheet)),
            para(strong(_("Situation and background"))),
            para(strong(_("Present state and care"))),
            para(strong(_("Recommendation and tasks"))),
            para(strong(_("Own notes"))),
        ]


@dataclass(frozen=True, slots=True)
class _Ending:
    """Who is not in a row above: gone home, dead, away; and the beds that stand empty."""

    items: tuple[Item, ...]

    def height(self, width: float) -> float:
        return Column(self.items).height(width) + 2 * PAD

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        Column(self.items).draw(canvas, x, top - PAD, width)


def _ending(sheet: Sheet) -> list[Block]:
    return [_Ending((*last_items(sheet), plain(strong(medicines(sheet)))))]


def _paged(blocks: list[Block], head: _Headings, frame: Frame) -> list[Page]:
    """As `kit.flow`, with the headings on top of each page."""
    high = head.height(frame.width)
    pages: list[Page] = []
    y = frame.height
    for block in blocks:
        needed = block.height(frame.width)
        if y + needed > frame.height + 0.01:
            pages.append([Placed(head, 0.0, 0.0, frame.width)])
            y = high
        pages[-1].append(Placed(block, 0.0, y, frame.width))
        y += needed
    return pages


def _spans(width: float, shares: Shares) -> list[tuple[float, float]]:
    """Where each column's text begins and how wide it is."""
    spans, x = [], 0.0
    for share in shares:
        spans.append((x + PAD, share * width - 2 * PAD))
        x += share * width
    return spans


def _draw_grid(canvas: Canvas, x: float, top: float, width: float, height: float, shares: Shares) -> None:
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.5)
    canvas.rect(x, top - height, width, height, stroke=1, fill=0)
    for at, _wide in _spans(width, shares)[1:]:
        canvas.line(x + at - PAD, top, x + at - PAD, top - height)
