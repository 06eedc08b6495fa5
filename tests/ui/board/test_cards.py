"""What a card finds room for, and that any text at all is drawn as text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QDropEvent, QFont, QHelpEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.data.texts import HOSTILE, some
from tests.factories import MORNING
from tests.ui.board import rows
from ui.board import texts
from ui.board.card_layout import SHAPES, CardPlan, Fonts, needed, plan
from ui.board.card_paint import CardPictures
from ui.board.cards import MIME, CardView
from ui.board.columns import columns
from ui.kit import style
from ui.kit.table import TableModel
from ui.kit.tokens import Theme
from ward_app.clock import FrozenClock
from ward_app.stays.board_rows import BoardCard, BoardPlace, PlaceState

LARGE, SMALL, TINY = QSize(275, 300), QSize(205, 200), QSize(180, 140)


@pytest.fixture
def fonts(styled: QApplication) -> Fonts:
    return Fonts.of(QFont(QApplication.font()))


def planned(card: BoardCard, size: QSize, fonts: Fonts, **changes: Any) -> CardPlan:
    return plan(rows.place(card=card, **changes), card, size, fonts, MORNING)


def said(made: CardPlan) -> list[str]:
    return [mark.text for row in made.tags for mark in row]


def test_that_a_large_card_says_everything(fonts: Fonts) -> None:
    made = planned(rows.CARD, LARGE, fonts)
    assert made.name == ("Öberg, Åke",)
    assert made.reason == ("Exacerbation KOL",)
    assert [line.text for line in made.foot] == [
        "Next 11:42 · 4 tasks",
        "Promenad i korridor",
        "M. Falk · Dr B. Lund",
        "Going home 2026-11-30",
    ]


def test_that_red_stands_before_amber_and_risks(fonts: Fonts) -> None:
    marks = said(planned(rows.EVERYTHING, QSize(500, 400), fonts))
    assert marks[:3] == ["Similar name", "Infection", "Allergy"]
    assert marks.index("Fall") < marks.index("No CPR")


@pytest.mark.parametrize("size", [LARGE, SMALL, TINY])
def test_that_no_card_hides_a_warning_or_that_a_task_is_late(fonts: Fonts, size: QSize) -> None:
    small = Fonts.of(QFont(fonts.text.family(), 9))
    made = planned(replace(rows.EVERYTHING, limitations=(), same_name=False), size, small)
    assert {"Infection", "Allergy", "No CPR"} <= set(said(made))
    assert made.foot[0].text.startswith("Overdue 07:42")
    assert made.foot[0].ink == "danger"


def test_that_what_is_left_out_is_counted(fonts: Fonts) -> None:
    made = planned(rows.EVERYTHING, SMALL, fonts)
    last = made.tags[-1][-1]
    assert last.text.startswith("+")
    assert len(said(made)) - 1 + int(last.text[1:]) == 11


@pytest.mark.parametrize("size", [LARGE, SMALL])
@pytest.mark.parametrize("card", [rows.CARD, rows.EVERYTHING])
def test_that_the_plan_fits_its_card(fonts: Fonts, size: QSize, card: BoardCard) -> None:
    small = Fonts.of(QFont(fonts.text.family(), 9))
    assert needed(planned(card, size, small), small) <= size.height() - 20


def test_that_the_sparsest_plan_is_drawn_where_nothing_fits(fonts: Fonts) -> None:
    made = planned(rows.EVERYTHING, QSize(120, 40), fonts)
    assert len(made.tags) == SHAPES[-1].tag_rows


def test_that_leave_is_said_first_and_in_words(fonts: Fonts) -> None:
    made = planned(
        rows.CARD, LARGE, fonts, state=PlaceState.ON_LEAVE, state_note="On leave until tomorrow 18:00"
    )
    assert made.foot[0].text == "On leave until tomorrow 18:00"
    assert "On leave" in said(made)


def test_that_ready_is_said_in_words(fonts: Fonts) -> None:
    made = planned(replace(rows.CARD, is_ready=True), LARGE, fonts)
    assert made.foot[-1].text == "Ready for discharge"


def test_that_markup_in_a_name_is_text(fonts: Fonts) -> None:
    made = planned(replace(rows.CARD, name="<b>fet</b>", reason="&amp; <i>x</i>"), LARGE, fonts)
    assert made.name == ("<b>fet</b>",)
    assert made.reason == ("&amp; <i>x</i>",)


@settings(some, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=HOSTILE)
def test_that_any_text_can_be_drawn_and_spoken(styled: QApplication, text: str) -> None:
    """As it could stand in the store: cleaned of what no store takes."""
    text = text.encode("utf-8", "replace").decode()
    card = replace(rows.EVERYTHING, name=text, reason=text, next_task_text=text, nurse=text, doctor=text)
    pictures = CardPictures()
    for place in (rows.place(card=card), rows.place(card=None, state=PlaceState.CLOSED, state_note=text)):
        for size in (LARGE, SMALL):
            picture = pictures.picture(
                place, size, QApplication.font(), MORNING, changed=True, discreet=False, ratio=1.0
            )
            assert picture.size() == size
        assert texts.spoken(place).startswith("Bed 1:2")
        assert len(texts.spoken(place)) <= texts.LONGEST


def test_that_a_picture_is_drawn_once_until_it_says_something_else(styled: QApplication) -> None:
    pictures = CardPictures()

    def drawn(place: BoardPlace, **more: object) -> int:
        told: dict[str, Any] = {"changed": False, "discreet": False, "ratio": 1.0, **more}
        return pictures.picture(place, LARGE, QApplication.font(), MORNING, **told).cacheKey()

    first = drawn(rows.place())
    assert drawn(rows.place()) == first
    assert drawn(rows.place(), changed=True) != first
    assert drawn(rows.place(card=rows.card(reason="UVI"))) != first
    pictures.forget()
    assert drawn(rows.place()) != first


@pytest.fixture
def view(styled: QApplication, qtbot: QtBot) -> CardView:
    clock = FrozenClock(MORNING)
    model = TableModel(columns(clock, lambda: False), key=lambda place: place.bed_id)
    model.show(
        [rows.place("1:1", 1), rows.place("1:2", 2), rows.place("9", 3, card=None, state=PlaceState.FREE)]
    )
    view = CardView(model, clock)
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.make_room(3)
    view.allow_drops(lambda origin, target: target.card is None)
    view.show()
    return view


def centre(view: CardView, row: int) -> QPoint:
    return view.card_rect(row).center()


class Drop(QDropEvent):
    """A card dropped within its own view; Qt gives no source to an event that is made by hand."""

    def __init__(self, view: CardView, bed_id: int, row: int) -> None:
        self.data = QMimeData()
        self.data.setData(MIME, str(bed_id).encode())
        action, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
        super().__init__(
            QPointF(centre(view, row)), action, self.data, button, Qt.KeyboardModifier.NoModifier
        )
        self._view = view

    def source(self) -> CardView:
        return self._view


def test_that_a_card_dropped_on_a_free_bed_is_told(view: CardView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.dropped) as told:
        view.dropEvent(Drop(view, 1, 2))
    origin, target = told.args
    assert (origin.label, target.label) == ("1:1", "9")


def test_that_a_card_is_not_dropped_where_it_may_not_be(view: CardView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.dropped):
        view.dropEvent(Drop(view, 1, 1))
        view.dropEvent(Drop(view, 77, 2))


def test_that_a_new_theme_draws_anew(view: CardView, styled: QApplication) -> None:
    light = view.grab().toImage()
    style.apply(styled, Theme.DARK)
    assert view.grab().toImage() != light


def test_that_the_tool_tip_is_text_and_whole(view: CardView, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _where, text, _widget: shown.append(text))
    view.rows_model.show([rows.place(card=rows.card(name="<img src='file:///etc/passwd'>"))])
    point = QPoint(5, 5)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, point, view.mapToGlobal(point))
    index = view.rows_model.index(0, 0)
    view.itemDelegate().helpEvent(event, view, QStyleOptionViewItem(), index)
    assert "&lt;img src=" in shown[0]
    assert "Exacerbation KOL" in shown[0]
