"""Preview and print: the same PDF, from memory, and nothing of it left on the disk."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.ui.fake_door import FakeDoor
from tests.ui.keys import bring_up, press
from ui.desk import Desk
from ui.kit import dialogs
from ui.kit.buttons import Button
from ui.kit.pdf_pages import count_pages, draw_page
from ui.kit.printers import PrintJob, SystemPrinters, paint_pages, send_to_lp
from ui.kit.printing import Preview
from ui.worker import Immediate
from ward_app.errors import Refused

RED = (0.7, 0.15, 0.12)


def a_pdf(pages: int = 3, size: tuple[float, float] = A4) -> bytes:
    to = io.BytesIO()
    canvas = Canvas(to, pagesize=size)
    for number in range(pages):
        canvas.setFillColorRGB(*RED)
        canvas.rect(0, 0, size[0], size[1] * (number + 1) / 10, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return to.getvalue()


@dataclass
class FakePrinters:
    known: list[str] = field(default_factory=lambda: ["Avd7", "Expedition"])
    first: str = "Avd7"
    sent: list[tuple[bytes, PrintJob]] = field(default_factory=list)
    broken: bool = False

    def names(self) -> list[str]:
        return self.known

    def default(self) -> str:
        return self.first

    def send(self, pdf: bytes, job: PrintJob) -> None:
        if self.broken:
            raise Refused("Nothing was printed.")
        self.sent.append((pdf, job))


@dataclass
class Opened:
    preview: Preview
    printers: FakePrinters
    printed: list[int]
    saved: list[Path]
    window: QWidget

    def button(self, name: str) -> Button:
        found = self.preview.findChild(Button, f"preview.{name}")
        assert found is not None
        return found


@pytest.fixture
def opened(qtbot: QtBot, styled: QApplication) -> Callable[..., Opened]:
    def open_preview(printers: FakePrinters | None = None, *, may_save: bool = False) -> Opened:
        window = QWidget()
        window.resize(1366, 768)
        qtbot.addWidget(window)
        bring_up(qtbot, window)
        printers = printers or FakePrinters()
        printed, saved = list[int](), list[Path]()
        desk = Desk(FakeDoor(), Immediate(), Immediate())
        preview = Preview(
            desk, a_pdf(), "Report", parent=window, may_save=may_save, file_name="report.pdf",
            on_printed=printed.append, on_saved=saved.append, printers=printers,
        )  # fmt: skip
        preview.open()
        qtbot.waitUntil(preview.isActiveWindow)
        return Opened(preview, printers, printed, saved, window)

    return open_preview


def colours(picture: QImage) -> set[str]:
    return {
        picture.pixelColor(x, y).name()
        for x in range(2, picture.width() - 2, 7)
        for y in range(2, picture.height() - 2, 7)
    }


def test_that_pages_are_drawn_in_their_size_and_colours() -> None:
    pdf = a_pdf(2, landscape(A4))
    assert count_pages(pdf) == 2
    page = draw_page(pdf, 1, 72)
    assert (page.width(), page.height()) == (842, 596)
    assert "#b3261f" in colours(page)
    assert draw_page(pdf, 0, 144).width() == 1684


def test_that_black_and_white_has_no_colour() -> None:
    for name in colours(draw_page(a_pdf(), 0, 72, grey=True)):
        assert name[1:3] == name[3:5] == name[5:7]


def test_that_the_preview_shows_every_page(opened: Callable[..., Opened]) -> None:
    it = opened()
    assert [it.preview.pages.item(row).text() for row in range(it.preview.pages.count())] == [
        "Page 1", "Page 2", "Page 3",
    ]  # fmt: skip
    first = it.preview.view.grab().toImage()
    press(it.preview.pages, "Down")
    assert it.preview.pages.currentRow() == 1
    assert it.preview.view.grab().toImage() != first


def test_that_it_is_zoomed_and_fitted(opened: Callable[..., Opened]) -> None:
    it = opened()
    whole = it.preview.view.percent
    it.preview.view.zoom(2)
    assert it.preview.view.percent > whole
    assert it.preview.view.verticalScrollBar().maximum() > 0
    it.button("fit").click()
    assert it.preview.view.percent == whole
    assert it.preview.view.verticalScrollBar().maximum() == 0


def test_that_black_and_white_is_seen_before_it_is_printed(opened: Callable[..., Opened]) -> None:
    it = opened()
    it.preview.panel.grey.box.click()
    paper = it.preview.view.widget()
    assert paper is not None
    shown = paper.grab().toImage()
    middle = [shown.pixelColor(shown.width() // 2, y).name() for y in range(4, shown.height() - 4, 3)]
    assert all(name[1:3] == name[3:5] == name[5:7] for name in middle)


def test_that_ctrl_enter_prints_and_the_caller_is_told(opened: Callable[..., Opened]) -> None:
    it = opened()
    it.preview.panel.copies.set_raw("2")
    press(it.preview.pages, "Ctrl+Return")
    assert [job for _pdf, job in it.printers.sent] == [PrintJob("Avd7", "Report", 2, False)]
    assert it.printers.sent[0][0].startswith(b"%PDF")
    assert it.printed == [2]
    assert it.preview.panel.status() == "Sent to Avd7."


def test_that_a_printer_that_refuses_prints_and_logs_nothing(opened: Callable[..., Opened]) -> None:
    it = opened(FakePrinters(broken=True))
    it.button("print").click()
    assert it.printed == []
    assert it.preview.panel.status() == "Nothing was printed."
    assert it.button("print").isEnabled()


@pytest.mark.parametrize(
    ("printers", "copies", "reason"),
    [
        (FakePrinters([], ""), "1", "This workstation has no printer."),
        (FakePrinters(first=""), "1", "Choose a printer first."),
        (FakePrinters(), "", "Enter how many copies."),
        (FakePrinters(), "500", "Enter how many copies."),
    ],
)
def test_that_printing_is_off_with_the_reason(
    opened: Callable[..., Opened], printers: FakePrinters, copies: str, reason: str
) -> None:
    it = opened(printers)
    it.preview.panel.copies.set_raw(copies)
    it.preview.panel.edited.emit()
    button = it.button("print")
    assert not button.isEnabled()
    assert button.accessibleDescription() == reason


def test_that_only_who_may_can_save(
    opened: Callable[..., Opened], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened().preview.findChild(Button, "preview.save") is None
    it = opened(may_save=True)
    path = tmp_path / "report.pdf"
    monkeypatch.setattr(dialogs, "choose_file", lambda *_a, **_k: path)
    it.button("save").click()
    assert path.read_bytes().startswith(b"%PDF")
    assert it.saved == [path]
    monkeypatch.setattr(dialogs, "choose_file", lambda *_a, **_k: tmp_path / "missing" / "report.pdf")
    it.button("save").click()
    assert it.saved == [path]
    assert "could not be written" in it.preview.panel.status()


def test_that_a_preview_leaves_no_file(
    opened: Callable[..., Opened], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    it = opened()
    it.preview.panel.grey.box.click()
    it.button("print").click()
    assert list(tmp_path.iterdir()) == []


def fake_lp(folder: Path, exit_code: int = 0) -> Path:
    """Writes down what it was given."""
    lp = folder / "lp"
    lp.write_text(f'#!/bin/sh\necho "$@" > "{folder}/arguments"\ncat > "{folder}/stdin"\nexit {exit_code}\n')
    lp.chmod(lp.stat().st_mode | stat.S_IXUSR)
    return lp


def test_that_cups_gets_the_pdf_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep + os.environ["PATH"])
    pdf = a_pdf()
    SystemPrinters().send(pdf, PrintJob("Avd7", "Report", 2, True))
    assert (tmp_path / "stdin").read_bytes() == pdf
    arguments = (tmp_path / "arguments").read_text().split()
    assert arguments == ["-d", "Avd7", "-n", "2", "-t", "Report", "-o", "print-color-mode=monochrome", "-"]


@pytest.mark.parametrize("exit_code", [1, 127])
def test_that_a_job_cups_does_not_take_is_refused(tmp_path: Path, exit_code: int) -> None:
    with pytest.raises(Refused, match="Nothing was printed"):
        send_to_lp(str(fake_lp(tmp_path, exit_code)), a_pdf(1), PrintJob("Avd7", "Report"))
    with pytest.raises(Refused, match="Nothing was printed"):
        send_to_lp(str(tmp_path / "no-such-lp"), a_pdf(1), PrintJob("Avd7", "Report"))


@pytest.mark.parametrize("size", [A4, landscape(A4)])
def test_that_pages_painted_on_paper_are_the_pages(
    qtbot: QtBot, tmp_path: Path, size: tuple[float, float]
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    pdf = a_pdf(2, size)
    paint_pages(printer, pdf, PrintJob("", "Report"))
    paper = (tmp_path / "paper.pdf").read_bytes()
    assert count_pages(paper) == 2
    printed, meant = draw_page(paper, 1, 72), draw_page(pdf, 1, 72)
    assert abs(printed.width() - meant.width()) <= 1
    assert abs(printed.height() - meant.height()) <= 1
    for x, y in ((0.5, 0.9), (0.02, 0.99), (0.98, 0.82), (0.5, 0.5), (0.98, 0.02)):
        there = int(meant.width() * x), int(meant.height() * y)
        ink, wanted = printed.pixelColor(*there), meant.pixelColor(*there)
        assert abs(ink.red() - wanted.red()) + abs(ink.green() - wanted.green()) < 12
