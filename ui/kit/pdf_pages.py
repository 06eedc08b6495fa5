"""Pages of a finished PDF as pictures, drawn from memory. PDFium is imported when first needed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtGui import QImage

_POINTS_PER_INCH = 72
_INCH = 0.0254
_one_at_a_time = threading.Lock()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """PDFium keeps state of its own for the whole process, so one thread at a time."""
    import pypdfium2  # type: ignore[import-untyped]

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def count_pages(pdf: bytes) -> int:
    with _opened(pdf) as document:
        return len(document)


def draw_page(pdf: bytes, number: int, dpi: float, *, grey: bool = False) -> QImage:
    """Page `number`, from 0. With `grey` as a black-and-white printer would show it."""
    with _opened(pdf) as document:
        bitmap = document[number].render(
            scale=dpi / _POINTS_PER_INCH, grayscale=grey, prefer_bgrx=True, maybe_alpha=False
        )
        shape = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
        picture = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, shape).copy()
        bitmap.close()
    picture.setDotsPerMeterX(round(dpi / _INCH))
    picture.setDotsPerMeterY(round(dpi / _INCH))
    return picture
