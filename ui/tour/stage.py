"""Where the pictures are taken: the practice ward at one moment, and someone at work in it.

Each picture has a copy of the ward of its own, so that none depends on what was done for another. All work is
done at once in this thread, so a picture is never taken before its answer is there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.frame import remembered
from ui.kit import style
from ui.kit.tokens import Theme
from ui.seat import Seat, Ward
from ui.window import MainWindow
from ui.worker import Immediate
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.practice import ward as practice
from ward_app.practice.ward import PracticeEntrance
from ward_app.stays.board_rows import BoardCard
from ward_app.stays.queries import board
from ward_app.wards import queries as wards

MOMENT = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
"""Saturday 2026-11-21 08:42 on the ward's clock."""
OVER = (Qt.WindowType.Dialog, Qt.WindowType.Popup)
SEED = 1
WORKSTATION = "Arbetsstation 1"
NURSE, DOCTOR, ADMINISTRATOR = "Maria Falk", "Ingrid Lund", "Kim Ros"
CARER, ASSESSOR = "Gunilla Berg", "Berit Ahl"
"""Who work in the social services' record."""


@dataclass(frozen=True, slots=True)
class Look:
    """One size of window in one theme."""

    width: int
    height: int
    theme: Theme

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}-{self.theme.value}"


def make_ward(folder: Path) -> None:
    """Once; every stage stands on a copy."""
    practice.make_anew(Config(data_folder=folder, workstation=WORKSTATION), seed=SEED, now=MOMENT)


class Stage:
    """`enter` lets someone sign in; `show` puts a widget where the picture is taken of."""

    def __init__(self, made: Path, scratch: Path, look: Look) -> None:
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.copytree(made, scratch)
        _forget_last_window()
        self.look = look
        self.clock = FrozenClock(MOMENT)
        self.config = Config(data_folder=scratch, workstation=WORKSTATION)
        self.entrance: PracticeEntrance = practice.entrance(self.config, clock=self.clock, seed=SEED)
        self.top: QWidget | None = None
        self._closing: list[Callable[[], object]] = [self.entrance.close]

    def enter(self, name: str = NURSE) -> MainWindow:
        """The window of this colleague, on the page it opens with."""
        entered = self.entrance.enter_as(self.id_of(name))
        unit = entered.app.ask(wards.units)[0]
        desk = Desk(entered.app, Immediate(), Immediate())
        drafts = Drafts(
            self.config.drafts_folder, entered.account.draft_key, writer=Immediate(), clock=self.clock
        )
        window = MainWindow(
            desk, drafts, entered.account, Ward(unit.id, unit.name, True), self.clock,
            lock=_nothing, switch_user=_nothing, settings=partial(_settings, entered.app, self.entrance),
        )  # fmt: skip
        self._closing[:0] = [window.close_down, desk.close, drafts.close]
        self.show(window)
        window.go("board" if desk.allows(board) else "settings")
        settle()
        return window

    def id_of(self, name: str) -> int:
        return next(click.user_id for click in self.entrance.names() if click.name == name)

    def show(self, widget: QWidget) -> None:
        self.top = widget
        widget.resize(self.look.width, self.look.height)
        widget.show()
        widget.activateWindow()
        settle()

    def card(self, seat: Seat, bed: str) -> BoardCard:
        """Who lies in this bed."""
        places = seat.desk.app.ask(board, seat.ward.unit_id).places
        return next(place.card for place in places if place.label == bed and place.card is not None)

    def picture(self) -> QPixmap:
        """The window with every sheet and menu that lies on it."""
        settle()
        assert self.top is not None
        picture = self.top.grab()
        painter = QPainter(picture)
        origin = self.top.mapToGlobal(QPoint(0, 0))
        for over in _on_top_of(self.top):
            where = over.mapToGlobal(QPoint(0, 0)) - origin
            painter.drawPixmap(where, over.grab())
            painter.setPen(QColor(style.colour("border_strong")))
            painter.drawRect(where.x() - 1, where.y() - 1, over.width() + 1, over.height() + 1)
        painter.end()
        return picture

    def close(self) -> None:
        for close in self._closing:
            close()
        for widget in QApplication.topLevelWidgets():
            widget.hide()
            widget.deleteLater()
        settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no event loop runs that would do it


def settle() -> None:
    """Let layouts, deferred answers and focus come to rest."""
    for _round in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def press(widget: QWidget, name: str) -> None:
    """Click the button of this name, as a person would."""
    button = widget.findChild(QPushButton, name)
    if button is None:
        raise LookupError(f"no button is called {name}")
    button.click()
    settle()


def _on_top_of(top: QWidget) -> list[QWidget]:
    """The sheets and menus that lie open, the last opened last."""
    over = [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.isVisible() and widget is not top and widget.windowType() in OVER
    ]
    return sorted(over, key=_depth)


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent.window())


def _settings(app: App, entrance: PracticeEntrance, seat: Seat) -> QWidget:
    from ui.settings.page import SettingsPage

    return SettingsPage(seat, app, entrance)


def _forget_last_window() -> None:
    """What was chosen for one picture is not chosen for the next. The tour has settings of its own."""
    QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, remembered.FOLDER, remembered.FILE
    ).clear()


def _nothing() -> None:
    """Nobody locks the screen or goes while pictures are taken."""
