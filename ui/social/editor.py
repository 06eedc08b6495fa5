"""Where an entry is written. What is typed is kept as a draft until it is in the record or thrown away."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.drafts import DraftLine, Keeper
from ui.kit import dialogs
from ui.kit.buttons import Button, IconButton, primary_action
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S
from ui.notes.conflict import ConflictSheet
from ui.notes.sending import saved_as
from ui.notes.writing import Mode, Writing
from ui.seat import Seat
from ui.social.entry_form import EntryForm
from ui.social.writing import FORM, TEXT, send
from ward_app.drafts.journal import Draft
from ward_app.entries import PlainPart
from ward_app.errors import WardError
from ward_app.i18n import _, relative_text
from ward_app.social.rows import SocialConflict, SocialRow
from ward_app.words import word

AREA = "social.editor"


class SocialEditor(QFrame):
    """One piece of writing, from its first key until it is saved. Made anew for the next."""

    saved = Signal(int, int, bool)  # the entry, its version, and whether it is to be signed now
    left = Signal()  # closed, with its draft kept or thrown away
    goes_on = Signal(object, object, object)  # as another writing, with these values, about this row

    def __init__(
        self, seat: Seat, writing: Writing, about: str, row: SocialRow | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("ground", "card")
        self.setObjectName(AREA)
        self.writing = writing
        self._seat, self._about = seat, about
        self.form = EntryForm(writing.mode, row, seat.clock, AREA)
        self.line = DraftLine()
        self.keeper = Keeper(seat.drafts, FORM, writing.subject, self._values, self)
        self.line.follow(self.keeper)
        self.form.edited.connect(self.keeper.touch)
        self.form.left.connect(self.keeper.flush)
        self._lay_out(_title(writing.mode, row))

    def _lay_out(self, title: str) -> None:
        close = IconButton(
            "x", _("Close and keep the draft"), clicked=self.close_keeping, name=f"{AREA}.close"
        )
        self.discard = Button(_("Throw away draft"), clicked=self._throw_away, name=f"{AREA}.discard")
        self.unsigned = Button(_("Save unsigned"), clicked=lambda: self._save(False), name=f"{AREA}.unsigned")
        self.sign = Button(
            _("Sign (Ctrl+Enter)"), kind="primary", clicked=lambda: self._save(True), name=f"{AREA}.sign"
        )
        primary_action(self, self.sign)
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(PlainLabel(title, "heading", wrap=True), 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(SPACE_S)
        for button in (self.discard, self.unsigned, self.sign):
            acts.addWidget(button)
        foot.addWidget(self.line, 1)
        foot.addWidget(self._acts)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        box.setSpacing(SPACE_S)
        box.addLayout(top)
        box.addWidget(self._scroll(), 1)
        box.addLayout(foot)

    def _scroll(self) -> QScrollArea:
        """The form, where it does not fit."""
        if isinstance(layout := self.form.layout(), QVBoxLayout):
            layout.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        for ground in (self.form, scroll.viewport()):
            ground.setAutoFillBackground(False)
        return scroll

    def restore(self, draft: Draft) -> None:
        """Bring back what was typed: before the page was left, or before the program ended."""
        self.form.set_raw(draft.values)
        if self.writing.mode is Mode.REWRITE:
            self.writing = replace(self.writing, seen=int(draft.values.get("seen", self.writing.seen)))
        self.line.restored(relative_text(draft.kept_at, self._seat.clock()))

    def focus_first(self) -> None:
        """To the reason that a correction needs, else to the text."""
        reason = self.form.fields.get("reason")
        if reason is not None and reason.is_blank():
            reason.focus()
        else:
            self.form.field(TEXT).focus()

    def leave(self) -> None:
        """The page is left or the screen is locked."""
        self.keeper.flush()

    def keep_now(self) -> None:
        self.keeper.touch()
        self.keeper.flush()

    def close_keeping(self) -> None:
        self.leave()
        self.left.emit()

    def _values(self) -> dict[str, str]:
        """For the draft; empty when nothing is worth keeping."""
        raw = self.form.raw()
        if not any(raw.get(name, "").strip() for name in (TEXT, "reason")):
            return {}
        return raw | {"seen": str(self.writing.seen)}

    def _throw_away(self) -> None:
        question = _("What you have written about {name} has not been saved.").format(name=self._about)
        if self._values() and not dialogs.confirm(
            self, _("Throw away the draft?"), question, _("Throw away draft"), danger=True
        ):
            return
        self._give_way()

    def _save(self, sign: bool) -> None:
        if not self.form.check() or (sign and not may_sign(self, word(self.form.kind), self._about)):
            return
        self.keeper.flush()
        drafts, subject = self._seat.drafts, self.writing.subject
        call = send(
            self._seat.desk, self.writing, self.form.kind, self.form.values() | {TEXT: self.form.text}
        )
        call.then(lambda _answer: drafts.drop(FORM, subject), owner=drafts)
        call.then(lambda answer: self._saved(answer, sign), owner=self).failed(self._refused)
        if call.pending:
            self._hold(True)
            call.settled(lambda: self._hold(False), owner=self)

    def _saved(self, answer: int, sign: bool) -> None:
        self.keeper.forget()
        self.saved.emit(*saved_as(self.writing, answer), sign)

    def _refused(self, error: WardError) -> None:
        if isinstance(error, SocialConflict):
            mine = [PlainPart(self.form.text)]
            ConflictSheet(self, error, mine, partial(self._go_on, error.theirs), self._give_way).open()
        else:
            self.form.refuse(error)

    def _go_on(self, theirs: SocialRow, writing: Writing) -> None:
        values = self._values() | {"seen": str(writing.seen)}
        self.keeper.forget()
        self.goes_on.emit(writing, values, theirs)

    def _give_way(self) -> None:
        self.keeper.forget()
        self.left.emit()

    def _hold(self, held: bool) -> None:
        """While it is being saved nothing more can be typed: it would not be in what is saved."""
        for widget in (self.form, self._acts):
            widget.setEnabled(not held)


def may_sign(parent: QWidget, kind: str, about: str) -> bool:
    """Asked before what cannot be undone."""
    question = _("{kind} about {name}. A signed note cannot be changed, only corrected.")
    return dialogs.confirm(parent, _("Sign the note?"), question.format(kind=kind, name=about), _("Sign"))


def _title(mode: Mode, row: SocialRow | None) -> str:
    if mode is Mode.NEW or row is None:
        return _("New entry, social services")
    if mode is Mode.REWRITE:
        return _("Change unsigned note: {kind}").format(kind=word(row.kind))
    return _("Correct signed note: {kind}").format(kind=word(row.kind))
