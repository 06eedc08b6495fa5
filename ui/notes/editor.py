"""Where a note is written. What is typed is kept as a draft until it is in the record or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.drafts import DraftLine, Drafts, Keeper
from ui.kit import dialogs
from ui.kit.buttons import Button, IconButton, primary_action, reason_off
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S, SPACE_XS
from ui.notes.conflict import ConflictSheet
from ui.notes.growing import GrowingArea
from ui.notes.head import HeadForm
from ui.notes.sending import named, saved_as, send
from ui.notes.writing import FORM, SECTION, Mode, Writing, headings_for
from ward_app.clock import Clock
from ward_app.drafts.journal import Draft
from ward_app.errors import Invalid, WardError
from ward_app.i18n import _, relative_text
from ward_app.notes import commands as notes
from ward_app.notes.keywords import heading
from ward_app.notes.model import NoteKind
from ward_app.notes.queries import Choices, Subject
from ward_app.notes.rows import NoteConflict, NoteRow, Section
from ward_app.words import word

AREA = "notes.editor"


class NoteEditor(QFrame):
    """One piece of writing, from its first key until it is saved. Made anew for the next."""

    saved = Signal(int, int, bool)  # the note, its version, and whether it is to be signed now
    left = Signal()  # closed, with its draft kept or thrown away
    goes_on = Signal(object, object, object)  # as another writing, with these values, about this row

    def __init__(
        self,
        desk: Desk,
        drafts: Drafts,
        writing: Writing,
        choices: Choices,
        subject: Subject,
        clock: Clock,
        row: NoteRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._drafts, self._clock = desk, drafts, clock
        self._writing, self._subject = writing, subject
        self.setProperty("ground", "card")
        self.head = HeadForm(writing.mode, choices, row.kind if row else None, clock, AREA)
        self.head.set_values({"occurred_at": row.occurred_at if row else clock()})
        self._kind = self.head.kind
        self.line = DraftLine()
        self.keeper = Keeper(drafts, FORM, writing.subject, self._values, self)
        self.line.follow(self.keeper)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_sections({section.keyword: section.text for section in row.sections} if row else {})
        self._lay_out(may_sign=desk.allows(notes.sign) and not choices.authors)
        self.head.edited.connect(self._head_edited)
        self.head.left.connect(self.keeper.flush)

    def _lay_out(self, *, may_sign: bool) -> None:
        close = IconButton(
            "x", _("Close and keep the draft"), clicked=self.close_keeping, name=f"{AREA}.close"
        )
        self.discard = Button(_("Throw away draft"), clicked=self._throw_away, name=f"{AREA}.discard")
        self.unsigned = Button(_("Save unsigned"), clicked=lambda: self._save(False), name=f"{AREA}.unsigned")
        self.sign = Button(
            _("Sign (Ctrl+Enter)"), kind="primary", clicked=lambda: self._save(True), name=f"{AREA}.sign"
        )
        reason_off(self.sign, None if may_sign else _("The author signs. Save the note unsigned."))
        primary_action(self, self.sign if may_sign else self.unsigned)
        top, foot, acts = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(PlainLabel(_title(self._writing.mode, self._kind), "heading", wrap=True), 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._acts = QWidget()
        self._acts.setLayout(acts)
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
        box.addWidget(self.head)
        box.addWidget(self._scroll, 1)
        box.addLayout(foot)

    @property
    def writing(self) -> Writing:
        return self._writing

    @property
    def texts(self) -> dict[str, str]:
        """What stands under each heading, as typed."""
        return self.sections.raw()

    def restore(self, draft: Draft) -> None:
        """Bring back what was typed: before the page was left, or before the program ended."""
        self.head.set_raw(draft.values)
        self.head.offer_kinds_of_author()
        self.head.set_raw({"kind": draft.values.get("kind", "")})
        self._kind = self.head.kind
        texts = {key: text for key, text in draft.values.items() if key.startswith(SECTION)}
        self._set_sections({key.removeprefix(SECTION): text for key, text in texts.items()})
        if self._writing.mode is Mode.REWRITE:
            self._writing = replace(self._writing, seen=int(draft.values.get("seen", self._writing.seen)))
        self.line.restored(relative_text(draft.kept_at, self._clock()))

    def focus_first(self) -> None:
        """To what must be said first, as whose note it is; else to the text."""
        asked = next(
            (field for field in self.head.fields.values() if field.required and field.is_blank()), None
        )
        if asked is not None:
            asked.focus()
        else:
            self.sections.focus_first()

    def leave(self) -> None:
        """The page is left or the screen is locked."""
        self.keeper.flush()

    def keep_now(self) -> None:
        """Write the draft at once, and say so."""
        self.keeper.touch()
        self.keeper.flush()

    def close_keeping(self) -> None:
        self.leave()
        self.left.emit()

    def _values(self) -> dict[str, str]:
        """For the draft; empty when nothing is worth keeping."""
        texts, head = self.texts, self.head.raw()
        if not any(text.strip() for text in (*texts.values(), head.get("reason", ""))):
            return {}
        sections = {SECTION + keyword: text for keyword, text in texts.items()}
        return head | sections | {"seen": str(self._writing.seen)}

    def _set_sections(self, texts: Mapping[str, str]) -> None:
        keywords = headings_for(self._writing.mode, self._kind, texts)
        fields = [GrowingArea(keyword, heading(keyword)) for keyword in keywords]
        self.sections = Form(fields, area=f"{AREA}.section", labels="left")
        self.sections.set_raw(texts)
        if isinstance(layout := self.sections.layout(), QVBoxLayout):
            layout.setSpacing(SPACE_XS + 2)
            layout.setContentsMargins(0, 0, SPACE_S, 0)
            layout.addStretch(1)
        self.sections.edited.connect(self.keeper.touch)
        self.sections.left.connect(self.keeper.flush)
        self._scroll.setWidget(self.sections)
        self._scroll.viewport().setAutoFillBackground(False)
        self.sections.setAutoFillBackground(False)

    def _head_edited(self) -> None:
        self.head.offer_kinds_of_author()
        if self.head.kind is not self._kind:
            self._kind = self.head.kind
            self._set_sections({keyword: text for keyword, text in self.texts.items() if text.strip()})
        self.keeper.touch()

    def _throw_away(self) -> None:
        question = _("What you have written about {name} has not been saved.").format(
            name=named(self._subject)
        )
        if self._values() and not dialogs.confirm(
            self, _("Throw away the draft?"), question, _("Throw away draft"), danger=True
        ):
            return
        self.keeper.forget()
        self.left.emit()

    def _save(self, sign: bool) -> None:
        if not (self.head.check() and self.sections.check()) or (sign and not self._may_sign()):
            return
        self.keeper.flush()
        writing = self._writing
        call = send(self._desk, writing, self._kind, self.texts, self.head.values())
        call.then(lambda _answer: self._drafts.drop(FORM, writing.subject), owner=self._drafts)
        call.then(lambda answer: self._saved(answer, sign), owner=self).failed(self._refused)
        if call.pending:
            self._hold(True)
            call.settled(lambda: self._hold(False), owner=self)

    def _may_sign(self) -> bool:
        question = _("{kind} about {name}. A signed note cannot be changed, only corrected.").format(
            kind=word(self._kind), name=named(self._subject)
        )
        return dialogs.confirm(self, _("Sign the note?"), question, _("Sign"))

    def _saved(self, answer: int, sign: bool) -> None:
        self.keeper.forget()
        self.saved.emit(*saved_as(self._writing, answer), sign)

    def _refused(self, error: WardError) -> None:
        if isinstance(error, NoteConflict):
            mine = [Section(keyword, text) for keyword, text in self.texts.items() if text.strip()]
            go_on = partial(self._go_on, error.theirs)
            ConflictSheet(self, error, mine, go_on, self._give_way).open()
        elif isinstance(error, Invalid) and error.field in self.sections.fields:
            self.sections.refuse(error)
        else:
            self.head.refuse(error)

    def _go_on(self, theirs: NoteRow, writing: Writing) -> None:
        values = self._values() | {"seen": str(writing.seen)}
        self.keeper.forget()
        self.goes_on.emit(writing, values, theirs)

    def _give_way(self) -> None:
        self.keeper.forget()
        self.left.emit()

    def _hold(self, held: bool) -> None:
        """While it is being saved nothing more can be typed: it would not be in what is saved."""
        for widget in (self.head, self._scroll, self._acts):
            widget.setEnabled(not held)


def _title(mode: Mode, kind: NoteKind) -> str:
    if mode is Mode.NEW:
        return _("New note")
    if mode is Mode.REWRITE:
        return _("Change unsigned note: {kind}").format(kind=word(kind))
    return _("Correct signed note: {kind}").format(kind=word(kind))
