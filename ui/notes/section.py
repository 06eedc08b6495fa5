"""The section “Notes” of a patient's record: the notes to read, and beside them the one being written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui.desk import Changes, Desk
from ui.drafts import Drafts
from ui.drafts.finding import find_draft
from ui.kit.announce import announce
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_S
from ui.kit.page import PageHead
from ui.notes.acts import NoteActs
from ui.notes.editor import NoteEditor
from ui.notes.filters import NoteFilters
from ui.notes.record_check import RecordCheckSheet
from ui.notes.stream import NoteStream
from ui.notes.writing import FORM, Writing, is_saved, subjects_of, writing_of
from ward_app.access.model import User
from ward_app.clock import Clock, system_clock
from ward_app.drafts.journal import Draft
from ward_app.i18n import _, ngettext
from ward_app.notes import commands as notes
from ward_app.notes import queries
from ward_app.notes.model import Note, NoteRemark
from ward_app.notes.queries import Choices, Subject
from ward_app.notes.rows import NoteRow
from ward_app.patients.shown import Audience
from ward_app.sharing.model import DECIDING

AREA = "notes"
READING, EDITING = 900, 1100
"""How the width is shared while something is written."""
Notice = Callable[[str], object]


class _Beside(QSplitter):
    """Needs room for the wider of its parts only: where both do not fit, the section shows one."""

    def minimumSizeHint(self) -> QSize:
        parts = [part for place in range(self.count()) if (part := self.widget(place)) is not None]
        widths = [part.minimumSizeHint().width() for part in parts]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())


class NotesSection(QWidget):
    """Reads and writes one patient's notes. A draft of an earlier time opens by itself."""

    shows: Changes = frozenset({Note, NoteRemark, User, *DECIDING})

    def __init__(
        self,
        desk: Desk,
        drafts: Drafts,
        patient_id: int,
        stay_id: int | None,
        parent: QWidget | None = None,
        *,
        clock: Clock = system_clock,
        notice: Notice | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._drafts, self._clock = desk, drafts, clock
        self._patient_id, self._stay_id = patient_id, stay_id
        self._notice: Notice = notice or (lambda text: announce(self, text))
        self._choices = Choices((), ())
        self._rows: list[NoteRow] = []
        self._to_select: int | None = None
        self._is_begun = False
        self._is_ready = False
        self._wanted: Callable[[], None] | None = None
        self.editor: NoteEditor | None = None
        self.setObjectName(AREA)
        self.new = Button(
            _("New note (Ctrl+N)"),
            kind="primary",
            icon="file-plus",
            clicked=self.new_note,
            name=f"{AREA}.new",
        )
        may_write = desk.allows(notes.save)
        reason_off(self.new, None if may_write else _("Your role does not include writing notes."))
        check = Button(
            _("Check the record…"), icon="clipboard-check", clicked=self.check_record, name=f"{AREA}.check"
        )
        if stay_id is None:
            check.hide()
        self.head = PageHead(_("Notes"), actions=[check, self.new])
        self.filters = NoteFilters(has_stay=stay_id is not None)
        self._about = NoteActs(self, desk, drafts, self.write)
        self._about.begun.connect(self._keep_chosen)
        self._about.signed.connect(self._tell_signed)
        self._about.refused.connect(self.refresh)
        self.stream = NoteStream(self._about.offer)
        empty = EmptyState(
            _("No notes yet."), _("New note") if may_write else "", self.new_note, icon="file-text"
        )
        self.states = States(self.stream, empty)
        self._lay_out()
        self.filters.changed.connect(self._sift)
        self.filters.asked.connect(self.refresh)
        keep_fresh(self, desk, self.shows, self.refresh)
        if may_write:
            desk.ask(queries.choices).then(self._know_choices)
        desk.ask(queries.subjects, [patient_id], Audience.RECORD).then(self._know_subject)
        self.refresh()

    def _lay_out(self) -> None:
        self.splitter = _Beside(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SPACE_S)
        self.splitter.addWidget(self.states)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addWidget(self.filters)
        box.addWidget(self.splitter, 1)

    # What the record frame asks

    def refresh(self) -> None:
        stay_id = None if self.filters.whole_record else self._stay_id
        call = self._desk.ask(
            queries.notes_of, self._patient_id, stay_id, discarded=self.filters.with_discarded
        )
        self.states.follow(call).then(self._show)

    def leave(self) -> None:
        """The page goes out of sight or the screen is locked."""
        if self.editor is not None:
            self.editor.leave()

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """What of the table of actions can be done here."""
        writing = {} if self.editor is None else {"save_draft": self.editor.keep_now}
        return {"new_note": self.new_note, **writing}

    def focus_first(self) -> None:
        """To what is being written, else to the newest note."""
        if self.editor is not None:
            self.editor.focus_first()
        elif self.states.is_empty:
            self.new.setFocus()
        else:
            self.stream.focus_current()

    def new_note(self) -> None:
        """Go on with the new note that was begun, or begin one."""
        if self._desk.allows(notes.save):
            self.write(Writing(self._patient_id, self._stay_id))

    def check_record(self) -> None:
        if self._stay_id is not None:
            RecordCheckSheet(self, self._desk, self._stay_id).open()

    # Writing

    def write(self, writing: Writing, row: NoteRow | None = None, draft: Draft | None = None) -> None:
        """Open the editor for this; what else was being written is kept as a draft."""
        if not self._is_ready:
            self._wanted = partial(self.write, writing, row, draft)
            return
        if self.editor is not None:
            if self.editor.writing.subject == writing.subject and draft is None:
                self.editor.focus_first()
                return
            self._close_editor()
        editor = NoteEditor(
            self._desk, self._drafts, writing, self._choices, self._about.subject, self._clock, row
        )
        editor.saved.connect(self._saved)
        editor.left.connect(self._editor_left)
        editor.goes_on.connect(self._go_on)
        draft = draft or find_draft(self._desk, self._drafts, FORM, writing.subject)
        if draft is not None:
            editor.restore(draft)
        self.editor = editor
        self.splitter.addWidget(editor)
        self.splitter.setSizes([READING, EDITING])
        self._share_room()
        editor.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """On a small screen with large letters there is room for one of the two: what is being written."""
        if self.editor is None:
            self.states.show()
            return
        needed = self.stream.minimumSizeHint().width() + self.editor.minimumSizeHint().width() + SPACE_S
        self.states.setVisible(needed <= self.width())

    def _go_on(self, writing: Writing, values: dict[str, str], theirs: NoteRow) -> None:
        """The same text, now as another act: after someone else was faster."""
        draft = Draft(FORM, writing.subject, values, self._clock())
        self._drafts.keep(FORM, writing.subject, values)
        self.write(writing, theirs, draft)

    def _close_editor(self) -> None:
        if self.editor is not None:
            self.editor.leave()
            self.editor.hide()
            self.editor.setParent(None)
            self.editor.deleteLater()
            self.editor = None
            self._share_room()

    def _editor_left(self) -> None:
        self._close_editor()
        self.stream.focus_current()

    def _saved(self, note_id: int, version: int, sign: bool) -> None:
        self._to_select = note_id
        self._close_editor()
        if sign:
            self._desk.do(notes.sign, note_id, version).then(lambda _done: self._tell_signed(), owner=self)
        else:
            self._notice(_("The note is saved and waits for a signature."))
        self.refresh()

    def _tell_signed(self) -> None:
        self._notice(_("The note is signed."))

    def _resume(self) -> None:
        """Open the newest draft about this patient; drop those whose text is in the record already."""
        for draft in self._drafts.all(FORM, subjects_of(self._patient_id)):
            writing = writing_of(draft, self._stay_id)
            row = self._row(writing.note_id)
            if is_saved(draft, self._rows):
                self._drafts.drop(FORM, draft.subject)
            elif writing.note_id is None or row is not None:
                self.write(writing, row, draft)
                return

    # Reading

    def _know_choices(self, choices: Choices) -> None:
        self._choices = choices

    def _know_subject(self, subjects: list[Subject]) -> None:
        """The last of what an editor stands on: one that was asked for meanwhile can open now."""
        self._about.subject = subjects[0]
        self._is_ready = True
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _show(self, rows: list[NoteRow]) -> None:
        self._rows = rows
        unsigned = sum(row.awaits_signature for row in rows)
        note = ngettext("{count} note", "{count} notes", len(rows)).format(count=len(rows))
        if unsigned:
            note += " · " + ngettext("{count} unsigned", "{count} unsigned", unsigned).format(count=unsigned)
        self.head.set_note(note if rows else "")
        self._sift()
        if not self._is_begun:
            self._is_begun = True
            self._resume()

    def _sift(self) -> None:
        shown = self.filters.sift(self._rows)
        self.stream.show_rows(shown, self._clock())
        self.states.show_one(shown)
        if self._to_select is not None and self.stream.select(self._to_select):
            self._to_select = None
            if self.editor is None:
                self.stream.focus_current()

    def _keep_chosen(self, row: NoteRow) -> None:
        self._to_select = row.id

    def _row(self, note_id: int | None) -> NoteRow | None:
        return next((row for row in self._rows if row.id == note_id), None)
