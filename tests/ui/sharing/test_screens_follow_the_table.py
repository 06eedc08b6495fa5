"""The table of who reads what, driven through the real window: what it forbids is nowhere in sight.

One example of each row that reads for care, which is what a record is opened for (PDL 2:4, LSVO 3:7); the
other aims have no screen that shows a record.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import true

from tests.data.disclosure import Row, examples
from tests.factories import Ward
from tests.ui import reading
from tests.ui.sharing.acted import TEXT, act_out
from tests.ui.sharing.conftest import WindowOf
from ui.record.page import RecordPage
from ui.sharing.relation_sheet import RelationSheet
from ui.sharing.unread_line import unread_text
from ui.window import MainWindow
from ward_app.access.disclosure import Aim, Decision, Ground, Hint
from ward_app.access.reach import Reach
from ward_app.app import App

CASES = [(row, case) for row, case in examples().items() if case.aim is Aim.CARE]
IDS = [f"{row.paragraph}: {row.ground.value}, {case.who.name} {case.said.name}" for row, case in CASES]
SECTIONS = 4


def seen(window: MainWindow, patient_id: int) -> str:
    """Everything that stands in the record, section by section, with the panel behind the shield."""
    window.open_record(patient_id)
    texts = [reading.text_of(window)]
    for nth in range(1, SECTIONS + 1):
        window.act(f"section_{nth}")
        texts.append(_text(window))
    window.act("sharing")
    return " ".join([*texts, *(reading.text_of(one) for one in reading.windows())])


def _text(window: QWidget) -> str:
    QApplication.processEvents()
    return reading.text_of(window)


def hints(window: MainWindow) -> str:
    assert isinstance(window.page, RecordPage)
    return "" if window.page.unread.isHidden() else window.page.unread.text


def is_asked(window: MainWindow) -> bool:
    return bool(window.findChildren(RelationSheet))


@pytest.mark.parametrize("row", [row for row, _case in CASES], ids=IDS)
def test_that_a_screen_shows_what_the_table_allows_and_no_more_lsvo_06_pdl_15(
    row: Row, qtbot: QtBot, window_of: WindowOf, app: App, ward: Ward
) -> None:
    acted = act_out(app, ward, examples()[row])
    window = window_of(acted.reader)
    text = seen(window, acted.patient_id)
    assert (TEXT in text) is Decision(row.ground).allowed
    assert hints(window) == unread_text([row.hint])
    is_question = row.ground is Ground.NO_RELATION and examples()[row].relation is None
    qtbot.waitUntil(lambda: is_asked(window) is is_question)


def test_that_every_kind_of_ground_is_among_them() -> None:
    assert {row.ground for row, _case in CASES} == set(Ground) - {Ground.OTHER_AIM}
    assert {row.hint for row, _case in CASES} == set(Hint)


@pytest.fixture
def no_filter() -> Iterator[None]:
    """As if every query had forgotten to ask."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reach, "where", lambda _reach, _table: true())
        patch.setattr(Reach, "shows", lambda _reach, _row: True)
        yield


def test_that_a_query_without_the_filter_would_be_found_out(
    window_of: WindowOf, app: App, ward: Ward, no_filter: None
) -> None:
    refused = next(row for row, _case in CASES if row.ground is Ground.REFUSED)
    acted = act_out(app, ward, examples()[refused])
    assert TEXT in seen(window_of(acted.reader), acted.patient_id)
