"""Lists: the same rows are only repainted, the chosen one stays chosen, and nothing hides sideways."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.keys import bring_up, press
from ui.kit.columns import Column
from ui.kit.labels import tooltip_html
from ui.kit.look import ROW_HEIGHT, colour
from ui.kit.table import Table
from ui.kit.table_model import TableModel
from ui.kit.widths import share_widths

Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    bed: str
    name: str
    age: int | None
    note: str = ""
    infected: bool = False


ROWS = [
    Row(11, "1:1", "Öberg, Åke", 80, "Exacerbation", infected=True),
    Row(12, "1:2", "Andersson, Karin", 77),
    Row(13, "2:1", "Åström, Siv", 67),
    Row(14, "2:2", "Ek, Bo", None),
]
COLUMNS = [
    Column[Row]("Bed", lambda row: row.bed, bold=lambda _row: True),
    Column[Row]("Name", lambda row: row.name, weight=1),
    Column[Row]("Age", lambda row: str(row.age or ""), sort=lambda row: row.age, align="right"),
    Column[Row](
        "Note well",
        lambda _row: "",
        icon=lambda row: "biohazard" if row.infected else None,
        colour=lambda row: "danger" if row.infected else None,
        spoken=lambda row: "Infection" if row.infected else "",
    ),
    Column[Row]("Now", lambda row: row.note, weight=2, elide=True),
]
NAME, AGE, WATCH, NOW = 1, 2, 3, 4


@pytest.fixture
def table(qtbot: QtBot, styled: QApplication) -> Table[Row]:
    table = Table(COLUMNS, name="Beds")
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show_rows(ROWS)
    table.show()
    return table


def test_that_the_model_keeps_the_promises_of_qt(styled: QApplication, qtmodeltester: ModelTester) -> None:
    model = TableModel(COLUMNS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show(ROWS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.sort(NAME)
    model.show(ROWS[1:])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_that_the_same_rows_again_only_repaint_what_changed(qtbot: QtBot, styled: QApplication) -> None:
    model = TableModel(COLUMNS)
    model.show(ROWS)
    resets: list[int] = []
    changed: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.show([ROWS[0], replace(ROWS[1], note="Fever"), *ROWS[2:]])
    assert (resets, changed) == ([], [1])
    model.show(ROWS[:3])
    assert (resets, changed) == ([1], [1])


def test_that_names_sort_as_in_sweden(table: Table[Row]) -> None:
    table.set_sort(NAME)
    assert [row.name[:2] for row in table.rows] == ["An", "Ek", "Ås", "Öb"]
    table.set_sort(NAME, descending=True)
    assert [row.name[:2] for row in table.rows] == ["Öb", "Ås", "Ek", "An"]


@pytest.mark.parametrize(("descending", "ages"), [(False, [67, 77, 80, None]), (True, [80, 77, 67, None])])
def test_that_what_is_unknown_sorts_last_either_way(
    table: Table[Row], descending: bool, ages: list[int | None]
) -> None:
    table.set_sort(AGE, descending=descending)
    assert [row.age for row in table.rows] == ages


def test_that_an_order_once_chosen_is_kept(table: Table[Row]) -> None:
    table.set_sort(AGE)
    table.show_rows([*ROWS, Row(15, "3:1", "Ny, Nils", 70)])
    assert [row.age for row in table.rows] == [67, 70, 77, 80, None]


def test_that_the_chosen_row_stays_chosen_by_its_id(table: Table[Row]) -> None:
    told: list[Row | None] = []
    table.chosen.connect(told.append)
    assert table.select(13)
    table.show_rows(list(reversed(ROWS)))
    table.set_sort(NAME)
    current = table.current()
    assert current is not None
    assert current.id == 13
    assert [row and row.id for row in told] == [13]
    table.show_rows(ROWS[:2])
    assert table.current() is None
    assert told[-1] is None
    assert not table.select(13)


def test_that_the_scroll_stays_where_it_was(table: Table[Row]) -> None:
    rows = [Row(number, f"{number}", "N", number) for number in range(60)]
    table.show_rows(rows)
    table.verticalScrollBar().setValue(400)
    table.show_rows([*rows, Row(99, "99", "N", 1)])
    assert table.verticalScrollBar().value() == 400


def test_that_enter_opens_the_row(table: Table[Row]) -> None:
    opened: list[Row] = []
    table.opened.connect(opened.append)
    table.select(12)
    press(table, "Return")
    press(table, "Enter")
    assert [row.id for row in opened] == [12, 12]


def test_that_arrows_move_and_tab_leaves(qtbot: QtBot, styled: QApplication) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    table, before, after = Table(COLUMNS, name="Beds"), QLineEdit(), QLineEdit()
    table.show_rows(ROWS)
    box = QVBoxLayout(page)
    for widget in (before, table, after):
        box.addWidget(widget)
    bring_up(qtbot, page)
    table.select(11)
    table.setFocus()
    press(table, "Down")
    current = table.current()
    assert current is not None
    assert current.id == 12
    press(table, "Tab")
    assert after.hasFocus()
    press(after, "Shift+Tab")
    press(table, "Shift+Tab")
    assert before.hasFocus()


@pytest.mark.parametrize("width", [320, 480, 700, 1366, 1900])
def test_that_no_column_is_beyond_the_edge(table: Table[Row], width: int) -> None:
    table.show_rows([replace(row, note="A long text that does not fit " * 9) for row in ROWS])
    table.resize(width, 300)
    columns = range(len(COLUMNS))
    assert sum(table.columnWidth(place) for place in columns) == table.viewport().width()
    assert all(table.columnWidth(place) > 0 for place in columns)
    assert table.horizontalScrollBar().maximum() == 0


def test_that_names_are_whole_where_there_is_room(table: Table[Row]) -> None:
    table.show_rows([replace(row, note="A long text that does not fit " * 9) for row in ROWS])
    widest = max(table.fontMetrics().horizontalAdvance(row.name) for row in ROWS)
    assert table.columnWidth(NAME) > widest + 8


def test_that_rows_are_high_enough_in_every_size(table: Table[Row]) -> None:
    assert table.rowHeight(0) >= ROW_HEIGHT


def test_that_a_screen_reader_is_told_what_an_icon_means(table: Table[Row]) -> None:
    model = table.rows_model
    assert table.accessibleName() == "Beds"
    assert model.index(0, WATCH).data(Role.AccessibleTextRole) == "Infection"
    assert model.index(0, NAME).data(Role.AccessibleTextRole) == "Öberg, Åke"
    assert model.index(0, WATCH).data(Role.ToolTipRole) == tooltip_html("Infection")
    assert not model.index(0, WATCH).data(Role.DecorationRole).isNull()
    assert model.index(1, WATCH).data(Role.DecorationRole) is None


def test_that_colour_and_weight_come_from_the_column(table: Table[Row]) -> None:
    model = table.rows_model
    assert model.index(0, WATCH).data(Role.ForegroundRole) == colour("danger")
    assert model.index(0, NAME).data(Role.ForegroundRole) is None
    assert (
        model.index(0, 0).data(Role.FontRole).bold() or model.index(0, 0).data(Role.FontRole).weight() >= 600
    )


def test_that_a_tool_tip_with_markup_is_text(table: Table[Row], tmp_path: Path) -> None:
    hostile = f"<img src='{tmp_path / 'canary.png'}'><b>x</b>"
    table.show_rows([replace(ROWS[0], note=hostile)])
    tip = table.rows_model.index(0, NOW).data(Role.ToolTipRole)
    assert "<img" not in tip
    assert table.texts()[0][NOW] == hostile


def test_that_painting_keeps_the_count_of_none(table: Table[Row]) -> None:
    """PySide 6.12 drops a reference to None at every call that returns nothing, and dies of it."""
    table.grab()
    gc.collect()
    before = sys.getrefcount(None)
    for _round in range(20):
        table.grab()
    gc.collect()
    assert sys.getrefcount(None) > before - 200


@pytest.mark.parametrize(
    ("room", "needed", "weights", "least", "widths"),
    [
        (100, [20, 30], [0, 0], [20, 30], [20, 80]),
        (100, [20, 30], [1, 0], [20, 30], [70, 30]),
        (100, [20, 30, 20], [0, 1, 2], [20, 30, 20], [20, 40, 40]),
        (100, [20, 200], [0, 1], [20, 40], [20, 80]),
        (100, [20, 90, 90], [0, 1, 1], [20, 30, 30], [20, 40, 40]),
        (100, [100, 100], [1, 1], [100, 100], [50, 50]),
        (101, [10, 10, 10], [1, 1, 1], [10, 10, 10], [34, 34, 33]),
        (0, [10], [1], [10], [10]),
        (50, [], [], [], []),
    ],
)
def test_that_columns_share_what_room_there_is(
    room: int, needed: list[int], weights: list[int], least: list[int], widths: list[int]
) -> None:
    assert share_widths(room, needed, weights, least) == widths


def test_that_the_row_with_the_keyboard_is_marked(table: Table[Row]) -> None:
    """Qt makes the first row current when the keyboard comes, but marks none."""
    table.show_rows(ROWS)
    flags = QItemSelectionModel.SelectionFlag.NoUpdate
    table.selectionModel().setCurrentIndex(table.rows_model.index(0, 0), flags)
    assert table.select(11)
    assert table.selectionModel().isRowSelected(0, QModelIndex())
