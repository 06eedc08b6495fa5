"""Someone else has saved meanwhile: both texts beside each other, and the user chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.buttons import reason_off
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.sheet import Sheet
from ui.notes import words
from ui.notes.sending import going_on
from ui.notes.text import NoteText
from ui.notes.writing import Writing
from ward_app.entries import EntryConflict, Part
from ward_app.i18n import _

AREA = "notes.conflict"


class ConflictSheet(Sheet):
    """Esc changes nothing: one's own text stays where it is, and as a draft."""

    def __init__(
        self,
        parent: QWidget,
        conflict: EntryConflict,
        mine: Sequence[Part],
        go_on: Callable[[Writing], object],
        take_theirs: Callable[[], object],
    ) -> None:
        super().__init__(parent, _("Two texts"), area=AREA)
        theirs = conflict.theirs
        self._go_on, self._take_theirs = go_on, take_theirs
        self._next = going_on(theirs)
        self.content.addWidget(PlainLabel(conflict.sentence, wrap=True))
        texts = QHBoxLayout()
        texts.setSpacing(SPACE_M)
        texts.addWidget(_side(_("Your text, not saved"), mine, "mine"))
        title = _("Saved by {who}").format(who=words.who(theirs))
        texts.addWidget(_side(title, theirs.sections, "theirs"))
        self.content.addLayout(texts, 1)
        self.theirs = self.add_button(
            _("Use the saved text"), self._choose_theirs, kind="normal", name="theirs"
        )
        self.mine = self.add_button(_("Go on with my text"), self._choose_mine, name="mine")
        reason_off(self.mine, None if self._next else _(
            "The other version is not signed yet. Yours is kept as a draft until then."
        ))  # fmt: skip
        self.resize(900, 480)

    def _choose_mine(self) -> None:
        if self._next is not None:
            self.accept()
            self._go_on(self._next)

    def _choose_theirs(self) -> None:
        self.accept()
        self._take_theirs()


def _side(title: str, sections: Sequence[Part], name: str) -> QWidget:
    side = QFrame()
    side.setProperty("ground", "card")
    text = NoteText(sections)
    text.unfold()
    text.setObjectName(f"{AREA}.{name}.text")
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, SPACE_S, 0)
    column.addWidget(text)
    column.addStretch(1)
    scroll = QScrollArea(widgetResizable=True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setAccessibleName(title)
    scroll.setWidget(inside)
    scroll.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    box = QVBoxLayout(side)
    box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
    box.setSpacing(SPACE_S)
    box.addWidget(PlainLabel(title, "strong", wrap=True))
    box.addWidget(scroll, 1)
    return side
