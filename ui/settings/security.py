"""For the system administrator: how people sign in, who is signed in where, and the security check (H-06)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from ui.kit import dialogs
from ui.kit.buttons import Button, reason_off
from ui.kit.columns import Column
from ui.kit.empty import EmptyState, States
from ui.kit.fields import Choice, Option
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S
from ui.kit.table import Table
from ui.settings.bench import Bench
from ui.settings.section import Section
from ward_app.access import sessions
from ward_app.access.facts import security_facts
from ward_app.access.sessions import SessionRow
from ward_app.clock import Clock
from ward_app.entrance import security
from ward_app.entrance.security import Finding
from ward_app.i18n import N_, _, ngettext, relative_text
from ward_app.settings import commands, queries
from ward_app.settings.registry import SECOND_FACTOR

RULES = (
    ("off", N_("Never asked for")), ("optional", N_("Asked of who has set up a phone")),
    ("demanded", N_("Asked of everyone")),
)  # fmt: skip
CHOOSE = N_("Choose a session in the list first.")
OWN = N_("This is where you are signed in yourself. Lock the screen instead.")


class SecuritySection(Section):
    def __init__(self, bench: Bench) -> None:
        self.again = Button(_("Check again"), clicked=self._check, name="settings.security.check")
        super().__init__(_("Security"), actions=[self.again])
        self.setObjectName("settings.security")
        self._bench = bench
        self._why = bench.why_not(security_facts)
        self.rule = Form(
            [Choice("rule", _("&Second factor at sign-in"), [Option(v, _(t)) for v, t in RULES])],
            area="settings.security",
        )
        self.rule.edited.connect(self._choose_rule)
        self.findings: Table[Finding] = Table(FINDINGS, name=_("Security check"), key=lambda one: one.key)
        self.findings.setObjectName("settings.security.findings")
        self.sessions: Table[SessionRow] = Table(_session_columns(bench.seat.clock), name=_("Signed in"))
        self.sessions.setObjectName("settings.security.sessions")
        self.sessions.chosen.connect(lambda _row: self._allow())
        self.end = Button(_("Sign out…"), clicked=self._end, name="settings.security.end")
        self._lay_out()
        self._allow()

    def refresh(self) -> None:
        if self._why is None:
            desk = self._bench.seat.desk
            desk.ask(sessions.sessions).then(self._show_sessions)
            desk.ask(queries.value, SECOND_FACTOR).then(self._show_rule)
            self._check()

    def focus_first(self) -> None:
        self.rule.focus_first()

    def _lay_out(self) -> None:
        self.states = States(self.findings, EmptyState(self._why or "", icon="shield-check"))
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(PlainLabel(_("Signed in now"), "heading"))
        head.addStretch(1)
        head.addWidget(self.end)
        self.box.addWidget(self.rule)
        self.box.addWidget(self.states, 3)
        self.box.addLayout(head)
        self.box.addWidget(self.sessions, 2)
        self.states.show_one(self._why is None)
        self.rule.setEnabled(self._why is None)
        reason_off(self.again, self._why)

    def _allow(self) -> None:
        row = self.sessions.current()
        own = _(OWN) if row is not None and row.is_own else None
        reason_off(self.end, self._why or (own if row else _(CHOOSE)))

    def _check(self) -> None:
        bench = self._bench
        call = bench.seat.desk.run(security.check, bench.app, bench.config)
        self.states.follow(call).then(self._show_findings)

    def _show_findings(self, found: list[Finding]) -> None:
        self.findings.show_rows(found)
        wrong = sum(not one.is_ok for one in found)
        many = ngettext("{n} thing needs attention.", "{n} things need attention.", wrong)
        self.head.set_note(many.format(n=wrong) if wrong else _("Everything is as it should be."))

    def _show_sessions(self, rows: list[SessionRow]) -> None:
        self.sessions.show_rows(rows)
        self._allow()

    def _show_rule(self, rule: str) -> None:
        self.rule.set_values({"rule": rule})

    def _choose_rule(self) -> None:
        """At once. Who has no phone is asked to set one up at the next sign-in."""
        call = self._bench.seat.desk.do(commands.change, SECOND_FACTOR, self.rule.values()["rule"])
        call.then(lambda _none: self._tell_rule(), owner=self)

    def _tell_rule(self) -> None:
        self._bench.seat.guide.notice(_("This counts from the next sign-in."))
        self._check()

    def _end(self) -> None:
        row = self.sessions.current()
        question = _("{name} is signed out at {workstation}. What was being written is kept as a draft.")
        if row and dialogs.confirm(
            self, _("Sign out?"), question.format(name=row.name, workstation=row.workstation),
            _("Sign out"), danger=True,
        ):  # fmt: skip
            said = _("{name} is signed out at {workstation}.")
            call = self._bench.seat.desk.do(sessions.end_session, row.id)
            call.then(
                lambda _none: self._bench.seat.guide.notice(
                    said.format(name=row.name, workstation=row.workstation)
                ),
                owner=self,
            )


def _session_columns(clock: Clock) -> list[Column[SessionRow]]:
    def who(row: SessionRow) -> str:
        return _("{name} (you, here)").format(name=row.name) if row.is_own else row.name

    return [
        Column(N_("Name"), who, weight=3, elide=True),
        Column(N_("User name"), lambda row: row.login, weight=2, elide=True),
        Column(N_("Workstation"), lambda row: row.workstation, weight=2, elide=True),
        Column(N_("Since"), lambda row: relative_text(row.started_at, clock()), weight=2),
        Column(N_("Last seen"), lambda row: relative_text(row.seen_at, clock()), weight=2),
    ]


FINDINGS: list[Column[Finding]] = [
    Column(
        N_("State"), lambda row: _("OK") if row.is_ok else _("Attention"),
        colour=lambda row: "success" if row.is_ok else "warning",
    ),
    Column(N_("What was looked at"), lambda row: row.sentence, weight=9, elide=True),
]  # fmt: skip
