"""The section “Social services” of a record: decisions, entries to read, and the one being written."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import Acts
from ui.desk import Changes
from ui.drafts.finding import find_draft
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_S
from ui.kit.page import PageHead
from ui.notes.stream import NoteStream
from ui.notes.writing import Writing, subjects_of, writing_of
from ui.seat import Seat
from ui.social.acts import SocialActs
from ui.social.decisions_card import DecisionsCard
from ui.social.editor import SocialEditor
from ui.social.printing import SocialPrinting
from ui.social.rights import reason_not
from ui.social.writing import FORM, is_saved
from ward_app.access.model import User
from ward_app.drafts.journal import Draft
from ward_app.i18n import _, ngettext
from ward_app.sharing.model import DECIDING
from ward_app.social import commands as social
from ward_app.social import queries
from ward_app.social.model import SocialDecision, SocialEntry, SocialRemark
from ward_app.social.rows import SocialRecord, SocialRow

AREA = "social"


class SocialSection(QWidget):
    """One person's. `about` is their name and bed, for what asks before it acts."""

    shows: Changes = frozenset({SocialEntry, SocialRemark, SocialDecision, User, *DECIDING})

    def __init__(
        self, seat: Seat, patient_id: int, stay_id: int | None, about: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(AREA)
        self._seat, self._patient_id, self._stay_id, self._about = seat, patient_id, stay_id, about
        self._record: SocialRecord | None = None
        self._to_select: int | None = None
        self._is_begun = self._is_wanted = False
        self.editor: SocialEditor | None = None
        self._printing = SocialPrinting(seat, self, patient_id)
        self._entry_acts = SocialActs(self, seat, about, self.write)
        self._entry_acts.begun.connect(self._keep_chosen)
        self._entry_acts.signed.connect(self._tell_signed)
        self._entry_acts.refused.connect(self.refresh)
        self._make_parts()
        self._lay_out()
        keep_fresh(self, seat.desk, self.shows, self.refresh)
        self.refresh()

    def _make_parts(self) -> None:
        self.print_ = Button(
            _("Print an extract…"), icon="printer", clicked=self._printing.preview, name=f"{AREA}.print"
        )
        self.new = Button(
            _("New entry (Ctrl+N)"), kind="primary", icon="file-plus", clicked=self.new_entry,
            name=f"{AREA}.new",
        )  # fmt: skip
        self.head = PageHead(_("Social services (SoL)"), actions=[self.print_, self.new])
        self.decisions = DecisionsCard(self._seat, self, self._patient_id, self._about)
        self.stream = NoteStream(self._entry_acts.offer)
        self._empty = EmptyState("", icon="file-text")
        self.states = States(self.stream, self._empty)

    def _lay_out(self) -> None:
        self._beside = QHBoxLayout()
        self._beside.setSpacing(SPACE_S)
        self._beside.addWidget(self.states, 9)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addWidget(self.head)
        box.addWidget(self.decisions)
        box.addLayout(self._beside, 1)

    # What the record page asks

    def refresh(self) -> None:
        call = self._seat.desk.ask(queries.social_record, self._patient_id)
        self.states.follow(call).then(self._show, owner=self)

    def leave(self) -> None:
        """The page goes out of sight or the screen is locked."""
        if self.editor is not None:
            self.editor.leave()

    def acts(self) -> Acts:
        writing = {} if self.editor is None else {"save_draft": self.editor.keep_now}
        return {"new_note": self.new_entry, **writing}

    def focus_first(self) -> None:
        if self.editor is not None:
            self.editor.focus_first()
        elif self.states.is_empty:
            self.new.setFocus()
        else:
            self.stream.focus_current()

    def new_entry(self) -> None:
        """Go on with the new entry that was begun, or begin one, as soon as it is known who may."""
        self._is_wanted = self._record is None
        if self._record is None:
            return
        if reason := reason_not(self._seat.desk, self._record, social.write):
            self._seat.guide.notice(reason)
        else:
            self.write(Writing(self._patient_id, self._stay_id))

    # Writing

    def write(self, writing: Writing, row: SocialRow | None = None, draft: Draft | None = None) -> None:
        """Open the editor for this; what else was being written is kept as a draft."""
        if self.editor is not None:
            if self.editor.writing.subject == writing.subject and draft is None:
                self.editor.focus_first()
                return
            self._close_editor()
        editor = SocialEditor(self._seat, writing, self._about, row)
        editor.saved.connect(self._saved)
        editor.left.connect(self._editor_left)
        editor.goes_on.connect(self._go_on)
        if (begun := draft or self._kept(writing)) is not None:
            editor.restore(begun)
        self.editor = editor
        self._beside.addWidget(editor, 11)
        self._share_room()
        editor.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def minimumSizeHint(self) -> QSize:
        """Where both do not fit beside each other, what is written takes the room."""
        part = self.editor or self.stream
        return QSize(part.minimumSizeHint().width(), super().minimumSizeHint().height())

    def _share_room(self) -> None:
        editor = self.editor
        needed = self.stream.minimumSizeHint().width() + (editor.sizeHint().width() if editor else 0)
        self.states.setVisible(editor is None or needed + SPACE_S <= self.width())

    def _kept(self, writing: Writing) -> Draft | None:
        return find_draft(self._seat.desk, self._seat.drafts, FORM, writing.subject)

    def _go_on(self, writing: Writing, values: dict[str, str], theirs: SocialRow) -> None:
        """The same text, now as another act: after someone else was faster."""
        self._seat.drafts.keep(FORM, writing.subject, values)
        self.write(writing, theirs, Draft(FORM, writing.subject, values, self._seat.clock()))

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

    def _saved(self, entry_id: int, version: int, sign: bool) -> None:
        self._to_select = entry_id
        self._close_editor()
        if sign:
            call = self._seat.desk.do(social.sign, entry_id, version)
            call.then(lambda _done: self._tell_signed(), owner=self)
        else:
            self._seat.guide.notice(_("The entry is saved and waits for a signature."))
        self.refresh()

    def _tell_signed(self) -> None:
        self._seat.guide.notice(_("The entry is signed."))

    def _resume(self, record: SocialRecord) -> None:
        """Open the newest draft about this person; drop those whose text is in the record already."""
        rows = {row.id: row for row in record.entries}
        for draft in self._seat.drafts.all(FORM, subjects_of(self._patient_id)):
            writing = writing_of(draft, self._stay_id)
            if is_saved(draft, record.entries):
                self._seat.drafts.drop(FORM, draft.subject)
            elif writing.note_id is None or writing.note_id in rows:
                self.write(writing, rows.get(writing.note_id or 0), draft)
                return

    # Showing

    def _show(self, record: SocialRecord) -> None:
        self._record = record
        self._entry_acts.works_here = record.works_here
        self.head.set_note(_counts(record.entries))
        is_closed = record.is_elsewhere and not record.entries and not record.decisions
        self.decisions.setVisible(not is_closed)
        self.decisions.show_record(record)
        reason_off(self.new, reason_not(self._seat.desk, record, social.write))
        reason_off(self.print_, reason_not(self._seat.desk, record, social.record_print))
        self.stream.show_rows(list(record.entries), self._seat.clock())
        self._empty.sentence.setText(
            _("There is nothing here that you may read.") if is_closed else _("Nothing has been written yet.")
        )
        self.states.show_one(record.entries)
        if self._to_select is not None and self.stream.select(self._to_select):
            self._to_select = None
            if self.editor is None:
                self.stream.focus_current()
        if not self._is_begun:
            self._is_begun = True
            if reason_not(self._seat.desk, record, social.write) is None:
                self._resume(record)
        if self._is_wanted:
            self.new_entry()

    def _keep_chosen(self, row: SocialRow) -> None:
        self._to_select = row.id


def _counts(rows: tuple[SocialRow, ...]) -> str:
    if not rows:
        return ""
    said = ngettext("{count} entry", "{count} entries", len(rows)).format(count=len(rows))
    if unsigned := sum(row.awaits_signature for row in rows):
        said += " · " + ngettext("{count} unsigned", "{count} unsigned", unsigned).format(count=unsigned)
    return said
