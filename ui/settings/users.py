"""Who has an account here, as what and for how long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.kit import dialogs, icons
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S
from ui.kit.table import Table
from ui.settings.bench import Bench
from ui.settings.section import Section
from ui.settings.user_columns import ASSIGNMENTS, full_name, user_columns
from ui.settings.user_sheets import (
    AddUserSheet,
    AssignSheet,
    BringBackSheet,
    CardSheet,
    NewPasswordSheet,
    RenameSheet,
)
from ward_app.access import commands, factor, queries
from ward_app.access.policy import Role
from ward_app.access.queries import AssignmentRow, UserRow
from ward_app.entrance import accounts
from ward_app.i18n import N_, _
from ward_app.settings import upkeep
from ward_app.sorting import search_key, search_words

CHOOSE_USER = N_("Choose a user in the list first.")
NO_PHONE = N_("This account has no phone for codes.")
CHOOSE_ASSIGNMENT = N_("Choose an assignment in the list first.")


class UsersSection(Section):
    """Everyone may see who works here; who may change it is for the unit manager and the administrator."""

    def __init__(self, bench: Bench) -> None:
        self.add = Button(_("New user…"), kind="primary", icon="user-plus", name="settings.users.add")
        super().__init__(_("Users"), actions=[self.add])
        self.setObjectName("settings.users")
        self._bench = bench
        self._rows: list[UserRow] = []
        self.add.clicked.connect(lambda _checked=False: AddUserSheet(self, bench).open())
        self.search = QLineEdit()
        self.show_inactive = QCheckBox(_("Show inactive"))
        self.table: Table[UserRow] = Table(user_columns(bench.seat.clock), name=_("Users"))
        self.assignments: Table[AssignmentRow] = Table(ASSIGNMENTS, name=_("Assignments"))
        self.states = States(self.table, EmptyState(_("Nobody matches."), icon="users"))
        self._buttons()
        self._lay_out()
        self._allow()

    def refresh(self) -> None:
        self.states.follow(self._bench.seat.desk.ask(queries.users)).then(self._know)

    def focus_first(self) -> None:
        self.search.setFocus()

    @property
    def user(self) -> UserRow | None:
        return self.table.current()

    def _buttons(self) -> None:
        for_user = (
            ("rename", _("Change name…"), self._rename),
            ("password", _("New password…"), self._reset),
            ("phone", _("Reset the phone…"), self._reset_phone),
            ("card", _("Card…"), self._card),
            ("active", _("Make inactive…"), self._turn),
            ("assign", _("New assignment…"), self._assign),
            ("end", _("End the assignment…"), self._end),
        )
        self.buttons = {
            name: Button(text, clicked=act, name=f"settings.users.{name}") for name, text, act in for_user
        }

    def _lay_out(self) -> None:
        self.search.setObjectName("settings.users.find")
        self.search.setAccessibleName(_("Find a user"))
        self.search.setPlaceholderText(_("Find a user"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _text: self._show())
        self.show_inactive.setObjectName("settings.users.inactive")
        self.show_inactive.clicked.connect(lambda _checked: self._show())
        self.table.setObjectName("settings.users.table")
        self.table.chosen.connect(lambda _row: self._show_assignments())
        self.assignments.chosen.connect(lambda _row: self._allow())
        self.assignments.setObjectName("settings.users.assignments")
        self._whose = PlainLabel(role="strong")
        filters = QHBoxLayout()
        filters.setSpacing(SPACE_S)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.show_inactive)
        filters.addStretch(1)
        for name in ("rename", "password", "phone", "card", "active"):
            filters.addWidget(self.buttons[name])
        self.box.addLayout(filters)
        self.box.addWidget(self.states, 3)
        self.box.addWidget(self._assignments_part(), 2)

    def _assignments_part(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._whose)
        head.addStretch(1)
        head.addWidget(self.buttons["assign"])
        head.addWidget(self.buttons["end"])
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_S)
        box.addLayout(head)
        box.addWidget(self.assignments, 1)
        return part

    def _know(self, rows: list[UserRow]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        wanted = [row for row in self._rows if self._matches(row)]
        self.table.show_rows(wanted)
        self.states.show_one(wanted)
        self.head.set_note(_count_text(self._rows))
        self._show_assignments()

    def _matches(self, row: UserRow) -> bool:
        if not row.is_active and not self.show_inactive.isChecked():
            return False
        words = search_key(f"{full_name(row)} {row.login}")
        return all(part in words for part in search_words(self.search.text()))

    def _show_assignments(self) -> None:
        user = self.user
        said = _("Assignments of {name}") if user else _("Assignments")
        self._whose.setText(said.format(name=full_name(user)) if user else said)
        self.assignments.show_rows(user.assignments if user else ())
        self._allow()

    def _allow(self) -> None:
        user, held = self.user, self.assignments.current()
        none = None if user else _(CHOOSE_USER)
        may_edit = self._bench.why_not(commands.change_user)
        is_practice = self._bench.seat.ward.is_practice
        practice = _("In the practice ward nobody has a password.") if is_practice else None
        active = user is None or user.is_active
        reason_off(self.add, may_edit or practice)
        is_own = user is not None and user.id == self._bench.seat.user_id
        own = _("Nobody gives rights to themselves. Ask another who may.") if is_own else None
        reason_off(self.buttons["rename"], may_edit or none)
        reason_off(self.buttons["assign"], may_edit or none or own)
        trusted = self._why_not_trusted([one.role for one in user.assignments] if user else [])
        reason_off(self.buttons["password"], may_edit or practice or none or trusted)
        phone = None if user is None or user.has_factor else _(NO_PHONE)
        reason_off(self.buttons["phone"], may_edit or practice or none or trusted or phone)
        reason_off(self.buttons["card"], may_edit or practice or none or trusted)
        reason_off(self.buttons["active"], may_edit or none or trusted or (None if active else practice))
        reason_off(self.buttons["end"], may_edit or none or self._why_not_end(held))
        self.buttons["active"].setText(_("Make inactive…") if active else _("Make active again…"))

    def _why_not_end(self, held: AssignmentRow | None) -> str | None:
        if held is None:
            return _(CHOOSE_ASSIGNMENT)
        is_over = held.to_at is not None and held.to_at <= self._bench.seat.clock()
        return _("This assignment has ended.") if is_over else self._why_not_trusted([held.role])

    def _why_not_trusted(self, roles: Sequence[Role]) -> str | None:
        """Nobody becomes an administrator, or reviews the log, by their own act."""
        if commands.TRUSTED_ROLES.isdisjoint(roles) or self._bench.why_not(upkeep.note) is None:
            return None
        return _(
            "Only a system administrator can do this with an administrator's or a log reviewer's account."
        )

    def _rename(self) -> None:
        if self.user:
            RenameSheet(self, self._bench, self.user).open()

    def _reset(self) -> None:
        if self.user:
            NewPasswordSheet(self, self._bench, self.user).open()

    def _reset_phone(self) -> None:
        user = self.user
        question = _("The codes of {name} count no more. The next sign-in needs the password only.")
        if user and dialogs.confirm(
            self, _("Reset the phone?"), question.format(name=full_name(user)), _("Reset the phone"),
            danger=True,
        ):  # fmt: skip
            call = self._bench.seat.desk.do(factor.reset, user.id, user.version)
            call.then(lambda _done: self._tell(_("{name} can set up another phone."), user), owner=self)

    def _card(self) -> None:
        if self.user:
            CardSheet(self, self._bench, self.user).open()

    def _assign(self) -> None:
        if self.user:
            AssignSheet(self, self._bench, self.user).open()

    def _turn(self) -> None:
        user = self.user
        if user is None:
            return
        if not user.is_active:
            BringBackSheet(self, self._bench, user).open()
            return
        question = _(
            "{name} can no longer sign in. What {name} has written stays. The account can be made active"
            " again."
        )
        if not dialogs.confirm(
            self, _("Make the account inactive?"), question.format(name=full_name(user)), _("Make inactive"),
            danger=True,
        ):  # fmt: skip
            return
        call = self._bench.seat.desk.run(
            accounts.set_active, self._bench.app, self._bench.slots,
            user_id=user.id, seen=user.version, login=user.login, active=False,
        )  # fmt: skip
        call.then(lambda _done: self._tell(_("{name} is inactive."), user), owner=self)

    def _end(self) -> None:
        user, held = self.user, self.assignments.current()
        if user is None or held is None:
            return
        question = _("The rights of this assignment end at once, also where {name} is signed in.")
        if dialogs.confirm(
            self, _("End the assignment?"), question.format(name=full_name(user)), _("End the assignment"),
            danger=True,
        ):  # fmt: skip
            call = self._bench.seat.desk.do(commands.end_assignment, held.id, held.version)
            call.then(lambda _done: self._tell(_("The assignment of {name} has ended."), user), owner=self)

    def _tell(self, sentence: str, user: UserRow) -> None:
        self._bench.seat.guide.notice(sentence.format(name=full_name(user)))


def _count_text(rows: Sequence[UserRow]) -> str:
    active = sum(row.is_active for row in rows)
    return _("{active} active, {inactive} inactive").format(active=active, inactive=len(rows) - active)
