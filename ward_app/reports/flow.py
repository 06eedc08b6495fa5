"""Paragraphs one below the other, over as many pages as they take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ward_app.reports.kit import Frame, Page, Placed
from ward_app.reports.text import LEADING, Para

GAP = 6.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph and its place. It begins on a page only where `least` of it has room."""

    text: Para
    indent: float = 0.0
    gap: float = GAP
    """White below it."""
    least: float = 2 * 9.5 * LEADING


def paged(pieces: Iterable[Piece], frame: Frame) -> list[Page]:
    """A long paragraph goes on over the pages; none is left out, and no line is cut."""
    pages: list[Page] = [[]]
    y = 0.0
    for piece in pieces:
        width = frame.width - piece.indent
        if y and frame.height - y < piece.least:
            pages.append([])
            y = 0.0
        for nth, part in enumerate(piece.text.pieces(width, frame.height - y, frame.height)):
            if nth:
                pages.append([])
                y = 0.0
            pages[-1].append(Placed(part, piece.indent, y, width))
            y += part.height(width)
        y += piece.gap
    return pages
