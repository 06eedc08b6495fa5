"""One's own account: who one is here, the password, and how the window looks."""

from __future__ import annotations

from ui.kit.buttons import Button, reason_off
from ui.kit.fields import Choice, Option, TextField
from ui.kit.form import Form, Heading
from ui.kit.labels import PlainLabel
from ui.settings.assignments import period_text, role_text
from ui.settings.bench import Bench
from ui.settings.phone import PhoneCard
from ui.settings.section import Card, Section
from ui.start.password_fields import password_pair
from ward_app.access import commands, queries
from ward_app.access.passwords import LONGEST
from ward_app.access.queries import Account
from ward_app.entrance import accounts
from ward_app.entrance.wording import in_words
from ward_app.i18n import _

SIZES = range(9, 15)
AS_HERE = ""
"""The choice of the workstation."""


class AccountSection(Section):
    def __init__(self, bench: Bench) -> None:
        super().__init__(_("My account"))
        self.setObjectName("settings.account")
        self._bench = bench
        self._account = bench.seat.account
        self.password = _password_form()
        self.change = Button(
            _("Change the password"), kind="primary", clicked=self._change, name="settings.password.save"
        )
        self.looks = _looks_form()
        self.looks.edited.connect(self._choose_looks)
        self._show_looks(self._account)
        reason = _("In the practice ward nobody has a password.") if bench.seat.ward.is_practice else None
        reason_off(self.change, reason)
        self.password.setEnabled(reason is None)
        why_not = PlainLabel(reason or "", "small", wrap=True)
        why_not.setVisible(reason is not None)
        own = Card(self.password, why_not)
        own.add_action(self.change)
        self.phone = PhoneCard(bench)
        self.add_columns([Card(PlainLabel(self._who(), wrap=True)), Card(self.looks)], [own, self.phone])

    def refresh(self) -> None:
        self.phone.refresh()
        if not self.password.dirty:
            call = self._bench.seat.desk.ask(queries.account, self._bench.seat.user_id)
            call.then(self._know)

    def focus_first(self) -> None:
        self.looks.focus_first()

    def _who(self) -> str:
        actor, now = self._account.actor, self._bench.seat.clock()
        held = [
            f"{role_text(one.role, one.principal, one.social)} · {period_text(one)}"
            for one in actor.current(now)
        ]
        return "\n".join([_("{name} signs in as {login}.").format(name=actor.name, login=actor.login), *held])

    def _know(self, account: Account) -> None:
        self.phone.know(account)
        self._show_looks(account)

    def _show_looks(self, account: Account) -> None:
        self._account = account
        self.looks.set_values({
            "theme": account.theme or AS_HERE,
            "size": account.point_size or 0,
            "language": account.language or AS_HERE,
        })  # fmt: skip

    def _choose_looks(self) -> None:
        """At once: a look is chosen by looking at it."""
        values = self.looks.values()
        call = self._bench.seat.desk.do(
            commands.keep_preferences,
            theme=values["theme"] or None,
            point_size=values["size"] or None,
            language=values["language"] or None,
        )
        call.then(lambda _done: self._bench.preferences_changed(), owner=self)

    def _change(self) -> None:
        if not self.password.check():
            return
        values = self.password.values()
        call = self._bench.seat.desk.run(
            in_words()(accounts.change_own), self._bench.app, self._bench.slots,
            old=values["old"], new=values["new"],
        )  # fmt: skip
        self.password.saving(call).then(self._changed)

    def _changed(self, _none: None) -> None:
        self.password.set_values(dict.fromkeys(self.password.fields))
        self._bench.seat.guide.notice(_("The password is changed."))


def _password_form() -> Form:
    old = TextField("old", _("The password &today"), required=True, max_length=LONGEST, password=True)
    return Form(
        [Heading(_("Password")), old, *password_pair("new", _("&New password"))], area="settings.password"
    )


def _looks_form() -> Form:
    as_here = _("As the workstation has it")
    themes = [Option(AS_HERE, as_here), Option("light", _("Light")), Option("dark", _("Dark"))]
    sizes = [Option(0, as_here), *(Option(size, _("{n} points").format(n=size)) for size in SIZES)]
    languages = [Option(AS_HERE, as_here), Option("sv", "Svenska"), Option("en", "English")]
    return Form(
        [
            Heading(_("How the window looks for me")),
            Choice("theme", _("&Colours"), themes),
            Choice("size", _("&Size of letters"), sizes, shape="combo"),
            Choice("language", _("&Language"), languages),
        ],
        area="settings.looks",
    )
