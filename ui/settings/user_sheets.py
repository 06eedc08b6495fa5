"""Adding and changing people's accounts and assignments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Check, Choice, DateField, Option, TextField
from ui.kit.fields.base import letters_wide
from ui.kit.form import Form, Item
from ui.kit.labels import PlainLabel
from ui.kit.sheet import Sheet
from ui.settings.bench import Bench
from ui.settings.user_columns import EMPLOYERS, full_name
from ui.start.password_fields import password_pair
from ward_app.access import commands, factor
from ward_app.access.commands import REGION_ROLES, TRUSTED_ROLES
from ward_app.access.policy import Role
from ward_app.access.queries import UserRow
from ward_app.entrance import accounts
from ward_app.entrance.wording import in_words
from ward_app.i18n import N_, _, from_local, local
from ward_app.owners import Principal
from ward_app.words import word

FIRST_PASSWORD = N_(
    "The password is good for one sign-in. Give it to your colleague by hand or by telephone, not by e-mail."
)


class AccountSheet(Sheet):
    """A form about one account; `send` starts the save, `said` is the notice afterwards."""

    def __init__(
        self, parent: QWidget, bench: Bench, title: str, items: list[Item], *, area: str, act: str,
        send: Callable[[dict[str, Any]], Call[Any]], said: str, note: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent, title, area=area)
        self._bench, self._send, self._said = bench, send, said
        self.form = Form(items, area=area)
        self.content.addWidget(self.form)
        if note:
            self.content.addWidget(PlainLabel(note, "small", wrap=True))
        self.unsaved = lambda: self.form.dirty
        self.add_button(act, self._save)
        self.setMinimumWidth(letters_wide(self, 80))
        self.form.focus_first()

    def _save(self) -> None:
        if self.form.check():
            self.form.saving(self._send(self.form.values())).then(self._saved)

    def _saved(self, _answer: object) -> None:
        self._bench.seat.guide.notice(self._said)
        self.accept()


class AddUserSheet(AccountSheet):
    """A colleague with a first assignment and a password for the first sign-in."""

    def __init__(self, parent: QWidget, bench: Bench) -> None:
        given = TextField("given_name", _("&Given name"), required=True)
        family = TextField("family_name", _("&Family name"), required=True)
        login = TextField("login", _("&User name"), required=True, max_length=60)

        def suggest() -> None:
            if login.is_blank() and given.value() and family.value():
                login.set_value(f"{given.value()}.{family.value()}".casefold().replace(" ", "-"))

        family.left.connect(suggest)
        pair = password_pair("password", _("First &password"))
        items: list[Item] = [(given, family), login, *assignment_items(bench), pair]
        super().__init__(
            parent, bench, _("New user"), items, area="settings.add_user", act=_("Add the user"),
            send=partial(_add, bench), said=_("The user can sign in now."), note=_(FIRST_PASSWORD),
        )  # fmt: skip
        follow_role(self.form)


class AssignSheet(AccountSheet):
    """One more role, or the same one for another period."""

    def __init__(self, parent: QWidget, bench: Bench, user: UserRow) -> None:
        def send(values: dict[str, Any]) -> Call[Any]:
            return bench.seat.desk.do(commands.assign, user.id, **_assignment(bench, values))

        super().__init__(
            parent, bench, _("New assignment for {name}").format(name=full_name(user)),
            assignment_items(bench), area="settings.assign", act=_("Add the assignment"), send=send,
            said=_("The assignment is added."),
        )  # fmt: skip
        follow_role(self.form)


class RenameSheet(AccountSheet):
    """The alias stands on prints instead of the name of someone with a protected identity (PROT-06)."""

    def __init__(self, parent: QWidget, bench: Bench, user: UserRow) -> None:
        def send(values: dict[str, Any]) -> Call[Any]:
            return bench.seat.desk.do(commands.change_user, user.id, user.version, **values)

        items: list[Item] = [
            (
                TextField("given_name", _("&Given name"), required=True),
                TextField("family_name", _("&Family name"), required=True),
            ),
            TextField("alias", _("&Alias"), hint=_("Shown instead of the name, if it must not be known.")),
        ]
        super().__init__(
            parent, bench, _("Change the name"), items, area="settings.rename", act=_("Save"), send=send,
            said=_("The name is changed."),
        )  # fmt: skip
        self.form.set_values(
            {"given_name": user.given_name, "family_name": user.family_name, "alias": user.alias}
        )


class CardSheet(AccountSheet):
    """Whose smart card signs in to this account."""

    def __init__(self, parent: QWidget, bench: Bench, user: UserRow) -> None:
        def send(values: dict[str, Any]) -> Call[Any]:
            return bench.seat.desk.do(factor.set_card, user.id, user.version, card_id=values["card_id"] or "")

        field = TextField(
            "card_id", _("&HSA-id"), max_length=factor.LONGEST_CARD_ID,
            hint=_("As it stands on the card, such as SE2321000016-1A2B. Empty: no card."),
        )  # fmt: skip
        super().__init__(
            parent, bench, _("Card of {name}").format(name=full_name(user)), [field], area="settings.card",
            act=_("Save"), send=send, said=_("The card is saved."),
        )  # fmt: skip
        self.form.set_values({"card_id": user.card_id or None})


class NewPasswordSheet(AccountSheet):
    """For someone who has forgotten theirs."""

    def __init__(self, parent: QWidget, bench: Bench, user: UserRow) -> None:
        def send(values: dict[str, Any]) -> Call[Any]:
            return bench.seat.desk.run(
                in_words()(accounts.reset), bench.app, bench.slots,
                user_id=user.id, login=user.login, password=values["password"],
            )  # fmt: skip

        super().__init__(
            parent, bench, _("New password for {name}").format(name=full_name(user)),
            [*password_pair("password", _("First &password"))], area="settings.reset",
            act=_("Save the password"), send=send, said=_("The new password counts from now on."),
            note=_(FIRST_PASSWORD),
        )  # fmt: skip


class BringBackSheet(AccountSheet):
    """Who comes back gets a password for the first sign-in; the old one opens nothing any more."""

    def __init__(self, parent: QWidget, bench: Bench, user: UserRow) -> None:
        def send(values: dict[str, Any]) -> Call[Any]:
            return bench.seat.desk.run(
                in_words()(accounts.bring_back), bench.app, bench.slots, user_id=user.id,
                seen=user.version, login=user.login, password=values["password"],
            )  # fmt: skip

        super().__init__(
            parent, bench, _("Make {name} active again").format(name=full_name(user)),
            [*password_pair("password", _("First &password"))], area="settings.bring_back",
            act=_("Make active"), send=send, said=_("The account is active again."),
            note=_(FIRST_PASSWORD),
        )  # fmt: skip


def assignment_items(bench: Bench) -> list[Item]:
    """Role, employer, period, and the analysis that the right rests on (PDL-16)."""

    def today() -> date:
        return local(bench.seat.clock()).date()

    since = DateField("from_on", _("Fro&m"), today=today, required=True)
    since.set_value(today())
    return [
        Choice(
            "role", _("&Role"), [Option(role, word(role)) for role in Role], shape="combo", required=True
        ),
        Choice(
            "principal", _("&Employer"), [Option(one, word(one)) for one in EMPLOYERS], required=True
        ),
        (
            since,
            DateField("to_on", _("&To and including"), today=today, hint=_("Empty: until further notice.")),
        ),
        TextField(
            "analysis_ref", _("&Needs and risk analysis"),
            hint=_("The number or name of the decision that this right rests on."),
        ),
        Check(
            "social", _("Also &works in the social services' record"),
            hint=_("For who carries out care under the Social Services Act, employed by the municipality."),
        ),
    ]  # fmt: skip


def follow_role(form: Form) -> None:
    """The employer follows from the role until someone says otherwise."""
    role, principal = form.fields["role"], form.fields["principal"]

    def fill() -> None:
        if principal.is_blank() and role.value() is not None:
            principal.set_value(Principal.REGION if role.value() in REGION_ROLES else Principal.KOMMUN)

    role.edited.connect(fill)


def _assignment(bench: Bench, values: Mapping[str, Any]) -> dict[str, Any]:
    """As the commands take it: a period that begins today begins now."""
    today = local(bench.seat.clock()).date()
    role = values["role"]
    return {
        "role": role,
        "unit_id": None
        if role in TRUSTED_ROLES
        else bench.seat.ward.unit_id,  # those are for the whole store
        "principal": values["principal"],
        "from_at": None if values["from_on"] == today else _midnight(values["from_on"]),
        "to_at": _midnight(values["to_on"] + timedelta(days=1)) if values["to_on"] else None,
        "social": bool(values["social"]),
        "analysis_ref": values["analysis_ref"] or "",
    }


def _midnight(day: date) -> datetime:
    return from_local(day, time(0), fold=0)


def _add(bench: Bench, values: dict[str, Any]) -> Call[int]:
    who = {name: values[name] for name in ("login", "given_name", "family_name")}
    return bench.seat.desk.run(
        in_words()(accounts.add), bench.app, bench.slots, password=values["password"],
        **who, **_assignment(bench, values),
    )  # fmt: skip
