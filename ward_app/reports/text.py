"""Text set in lines: where they break, how high they are, how they are drawn.

There is no markup: a text is drawn character by character as it stands, so nothing a person typed can become
a tag, a picture or a link. Bold is a property of a `Run`, which only our own code makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

from ward_app.reports import fonts

SMALLEST = 8.5
"""Points. Nothing on a print is smaller (HAND-03)."""
LEADING = 1.2
"""Line height as a multiple of the size."""

_WORD = re.compile(" +|[^ ]+")
_PARTS = re.compile(r"(?<=[^\W\d_][-/])(?=[^\W\d_])")
"""A long word may break after a hyphen or slash between letters: never within a date or a number."""


class Block(Protocol):
    """Something that can be put on a page once its width is known."""

    def height(self, width: float) -> float: ...

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw with the upper edge at `top`; y grows upwards, as everywhere in PDF."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one weight, already legible."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Para:
    """One paragraph or more: runs of text broken into lines for any width."""

    runs: tuple[Run, ...]
    size: float = SMALLEST
    grey: float = 0.0
    """0 is black. Words are never so light that a poor printer loses them: 0.35 at most."""
    _set: dict[float, list[Line]] = field(default_factory=dict, repr=False)

    @property
    def leading(self) -> float:
        return self.size * LEADING

    def lines(self, width: float) -> list[Line]:
        if width not in self._set:
            self._set[width] = list(_broken(self.runs, width / self.size))
        return self._set[width]

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.leading

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        draw_lines(canvas, self.lines(width), x, top, self.size, self.grey)

    def pieces(self, width: float, first: float, each: float) -> list[Para]:
        """Itself in parts: the lines that fit in the first height, then in each other; one at least."""
        lines = self.lines(width)
        start, step = (max(1, int(height / self.leading + 0.001)) for height in (first, each))
        begins = range(start, len(lines), step)
        parts = [lines[:start], *(lines[begin : begin + step] for begin in begins)]
        return [self._made_of(part, width) for part in parts]

    def first(self, width: float, count: int, ending: Run) -> Para:
        """The first lines only, and then a line that says so."""
        return self._made_of([*self.lines(width)[:count], Line((ending,))], width)

    def _made_of(self, lines: Sequence[Line], width: float) -> Para:
        """Keeps the lines as they were broken for this width."""
        runs = tuple(run for line in lines for run in (*line.runs, Run("\n")))[:-1]
        return Para(runs, self.size, self.grey, {width: list(lines)})


def draw_lines(canvas: Canvas, lines: Sequence[Line], x: float, top: float, size: float, grey: float) -> None:
    canvas.setFillGray(grey)
    baseline = top - size * 0.95
    for number, line in enumerate(lines):
        at = x
        for run in line.runs:
            canvas.setFont(fonts.name_of(run.bold), size)
            canvas.drawString(at, baseline - number * size * LEADING, run.text)
            at += fonts.width(run.text, run.bold) * size


@dataclass(frozen=True, slots=True)
class _Bit:
    """A word or a part of one. `gap` is the white space before it, None where no line may break."""

    text: str
    bold: bool
    gap: Run | None
    width: float


def _broken(runs: Sequence[Run], room: float) -> Iterator[Line]:
    """Lines for a width of `room` at a size of 1 point. Every character is on exactly one of them but the
    white space at which a line was broken."""
    for paragraph in _paragraphs(runs):
        yield from _Setter(room).lines(paragraph)


class _Setter:
    """Fills one line after the other with the words of a paragraph."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.done: list[Line] = []
        self._start()

    def lines(self, paragraph: Sequence[Run]) -> list[Line]:
        for unit in _units(paragraph):
            self._add_unit(unit)
        self._end()
        return self.done

    def _add_unit(self, unit: Sequence[_Bit]) -> None:
        gap = unit[0].gap or Run("")
        space = fonts.width(gap.text, gap.bold)
        if self.line and self.used + space + sum(bit.width for bit in unit) > self.room:
            self._end()
        else:
            self._put(gap, space)
        for bit in unit:
            if self.used + bit.width <= self.room:
                self._put(Run(bit.text, bit.bold), bit.width)
            else:
                self._add_letters(bit)

    def _add_letters(self, bit: _Bit) -> None:
        """A word wider than the line goes on where there is room for one more letter."""
        for char in bit.text:
            wide = fonts.width(char, bit.bold)
            if self.line and self.used + wide > self.room:
                self._end()
            self._put(Run(char, bit.bold), wide)

    def _put(self, run: Run, width: float) -> None:
        if run.text:
            self.line.append(run)
            self.used += width

    def _end(self) -> None:
        self.done.append(_joined(self.line))
        self._start()

    def _start(self) -> None:
        self.line: list[Run] = []
        self.used = 0.0


def _paragraphs(runs: Sequence[Run]) -> Iterator[list[Run]]:
    paragraph: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        paragraph.append(Run(first, run.bold))
        for other in others:
            yield paragraph
            paragraph = [Run(other, run.bold)]
    yield paragraph


def _units(paragraph: Sequence[Run]) -> Iterator[list[_Bit]]:
    """What must stay together on a line, in order: a word, also where it is bold in part."""
    unit: list[_Bit] = []
    for bit in _bits(paragraph):
        if unit and bit.gap is not None:
            yield unit
            unit = []
        unit.append(bit)
    if unit:
        yield unit


def _bits(paragraph: Sequence[Run]) -> Iterator[_Bit]:
    gap: Run | None = None
    for run in paragraph:
        for word in _WORD.findall(run.text):
            if word[0] == " ":
                gap = Run(word, run.bold)
                continue
            for number, part in enumerate(_PARTS.split(word)):
                before = Run("", run.bold) if number else gap
                yield _Bit(part, run.bold, before, _width(part, run.bold))
            gap = None


def _width(text: str, bold: bool) -> float:
    """Words are worth remembering; a text without spaces is not."""
    return fonts.width(text, bold) if len(text) < 60 else sum(fonts.width(char, bold) for char in text)


def _joined(line: Sequence[Run]) -> Line:
    """Neighbours of one weight as one run: fewer drawing operations, and text that can be searched."""
    parts = groupby(line, key=lambda run: run.bold)
    return Line(tuple(Run("".join(run.text for run in runs), bold) for bold, runs in parts))
