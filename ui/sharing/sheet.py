"""The panel behind the shield: what is shared with whom and why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.calls import Call
from ui.copies.information import print_information
from ui.desk import Changes
from ui.kit import dialogs
from ui.kit.labels import PlainLabel
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_L, SPACE_M, SPACE_XL
from ui.kit.sheet import Sheet
from ui.kit.summary import Summary
from ui.record.cards import CardAct
from ui.seat import Seat
from ui.sharing import telling
from ui.sharing.part import Part
from ui.sharing.telling import Told
from ui.stays.act_sheet import scrolled
from ui.stays.rights import barred
from ward_app.access import queries as access
from ward_app.copies.information import information
from ward_app.errors import WardError
from ward_app.i18n import _
from ward_app.ops import Command
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import DECIDING
from ward_app.sharing.queries import sharing_of
from ward_app.sharing.rows import BlockedRow, EmergencyRow, RequestRow, SharingRow
from ward_app.words import word

R = TypeVar("R")
_LETTERS, _LINES_AROUND = 130, 22


class SharingSheet(Sheet):
    """Asks for itself again when something that it tells has changed."""

    shows: Changes = DECIDING

    def __init__(
        self, seat: Seat, parent: QWidget, row: SharingRow, about: str, stay_id: int | None = None
    ) -> None:
        super().__init__(parent, _("What is shared, with whom and why"), area="sharing")
        self._seat, self._about, self._stay_id = seat, about, stay_id
        self._row = row
        self.cancel.setText(_("Close"))
        if seat.desk.allows(information):
            paper = partial(print_information, seat, self)
            self.add_button(
                _("Print the information to the patient"), paper, kind="normal", name="paper", icon="printer"
            )
        self.summary = Summary()
        self._make_parts()
        self._lay_out(parent)
        self.show_row(row)
        keep_fresh(self, seat.desk, self.shows, self.refresh)

    def show_row(self, row: SharingRow) -> None:
        self._row = row
        now = self._seat.clock()
        self.consent.show_lines(telling.answers(row, now))
        self.reads.show_lines(telling.reads(row))
        self.care.show_lines(telling.part_taken(row))
        self.blocks.show_lines(self._block_lines(row))
        emergencies = [self._emergency_line(one) for one in row.emergencies]
        requests = [self._request_line(one) for one in row.requests]
        self.past.show_lines([*emergencies, *requests])
        self.past.setVisible(bool(emergencies or requests))
        self.consent.buttons["withdraw"].setVisible(row.answer is not None and row.answer.is_given)
        self.consent.buttons["able"].setVisible(row.assessment is not None)
        self.blocks.buttons["block"].setVisible(bool(row.own))
        self.blocks.buttons["lift"].setVisible(row.has_blocked)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        self._make_room()  # letters have their size only now
        super().showEvent(event)

    def refresh(self) -> None:
        call = self._seat.desk.ask(sharing_of, self._row.patient_id)
        call.then(self.show_row).failed(self._refuse)

    # Parts

    def _make_parts(self) -> None:
        act = self._act
        self.consent = Part("consent", _("The patient's answer"), [
            act("answer", _("Record an answer…"), self._answer, sharing.record_answer),
            act("inform", _("Informed…"), self._inform, sharing.inform),
            act("capacity", _("Cannot answer…"), self._assess, sharing.assess_capacity),
            act("able", _("Can answer again"), self._end_assessment, sharing.end_assessment),
            act("withdraw", _("Withdraw the consent…"), self._withdraw, sharing.withdraw),
        ])  # fmt: skip
        self.reads = Part("reads", _("What you read"), [
            act("emergency", _("Open in an emergency…"), self._open, sharing.open_in_emergency),
        ])  # fmt: skip
        self.care = Part("care", _("Your part in the care"), [
            act("consult", _("Call in a consultant…"), self._call_in, sharing.call_in),
        ])  # fmt: skip
        self.blocks = Part("blocks", _("Blocks"), [
            act("block", _("Block…"), self._block, sharing.block),
            act("lift", _("Lift a block for yourself…"), self._reveal, sharing.reveal_blocks),
        ])  # fmt: skip
        self.past = Part("past", _("Emergencies and requests"), [])

    def _lay_out(self, parent: QWidget) -> None:
        columns = QWidget()
        row = QHBoxLayout(columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        for parts in ((self.consent, self.blocks), (self.reads, self.care, self.past)):
            column = QVBoxLayout()
            column.setSpacing(SPACE_M)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            row.addLayout(column, 1)
        self.content.addWidget(PlainLabel(self._about, "heading", wrap=True))
        self._area = scrolled(self.summary, columns)
        self.content.addWidget(self._area, 1)
        metrics, room = QFontMetrics(self.font()), parent.window().size()
        self.setMinimumWidth(min(metrics.averageCharWidth() * _LETTERS, room.width()))
        self._columns, self._most = columns, room.height() - metrics.height() * _LINES_AROUND

    def _make_room(self) -> None:
        """For all of it, as long as it fits on the screen."""
        width = self.minimumWidth() - 2 * SPACE_XL - 2 * SPACE_L  # the margins, and room for a scroll bar
        needed = max(self._columns.heightForWidth(width), self._columns.minimumSizeHint().height())
        self._area.setMinimumHeight(min(needed + SPACE_M, self._most))

    def _act(self, name: str, text: str, do: Callable[[], object], needs: Command[..., Any]) -> CardAct:
        return CardAct(name, text, do, barred(self._seat.desk, needs))

    def _block_lines(self, row: SharingRow) -> list[Told]:
        lines = [self._block_line(one) for one in row.blocks]
        return lines or [Told(_("The patient has not blocked anything here."), ink="muted")]

    def _block_line(self, one: BlockedRow) -> Told:
        lift = self._act("unblock", _("Ends…"), partial(self._unblock, one), sharing.unblock)
        return Told(telling.block_text(one, self._seat.clock()), icon="lock", acts=[lift])

    def _request_line(self, one: RequestRow) -> Told:
        text = telling.request_text(one, self._seat.clock())
        if not one.is_mine_to_answer or one.answered_at is not None:
            return Told(text, icon="message-square")
        answer = self._act("answer", _("Answer…"), partial(self._reply, one), sharing.answer_request)
        return Told(text, icon="message-square", acts=[answer])

    def _emergency_line(self, one: EmergencyRow) -> Told:
        return Told(
            telling.emergency_text(one, self._seat.clock()), icon="octagon-alert", acts=self._asks(one)
        )

    def _asks(self, one: EmergencyRow) -> list[CardAct]:
        """Whose blocks stand is told for as long as the emergency lasts (LSVO 3:5)."""
        text = _("Ask {owner} to lift its block…")
        return [
            self._act(
                f"request.{block.block_id}", text.format(owner=word(block.owner)),
                partial(self._ask, block), sharing.request_lift,
            )
            for block in one.blocked
        ]  # fmt: skip

    # Acting

    def _answer(self) -> None:
        from ui.sharing.answer_sheet import AnswerSheet

        AnswerSheet(self._seat, self, self._row.patient_id, self._stay_id, self._about).open()

    def _inform(self) -> None:
        from ui.sharing.answer_sheet import InformSheet

        InformSheet(self._seat, self, self._row.patient_id, self._about).open()

    def _assess(self) -> None:
        from ui.sharing.answer_sheet import CapacitySheet

        CapacitySheet(self._seat, self, self._row.patient_id, self._about).open()

    def _end_assessment(self) -> None:
        if (one := self._row.assessment) is not None:
            self._following(self._seat.desk.do(sharing.end_assessment, one.id, one.version))

    def _withdraw(self) -> None:
        question = _("{patient}: from this moment each reads only its own record.")
        if dialogs.confirm(
            self, _("The patient takes the consent back?"), question.format(patient=self._about),
            _("Withdraw the consent"),
        ):  # fmt: skip
            self._following(self._seat.desk.do(sharing.withdraw, self._row.patient_id))

    def _block(self) -> None:
        from ui.sharing.block_sheets import BlockSheet

        BlockSheet(self._seat, self, self._row.patient_id, self._row.own, self._about).open()

    def _unblock(self, one: BlockedRow) -> None:
        question = _("{block}. The patient wants it ended: it is open to the others at once.")
        if dialogs.confirm(
            self, _("The patient no longer wants the block?"),
            question.format(block=telling.block_text(one, self._seat.clock())), _("End the block"),
        ):  # fmt: skip
            self._following(self._seat.desk.do(sharing.unblock, one.block_id, one.version))

    def _reveal(self) -> None:
        from ui.sharing.lift_sheets import RevealSheet

        RevealSheet(self._seat, self, self._row.patient_id, self._about).open()

    def _open(self) -> None:
        from ui.sharing.emergency_sheet import EmergencySheet

        EmergencySheet(self._seat, self, self._row.patient_id, self._about, self._tell_opened).open()

    def _tell_opened(self, opened: EmergencyRow) -> None:
        from ui.sharing.opened_sheet import OpenedSheet

        OpenedSheet(self._seat, self, opened, self._about).open()

    def _call_in(self) -> None:
        from ui.sharing.consult_sheet import ConsultSheet

        def show(users: list[access.UserRow]) -> None:
            ConsultSheet(self._seat, self, self._row.patient_id, users, self._about).open()

        self._seat.desk.ask(access.users).then(show, owner=self).failed(self._refuse)

    def _ask(self, one: BlockedRow) -> None:
        from ui.sharing.block_sheets import RequestSheet

        RequestSheet(self._seat, self, one.block_id, one.owner, self._about).open()

    def _reply(self, one: RequestRow) -> None:
        from ui.sharing.block_sheets import RequestAnswerSheet

        RequestAnswerSheet(self._seat, self, one.id, one.version, one.text, self._about).open()

    def _following(self, call: Call[R]) -> Call[R]:
        self.summary.say("")
        return call.failed(self._refuse)

    def _refuse(self, error: WardError) -> None:
        self.summary.say(error.sentence)
