"""The menu of a place, made from the action table: what the role may not do is off and says why."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.actions import Action, Acts, action, reason_not
from ui.desk import Desk
from ui.kit import icons
from ui.kit.labels import literal


def menu(parent: QWidget, title: str, names: tuple[str, ...], acts: Acts, desk: Desk) -> QMenu:
    """`title` says which place it is about; an empty name is a line."""
    made = QMenu(parent)
    made.setObjectName("board.menu")
    made.setAccessibleName(title)
    heading = made.addAction(literal(title))
    heading.setEnabled(False)
    made.addSeparator()
    for name in names:
        if not name:
            made.addSeparator()
        else:
            _add(made, action(name), acts, desk)
    return made


def _add(made: QMenu, each: Action, acts: Acts, desk: Desk) -> QAction:
    entry = made.addAction(each.label + (f"\t{each.key_text}" if each.keys else ""))
    entry.setObjectName(f"board.menu.{each.name}")
    if each.icon:
        entry.setIcon(icons.icon(each.icon))
    reason = reason_not(each, desk)
    entry.setEnabled(reason is None)
    if reason:
        entry.setText(f"{each.label}\t{reason}")
    entry.triggered.connect(lambda: acts[each.name]())
    return entry
