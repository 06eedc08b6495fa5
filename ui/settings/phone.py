"""The phone that shows codes: set up, exchanged or done without, each with one's password."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button, reason_off
from ui.kit.fields import TextField
from ui.kit.fields.base import letters_wide
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S
from ui.kit.sheet import Sheet
from ui.settings.bench import Bench
from ui.settings.section import Card
from ui.start.phone_part import PhonePart, code_field
from ward_app.access.passwords import LONGEST
from ward_app.access.queries import Account
from ward_app.entrance import enrolling
from ward_app.i18n import N_, _
from ward_app.settings import queries as settings
from ward_app.settings.registry import SECOND_FACTOR

NONE_YET = N_(
    "Signing in asks for the password only. With a phone it also asks for a code, so that a password that"
    " someone has seen opens nothing."
)
IN_USE = N_("Signing in asks for a code from your phone, or your card. The lock asks for the password only.")
DEMANDED = N_("A code is asked of everyone here. Set up another phone instead.")


class PhoneCard(Card):
    """Shown beside the password. `know` is told of the account each time it is read."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._said = PlainLabel("", wrap=True)
        super().__init__(PlainLabel(_("Second factor"), "heading"), self._said)
        self.set_up = Button("", clicked=self._set_up, name="settings.phone.set_up")
        self.drop = Button(_("Do without…"), clicked=self._drop, name="settings.phone.drop")
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        row.addWidget(self.drop)
        row.addWidget(self.set_up)
        self.box.addLayout(row)
        self.know(bench.seat.account)

    def know(self, account: Account) -> None:
        has = account.has_factor
        self._said.setText(_(IN_USE) if has else _(NONE_YET))
        self.set_up.setText(_("Set up another phone…") if has else _("Set up a phone…"))
        practice = (
            _("In the practice ward nobody has a password.") if self._bench.seat.ward.is_practice else None
        )
        reason_off(self.set_up, practice)
        self.drop.setVisible(has)

    def refresh(self) -> None:
        self._bench.seat.desk.ask(settings.value, SECOND_FACTOR).then(self._know_rule)

    def _know_rule(self, rule: str) -> None:
        reason_off(self.drop, _(DEMANDED) if rule == "demanded" else None)
        self.setVisible(rule != "off")

    def _set_up(self) -> None:
        PhoneSheet(self, self._bench).open()

    def _drop(self) -> None:
        DropSheet(self, self._bench).open()


class PhoneSheet(Sheet):
    """The picture, the password and the first code."""

    def __init__(self, parent: QWidget, bench: Bench) -> None:
        super().__init__(parent, _("Set up your phone"), area="settings.phone")
        self._bench = bench
        self._offer = enrolling.offer(bench.app)
        self.form = Form([_password_field(), code_field()], area="settings.phone")
        self.content.addWidget(PhonePart(self._offer, self.form))
        self.add_button(_("Confirm the code"), self._save)
        self.setMinimumWidth(letters_wide(self, 96))
        self.form.focus_first()

    def _save(self) -> None:
        if self.form.check():
            values: dict[str, Any] = self.form.values()
            call = self._bench.seat.desk.run(
                enrolling.replace, self._bench.app, self._bench.slots, self._offer,
                password=values["password"], code=values["code"],
            )  # fmt: skip
            self.form.saving(call).then(self._saved)

    def _saved(self, _none: None) -> None:
        self._bench.seat.guide.notice(_("The phone is set up. The next sign-in asks for its code."))
        self.accept()


class DropSheet(Sheet):
    """Back to the password alone, where the ward lets its people."""

    def __init__(self, parent: QWidget, bench: Bench) -> None:
        super().__init__(parent, _("Sign in without a code?"), area="settings.drop_phone")
        self._bench = bench
        self.form = Form([_password_field()], area="settings.drop_phone")
        said = _("From the next sign-in the password alone counts. Whoever has seen it can sign in as you.")
        self.content.addWidget(PlainLabel(said, wrap=True))
        self.content.addWidget(self.form)
        self.add_button(_("Do without the code"), self._save)
        self.form.focus_first()

    def _save(self) -> None:
        if self.form.check():
            call = self._bench.seat.desk.run(
                enrolling.drop, self._bench.app, self._bench.slots, password=self.form.values()["password"]
            )
            self.form.saving(call).then(self._saved)

    def _saved(self, _none: None) -> None:
        self._bench.seat.guide.notice(_("The password alone counts from now on."))
        self.accept()


def _password_field() -> TextField:
    return TextField("password", _("The &password today"), required=True, max_length=LONGEST, password=True)
