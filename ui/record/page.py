"""The record page: the banner of one patient, the list of sections, and the section in sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import Acts
from ui.copies.hand_out import hand_out
from ui.copies.information import print_information
from ui.desk import Changes
from ui.kit.buttons import Button
from ui.kit.empty import EmptyState
from ui.kit.labels import PlainLabel
from ui.kit.live import is_out_of_sight, keep_fresh
from ui.kit.look import SPACE_L, SPACE_S
from ui.notes.section import NotesSection
from ui.record.banner import PatientBanner
from ui.record.editing import about
from ui.record.inout_section import InOutSection
from ui.record.overview import OverviewSection
from ui.record.reading import Record, RecordReader
from ui.record.section_list import SectionEntry, SectionList
from ui.seat import Seat
from ui.sharing.opening import open_sharing
from ui.sharing.telling import shield
from ui.sharing.unread_line import UnreadLine
from ui.social.section import SocialSection
from ui.stays import sheets
from ui.tasks.section import TasksSection
from ward_app.access.model import User
from ward_app.errors import WardError
from ward_app.i18n import _
from ward_app.notes.commands import save
from ward_app.notes.model import Note, NoteRemark
from ward_app.patients.model import Alert, NextOfKin, Patient, PatientIdentity, TreatmentLimitation
from ward_app.sharing.model import DECIDING
from ward_app.social import queries as social
from ward_app.social.model import SocialDecision
from ward_app.stays.model import CareFact, Leave, Placement, Stay, StayEvent, StayPurpose
from ward_app.tasks.model import Task

TICK_MS = 20_000
OVERVIEW, NOTES, TASKS, INOUT, SOCIAL = "overview", "notes", "tasks", "inout", "social"
Section = OverviewSection | NotesSection | TasksSection | InOutSection | SocialSection


class RecordPage(QWidget):
    """Never more than one patient: everything of the last one goes before the next is asked for."""

    shows: Changes = frozenset({
        Patient, PatientIdentity, Alert, TreatmentLimitation, NextOfKin, Stay, StayPurpose, Placement, Leave,
        StayEvent, CareFact, Task, Note, NoteRemark, User, SocialDecision,
        *DECIDING,
    })  # fmt: skip

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record")
        self.seat = seat
        self._patient_id: int | None = None
        self._record: Record | None = None
        self._wanted = OVERVIEW
        self._then = ""
        self._sections: dict[str, Section] = {}
        self._reader = RecordReader(seat.desk, self)
        self._reader.read.connect(self._show_record)
        self._reader.refused.connect(self._show_refusal)
        self.banner = PatientBanner(seat.clock)
        self.banner.shield.clicked.connect(lambda _checked=False: self.show_sharing())
        self.list = SectionList(_sections_for(seat))
        self.list.chosen.connect(self.show_section)
        self._lay_out()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        keep_fresh(self, seat.desk, self.shows, self.refresh)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.setObjectName("record.content")
        self._stack.setProperty("area", True)
        self._blank = QWidget()
        self._refusal = EmptyState("", icon="file-text")
        self._stack.addWidget(self._blank)
        self._stack.addWidget(self._refusal)
        self.merged = PlainLabel(role="warning", wrap=True)
        self._open_other = Button(_("Open that record"), kind="link", name="record.merged")
        self._open_other.clicked.connect(lambda _checked=False: self._go_to_merged())
        self._merged_row = QWidget()
        merged = QHBoxLayout(self._merged_row)
        merged.setContentsMargins(0, 0, 0, 0)
        merged.addWidget(self.merged, 1)
        merged.addWidget(self._open_other)
        self._merged_row.hide()
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L - 2, SPACE_S, SPACE_L - 2, SPACE_S)
        column.setSpacing(SPACE_S)
        self.unread = UnreadLine(self.show_sharing, area="record.unread")
        column.addWidget(self._merged_row)
        column.addWidget(self.unread)
        column.addWidget(self._stack, 1)
        lower = QHBoxLayout()
        lower.setSpacing(0)
        lower.addWidget(self.list)
        lower.addLayout(column, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.banner)
        box.addLayout(lower, 1)

    # What the window asks

    def show_patient(self, patient_id: int, section: str = OVERVIEW) -> None:
        self._wanted = section if section in self.list.buttons else OVERVIEW
        if patient_id != self._patient_id:
            self._put_away()
            self._patient_id = patient_id
        self.list.mark(self._wanted)
        if self._record is not None:
            self.show_section(self._wanted)
        self.refresh()

    def refresh(self) -> None:
        if self._patient_id is not None:
            self._reader.ask(self._patient_id)

    def tick(self) -> None:
        """Time has passed: a task may be overdue by now, a leave over. The store need not be asked."""
        record, section = self._record, self.section
        if record is not None and not is_out_of_sight(self):
            self.banner.show_banner(record.banner, record.person)
            if isinstance(section, OverviewSection):
                section.show_record(record)

    def leave(self) -> None:
        for section in self._sections.values():
            section.leave()

    def focus_first(self) -> None:
        """The section list: from there arrows lead to the sections and Tab into them."""
        self.list.buttons[self._wanted].setFocus()

    def subject(self) -> str:
        """Whom the acts are about."""
        record = self._record
        if record is None:
            return ""
        bed = record.banner.stay.bed if record.banner.stay else None
        return f"{bed} {record.banner.name}" if bed else record.banner.name

    def acts(self) -> Acts:
        acts: dict[str, Callable[[], object]] = {
            f"section_{nth % 10}": partial(self._enter, name) for nth, name in enumerate(self.list.buttons, 1)
        }
        acts |= {
            "banner": self.banner.toggle_more, "new_note": self._new_note,
            "new_task": partial(self._begin, TASKS), "sharing": self.show_sharing,
            "undo": self._undo, "save_draft": self.leave, "hand_out": self._hand_out,
            "information": partial(print_information, self.seat, self),
        }  # fmt: skip
        stay = self._record.stay if self._record else None
        if stay is None or not stay.is_open:
            return acts | {"admit": self._admit} if self._record else acts
        leave = {"leave": sheets.leave} if stay.on_leave is None else {"return": sheets.return_}
        for name, sheet in {
            "move": sheets.move, "swap": sheets.swap, **leave, "discharge": sheets.discharge,
            "death": sheets.death,
        }.items():  # fmt: skip
            acts[name] = partial(sheet, self.seat, stay.stay_id, self)
        return acts

    def show_sharing(self) -> None:
        """The panel behind the shield."""
        if (record := self._record) is not None:
            stay_id = record.stay.stay_id if record.stay and record.stay.ended_at is None else None
            open_sharing(self.seat, self, record.patient_id, about(record), stay_id)

    def _hand_out(self) -> None:
        if (record := self._record) is not None:
            hand_out(self.seat, self, record.patient_id, about(record))

    # Sections

    def show_section(self, name: str) -> None:
        self._wanted = name
        self.list.mark(name)
        if self._record is None:
            return
        section = self._sections.get(name) or self._make(name, self._record)
        if self._stack.currentWidget() is not section:
            if isinstance(before := self._stack.currentWidget(), NotesSection | SocialSection):
                before.leave()
            self._stack.setCurrentWidget(section)
        then, self._then = self._then, ""
        if then:
            self._begin(then)

    @property
    def section(self) -> QWidget | None:
        """What is in sight beneath the banner."""
        return self._stack.currentWidget()

    def _enter(self, name: str) -> None:
        """By its key: the section, and the focus in the list beside it."""
        self.show_section(name)
        self.list.buttons[name].setFocus()

    def _make(self, name: str, record: Record) -> Section:
        stay_id = record.stay.stay_id if record.stay else None
        seat, patient_id = self.seat, record.patient_id
        section: Section
        if name == NOTES:
            section = NotesSection(
                seat.desk, seat.drafts, patient_id, stay_id, clock=seat.clock, notice=seat.guide.notice
            )
        elif name == TASKS:
            section = TasksSection(seat.desk, patient_id, stay_id, clock=seat.clock, notice=seat.guide.notice)
        elif name == INOUT:
            section = InOutSection(seat, record)
        elif name == SOCIAL:
            section = SocialSection(seat, patient_id, stay_id, named(record))
        else:
            section = OverviewSection(seat, record, self.show_section, seat.guide.act)
        self._sections[name] = section
        self._stack.addWidget(section)
        return section

    def _new_note(self) -> None:
        """In the record that is in sight, or in the only one that the user writes in."""
        is_social = isinstance(self.section, SocialSection) or not self.seat.desk.allows(save)
        self._begin(SOCIAL if is_social and SOCIAL in self.list.buttons else NOTES)

    def _begin(self, name: str) -> None:
        """A new note or task, once the record is there."""
        if self._record is None:
            self._wanted = self._then = name
            return
        self.show_section(name)
        section = self._sections[name]
        if isinstance(section, NotesSection):
            section.new_note()
        elif isinstance(section, SocialSection):
            section.new_entry()
        elif isinstance(section, TasksSection):
            section.new_task()

    def _undo(self) -> None:
        if isinstance(section := self.section, TasksSection):
            section.undo()

    def _admit(self) -> None:
        self.seat.guide.admit(self._patient_id)

    # Showing

    def _show_record(self, record: Record) -> None:
        if self._is_another_stay(record):
            self._put_sections_away()
        self._record = record
        self.banner.show_banner(record.banner, record.person)
        self.banner.show_sharing(shield(record.sharing) if record.sharing else None)
        self._show_merged(record)
        self.unread.show_hints([record.banner.unread])
        self.list.count(TASKS, len(record.tasks_left))
        self.list.count(NOTES, len(record.notes))
        for section in self._sections.values():
            if isinstance(section, (OverviewSection, InOutSection)):
                section.show_record(record)
        self.show_section(self._wanted)

    def _is_another_stay(self, record: Record) -> bool:
        """Notes and tasks belong to a stay: for another they are opened anew."""
        before = self._record.stay.stay_id if self._record and self._record.stay else None
        return before != (record.stay.stay_id if record.stay else None)

    def _show_refusal(self, error: WardError) -> None:
        self._put_away()
        self._refusal.sentence.setText(error.sentence)
        self._stack.setCurrentWidget(self._refusal)

    def _show_merged(self, record: Record) -> None:
        other = record.banner.merged_into
        self._merged_row.setVisible(other is not None)
        if other is not None:
            said = _("This record has been merged into that of {name}. Write there instead.")
            self.merged.setText(said.format(name=other.name))

    def _go_to_merged(self) -> None:
        if self._record is not None and (other := self._record.banner.merged_into) is not None:
            self.seat.guide.open_record(other.patient_id)

    def _put_away(self) -> None:
        self._reader.stop()
        self._put_sections_away()
        self._record = None
        self._then = ""
        self._merged_row.hide()
        self.unread.hide()
        self.banner.clear()
        self.list.count(TASKS, 0)
        self.list.count(NOTES, 0)

    def _put_sections_away(self) -> None:
        self.leave()
        self._stack.setCurrentWidget(self._blank)
        for section in self._sections.values():
            self._stack.removeWidget(section)
            section.hide()
            section.deleteLater()
        self._sections = {}


def _sections_for(seat: Seat) -> tuple[SectionEntry, ...]:
    """Only what the role may read; the two records of one person each have their own (SOL-01, SOL-03)."""
    sections = [
        SectionEntry(OVERVIEW, _("Overview")), SectionEntry(NOTES, _("Notes")),
        SectionEntry(TASKS, _("Tasks")), SectionEntry(INOUT, _("Admission and discharge")),
    ]  # fmt: skip
    if seat.desk.allows(social.social_record):
        sections.append(SectionEntry(SOCIAL, _("Social services")))
    return tuple(sections)


def named(record: Record) -> str:
    """Name and bed, as they stand in every question about a patient."""
    bed = record.banner.stay.bed if record.banner.stay else None
    if not bed:
        return record.banner.name
    return _("{name}, bed {bed}").format(name=record.banner.name, bed=bed)
