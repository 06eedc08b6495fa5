"""One check: how it was drawn, its accesses to judge one after the other, and its end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import dialogs
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S
from ui.kit.table import Table
from ui.logs import texts
from ui.logs.close_sheet import CloseSheet
from ui.logs.columns import access_columns
from ui.seat import Seat
from ward_app.i18n import _
from ward_app.logs import commands, queries
from ward_app.logs.model import Judgement
from ward_app.logs.rows import AccessRow, Review
from ward_app.logs.wording import judgement_words

KEYS = {Judgement.JUSTIFIED: "1", Judgement.ASK: "2", Judgement.UNJUSTIFIED: "3"}
"""What a reviewer presses, row by row, without the mouse."""


class Sample(QWidget):
    """`show_review` fetches one; nothing is shown until then."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", True)
        self._seat = seat
        self._review: Review | None = None
        self._title = PlainLabel("", "heading", wrap=True)
        self._about = PlainLabel("", "muted", wrap=True)
        self._reason = PlainLabel("", wrap=True)
        self._outcome = PlainLabel("", wrap=True, selectable=True)
        self._particulars = PlainLabel("", wrap=True, selectable=True)
        self.table: Table[AccessRow] = Table(access_columns(), name=_("Accesses to judge"))
        self.table.setObjectName("logs.accesses")
        self.table.chosen.connect(lambda _row: self._show_chosen())
        self.states = States(
            self.table, EmptyState(_("Choose a check, or draw a sample."), icon="list-checks")
        )
        self.judges = {
            judgement: Button(
                f"{key}  {judgement_words(judgement)}", clicked=partial(self._judge, judgement),
                name=f"logs.judge.{judgement.value}",
            )
            for judgement, key in KEYS.items()
        }  # fmt: skip
        self.close_button = Button(
            _("Close the check…"), kind="primary", clicked=self._close, name="logs.close"
        )
        self._lay_out()
        self._hold_keys()
        self._show()

    def show_review(self, review_id: int) -> None:
        if self._review is not None and self._review.head.id != review_id:
            self.table.show_rows([])
        call = self._seat.desk.ask(queries.review, review_id)
        self.states.follow(call).then(self._take, owner=self)

    @property
    def review_id(self) -> int | None:
        return self._review.head.id if self._review is not None else None

    def _take(self, review: Review) -> None:
        self._review = review
        self._show()
        if self.table.current() is None and review.accesses:
            self.table.select(
                next((row.id for row in review.accesses if not row.judgement), review.accesses[0].id)
            )

    def _show(self) -> None:
        head = self._review.head if self._review is not None else None
        self._title.setText(texts.what(head) if head else "")
        self._about.setText(texts.about(head) if head else "")
        self._say(
            self._reason, _("Reason: {reason}").format(reason=head.reason) if head and head.reason else ""
        )
        outcome = head.outcome if head and head.outcome else ""
        self._say(self._outcome, _("Outcome: {outcome}").format(outcome=outcome) if outcome else "")
        self.table.show_rows(self._review.accesses if self._review else [])
        self.states.show_one(self._review)
        self._foot.setVisible(head is not None)
        left = head is not None and head.judged < head.accesses
        reason_off(self.close_button, self._why_not() or (_("Judge every access first.") if left else None))
        self.close_button.setVisible(head is not None and head.closed_at is None)
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.table.current()
        self._particulars.setText(texts.particulars(row) if row is not None else "")
        reason = _("Choose a row first.") if row is None else self._why_not()
        for button in self.judges.values():
            reason_off(button, reason)

    def _why_not(self) -> str | None:
        if self._review is None or self._review.head.closed_at is not None:
            return _("This check is closed and is kept as it is.")
        return None if self._review.head.is_mine else _("Another reviewer has drawn this sample.")

    def _judge(self, judgement: Judgement) -> None:
        row = self.table.current()
        if row is None or not self.judges[judgement].isEnabled():
            return
        comment = row.comment
        if judgement is Judgement.UNJUSTIFIED:
            said = dialogs.ask_reason(
                self, _("Not justified"), self._in_a_sentence(row), _("Judge as not justified"),
                label=_("&What is wrong"),
            )  # fmt: skip
            if not said:
                return
            comment = said
        call = self._seat.desk.do(commands.judge, row.id, row.version, judgement, comment)
        call.then(lambda _done: self._go_on(row), owner=self)

    def _in_a_sentence(self, row: AccessRow) -> str:
        return _("{who} {action}: {patient}").format(who=row.who, action=row.action, patient=row.patient)

    def _go_on(self, judged: AccessRow) -> None:
        """To the next row that waits; the list is fetched anew by the change itself."""
        rows = self.table.rows
        here = next((place for place, row in enumerate(rows) if row.id == judged.id), 0)
        after = [row for row in (*rows[here + 1 :], *rows[:here]) if row.judgement is None]
        if after:
            self.table.select(after[0].id)

    def _close(self) -> None:
        if self._review is not None:
            CloseSheet(self._seat, self, self._review.head).open()

    def _say(self, label: PlainLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _hold_keys(self) -> None:
        for judgement, key in KEYS.items():
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._judge, judgement))

    def _lay_out(self) -> None:
        self._foot = QWidget()
        acts = QHBoxLayout()
        acts.setSpacing(SPACE_S)
        for button in self.judges.values():
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.close_button)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(SPACE_S)
        foot.addWidget(self._particulars)
        foot.addLayout(acts)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        for part in (self._title, self._about, self._reason, self._outcome):
            box.addWidget(part)
        box.addWidget(self.states, 1)
        box.addWidget(self._foot)
