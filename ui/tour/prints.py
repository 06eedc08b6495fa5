"""What is printed: both handover sheets and the recovery sheet, as PDF and page by page as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from ui.kit.pdf_pages import count_pages, draw_page
from ui.tour import before
from ui.tour.stage import NURSE, Stage
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.rows import Layout
from ward_app.reports import handover_sheet, recovery_sheet
from ward_app.wards import queries as wards

DPI = 110


def write_all(stage: Stage, out: Path) -> Iterator[Path]:
    for layout in Layout:
        yield from _written(_handover(stage, layout), out / f"handover-{layout.value.replace('_', '-')}.pdf")
    paper = BytesIO()
    recovery_sheet.render(before.sheet(), paper)
    yield from _written(paper.getvalue(), out / "recovery-sheet.pdf")


def _handover(stage: Stage, layout: Layout) -> bytes:
    app = stage.entrance.enter_as(stage.id_of(NURSE)).app
    unit_id = app.ask(wards.units)[0].id
    sheet = app.ask(queries.sheet, unit_id)
    printed = app.do(handovers.record_print, unit_id, layout, sheet.stay_ids)
    paper = BytesIO()
    handover_sheet.render(layout, sheet, printed, paper)
    return paper.getvalue()


def _written(pdf: bytes, file: Path) -> Iterator[Path]:
    file.write_bytes(pdf)
    yield file
    for number in range(count_pages(pdf)):
        picture = file.with_name(f"{file.stem}-page-{number + 1}.png")
        if not draw_page(pdf, number, DPI).save(str(picture)):
            raise OSError(f"{picture} cannot be written")
        yield picture
