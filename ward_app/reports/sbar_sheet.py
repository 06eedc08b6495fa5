"""SBAR per patient: A4 portrait, half a page or less each, tasks to tick, room for the pen (HAND-01b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from ward_app.handovers import wording as words
from ward_app.handovers.occasion import legend, medicines
from ward_app.handovers.rows import Printed, Sheet, SheetRow
from ward_app.handovers.said import NEW, Said
from ward_app.i18n import _
from ward_app.reports import kit
from ward_app.reports.columns import Column, Continued, Item, continuation, plain
from ward_app.reports.handover_texts import imprint, in_a_row, last_items
from ward_app.reports.kit import Frame, para, strong
from ward_app.reports.text import Block, Para

SIZE = 8.75
TEXT = 0.64
"""Of the width for SBAR; the rest is what is to be done."""
BETWEEN = 10.0
NOTES = 46.0
"""Height of the box for own notes, at least."""
ROOMIER = 80.0
"""So much higher at most, where a page has room to spare."""
LABEL = 22.0
PAD = 4.0


def render(sheet: Sheet, printed: Printed, to: BinaryIO) -> None:
    frame = Frame(imprint(sheet, printed, _("SBAR per patient")), kit.PORTRAIT)
    patients: list[Block] = []
    cut: list[Continued] = []
    for row in sheet.rows:
        made = _Patient(_Band(row, sheet), *_contents(row, sheet))
        if made.height(frame.width) > frame.height:
            made, left = made.cut(frame.width, frame.height)
            cut.append(Continued(words.who(row), left))
        patients.append(made)
    ending = Column((plain(strong(legend(sheet)), " · " + medicines(sheet)), *last_items(sheet)))
    groups = kit.grouped([*patients, ending], frame, BETWEEN)
    pages = [kit.stacked(_filled(group, frame), frame, BETWEEN) for group in groups]
    frame.write([*pages, *continuation(cut, frame)], to)


def _filled(group: Sequence[Block], frame: Frame) -> list[Block]:
    """What is left of a page is room to write."""
    used = sum(block.height(frame.width) + BETWEEN for block in group) - BETWEEN
    share = min((frame.height - used) / len(group), ROOMIER)
    return [replace(one, notes=one.notes + share) if isinstance(one, _Patient) else one for one in group]


def _contents(row: SheetRow, sheet: Sheet) -> tuple[Column, Column, Column]:
    todo = [Item(_para(words.task(task, sheet)), tick=True, indent=13) for task in row.open_tasks]
    more = [Item(para(text, size=SIZE), indent=13) for text in [words.later_tasks(row)] if text]
    onward = [Item(_para(said)) for said in (words.going_home(row), words.kin(row))]
    aside = (
        Item(_para(Said(_("To do")))),
        *(todo or [Item(_para(Said("", _("No tasks noted"))))]),
        *more,
        *onward,
    )
    return Column((Item(_para(*_warnings(row))),)), Column(tuple(_sbar(row, sheet))), Column(aside)


def _warnings(row: SheetRow) -> Iterator[Said]:
    """One line or two: what may never be missed, then who answers for the patient."""
    yield words.hypersensitivity(row)
    for said in (words.infection, words.limitations, words.resuscitation, words.risks, words.whereabouts):
        yield from said(row)
    yield from words.unread(row)
    yield words.responsible(row)


def _sbar(row: SheetRow, sheet: Sheet) -> Iterator[Item]:
    """The record's own words and what was added for the handover. A letter without text has room to write."""
    (s, b, a, r, then), (*letters, if_then) = words.sbar(row.remark), words.letters()
    texts: list[list[Said]] = [
        [Said(row.reason), Said("", s)], [Said("", row.background), Said("", b)],
        [Said("", a), *words.facts(row)], [Said("", r)],
    ]  # fmt: skip
    for letter, told in zip(letters, texts, strict=True):
        yield Item(_para(*told), label=letter, indent=LABEL)
    if then:
        yield Item(_para(Said(if_then + " ", then)))
    if row.remark:
        yield Item(_para(Said("", words.reported_by(row.remark, sheet))))


def _para(*told: Said) -> Para:
    return para(*in_a_row(told), size=SIZE)


@dataclass(frozen=True, slots=True)
class _Band:
    """Who it is, on a grey ground from edge to edge."""

    row: SheetRow
    sheet: Sheet

    def height(self, width: float) -> float:
        left, right = self._texts()
        return max(left.height(width * 0.48), right.height(width * 0.46)) + PAD

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        kit.box(canvas, x, top, width, self.height(width), fill=0.9)
        left, right = self._texts()
        left.draw(canvas, x + PAD, top - PAD / 2, width * 0.48)
        right.draw(canvas, x + width * 0.53, top - PAD / 2 - 3, width * 0.46)

    def _texts(self) -> tuple[Para, Para]:
        row = self.row
        bed = row.bed or _("No bed")
        left = para(strong(f"{NEW * row.is_changed}{bed}   {row.name}"), size=12.5)
        return left, para(f"{words.identity_line(row, self.sheet)} · {words.purpose_line(row)}", size=9.5)


@dataclass(frozen=True, slots=True)
class _Patient:
    """Never split over pages; what cannot be on one page is continued at the end of the print."""

    band: _Band
    warnings: Column
    sbar: Column
    aside: Column
    notes: float = NOTES

    def height(self, width: float) -> float:
        return self._above(width) + self._middle(width) + self.notes + 2 * PAD

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        self.band.draw(canvas, x, top, width)
        self.warnings.draw(canvas, x + PAD, top - self.band.height(width) - PAD, width - 2 * PAD)
        body, (left, right) = top - self._above(width), _widths(width)
        self.sbar.draw(canvas, x + PAD, body, left)
        self.aside.draw(canvas, x + width - right, body, right)
        notes = body - self._middle(width) - PAD
        kit.box(canvas, x, notes, width, self.notes)
        para(_("Own notes"), grey=0.35).draw(canvas, x + PAD, notes - 2, width)

    def cut(self, width: float, tallest: float) -> tuple[_Patient, tuple[Item, ...]]:
        left, right = _widths(width)
        warnings, more = self.warnings.cut(width - 2 * PAD, tallest * 0.2)
        room = tallest - self.band.height(width) - tallest * 0.2 - NOTES - 6 * PAD
        sbar, text = self.sbar.cut(left, room)
        aside, todo = self.aside.cut(right, room)
        return _Patient(self.band, warnings, sbar, aside), (*more.items, *text.items, *todo.items)

    def _above(self, width: float) -> float:
        return self.band.height(width) + self.warnings.height(width - 2 * PAD) + 2 * PAD

    def _middle(self, width: float) -> float:
        left, right = _widths(width)
        return max(self.sbar.height(left), self.aside.height(right))


def _widths(width: float) -> tuple[float, float]:
    return TEXT * width - 2 * PAD, (1 - TEXT) * width - 2 * PAD
