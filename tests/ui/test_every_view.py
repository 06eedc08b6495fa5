"""Hostile texts through every view: nothing breaks, nothing is read as markup, no character is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests import factories
from tests.conftest import KEY
from tests.data.hostile import Texts
from tests.data.texts import HOW_MANY
from tests.ui import hostile_ward, reading
from tests.ui.hostile_ward import HostileWard
from tests.ui.reading import squeezed
from ui.board.head import CARDS, TABLE
from ui.board.page import BoardPage
from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.handover.page import HandoverPage
from ui.kit.labels import PlainLabel, plain_tooltip
from ui.lock.page import LockPage
from ui.seat import Seat, Ward
from ui.settings.page import SECTIONS, SettingsPage
from ui.sharing.phone_sheet import PhoneSheet
from ui.start.sign_in import SignInPage
from ui.stays import sheets
from ui.window import MainWindow
from ui.worker import Immediate
from ward_app.access.queries import Account
from ward_app.app import App
from ward_app.cleaning import clean_text
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.entrance.entrance import Entrance
from ward_app.entrance.opening import Place
from ward_app.store.engine import Store, open_sqlite

SHEETS = (sheets.move, sheets.swap, sheets.leave, sheets.discharge, sheets.change_purpose)
ON_A_CARD = 400
"""Characters of a long text that the board has use for."""
IN_AN_OVERVIEW = 390
"""The whole of a longer one is one step away."""
Said = Mapping[str, str]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """What a text that is read as markup would fetch and show."""
    canary = QImage(40, 40, QImage.Format.Format_RGB32)
    canary.fill(QColor(reading.CANARY[2], reading.CANARY[1], reading.CANARY[0]))
    file = tmp_path / "canary.png"
    assert canary.save(str(file))
    return file


class Viewer:
    """Someone at work in the hostile ward, and what was found wrong in the views they came by."""

    def __init__(self, here: HostileWard, folder: Path) -> None:
        self.here = here
        self.wrong: list[str] = []
        app = here.app
        self._desk = Desk(app, Immediate(), Immediate())
        account = Account(here.nurse, bytes(32), False, None, None, None)
        self._drafts = Drafts(folder / "drafts", bytes(32), writer=Immediate(), clock=app.clock)
        entrance = Entrance(Place(Config(data_folder=folder / "data")), clock=app.clock)

        def settings(seat: Seat) -> QWidget:
            return SettingsPage(seat, app, entrance)

        self.window = MainWindow(
            self._desk, self._drafts, account, Ward(here.ward.unit_id, here.ward_name, False), app.clock,
            lock=_nothing, switch_user=_nothing, settings=settings,
        )  # fmt: skip
        self.window.resize(1920, 1080)
        self.window.show()

    def look(self, view: str, said: Said | None = None, at: QWidget | None = None) -> None:
        """Everything of `said` stands there, nothing is markup, and it can be painted."""
        QApplication.processEvents()  # what was put into a layout just now comes into sight
        shown = at or self.window
        text = reading.text_of(shown)
        self.wrong += [
            f"{view}: lost the {what} {one!a}"
            for what, one in (said or {}).items()
            if squeezed(clean_text(one)) not in text
        ]
        self.wrong += [f"{view}: {fault}" for fault in reading.markup_in(shown)]
        if reading.shows_canary(shown.grab().toImage()):
            self.wrong.append(f"{view}: shows a picture that a text names")

    def sheet(self) -> QWidget:
        """The one that was opened."""
        [found] = [window for window in reading.windows() if window is not self.window]
        return found

    def put_away(self) -> None:
        sheet = self.sheet()
        sheet.setProperty("closed", True)
        sheet.hide()
        sheet.deleteLater()

    def unfold(self) -> None:
        """A very long note is shown in full when that is asked for."""
        for button in self.window.findChildren(QPushButton, "note.unfold"):
            button.click()

    def close(self) -> None:
        self.window.hide()
        self.window.close_down()
        self._desk.close()
        self._drafts.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no event loop runs that would do it


def look_at_board(viewer: Viewer) -> None:
    viewer.window.go("board")
    page = viewer.window.page
    assert isinstance(page, BoardPage)
    here = viewer.here
    for view in (CARDS, TABLE):
        page.choose_view(view)
        viewer.look(f"board as {view}", {"ward": here.ward_name, "closed": here.closed})
        for one in here.patients:
            viewer.look(f"board as {view}", one.only("name", reason=ON_A_CARD))
    for one in here.patients:
        page.peek(next(place for place in page.places if place.label == one.bed))
        viewer.look(
            "card in full", one.only("name", "reason", "task", "substance", "infection"), viewer.sheet()
        )
        viewer.put_away()


def look_at_records(viewer: Viewer) -> None:
    for one in viewer.here.patients:
        viewer.window.open_record(one.patient_id)
        banner = one.only("name", "substance", "reaction", "infection")
        kin = one.only("kin", "relation", "phone")
        stay = one.only("reason", "task", background=IN_AN_OVERVIEW)
        viewer.look("overview", banner | kin | stay | one.all("fact"))
        viewer.window.act("section_2")
        viewer.unfold()
        viewer.look("notes", banner | one.all("note"))
        viewer.window.act("section_3")
        viewer.look("tasks", banner | one.only("task"))
        viewer.window.act("section_4")
        viewer.look("in and out of the record", banner | one.only("decided"))
        viewer.window.act("section_5")
        viewer.unfold()
        viewer.look("social services", banner | one.all("social"))


def look_at_sharing(viewer: Viewer) -> None:
    for one in viewer.here.patients:
        viewer.window.open_record(one.patient_id)
        viewer.look("overview", one.only("named"))
        viewer.window.act("sharing")
        viewer.look("sharing", one.only("name", "findings", "attitude", "emergency"), viewer.sheet())
        viewer.put_away()
        viewer.window.act("phone")
        phone = viewer.sheet()
        assert isinstance(phone, PhoneSheet)
        phone.text.set_value(one.name)
        phone.ask()
        viewer.look("telephone", at=phone)
        viewer.put_away()


def look_at_handover(viewer: Viewer) -> None:
    viewer.window.go("handover")
    page = viewer.window.page
    assert isinstance(page, HandoverPage)
    for one in viewer.here.patients:
        page.list.select(one.stay_id)
        said = one.only("name", "reason", "task", "substance", "infection")
        viewer.look("handover", said | one.all("report") | one.all("fact"))


def look_at_people(viewer: Viewer) -> None:
    here = viewer.here
    viewer.window.go("patients")
    viewer.window.search.begin()
    for one in here.patients:
        viewer.look("patients", one.only("name"))
        _type(viewer.window.search.field, one.bed)
        viewer.look("palette", one.only("name"), viewer.window.search.list)
        for text in one.said.values():
            _type(viewer.window.search.field, text)
        viewer.look("palette, search", at=viewer.window.search.list)
    viewer.window.search.end()


def look_at_coming_and_going(viewer: Viewer) -> None:
    here = viewer.here
    viewer.window.go("inout")
    viewer.look("in and out", here.expected.only("name", "reason"))
    viewer.look("in and out", here.gone.only("name", "where"))
    viewer.window.admit(here.expected.patient_id)
    viewer.look("admission", here.expected.only("name", "reason"))


def look_at_sheets(viewer: Viewer) -> None:
    for one in viewer.here.patients[:2]:
        for open_sheet in SHEETS:
            open_sheet(viewer.window.seat, one.stay_id, viewer.window)
            viewer.look(f"sheet {open_sheet.__name__}", one.only("name"), viewer.sheet())
            viewer.put_away()
        viewer.window.notice(one.name, _nothing)
        viewer.look("notice", one.only("name"), viewer.window.messages)


def look_at_settings(viewer: Viewer) -> None:
    viewer.window.go("settings")
    page = viewer.window.page
    assert isinstance(page, SettingsPage)
    here = viewer.here
    said = {
        "users": {"nurse": here.nurse_name},
        "places": {"closed": here.closed},
        "ward": {"banner": here.banner},
    }
    for section in SECTIONS:
        page.show_section(section)
        viewer.look(f"settings, {section}", said.get(section, {}), page)


def look_outside(viewer: Viewer) -> None:
    here, clock = viewer.here, viewer.here.app.clock
    for name, page, said in (
        ("sign-in", SignInPage(clock, banner=here.banner), {"banner": here.banner}),
        ("lock", LockPage(here.nurse, clock), {"nurse": here.nurse.name}),
    ):
        viewer.look(name, said, page)
        page.deleteLater()


LOOKS = (
    look_at_board, look_at_records, look_at_sharing, look_at_handover, look_at_people,
    look_at_coming_and_going, look_at_sheets, look_at_settings, look_outside,
)  # fmt: skip


def test_that_hostile_texts_are_shown_as_they_are_in_every_view(
    qtbot: QtBot, styled: QApplication, sqlite_template: Path, tmp_path: Path, picture: Path
) -> None:
    """Each round is a ward of its own, and uses up some two hundred texts."""
    texts = Texts(1, picture)
    clock = FrozenClock(factories.MORNING)
    while texts.count < HOW_MANY:
        with a_store(sqlite_template, tmp_path / f"{texts.count}.db") as store:
            here = hostile_ward.build(App(store, workstation="ws1", clock=clock), texts)
            with closing(Viewer(here, tmp_path)) as viewer:
                for look in LOOKS:
                    look(viewer)
        assert viewer.wrong == [], "\n".join(viewer.wrong)


def label(picture: str) -> QWidget:
    return QLabel(picture)


def editor(picture: str) -> QWidget:
    edit = QTextEdit()
    edit.setText(picture)
    return edit


def tool_tip(picture: str) -> QWidget:
    widget = QWidget()
    widget.setToolTip(picture)
    return widget


def cell(picture: str) -> QWidget:
    table = QTableWidget(1, 1)
    item = QTableWidgetItem("1:2")
    item.setToolTip(picture)
    table.setItem(0, 0, item)
    return table


@pytest.mark.parametrize("make", [label, editor, tool_tip, cell])
def test_that_a_view_which_reads_markup_is_found_out(
    make: Callable[[str], QWidget], qtbot: QtBot, styled: QApplication, picture: Path
) -> None:
    view = make(f"<img src='{picture}'>")
    qtbot.addWidget(view)
    assert reading.markup_in(view)
    if make in (label, editor):
        assert reading.shows_canary(view.grab().toImage())


def test_that_plain_text_is_told_from_markup(qtbot: QtBot, styled: QApplication, picture: Path) -> None:
    text = f"<img src='{picture}'> & \t<b>"
    view = PlainLabel(text)
    plain_tooltip(view, text)
    qtbot.addWidget(view)
    assert reading.markup_in(view) == []
    assert not reading.shows_canary(view.grab().toImage())
    assert reading.text_of(view) == squeezed(f"{text} {text}")


@contextmanager
def a_store(template: Path, path: Path) -> Iterator[Store]:
    shutil.copyfile(template, path)
    with open_sqlite(path, KEY) as store:
        yield store


def _type(field: QLineEdit, text: str) -> None:
    field.setText(text)
    field.textEdited.emit(text)


def _nothing() -> None:
    """Nobody locks the screen here."""
