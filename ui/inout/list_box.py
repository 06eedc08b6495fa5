"""One list of the page: its heading with a count, what can be done with the chosen row, and the rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button, reason_off
from ui.kit.columns import Column
from ui.kit.empty import EmptyState, States
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S, SPACE_XS
from ui.kit.table import Table
from ui.record.cards import at_the_end
from ward_app.i18n import _

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class RowAct(Generic[Row]):
    """`reason` says why it is off for who is signed in. The first one is what Enter does."""

    name: str
    text: str
    do: Callable[[Row], object]
    reason: str | None = None


class ListBox(QWidget, Generic[Row]):
    def __init__(
        self, name: str, title: str, columns: Sequence[Column[Row]], acts: Sequence[RowAct[Row]],
        empty: str, *, key: Callable[[Row], Hashable], extra: Sequence[QWidget] = (),
        offer: tuple[str, Callable[[], object]] | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("area", True)
        self._heading, self._acts = title, list(acts)
        self._title = PlainLabel(title, "heading")
        self.table: Table[Row] = Table(columns, name=title, key=key)
        self.table.setObjectName(f"inout.{name}")
        self.states = States(self.table, EmptyState(empty, *(offer or ())))
        self.buttons: dict[str, Button] = {}
        head = QHBoxLayout()
        head.setSpacing(SPACE_XS)
        head.addWidget(self._title)
        head.addStretch(1)
        for act in acts:
            button = Button(act.text, clicked=partial(self._do, act), name=f"inout.{name}.{act.name}")
            self.buttons[act.name] = button
        head.addWidget(at_the_end(*self.buttons.values(), *extra))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addLayout(head)
        box.addWidget(self.states, 1)
        self.table.chosen.connect(self._show_acts)
        self.table.opened.connect(self._open)
        self._show_acts(None)

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._title.setText(_("{list} ({count})").format(list=self._heading, count=len(rows)))
        self.table.show_rows(rows)
        self.states.show_one(rows)
        self._show_acts(self.table.current())

    def _show_acts(self, row: Any) -> None:
        nothing = _("Choose a row first.") if row is None else None
        for act in self._acts:
            reason_off(self.buttons[act.name], nothing or act.reason)

    def _open(self, row: Row) -> None:
        self._do(self._acts[0])

    def _do(self, act: RowAct[Row]) -> None:
        row = self.table.current()
        if row is not None and self.buttons[act.name].isEnabled():
            act.do(row)
