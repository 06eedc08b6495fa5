"""Preview and print a finished PDF. It lives in memory only; who may save it is for the caller to say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.calls import Call, Progress
from ui.desk import Desk
from ui.kit import dialogs
from ui.kit.buttons import Button, IconButton, reason_off
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_S, colour
from ui.kit.page_view import PageView
from ui.kit.pdf_pages import count_pages, draw_page
from ui.kit.print_panel import PrintPanel
from ui.kit.printers import Printers, SystemPrinters
from ui.kit.sheet import Sheet
from ward_app.errors import Refused, WardError
from ward_app.i18n import _

_THUMB_DPI = 14
_SHARE_OF_WINDOW = 0.92


class Preview(Sheet):
    """`title` is shown and goes to the printer's queue: it names no patient."""

    def __init__(
        self,
        desk: Desk,
        pdf: bytes,
        title: str,
        *,
        parent: QWidget,
        file_name: str = "",
        may_save: bool = False,
        on_printed: Callable[[int], object] | None = None,
        on_saved: Callable[[Path], object] | None = None,
        printers: Printers | None = None,
    ) -> None:
        super().__init__(parent, title, area="preview")
        self._parent = parent
        self._desk = desk
        self._pdf = pdf
        self._print_title = title
        self._file_name = file_name
        self._on_printed = on_printed
        self._on_saved = on_saved
        self._printers = printers or SystemPrinters()
        self._drawing: Call[QImage] | None = None
        self.panel = PrintPanel(self._printers)
        self.panel.grey.edited.connect(self._draw_all)
        self.view = PageView()
        self.view.wants.connect(lambda _dpi: self._draw())
        self.pages = _page_list()
        self.pages.currentRowChanged.connect(lambda _row: self._draw())
        self.content.addLayout(self._tools())
        self.content.addLayout(self._middle(), 1)
        self.cancel.setText(_("Close"))
        if may_save:
            self.add_button(_("Save as PDF…"), self._save, kind="normal", name="save")
        self.print_button = self.add_button(_("Print the pages"), self._print, name="print", icon="printer")
        self.panel.edited.connect(self._let_go)
        self._let_go()
        desk.later(lambda _progress: count_pages(pdf)).then(self._counted).failed(self._say)

    def open(self) -> None:
        self.resize(self._parent.window().size() * _SHARE_OF_WINDOW)
        super().open()
        self.pages.setFocus()

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self._where = PlainLabel(role="muted")
        row.addWidget(self._where, 1)
        row.addWidget(IconButton("zoom-out", _("Smaller"), clicked=lambda: self.view.zoom(-1)))
        row.addWidget(IconButton("zoom-in", _("Larger"), clicked=lambda: self.view.zoom(1)))
        row.addWidget(Button(_("Whole page"), clicked=self.view.fit, name="preview.fit"))
        return row

    def _middle(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        row.addWidget(self.pages)
        row.addWidget(self.view, 1)
        side = QVBoxLayout()
        side.addWidget(self.panel)
        side.addStretch(1)
        row.addLayout(side)
        return row

    def _counted(self, count: int) -> None:
        for number in range(count):
            item = QListWidgetItem(_("Page {number}").format(number=number + 1))
            self.pages.addItem(item)
        self.pages.setCurrentRow(0)
        self._draw_small()

    def _draw_all(self) -> None:
        self._draw()
        self._draw_small()

    def _draw(self) -> None:
        """The page in sight, sharp; only the last wish counts."""
        number = self.pages.currentRow()
        if number < 0:
            return
        self._where.setText(_("Page {number} of {count}").format(number=number + 1, count=self.pages.count()))
        if self._drawing is not None:
            self._drawing.cancel()
        draw = partial(draw_page, self._pdf, number, self.view.dpi, grey=self.panel.is_grey)
        self._drawing = self._desk.later(lambda _progress: draw()).then(self.view.show_picture)

    def _draw_small(self) -> None:
        draw = partial(_small_pages, self._pdf, self.pages.count(), self.panel.is_grey)
        self._desk.later(draw).then(self._show_small)

    def _show_small(self, pictures: list[QImage]) -> None:
        for number, picture in enumerate(pictures):
            self.pages.item(number).setIcon(_as_icon(picture))

    def _print(self) -> None:
        job = self.panel.job(self._print_title)
        self.print_button.setEnabled(False)
        send = partial(self._printers.send, self._pdf, job)
        call = self._desk.later(lambda _progress: send())
        call.then(lambda _none: self._printed(job.copies, job.printer), owner=self)
        call.failed(self._say).settled(self._let_go)

    def _printed(self, copies: int, printer: str) -> None:
        self.panel.say(_("Sent to {printer}.").format(printer=printer), "success")
        if self._on_printed is not None:
            self._on_printed(copies)

    def _let_go(self) -> None:
        reason_off(self.print_button, self.panel.why_not())

    def _save(self) -> None:
        path = dialogs.choose_file(
            self, _("Save as PDF"), save=True, suggested=self._file_name, kinds=_("PDF (*.pdf)")
        )
        if path is not None:
            write = partial(_write, path, self._pdf)
            self._desk.later(lambda _progress: write()).then(self._saved).failed(self._say)

    def _saved(self, path: Path) -> None:
        self.panel.say(_("Saved as {name}.").format(name=path.name), "success")
        if self._on_saved is not None:
            self._on_saved(path)

    def _say(self, error: WardError) -> None:
        self.panel.say(error.sentence, "danger")


def _as_icon(picture: QImage) -> QIcon:
    """A small page in a thin frame, the same when it is the chosen one."""
    small = QPixmap.fromImage(picture)
    painter = QPainter(small)
    painter.setPen(colour("border_strong"))
    painter.drawRect(small.rect().adjusted(0, 0, -1, -1))
    painter.end()
    icon = QIcon(small)
    icon.addPixmap(small, QIcon.Mode.Selected)
    return icon


def _page_list() -> QListWidget:
    pages = QListWidget()
    pages.setObjectName("preview.pages")
    pages.setAccessibleName(_("Pages"))
    pages.setViewMode(QListView.ViewMode.IconMode)
    pages.setFlow(QListView.Flow.TopToBottom)
    pages.setWrapping(False)
    pages.setMovement(QListView.Movement.Static)
    pages.setIconSize(QSize(116, 164))
    pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    pages.setFixedWidth(164)
    return pages


def _small_pages(pdf: bytes, count: int, grey: bool, progress: Progress) -> list[QImage]:
    pictures = []
    for number in range(count):
        progress(number, count)
        pictures.append(draw_page(pdf, number, _THUMB_DPI, grey=grey))
    return pictures


def _write(path: Path, pdf: bytes) -> Path:
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise Refused(
            _("The file could not be written. Choose another folder, or free some space.")
        ) from error
    return path
