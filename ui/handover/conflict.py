"""A colleague has saved a report for the same patient meanwhile: both texts side by side, and one chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.handover.remark_text import RemarkText
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.sheet import Sheet
from ward_app.handovers.parts import SheetRemark
from ward_app.handovers.remarks import FIELDS, RemarkConflict
from ward_app.i18n import _

AREA = "handover.conflict"
Choice = Callable[[SheetRemark], object]


class RemarkConflictSheet(Sheet):
    """Esc changes nothing: one's own text stays where it is, and as a draft."""

    def __init__(
        self,
        parent: QWidget,
        conflict: RemarkConflict,
        mine: Mapping[str, str],
        keep_mine: Choice,
        take_theirs: Choice,
    ) -> None:
        super().__init__(parent, _("Two reports"), area=AREA)
        self._theirs = conflict.theirs
        self._keep_mine, self._take_theirs = keep_mine, take_theirs
        self.content.addWidget(PlainLabel(conflict.sentence, wrap=True))
        texts = QHBoxLayout()
        texts.setSpacing(SPACE_M)
        theirs = {name: str(getattr(self._theirs, name)) for name in FIELDS}
        texts.addWidget(_side(_("Your text, not saved"), mine, "mine"))
        texts.addWidget(_side(_("Saved by {who}").format(who=self._theirs.by), theirs, "theirs"))
        self.content.addLayout(texts, 1)
        self.theirs = self.add_button(_("Use the saved text"), self._use_theirs, kind="normal", name="theirs")
        self.mine = self.add_button(_("Save my text instead"), self._use_mine, name="mine")
        self.resize(900, 480)

    def _use_mine(self) -> None:
        self.accept()
        self._keep_mine(self._theirs)

    def _use_theirs(self) -> None:
        self.accept()
        self._take_theirs(self._theirs)


def _side(title: str, texts: Mapping[str, str], name: str) -> QWidget:
    inside = RemarkText(f"{AREA}.{name}")
    inside.show_texts(texts)
    scroll = QScrollArea(widgetResizable=True)
    scroll.setAccessibleName(title)
    scroll.setWidget(inside)
    scroll.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    side = QFrame()
    side.setProperty("ground", "card")
    box = QVBoxLayout(side)
    box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
    box.setSpacing(SPACE_S)
    box.addWidget(PlainLabel(title, "strong", wrap=True))
    box.addWidget(scroll, 1)
    return side
