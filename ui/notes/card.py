"""One note in the list: who, when, whose record, the text, what was said of it, its earlier versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import icons
from ui.kit.buttons import Button
from ui.kit.flow import Flow
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import CARD_RADIUS, SPACE_M, SPACE_S, SPACE_XS, colour
from ui.kit.tags import Tag
from ui.notes import words
from ui.notes.text import NoteText
from ward_app.entries import EntryRow, RemarkRow
from ward_app.i18n import _, ngettext, number_text, relative_text
from ward_app.words import word

Act = tuple[str, str, Callable[[Any], object]]
"""A name for tests, the words on the button, what it does."""

STEPS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000,
}  # fmt: skip


class NoteCard(QFrame):
    """Arrows go from card to card; what can be done about a note stands on the chosen one."""

    stepped = Signal(int)
    chosen = Signal(object)

    def __init__(
        self,
        row: EntryRow,
        now: datetime,
        acts: Callable[[Any], list[Act]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.row = row
        self._now = now
        self._acts = acts
        self._buttons: Flow | None = None
        self.setProperty("ground", "card")
        self.setObjectName(f"note.{row.id}")
        self.setAccessibleName(words.spoken(row, now))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        self._box.setSpacing(SPACE_XS)
        self._box.addWidget(self._head())
        self._box.addWidget(PlainLabel(self._by_line(), "small", wrap=True))
        if row.correction_reason:
            reason = _("Why it was corrected: {reason}").format(reason=row.correction_reason)
            self._box.addWidget(PlainLabel(reason, "muted", wrap=True))
        self._add_text()
        for remark in row.remarks:
            self._box.addWidget(RemarkStrip(remark, now))
        if row.earlier:
            self._add_history()

    def set_current(self, current: bool) -> None:
        """The current card is the one stop of Tab in the list, and offers what can be done."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        if current and self._buttons is None:
            self._buttons = Flow(*(self._button(act) for act in self._acts(self.row)))
            self._box.addWidget(self._buttons)
        if self._buttons is not None:
            self._buttons.setVisible(current)
        self.update()

    def _button(self, act: Act) -> Button:
        name, text, run = act
        return Button(text, kind="quiet", name=f"note.{name}", clicked=partial(run, self.row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.row.text)
        elif event.key() in STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        is_current = self.focusPolicy() == Qt.FocusPolicy.StrongFocus
        if not (self.hasFocus() or is_current):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("focus" if self.hasFocus() else "border_strong"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)
        painter.end()

    def _head(self) -> Flow:
        facts: list[QWidget] = [
            PlainLabel(word(self.row.kind), "strong"),
            PlainLabel(relative_text(self.row.occurred_at, self._now)),
        ]
        if state := words.state(self.row):
            kind, icon = ("warning", "pencil") if self.row.awaits_signature else ("neutral", None)
            facts.append(Tag(state, kind, icon))
        line = Flow(*facts, Tag(word(self.row.owner)))
        if layout := line.layout():
            layout.setSpacing(SPACE_S)
        return line

    def _by_line(self) -> str:
        return f"{words.who(self.row)} · {words.when_written(self.row, self._now)}"

    def _add_text(self) -> None:
        text = NoteText(self.row.sections)
        text.focused.connect(lambda: self.chosen.emit(self))
        self._box.addWidget(text)
        if text.is_folded:
            length = number_text(sum(len(section.text) for section in self.row.sections))
            unfold = Button(
                _("Show all {length} characters").format(length=length), kind="link", name="note.unfold"
            )
            unfold.clicked.connect(text.unfold)
            unfold.clicked.connect(unfold.hide)
            self._box.addWidget(unfold, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_history(self) -> None:
        count = len(self.row.earlier)
        title = ngettext("{count} earlier version", "{count} earlier versions", count).format(count=count)
        button = Button(title, kind="quiet", icon="chevron-right", name="note.history")
        button.setCheckable(True)
        older: list[QWidget] = []

        def toggle(shown: bool) -> None:
            button.setIcon(icons.icon("chevron-down" if shown else "chevron-right", "accent"))
            if shown and not older:
                for version in self.row.earlier:
                    older.append(EarlierVersion(version, self._now))
                    self._box.insertWidget(self._box.indexOf(button) + len(older), older[-1])
            for widget in older:
                widget.setVisible(shown)

        button.toggled.connect(toggle)
        self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


class EarlierVersion(QFrame):
    """What a correction took the place of: out of force, but as readable as before (PDL 3:14)."""

    def __init__(self, row: EntryRow, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "past")
        self.setAccessibleName(words.spoken(row, now))
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        box.setSpacing(SPACE_XS)
        line = f"{relative_text(row.occurred_at, now)} · {words.who(row)} · {words.when_written(row, now)}"
        box.addWidget(PlainLabel(_("Earlier version, no longer valid"), "strong"))
        box.addWidget(PlainLabel(line, "small", wrap=True))
        if row.correction_reason:
            reason = _("Why it was corrected: {reason}").format(reason=row.correction_reason)
            box.addWidget(PlainLabel(reason, "muted", wrap=True))
        text = NoteText(row.sections)
        text.unfold()
        box.addWidget(text)
        for remark in row.remarks:
            box.addWidget(RemarkStrip(remark, now))


class RemarkStrip(QFrame):
    """The patient considers the note wrong: beside it, never instead of it (PDL 3:8)."""

    def __init__(self, remark: RemarkRow, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("message-square", "warning"), 0, Qt.AlignmentFlag.AlignTop)
        said = _("The patient considers this wrong: {text} ({by}, {when})").format(
            text=remark.text, by=remark.by, when=relative_text(remark.recorded_at, now)
        )
        row.addWidget(PlainLabel(said, wrap=True), 1)
