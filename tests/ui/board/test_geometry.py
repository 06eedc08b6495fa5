"""All beds are seen at once: in both sizes, both views, with two places too many and with large letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from tests.ui.board import rows
from tests.ui.board.conftest import LARGE, SMALL
from tests.ui.windowing import MakeWindow
from ui.board.head import CARDS, TABLE
from ui.board.page import BoardPage
from ui.desk import Desk
from ui.kit import style
from ui.kit.tokens import Theme
from ward_app.app import App

SMALLEST = (1280, 720)


def opened(
    make_window: MakeWindow, desk: Desk, app: App, size: tuple[int, int], view: str, places: int
) -> BoardPage:
    window = make_window(desk, app, practice=True, size=size)
    window.show()
    window.go("board")
    page = window.page
    assert isinstance(page, BoardPage)
    page.choose_view(view)
    page.show_board(rows.board(places))
    QApplication.processEvents()
    return page


@pytest.mark.parametrize("places", [18, 19, 20])
@pytest.mark.parametrize("view", [CARDS, TABLE])
@pytest.mark.parametrize("size", [SMALLEST, SMALL, LARGE])
def test_that_every_place_is_in_sight(
    styled: QApplication,
    make_window: MakeWindow,
    desk: Desk,
    app: App,
    size: tuple[int, int],
    view: str,
    places: int,
) -> None:
    style.apply(styled, Theme.LIGHT, style.points_for(size[0]))
    page = opened(make_window, desk, app, size, view, places)
    model, inside = page.table.rows_model, page.view.viewport().rect()
    seen = [page.view.visualRect(model.index(row, 0)) for row in range(places)]
    assert len({(rect.x(), rect.y()) for rect in seen}) == places
    assert all(inside.contains(rect) for rect in seen)
    assert page.view.verticalScrollBar().maximum() == 0
    assert page.view.horizontalScrollBar().maximum() == 0
    assert all(rect.height() >= 24 for rect in seen)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_that_large_letters_push_no_bed_out_of_the_table(
    styled: QApplication, make_window: MakeWindow, desk: Desk, app: App, size: tuple[int, int]
) -> None:
    style.apply(styled, Theme.DARK, style.MOST_POINTS)
    page = opened(make_window, desk, app, size, TABLE, 18)
    last = page.table.visualRect(page.table.rows_model.index(17, 0))
    assert page.table.viewport().rect().contains(last)
    shown = [column for column in range(12) if not page.table.isColumnHidden(column)]
    assert sum(page.table.columnWidth(column) for column in shown) <= page.table.viewport().width()
    assert {0, 1, 4, 5, 8} <= set(shown)  # bed, name, what to observe, CPR, next task never go


def test_that_cards_stand_apart_and_side_by_side(
    styled: QApplication, make_window: MakeWindow, desk: Desk, app: App
) -> None:
    page = opened(make_window, desk, app, LARGE, CARDS, 18)
    rects = [page.cards.card_rect(row) for row in range(18)]
    assert page.cards.columns == 6
    assert not any(a.intersects(b) for a in rects for b in rects if a is not b)
    assert rects[6].top() > rects[0].bottom()


def test_that_a_filter_leaves_cards_their_size(
    styled: QApplication, make_window: MakeWindow, desk: Desk, app: App
) -> None:
    from ui.board.places import Filter

    page = opened(make_window, desk, app, LARGE, CARDS, 18)
    before: QRect = page.cards.card_rect(0)
    page.choose_filter(Filter.READY)
    page.choose_filter(Filter.ALL)
    QApplication.processEvents()
    assert page.cards.card_rect(0).width() == before.width()
