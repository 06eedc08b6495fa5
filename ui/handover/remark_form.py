"""SBAR for one patient, as typed for the next shift: filled from the newest report, kept as a draft."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.drafts import DraftLine, Drafts, Keeper
from ui.handover.conflict import RemarkConflictSheet
from ui.handover.remark_text import HEADINGS, RemarkText
from ui.kit.buttons import Button, reason_off
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S
from ui.notes.growing import GrowingArea
from ui.seat import Seat
from ward_app.drafts.journal import DamagedDraft, Draft
from ward_app.errors import WardError
from ward_app.handovers import commands as handovers
from ward_app.handovers.parts import SheetRemark
from ward_app.handovers.remarks import FIELDS, RemarkConflict
from ward_app.handovers.rows import SheetRow
from ward_app.i18n import _, relative_text

FORM = "handover"
AREA = "handover.remark"
SEEN = "seen"


class RemarkForm(QWidget):
    """`show_row` for each patient; what was typed for the one before is saved or kept as a draft by then."""

    saved = Signal()
    moved_on = Signal()  # the text is saved, or there was none to save: on to the next patient

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._row: SheetRow | None = None
        self._seen: int | None = None
        self._keeper: Keeper | None = None
        lines = dict.fromkeys(FIELDS, 2) | {"if_then": 1}
        fields = [GrowingArea(name, _(HEADINGS[name]), least_lines=lines[name]) for name in FIELDS]
        self.form = Form(fields, area=AREA)
        self.text = RemarkText(f"{AREA}.text")
        self.line = DraftLine()
        self.by = PlainLabel(role="muted", wrap=True)
        self.note = Button(_("Make it a note…"), clicked=self._make_note, name=f"{AREA}.note")
        self.save = Button(
            _("Save, next patient (Ctrl+Enter)"),
            kind="primary",
            clicked=self.save_and_go,
            name=f"{AREA}.save",
        )
        self._lay_out()
        self.form.edited.connect(self._edited)
        self.form.left.connect(self._flush)

    def _lay_out(self) -> None:
        if isinstance(rows := self.form.layout(), QVBoxLayout):
            rows.setSpacing(SPACE_S)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.note)
        foot.addWidget(self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addWidget(self.form)
        box.addWidget(self.text)
        box.addWidget(self.by)
        box.addLayout(foot)

    # What the panel asks

    def show_row(self, row: SheetRow, *, read_only: bool) -> None:
        """The same patient again leaves what is being typed alone; `seen` settles it when it is saved."""
        is_same = self._row is not None and self._row.stay_id == row.stay_id
        if is_same and self.form.dirty and not read_only:
            self._row = row
            return
        self.leave()
        self._row, self._seen = row, row.remark.remark_id if row.remark else None
        texts = {name: getattr(row.remark, name, "") for name in FIELDS}
        self.form.set_values(texts)
        self.form.summary.say("")
        self.text.show_texts(texts)
        self._allow(read_only)
        self._say_by(row.remark)
        self.line.clear()
        if self._keeper is not None:
            self._keeper.deleteLater()
            self._keeper = None
        if not read_only:
            self._follow(row)

    def leave(self) -> None:
        """Another patient, another page, or the lock."""
        self._flush()

    def focus_first(self) -> None:
        self.form.focus_first()

    def keep_now(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()
            self._keeper.flush()

    def save_and_go(self) -> None:
        if self._row is None or not self.save.isEnabled() or self.save.isHidden():
            return
        if not self.form.dirty:
            self.moved_on.emit()
            return
        if not self.form.check():
            return
        texts = {name: self.form.raw()[name] for name in FIELDS}
        call = self._seat.desk.do(handovers.write_remark, self._row.stay_id, seen=self._seen, **texts)
        self.form.saving(call).then(partial(self._saved, self._row.stay_id), owner=self)
        call.failed(self._refused)

    # Keeping and saving

    def _follow(self, row: SheetRow) -> None:
        subject = _subject(row.stay_id)
        self._keeper = Keeper(self._seat.drafts, FORM, subject, self._values, self)
        self.line.follow(self._keeper)
        draft = _find(self._seat.drafts, subject)
        if draft is not None:
            self.form.set_raw({name: draft.values.get(name, "") for name in FIELDS})
            self._seen = int(draft.values[SEEN]) if draft.values.get(SEEN) else None
            self.line.restored(relative_text(draft.kept_at, self._seat.clock()))

    def _values(self) -> dict[str, str]:
        return self.form.raw() | {SEEN: str(self._seen or "")} if self.form.dirty else {}

    def _edited(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()

    def _flush(self) -> None:
        if self._keeper is not None:
            self._keeper.flush()

    def _saved(self, stay_id: int, remark_id: int) -> None:
        self._seat.drafts.drop(FORM, _subject(stay_id))
        if self._row is None or self._row.stay_id != stay_id:
            return
        self._seen = remark_id
        if self._keeper is not None:
            self._keeper.forget()
        self.line.clear()
        self.saved.emit()
        self.moved_on.emit()

    def _refused(self, error: WardError) -> None:
        if isinstance(error, RemarkConflict):
            self.form.summary.say("")
            RemarkConflictSheet(self, error, self.form.raw(), self._keep_mine, self._take_theirs).open()

    def _keep_mine(self, theirs: SheetRemark) -> None:
        """The other text was read; saving now puts mine in its place. Both stay in the store."""
        self._seen = theirs.remark_id
        self.save_and_go()

    def _take_theirs(self, theirs: SheetRemark) -> None:
        self._seen = theirs.remark_id
        self.form.set_values({name: getattr(theirs, name) for name in FIELDS})
        if self._keeper is not None:
            self._keeper.forget()
        self.line.clear()
        self._say_by(theirs)
        self.saved.emit()

    # The note

    def _make_note(self) -> None:
        if self._row is None or self._row.remark is None:
            return
        patient_id = self._row.patient_id
        call = self._seat.desk.do(handovers.make_note, self._row.remark.remark_id)
        call.then(lambda _note_id: self._note_made(patient_id), owner=self)

    def _note_made(self, patient_id: int) -> None:
        self._seat.guide.notice(_("The report is an unsigned note now. Sign it in the record."))
        self._seat.guide.open_record(patient_id, "notes")

    def _allow(self, read_only: bool) -> None:
        may = self._seat.desk.allows(handovers.write_remark)
        reason_off(self.save, None if may else _("Your role does not include this."))
        for widget in (self.form, self.line, self.note, self.save):
            widget.setVisible(not read_only and (may or widget is not self.form))
        self.text.setVisible(read_only or not may)

    def _say_by(self, remark: SheetRemark | None) -> None:
        now = self._seat.clock()
        said = _("Written by {name} {moment}")
        self.by.setText(said.format(name=remark.by, moment=relative_text(remark.at, now)) if remark else "")
        self.by.setVisible(remark is not None)
        reason_off(self.note, None if remark else _("Save the report first."))


def has_draft(drafts: Drafts, row: SheetRow) -> bool:
    """Whether something is typed for the patient that has not been saved."""
    return _find(drafts, _subject(row.stay_id)) is not None


def _subject(stay_id: int) -> str:
    return f"stay {stay_id}"


def _find(drafts: Drafts, subject: str) -> Draft | None:
    try:
        return drafts.find(FORM, subject)
    except (DamagedDraft, OSError):
        return None  # the newest saved report stands there instead
