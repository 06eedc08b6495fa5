"""The admission page: four parts, what is missing at the left, and one button that does it all at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Acts
from ui.admission import kept
from ui.admission.form import AdmissionForm, part_titles
from ui.admission.kept import FORM, KeptBar
from ui.admission.part_list import PartList
from ui.desk import Changes
from ui.drafts import DraftLine, Keeper
from ui.kit import dialogs
from ui.kit.buttons import Button, primary_action
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_L, SPACE_S
from ui.kit.page import PageHead
from ui.seat import Seat
from ward_app.drafts.journal import Draft
from ward_app.errors import Conflict, WardError
from ward_app.i18n import _, relative_text
from ward_app.sharing import commands as sharing
from ward_app.stays import commands as stays
from ward_app.stays.arriving import Arrived
from ward_app.stays.model import Placement, Stay
from ward_app.wards.model import Bed, BedClosure


class AdmissionPage(QWidget):
    """May be left at any time: what was filled in is kept as a draft and offered again."""

    shows: Changes = frozenset({Stay, Placement, Bed, BedClosure})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("admission")
        self.seat = seat
        self._keeper: Keeper | None = None
        self.head = PageHead(_("Admit a patient"))
        self.bar = KeptBar(seat.clock, self._take_up, self._discard)
        self.parts = PartList(part_titles())
        self.parts.chosen.connect(lambda part: self.form.go_to(part))
        self.line = DraftLine()
        self.save_draft = Button(_("Save the draft"), clicked=self._save_draft, name="admission.save_draft")
        self.cancel = Button(_("Cancel"), clicked=self.give_up, name="admission.cancel")
        self.admit = Button(
            _("Admit the patient"),
            kind="primary",
            icon="user-plus",
            clicked=self.send,
            name="admission.admit",
        )
        primary_action(self, self.admit)
        self._lay_out()
        self._start(kept.free_subject(seat.drafts))
        self._is_new = True
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]
        keep_fresh(self, seat.desk, self.shows, self.refresh)

    def _lay_out(self) -> None:
        self._view = QScrollArea()
        self._view.setObjectName("admission.form")
        self._view.setProperty("area", True)
        self._view.setWidgetResizable(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.line, 1)
        for button in (self.save_draft, self.cancel, self.admit):
            buttons.addWidget(button)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addWidget(self.head)
        column.addWidget(self.bar)
        column.addWidget(self._view, 1)
        column.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.parts)
        row.addLayout(column, 1)

    # What the window asks

    def begin(
        self, patient_id: int | None = None, bed_id: int | None = None, typed: str = "",
        planned_stay_id: int | None = None,
    ) -> None:  # fmt: skip
        """A new admission with what is known already; one that was begun for the same person goes on."""
        self.leave()
        begun = [
            draft for draft in kept.kept(self.seat.drafts) if kept.patient_of(draft.values) == patient_id
        ]
        if patient_id is not None and begun:
            self._take_up(begun[0])
        else:
            if not self._is_new:
                self._start(kept.free_subject(self.seat.drafts))
            if patient_id is not None:
                self.form.take_person(patient_id)
            elif typed.strip():
                self.form.take_typed(typed)
        if bed_id is not None:
            self.form.take_bed(bed_id)
        self._is_new = False

    def refresh(self) -> None:
        """Other beds may be free now; what is typed stays."""
        self.form.ask_beds()

    def leave(self) -> None:
        if self._keeper is not None:
            self._keeper.flush()

    def focus_first(self) -> None:
        self.form.focus_first()

    def acts(self) -> Acts:
        return {"save_draft": self._save_draft}

    # The admission

    def send(self) -> None:
        """All of it in one command; who it is must have been shown before."""
        form = self.form
        if not form.is_ready:
            form.person.look_up()
        if form.person.obstacle():
            form.form.summary.say(form.person.obstacle())
            return
        if not form.form.check() or not form.is_ready:
            return
        bed = form.place.label(form.bed_id() or 0)
        admitted = partial(self._admitted, self._name(), bed, form.consent.assessment())
        call = self.seat.desk.do(
            stays.admit_person, form.person.value(), form.risks.value(), self.seat.ward.unit_id,
            form.bed_id(), **form.consent.telephone(), **form.stay_terms(),
        )  # fmt: skip
        form.form.saving(call).then(admitted).failed(self._look_again, owner=self)

    def give_up(self) -> None:
        """Back to where one was; what is typed is thrown away only when that is meant."""
        if self.form.form.dirty and not dialogs.confirm(
            self, _("Discard the draft?"), _("What has been filled in here is lost."), _("Discard the draft"),
            danger=True,
        ):  # fmt: skip
            return
        self._forget()
        self.seat.guide.act("back")

    def _admitted(self, name: str, bed: str, assessment: dict[str, Any] | None, arrived: Arrived) -> None:
        """The bed is not among the free ones any more, so its name is brought along."""
        if assessment is not None:
            self.seat.desk.do(sharing.assess_capacity, arrived.patient_id, **assessment)
        text = _("{name} is admitted to bed {bed}.") if bed else _("{name} is admitted.")
        self._forget()
        self.seat.guide.open_record(arrived.patient_id)
        self.seat.guide.notice(text.format(name=name, bed=bed), partial(self._undo, arrived))

    def _undo(self, arrived: Arrived) -> None:
        reason = _("Undone at once by the one who admitted")
        call = self.seat.desk.do(stays.undo_admission, arrived.stay_id, arrived.version, reason)
        call.then(lambda _done: self._tell_undone(), owner=self)

    def _tell_undone(self) -> None:
        self.seat.guide.go("board")
        self.seat.guide.notice(_("The admission is undone."))

    def _look_again(self, error: WardError) -> None:
        """Someone was faster: show the beds and the person as they are now, and keep what is typed."""
        self.form.decision.look_again(error)
        self.form.ask_beds()
        found = self.form.person.person
        if isinstance(error, Conflict) and found is not None:
            self.form.person.take(found.patient_id)

    def _name(self) -> str:
        found, fields = self.form.person.person, self.form.person.fields
        if found is not None:
            return found.name
        names = (fields.family.value(), fields.given.value())
        return ", ".join(name for name in names if name) or _("The patient")

    # Drafts

    def _start(self, subject: str) -> None:
        """A blank form, with a draft of its own."""
        if self._keeper is not None:
            self._keeper.deleteLater()
        self.form = AdmissionForm(self.seat)
        self._view.setWidget(self.form)
        self.form.setAutoFillBackground(False)
        self._view.viewport().setAutoFillBackground(False)
        self._subject = subject
        self._keeper = Keeper(self.seat.drafts, FORM, subject, self.form.raw, self)
        self.line.follow(self._keeper)
        self.form.form.edited.connect(self._keeper.touch)
        self.form.form.left.connect(self._keeper.flush)
        self.form.progressed.connect(self._show_progress)
        self.form.done.connect(self.admit.setFocus)
        self._show_kept()
        self._show_progress()

    def _take_up(self, draft: Draft) -> None:
        self.leave()
        self._start(draft.subject)
        self.form.set_raw(dict(draft.values))
        self.line.restored(relative_text(draft.kept_at, self.seat.clock()))
        self.form.focus_first()

    def _discard(self, draft: Draft) -> None:
        question = _("The admission that was begun for {person} is thrown away.")
        if dialogs.confirm(
            self, _("Discard the draft?"), question.format(person=kept.called(draft.values)),
            _("Discard the draft"), danger=True,
        ):  # fmt: skip
            self.seat.drafts.drop(FORM, draft.subject)
            self._show_kept()

    def _save_draft(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()
            self._keeper.flush()

    def _forget(self) -> None:
        """It is in the record, or was thrown away."""
        if self._keeper is not None:
            self._keeper.forget()
        self._start(kept.free_subject(self.seat.drafts))

    def _show_kept(self) -> None:
        self.bar.show_drafts([one for one in kept.kept(self.seat.drafts) if one.subject != self._subject])

    def _show_progress(self) -> None:
        """Who it is stays in sight when the form is scrolled."""
        self.parts.show_done(self.form.parts_done())
        found = self.form.person.person
        hint = _("Enter goes to what is missing. Ctrl+Enter admits the patient.")
        facts = [found.name, found.number, found.age] if found else [hint]
        self.head.set_note(" · ".join(fact for fact in facts if fact))

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What has the focus is in sight, and its part is marked."""
        if new is None or not self.form.isAncestorOf(new):
            return
        self.parts.mark(self.form.part_of(new))
        self._view.ensureWidgetVisible(new, 0, 60)
