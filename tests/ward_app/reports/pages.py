"""A finished PDF as a reader sees it: the text of each page, what else is on it, how it looks in grey."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from ward_app.handovers.rows import Printed, Sheet

Render = Callable[[Sheet, Printed, BinaryIO], None]


def made(render: Render, sheet: Sheet, printed: Printed) -> bytes:
    to = io.BytesIO()
    render(sheet, printed, to)
    return to.getvalue()


@contextmanager
def opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def pages(pdf: bytes) -> Iterator[pdfium.PdfPage]:
    with opened(pdf) as document:
        for page in document:
            try:
                yield page
            finally:
                page.close()


def texts(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it was drawn, lines joined by one space."""
    return [" ".join(_text(page).split()) for page in pages(pdf)]


def squeezed(text: str) -> str:
    """Without white space: a line may break after a hyphen, too."""
    return "".join(text.split())


def _text(page: pdfium.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_range()).replace("\ufffe", "-")  # what it calls a hyphen at a line's end
    finally:
        textpage.close()


def text_within(page: pdfium.PdfPage, left: float, right: float) -> str:
    """What stands between two distances from the left edge of the page."""
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_bounded(left=left, right=right))
    finally:
        textpage.close()


def sizes(pdf: bytes) -> set[float]:
    """Every size of letter that was used, in points."""
    return {_size(thing) for page in pages(pdf) for thing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT])}


def _size(thing: Any) -> float:
    size = raw.FS_FLOAT()
    raw.FPDFTextObj_GetFontSize(thing.raw, size)
    return float(round(size.value, 2))


def foreign(pdf: bytes) -> list[str]:
    """Anything on the pages that our reports never draw: pictures, links, forms, actions."""
    ours = {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH}
    drawn = [
        f"object {thing.type}"
        for page in pages(pdf)
        for thing in page.get_objects()
        if thing.type not in ours
    ]
    marks = (b"/URI", b"/Annots", b"/Launch", b"/JavaScript", b"/EmbeddedFile", b"/Subtype /Image")
    return drawn + [mark.decode() for mark in marks if mark in pdf]
