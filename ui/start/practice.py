"""The sign-in page of the practice ward: its invented staff by profession, one click each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel, literal
from ui.kit.look import BUTTON_HEIGHT, SPACE_L, SPACE_XS
from ui.kit.messages import Strip
from ui.start.page import WIDE, StartPage
from ward_app.errors import WardError
from ward_app.i18n import N_, _
from ward_app.practice.ward import Click
from ward_app.words import word

NOTHING_REAL = N_(
    "Everyone here is invented, staff and patients. Click a name to work as that person; nothing you do"
    " reaches the real ward."
)


class NameButtons(QWidget):
    """The names, each beside its profession. `chosen` gives the user's id."""

    chosen = Signal(int)

    def __init__(self, names: Iterable[Click], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[Button] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_XS)
        grid.setColumnStretch(1, 1)
        for row, (role, clicks) in enumerate(groupby(names, key=lambda click: click.role)):
            label = PlainLabel(word(role), "muted")
            label.setMinimumHeight(BUTTON_HEIGHT)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Flow(*[self._button(click) for click in clicks]), row, 1)

    def focus_first(self) -> None:
        if self.buttons:
            self.buttons[0].setFocus()

    def _button(self, click: Click) -> Button:
        def choose() -> None:
            self.chosen.emit(click.user_id)

        button = Button(literal(click.name), clicked=choose, name=f"practice.{click.user_id}")
        self.buttons.append(button)
        return button


class PracticeSignInPage(StartPage):
    chosen = Signal(int)
    again = Signal()

    def __init__(
        self, names: Sequence[Click], *, workstation: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Practice: who do you want to be?"),
            lead=_(NOTHING_REAL),
            letters=WIDE,
            is_practice=True,
            workstation=workstation,
            parent=parent,
        )
        self.setObjectName("practice")
        self.problem = Strip("danger", "")
        self.problem.hide()
        self.names = NameButtons(names)
        self.names.chosen.connect(self.chosen)
        self.content.addWidget(self.problem)
        self.content.addWidget(self.names)
        again = Button(
            _("Begin the practice anew…"), icon="rotate-ccw", clicked=self.again.emit, name="practice.again"
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(again)
        self.content.addLayout(row)

    def focus_first(self) -> None:
        self.names.focus_first()

    def refuse(self, error: WardError) -> None:
        self.problem.label.setText(error.sentence)
        self.problem.show()
