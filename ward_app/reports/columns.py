"""Short paragraphs below one another, with a box to tick or a letter before them; too much is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from ward_app.i18n import _
from ward_app.reports import kit
from ward_app.reports.kit import Frame, Page, Placed, para, strong
from ward_app.reports.text import Para, Run

BOX = 8.0
BETWEEN = 0.8


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph of a column. `label` stands in the margin before it; `tick` puts an empty box there."""

    para: Para
    label: str = ""
    tick: bool = False
    indent: float = 0.0

    def height(self, width: float) -> float:
        return self.para.height(width - self.indent) + BETWEEN

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        if self.tick:
            kit.box(canvas, x, top - 1, BOX, BOX)
        if self.label:
            para(strong(self.label), size=self.para.size).draw(canvas, x, top, self.indent)
        self.para.draw(canvas, x + self.indent, top, width - self.indent)

    def first(self, width: float, lines: int) -> Item:
        """Its first lines, and the word that there is more."""
        ending = strong(_("… continues at the end of the print"))
        cut = self.para.first(width - self.indent, lines, ending)
        return Item(cut, self.label, self.tick, self.indent)

    def parts(self, width: float, first: float, each: float) -> list[Item]:
        """Itself in parts, for as many pages as it takes: as high as `first`, then `each`."""
        head, *rest = self.para.pieces(width - self.indent, first - BETWEEN, each - BETWEEN)
        parts = [Item(head, self.label, self.tick, self.indent)]
        return parts + [Item(part, indent=self.indent) for part in rest]


@dataclass(frozen=True, slots=True)
class Column:
    """Items from top to bottom."""

    items: tuple[Item, ...]

    def height(self, width: float) -> float:
        return sum(item.height(width) for item in self.items)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        for item in self.items:
            item.draw(canvas, x, top, width)
            top -= item.height(width)

    def cut(self, width: float, height: float) -> tuple[Column, Column]:
        """What there is room for, and the items that must stand in full somewhere else."""
        shown: list[Item] = []
        room = height
        for number, item in enumerate(self.items):
            needed = item.height(width)
            is_last = number == len(self.items) - 1
            if needed <= room - (0 if is_last else item.para.leading * 2 + BETWEEN):
                shown.append(item)
                room -= needed
                continue
            lines = int((room - BETWEEN) / item.para.leading) - 1
            shown.append(item.first(width, max(0, lines)))
            return Column(tuple(shown)), Column(self.items[number:])
        return self, Column(())


@dataclass(frozen=True, slots=True)
class Continued:
    """All that did not fit in one patient's place, under the patient's name."""

    heading: str
    items: tuple[Item, ...]


def continuation(parts: Sequence[Continued], frame: Frame) -> list[Page]:
    """Pages in full width for the texts that were cut. Only here is a patient spread over several pages."""
    pages: list[Page] = []
    for part in parts:
        heading = para(strong(_("Continued: {patient}").format(patient=part.heading)), size=11)
        high = heading.height(frame.width) + 2 * kit.GAP
        y = frame.height
        for item in part.items:
            for piece in item.parts(frame.width, max(frame.height - y, 40.0), frame.height - high):
                needed = piece.height(frame.width)
                if y + needed > frame.height + 0.01:
                    pages.append([Placed(heading, 0.0, 0.0, frame.width)])
                    y = high
                pages[-1].append(Placed(piece, 0.0, y, frame.width))
                y += needed
    return pages


def plain(*parts: str | Run) -> Item:
    return Item(para(*parts))
