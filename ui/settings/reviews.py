"""The monthly look at who has which rights: each is kept or ended (H-07)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from ui.kit import dialogs
from ui.kit.buttons import Button, reason_off
from ui.kit.columns import Column
from ui.kit.empty import EmptyState, States
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S
from ui.kit.table import Table
from ui.settings.assignments import last_day, role_text
from ui.settings.bench import Bench
from ui.settings.section import Section
from ward_app.access import commands, reviewing
from ward_app.access.reviewing import RightRow
from ward_app.entrance import accounts
from ward_app.entrance.wording import in_words
from ward_app.i18n import N_, _, date_text, ngettext
from ward_app.settings import upkeep

LEAD = N_(
    "Look at each right once a month: does the person still work here, as this? Keep it, or end it. Your own"
    " are looked at by someone else."
)
CHOOSE = N_("Choose a right in the list first.")
OWN = N_("Nobody reviews their own rights. Ask another who may.")
DONE = N_("This right has been reviewed this month already.")


class ReviewsSection(Section):
    """K and E are not used as keys: ending a right is asked about."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(_("Review of rights"))
        self.setObjectName("settings.reviews")
        self._bench = bench
        self.table: Table[RightRow] = Table(COLUMNS, name=_("Rights"))
        self.table.setObjectName("settings.reviews.table")
        self.table.chosen.connect(lambda _row: self._allow())
        self.keep = Button(_("Keep"), kind="primary", clicked=self._keep, name="settings.reviews.keep")
        self.end = Button(_("End the right…"), clicked=self._end, name="settings.reviews.end")
        self._why = bench.why_not(reviewing.review)
        self.states = States(self.table, EmptyState(self._why or _("Nobody has a right."), icon="users"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        row.addWidget(self.end)
        row.addWidget(self.keep)
        self.box.addWidget(PlainLabel(_(LEAD), "small", wrap=True))
        self.box.addWidget(self.states, 1)
        self.box.addLayout(row)
        self.states.show_one(self._why is None)
        self._allow()

    def refresh(self) -> None:
        if self._why is None:
            self.states.follow(self._bench.seat.desk.ask(reviewing.rights)).then(self._show)
            self._bench.seat.desk.ask(reviewing.review_state).then(self._tell_state)

    def focus_first(self) -> None:
        self.table.setFocus()

    def _show(self, rows: list[RightRow]) -> None:
        self.table.show_rows(rows)
        self.states.show_one(rows)
        self._allow()

    def _tell_state(self, state: reviewing.ReviewState) -> None:
        done = _("This month's review is done.")
        left = ngettext("{n} right left this month.", "{n} rights left this month.", state.left)
        self.head.set_note(left.format(n=state.left) if state.left else done)

    def _allow(self) -> None:
        row = self.table.current()
        why = self._why or _why_not(row)
        reason_off(self.keep, why)
        reason_off(self.end, why or self._why_not_end(row))

    def _why_not_end(self, row: RightRow | None) -> str | None:
        is_trusted = row is not None and row.role in commands.TRUSTED_ROLES
        if not is_trusted or self._bench.why_not(upkeep.note) is None:
            return None
        return _(
            "Only a system administrator can do this with an administrator's or a log reviewer's account."
        )

    def _keep(self) -> None:
        if row := self.table.current():
            self._review(row, is_kept=True)

    def _end(self) -> None:
        row = self.table.current()
        question = _(
            "The right of {name} ends at once. If it is the last one, the account is made inactive too; what"
            " {name} has written stays."
        )
        if row and dialogs.confirm(
            self, _("End the right?"), question.format(name=row.name), _("End the right"), danger=True
        ):
            self._review(row, is_kept=False)

    def _review(self, row: RightRow, *, is_kept: bool) -> None:
        call = self._bench.seat.desk.run(
            in_words()(accounts.review), self._bench.app, self._bench.slots,
            assignment_id=row.id, seen=row.version, is_kept=is_kept,
        )  # fmt: skip

        def tell(is_shut: bool) -> None:
            said = _("Kept for {name}.") if is_kept else _("The right of {name} has ended.")
            shut = _("The right of {name} has ended, and the account is inactive.")
            self._bench.seat.guide.notice((shut if is_shut else said).format(name=row.name))

        call.then(tell, owner=self)


def _why_not(row: RightRow | None) -> str | None:
    if row is None:
        return _(CHOOSE)
    if row.is_own:
        return _(OWN)
    return _(DONE) if row.reviewed_at is not None else None


def _reviewed(row: RightRow) -> str:
    if row.reviewed_at is not None:
        return _("{date} by {who}").format(date=date_text(row.reviewed_at), who=row.reviewed_by)
    return _("One's own") if row.is_own else _("Not yet")


def _ink(row: RightRow) -> str | None:
    return "warning" if row.reviewed_at is None and not row.is_own else "muted"


COLUMNS: list[Column[RightRow]] = [
    Column(N_("Name"), lambda row: row.name, weight=2, elide=True),
    Column(N_("Role"), lambda row: role_text(row.role, row.principal, row.social), weight=3, elide=True),
    Column(N_("From"), lambda row: date_text(row.from_at), sort=lambda row: row.from_at),
    Column(N_("Valid to"), lambda row: last_day(row.to_at) if row.to_at else _("Until further notice")),
    Column(N_("Last signed in"), lambda row: date_text(row.signed_in_at) if row.signed_in_at else _("Never")),
    Column(N_("Needs and risk analysis"), lambda row: row.analysis_ref, weight=2, elide=True),
    Column(N_("Reviewed"), _reviewed, colour=_ink, weight=2, elide=True),
]
