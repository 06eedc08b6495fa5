"""Loggutdrag for the patient: who is answerable, from which unit, when, and what was done (LOG-06)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from ward_app.i18n import N_, NO_BREAK_SPACE, _, date_text, time_text
from ward_app.logs.extract import Extract, Part, Taken
from ward_app.owners import LegalBasis
from ward_app.reports import kit
from ward_app.reports.kit import Frame, Imprint, Page, Placed, para, strong
from ward_app.reports.text import LEADING, Block, Para
from ward_app.words import word

SIZE, HEADING = 9.5, 12.0
GAP = 5.0
COLUMNS = (0.13, 0.29, 0.33, 0.25)
"""Day, unit and role, what, times: shares of the width."""
BETWEEN = 6.0
ABOUT = N_(
    "This is what the log says of who has taken part of your data here, or written in them: from which unit,"
    " when, and what was done. Attempts that were refused are not included. If you think that an access was"
    " not justified, tell the one named above the list, who has to look into it."
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the list, each column as high as it needs."""

    cells: tuple[Para, ...]
    is_head: bool = False

    def height(self, width: float) -> float:
        return max(cell.height(wide) for cell, _x, wide in self._places(width)) + 4

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        for cell, left, wide in self._places(width):
            cell.draw(canvas, x + left, top - 2, wide)
        bottom = top - self.height(width)
        kit.rule(canvas, x, bottom, width, thickness=0.8 if self.is_head else 0.3, grey=0.0)

    def _places(self, width: float) -> Iterator[tuple[Para, float, float]]:
        left = 0.0
        for cell, share in zip(self.cells, COLUMNS, strict=True):
            yield cell, left, width * share - BETWEEN
            left += width * share


def render(extract: Extract, to: BinaryIO) -> None:
    frame = Frame(_imprint(extract), kit.PORTRAIT)
    frame.write(_paged(extract, frame), to)


def _imprint(extract: Extract) -> Imprint:
    role = f" ({word(extract.role)})" if extract.role else ""
    return Imprint(
        title=_("Extract of the log"), unit=extract.patient,
        occasion=_("{from_} to {to}").format(from_=date_text(extract.from_on), to=date_text(extract.to_on)),
        printed_by=extract.printed_by + role, printed_at=extract.printed_at, valid_to=extract.printed_at,
        serial="", anchor=f"{extract.workstation}{NO_BREAK_SPACE}{extract.anchor}",
        bases=frozenset({LegalBasis.HSL}),
        secrecy=_("For the patient. Secrecy, OSL 25:1 and 26:1, until it is handed over"),
        mark=_("Practice – invented people") if extract.is_practice else "",
    )  # fmt: skip


def _paged(extract: Extract, frame: Frame) -> list[Page]:
    """Whoever is answerable begins a page of their own, and each page repeats who it is (PDL 2:6)."""
    if not extract.parts:
        nothing = para(_("The log holds no access to this patient's data in the period."), size=SIZE)
        return [kit.stacked([para(_(ABOUT), size=SIZE), nothing], frame, GAP)]
    return [page for part in extract.parts for page in _pages_of(part, frame)]


def _pages_of(part: Part, frame: Frame) -> Iterator[Page]:
    answerable = _("Answerable for the personal data: {name}").format(name=part.controller)
    top: list[Block] = [para(strong(answerable), size=HEADING), para(_(ABOUT), size=SIZE), _head()]
    again: list[Block] = [para(strong(answerable), size=HEADING), _head()]
    page, room = list(top), _room(frame, top)
    for line in _lines(part, frame):
        if line.height(frame.width) > room:
            yield _page(page, frame)
            page, room = list(again), _room(frame, again)
        page.append(line)
        room -= line.height(frame.width)
    yield _page(page, frame)


def _page(blocks: list[Block], frame: Frame) -> Page:
    """Space below texts, none between the lines of the list."""
    page: Page = []
    y = 0.0
    for block in blocks:
        page.append(Placed(block, 0.0, y, frame.width))
        y += block.height(frame.width) + (0.0 if isinstance(block, _Line) else GAP)
    return page


def _room(frame: Frame, blocks: list[Block]) -> float:
    return frame.height - sum(block.height(frame.width) + GAP for block in blocks)


def _head() -> _Line:
    words = (_("Day"), _("Unit and role"), _("What"), _("When"))
    return _Line(tuple(para(strong(text), size=SIZE) for text in words), is_head=True)


def _lines(part: Part, frame: Frame) -> Iterator[_Line]:
    """A day with very many times goes on over more lines, none higher than half a page."""
    for taken in part.taken:
        where = ", ".join(text for text in (taken.unit, taken.role, taken.who) if text)
        cells = [para(text, size=SIZE) for text in (date_text(taken.day), where, taken.what)]
        times = para(_times(taken), size=SIZE)
        width = frame.width * COLUMNS[-1] - BETWEEN
        half = max(frame.height / 2, SIZE * LEADING)
        for piece in times.pieces(width, half, half):
            yield _Line((*cells, piece))


def _times(taken: Taken) -> str:
    return ", ".join(time_text(at) for at in taken.times)
