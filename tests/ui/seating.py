"""A nurse at her workstation: the pages' seat on a real store, and a guide that remembers what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import Ward
from tests.ui.keys import bring_up
from ui import seat as seats
from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.kit import dialogs
from ui.kit.buttons import Button
from ui.kit.sheet import Sheet
from ui.seat import Seat
from ui.worker import Immediate
from ward_app import i18n, paths
from ward_app.access.queries import Account
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.store.engine import Store

DRAFT_KEY = bytes(range(32))


@dataclass
class FakeGuide:
    """The window around a page, as far as the page asks it."""

    opened: list[tuple[int, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    admitted: list[tuple[int | None, int | None, str]] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    undo: Callable[[], object] | None = None

    def open_record(self, patient_id: int, section: str = "overview") -> None:
        self.opened.append((patient_id, section))

    def go(self, page: str) -> None:
        self.gone.append(page)

    def admit(self, patient_id: int | None = None, bed_id: int | None = None, typed: str = "") -> None:
        self.admitted.append((patient_id, bed_id, typed))

    def act(self, name: str) -> None:
        self.acts.append(name)

    def notice(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self.notices.append(text)
        self.undo = undo


def make_seat(app: App, ward: Ward, guide: FakeGuide, drafts: Drafts, desk: Desk | None = None) -> Seat:
    account = Account(app.user, DRAFT_KEY, False, None, None, None)
    here = seats.Ward(ward.unit_id, "Närvårdsenheten", False)
    return Seat(desk or Desk(app, Immediate(), long=Immediate()), drafts, account, here, app.clock, guide)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    return sqlite_store


@pytest.fixture
def guide() -> FakeGuide:
    return FakeGuide()


@pytest.fixture
def drafts(qapp: QApplication, tmp_path: Path, clock: FrozenClock) -> Iterator[Drafts]:
    drafts = Drafts(tmp_path / "drafts", DRAFT_KEY, writer=Immediate(), clock=clock)
    yield drafts
    drafts.close()


@pytest.fixture
def refusals(seat: Seat) -> list[str]:
    """The sentences that ended up in the message bar."""
    said: list[str] = []
    seat.desk.refused.connect(lambda error: said.append(error.sentence))
    return said


@pytest.fixture
def seat(styled: QApplication, app: App, ward: Ward, guide: FakeGuide, drafts: Drafts) -> Iterator[Seat]:
    seat = make_seat(app, ward, guide, drafts)
    yield seat
    seat.desk.close()


def sheet(parent: QWidget) -> Sheet:
    """The one that was opened over this page."""
    [found] = [one for one in parent.findChildren(Sheet) if not one.property("closed")]
    return found


def focused() -> QWidget:
    """Where the keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def no_sheet(parent: QWidget) -> bool:
    return all(one.property("closed") for one in parent.findChildren(Sheet))


@dataclass
class Answers:
    """What someone says to the boxes that ask; each question is remembered with the act it named."""

    yes: bool = True
    reason: str | None = "Fel person"
    asked: list[tuple[str, str]] = field(default_factory=list)

    def confirm(
        self, _parent: QWidget, _title: str, question: str, yes: str, *, danger: bool = False
    ) -> bool:
        self.asked.append((question, yes))
        return self.yes

    def ask_reason(
        self, _parent: QWidget, _title: str, question: str, yes: str, *, label: str | None = None
    ) -> str | None:
        self.asked.append((question, yes))
        return self.reason


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    answers = Answers()
    monkeypatch.setattr(dialogs, "confirm", answers.confirm)
    monkeypatch.setattr(dialogs, "ask_reason", answers.ask_reason)
    return answers


@pytest.fixture
def page(qtbot: QtBot, styled: QApplication) -> QWidget:
    """Something that sheets can be opened over."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1310, 695)
    bring_up(qtbot, page)
    return page


def button(parent: QWidget, name: str) -> Button:
    """A button by its language-free name; the newest, where rows have been made anew."""
    found = parent.findChildren(Button, name)
    assert found, name
    return found[-1]


@pytest.fixture
def swedish(tmp_path: Path) -> Iterator[None]:
    """The ward's own language, from the catalogue as it is in the checkout."""
    here = paths.RESOURCES / "locale" / "sv"
    known = Catalog(locale="sv")
    for source in [here / "LC_MESSAGES" / "narvard.po", *sorted((here / "parts").glob("*.po"))]:
        with source.open("rb") as file:
            for message in pofile.read_po(file, locale="sv"):
                if message.string and all(message.string):
                    known.add(message.id, message.string, context=message.context)
    target = tmp_path / "locale" / "sv" / "LC_MESSAGES" / "narvard.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as compiled:
        mofile.write_mo(compiled, known)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "RESOURCES", tmp_path)
        i18n.use("sv")
    yield
    i18n.use("en")
