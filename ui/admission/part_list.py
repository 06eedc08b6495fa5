"""The four parts at the left of the page, with a tick where nothing is left to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.look import SPACE_S
from ui.record.section_list import SectionButton, SectionEntry
from ward_app.i18n import _


class PartList(QFrame):
    """Pressing a part goes to its first field; the part that has the focus is marked."""

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setProperty("area", True)
        self.setObjectName("admission.parts")
        self.setAccessibleName(_("Parts of the admission"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        self._titles = list(titles)
        self.done: list[bool] = []
        self.buttons: list[SectionButton] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, SPACE_S, 0, SPACE_S)
        box.setSpacing(0)
        for nth, title in enumerate(titles):
            button = SectionButton(SectionEntry(f"part{nth + 1}", title), "")
            button.setObjectName(f"admission.part.{nth + 1}")
            button.clicked.connect(lambda _checked=False, nth=nth: self.chosen.emit(nth))
            self.buttons.append(button)
            box.addWidget(button)
        box.addStretch(1)
        self.show_done([False] * len(titles))

    def show_done(self, done: Sequence[bool]) -> None:
        self.done = list(done)
        for button, title, is_done in zip(self.buttons, self._titles, done, strict=True):
            text = _("✓ {part}") if is_done else _("• {part}")
            button.setText(text.format(part=title))
            button.setAccessibleDescription(_("nothing is missing") if is_done else _("something is missing"))

    def mark(self, place: int | None) -> None:
        for nth, button in enumerate(self.buttons):
            button.setChecked(nth == place)
