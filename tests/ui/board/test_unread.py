"""What the board says where not everything may be read: that there is more, and nothing that is not known."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.factories import MORNING
from tests.ui.board import rows
from ui.board import texts
from ui.board.marks import marks_of
from ui.board.peek import PeekSheet
from ward_app.access.disclosure import Hint

LINES = {Hint.ELSEWHERE: "Data exist at another care provider", Hint.BLOCKED: "Blocked data exist"}


@pytest.mark.parametrize("hint", LINES)
def test_that_one_line_tells_that_there_is_more_lsvo_04_pdl_18(qtbot: QtBot, hint: Hint) -> None:
    place = rows.place(card=rows.card(unread=hint, cpr=None))
    host = QWidget()
    qtbot.addWidget(host)
    peek = PeekSheet(host, place, MORNING, discreet=False)
    assert LINES[hint] in peek.texts()
    assert texts.lines(place, MORNING)[-1] == LINES[hint]
    assert place.card and texts.cpr_text(place.card) == ""


def test_that_nothing_is_said_where_there_is_nothing_more() -> None:
    said = texts.lines(rows.place(), MORNING)
    assert not set(LINES.values()) & set(said)


def test_that_who_reads_no_record_is_told_nothing_of_tasks_and_warnings_pdl_16() -> None:
    card = rows.card(
        reads_record=False, hypersensitivity=None, cpr=None, next_task_at=None, next_task_text="",
        tasks_left=0,
    )  # fmt: skip
    assert (texts.next_text(card, MORNING), texts.cpr_text(card), texts.none_left(card)) == ("", "", "")
    assert marks_of(rows.place(card=card)) == []
