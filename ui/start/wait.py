"""Something is being made ready, and it takes a moment."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.start.page import StartPage


class WaitPage(StartPage):
    """No one can say how long, so the bar only moves."""

    def __init__(
        self, title: str, lead: str, *, is_practice: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, lead=lead, is_practice=is_practice, parent=parent)
        self.setObjectName("wait")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(title)
        self.content.addWidget(bar)
