"""One patient's notes on an embedded store, a desk that answers at once, and dialogs that answer as told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import factories
from tests.factories import Ward
from tests.ui.keys import bring_up
from ui.desk import Desk
from ui.drafts import Drafts
from ui.kit import dialogs
from ui.notes.section import NotesSection
from ui.worker import Immediate
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.stays.model import Stay
from ward_app.store.engine import Store


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    return sqlite_store


@dataclass
class Answers:
    """What the dialogs are told, and what they asked."""

    confirm: bool = True
    reason: str | None = "Dottern säger något annat"
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    told = Answers()

    def confirm(parent: object, title: str, question: str, yes: str, *, danger: bool = False) -> bool:
        told.asked.append(question)
        return told.confirm

    def ask_reason(
        parent: object, title: str, question: str, yes: str, *, label: str | None = None
    ) -> str | None:
        told.asked.append(question)
        return told.reason

    monkeypatch.setattr(dialogs, "confirm", confirm)
    monkeypatch.setattr(dialogs, "ask_reason", ask_reason)
    return told


@pytest.fixture
def stay(app: App, ward: Ward) -> int:
    return factories.make_stay(app, ward, "1:2", at=app.clock() - timedelta(days=19))


@pytest.fixture
def patient(app: App, stay: int) -> int:
    return int(factories.ask(app, lambda session: session.get_one(Stay, stay).patient_id))


@pytest.fixture
def desk(styled: QApplication, app: App) -> Iterator[Desk]:
    desk = Desk(app, Immediate(), long=Immediate())
    yield desk
    desk.close()


@pytest.fixture
def drafts(tmp_path: Path, clock: FrozenClock) -> Drafts:
    return Drafts(tmp_path / "drafts", bytes(32), writer=Immediate(), clock=clock)


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def open_section(
    qtbot: QtBot, desk: Desk, drafts: Drafts, patient: int, stay: int, clock: FrozenClock, notices: list[str]
) -> Callable[[], NotesSection]:
    """Open the section, as often as one likes: each is a new one, as after a restart."""

    def open_it() -> NotesSection:
        section = NotesSection(desk, drafts, patient, stay, clock=clock, notice=notices.append)
        qtbot.addWidget(section)
        section.resize(1130, 560)
        bring_up(qtbot, section)
        return section

    return open_it
