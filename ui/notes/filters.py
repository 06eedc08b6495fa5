"""Which notes are shown: of which kind, whose record, which stay. What is filtered away is counted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.fields.choice import CalmCombo
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S, SPACE_XS
from ward_app.i18n import _
from ward_app.notes.model import NoteKind
from ward_app.notes.rows import NoteRow
from ward_app.owners import RecordOwner
from ward_app.words import word

AREA = "notes.filter"


class NoteFilters(QWidget):
    """`changed` when other rows are to be shown, `asked` when they have to be read anew."""

    changed = Signal()
    asked = Signal()

    def __init__(self, *, has_stay: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = CalmCombo()
        self.kind.setObjectName(f"{AREA}.kind")
        self.kind.addItem(_("All kinds"), None)
        for kind in NoteKind:
            self.kind.addItem(word(kind), kind)
        self.kind.activated.connect(self.changed)
        label = PlainLabel(_("Sho&w"), "muted")
        label.setBuddy(self.kind)
        self.owners: dict[RecordOwner, Button] = {}
        for owner in RecordOwner:
            button = Button(word(owner), kind="toggle", name=f"{AREA}.{owner}")
            button.clicked.connect(self._one_owner)
            self.owners[owner] = button
        self.everything = QCheckBox(_("Earlier stays too"))
        self.everything.setObjectName(f"{AREA}.everything")
        if not has_stay:
            self.everything.hide()
        self.discarded = QCheckBox(_("Thrown away too"))
        self.discarded.setObjectName(f"{AREA}.discarded")
        for box in (self.everything, self.discarded):
            box.clicked.connect(self.asked)
        self.count = PlainLabel(role="muted")
        self.show_all = Button(_("Show all"), kind="link", clicked=self.clear, name=f"{AREA}.clear")
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        line.addWidget(label)
        line.addWidget(self.kind)
        line.addWidget(Flow(*self.owners.values(), self.everything, self.discarded), 1)
        self._note = QWidget()
        said = QHBoxLayout(self._note)
        said.setContentsMargins(0, 0, 0, 0)
        said.addWidget(self.count)
        said.addWidget(self.show_all)
        said.addStretch(1)
        box_ = QVBoxLayout(self)
        box_.setContentsMargins(0, 0, 0, 0)
        box_.setSpacing(SPACE_XS)
        box_.addLayout(line)
        box_.addWidget(self._note)
        self._note.hide()

    @property
    def owner(self) -> RecordOwner | None:
        return next((owner for owner, button in self.owners.items() if button.isChecked()), None)

    @property
    def whole_record(self) -> bool:
        return self.everything.isChecked()

    @property
    def with_discarded(self) -> bool:
        return self.discarded.isChecked()

    def sift(self, rows: Sequence[NoteRow]) -> list[NoteRow]:
        """The rows to show; says how many are not."""
        kind, owner = self.kind.currentData(), self.owner
        shown = [
            row
            for row in rows
            if (kind is None or row.kind == kind) and (owner is None or row.owner is owner)
        ]
        is_active = kind is not None or owner is not None
        self._note.setVisible(is_active)
        text = _("Showing {shown} of {all}").format(shown=len(shown), all=len(rows))
        self.count.setText(text if is_active else "")
        return shown

    def clear(self) -> None:
        self.kind.setCurrentIndex(0)
        for button in self.owners.values():
            button.setChecked(False)
        self.changed.emit()

    def _one_owner(self) -> None:
        pressed = self.sender()
        for button in self.owners.values():
            if button is not pressed:
                button.setChecked(False)
        self.changed.emit()
