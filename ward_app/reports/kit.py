"""The frame of every print: head and foot of each page, blocks put on pages, the pages written as a PDF.

What a person typed gets into a print through `para` only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ward_app.i18n import NO_BREAK_SPACE, _, date_text, language, moment_text, time_text
from ward_app.owners import LegalBasis
from ward_app.reports import fonts
from ward_app.reports.text import SMALLEST, Block, Para, Run

PORTRAIT: tuple[float, float] = A4
LANDSCAPE: tuple[float, float] = landscape(A4)
MARGIN = 25.0
"""Points, 9 mm: what every printer can reach."""
GAP = 5.0
_EMPTY_LINES = re.compile("\n(?: *\n){2,}")


def strong(text: str) -> Run:
    return Run(_airy(fonts.legible(text)), bold=True)


def para(*parts: str | Run, size: float = SMALLEST, grey: float = 0.0) -> Para:
    """A paragraph of plain and `strong` parts. Line breaks in a text are kept, but no more than one empty
    line; nothing in it is markup."""
    runs = tuple(part if isinstance(part, Run) else Run(_airy(fonts.legible(part))) for part in parts)
    return Para(runs, size, grey)


def _airy(text: str) -> str:
    return _EMPTY_LINES.sub("\n\n", text)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What each page says about the print itself (HAND-04)."""

    title: str
    unit: str
    occasion: str
    printed_by: str
    printed_at: datetime
    valid_to: datetime
    serial: str
    anchor: str
    bases: frozenset[LegalBasis]
    secrecy: str = ""
    """Instead of the usual line, for what is not thrown away after the shift."""
    mark: str = ""
    """Set apart at the top of each page: that it is practice, or a copy from before a failure."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block on a page: its upper left corner, from the upper left corner of the page's content."""

    block: Block
    x: float
    y: float
    width: float


Page = list[Placed]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page with its head and foot, and the room that is left between them."""

    imprint: Imprint
    size: tuple[float, float]

    @property
    def width(self) -> float:
        return self.size[0] - 2 * MARGIN

    @property
    def height(self) -> float:
        """For content: the same on every page."""
        return self.size[1] - 2 * MARGIN - self._head_height - GAP - self._foot_height - GAP

    def write(self, pages: Sequence[Page], to: BinaryIO) -> None:
        """The same pages give the same bytes. Without content there is one page that shows the frame."""
        fonts.register()
        canvas = Canvas(to, pagesize=self.size, invariant=True, pageCompression=1, lang=language())
        canvas.setTitle(f"{self.imprint.title} {self.imprint.serial}".strip())
        canvas.setAuthor(self.imprint.unit)
        canvas.setCreator("Närvard")
        for number, page in enumerate(pages or [[]], start=1):
            self._draw_head(canvas)
            for placed in page:
                placed.block.draw(canvas, MARGIN + placed.x, self._content_top - placed.y, placed.width)
            self._draw_foot(canvas, number, len(pages) or 1)
            canvas.showPage()
        canvas.save()

    @property
    def _content_top(self) -> float:
        return self.size[1] - MARGIN - self._head_height - GAP

    @property
    def _head(self) -> tuple[Para, Para]:
        title = _("{document} · {unit}").format(document=self.imprint.title, unit=self.imprint.unit)
        return para(strong(title), size=13), para(self.imprint.occasion, size=10)

    @property
    def _head_height(self) -> float:
        left, right = self._head
        return max(left.height(self.width * 0.57 - self._mark_width), right.height(self.width * 0.41)) + 3

    @property
    def _mark_width(self) -> float:
        mark = para(strong(self.imprint.mark), size=11)
        return widest(mark, self.width * 0.3) + 18 if self.imprint.mark else 0.0

    def _draw_head(self, canvas: Canvas) -> None:
        top, (left, right) = self.size[1] - MARGIN, self._head
        if self.imprint.mark:
            _draw_mark(canvas, para(strong(self.imprint.mark), size=11), MARGIN, top, self.width * 0.3)
        left.draw(canvas, MARGIN + self._mark_width, top, self.width * 0.57 - self._mark_width)
        wide = widest(right, self.width * 0.41)
        right.draw(canvas, MARGIN + self.width - wide, top - 3, self.width * 0.41)
        rule(canvas, MARGIN, top - self._head_height, self.width, thickness=0.8)

    @property
    def _foot(self) -> Para:
        at, by = moment_text(self.imprint.printed_at), self.imprint.printed_by
        valid_to = _short_moment(self.imprint.valid_to, self.imprint.printed_at)
        about = [
            _("Printed {moment} by {name}").format(moment=at, name=by),
            _("Data valid to {moment}").format(moment=valid_to),
            *([_("No. {serial}").format(serial=self.imprint.serial)] if self.imprint.serial else []),
            _("Log {anchor}").format(anchor=self.imprint.anchor).replace(" ", NO_BREAK_SPACE),
        ]
        secrecy = self.imprint.secrecy or secrecy_text(self.imprint.bases)
        return para(strong(secrecy), "\n" + " · ".join(about))

    @property
    def _foot_height(self) -> float:
        return self._foot.height(self.width * 0.87) + 3

    def _draw_foot(self, canvas: Canvas, number: int, count: int) -> None:
        top = MARGIN + self._foot_height
        rule(canvas, MARGIN, top, self.width)
        self._foot.draw(canvas, MARGIN, top - 3, self.width * 0.87)
        page = para(_("Page {number} of {count}").format(number=number, count=count))
        page.draw(canvas, MARGIN + self.width - widest(page, self.width), top - 3, self.width)


def grouped(blocks: Sequence[Block], frame: Frame, gap: float = 0.0) -> list[list[Block]]:
    """The blocks of each page. None is split: one that does not fit goes to the next page."""
    pages: list[list[Block]] = []
    room = 0.0
    for block in blocks:
        height = block.height(frame.width)
        if not pages or height > room + 0.01:
            pages.append([])
            room = frame.height
        pages[-1].append(block)
        room -= height + gap
    return pages


def stacked(blocks: Sequence[Block], frame: Frame, gap: float = 0.0) -> Page:
    """Blocks one below the other, over the whole width."""
    page: Page = []
    y = 0.0
    for block in blocks:
        page.append(Placed(block, 0.0, y, frame.width))
        y += block.height(frame.width) + gap
    return page


def secrecy_text(bases: frozenset[LegalBasis]) -> str:
    """The line that says what the paper is and what becomes of it, with the law of its content (OSL-01)."""
    if bases == {LegalBasis.SOL}:
        law = _("OSL 26:1")
    elif LegalBasis.SOL in bases:
        law = _("OSL 25:1 and 26:1")
    else:
        law = _("OSL 25:1")
    return _("Secrecy, {law} – keep under supervision, shred after the shift").format(law=law)


def rule(
    canvas: Canvas, x: float, y: float, width: float, *, thickness: float = 0.5, grey: float = 0.0
) -> None:
    canvas.setStrokeGray(grey)
    canvas.setLineWidth(thickness)
    canvas.line(x, y, x + width, y)


def box(
    canvas: Canvas, x: float, top: float, width: float, height: float, *, fill: float | None = None
) -> None:
    """A frame, or with `fill` (1 is white) a filled area without one."""
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.6)
    if fill is not None:
        canvas.setFillGray(fill)
    canvas.rect(x, top - height, width, height, stroke=int(fill is None), fill=int(fill is not None))


def widest(text: Para, width: float) -> float:
    """How wide the paragraph really is, once broken for this width."""
    widths = (sum(fonts.width(run.text, run.bold) for run in line.runs) for line in text.lines(width))
    return max(widths, default=0.0) * text.size


def _draw_mark(canvas: Canvas, mark: Para, x: float, top: float, width: float) -> None:
    """White on black: no printer loses it."""
    box(canvas, x, top, widest(mark, width) + 12, mark.height(width) + 3, fill=0.0)
    Para(mark.runs, mark.size, grey=1.0).draw(canvas, x + 6, top - 1.5, width)


def _short_moment(moment: datetime, now: datetime) -> str:
    return time_text(moment) if date_text(moment) == date_text(now) else moment_text(moment)
