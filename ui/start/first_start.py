"""The first start: who looks after the program, and which ward it is for. There is no default password."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button, primary_action
from ui.kit.fields import TextField
from ui.kit.form import Form, Heading
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_XL
from ui.start.actions_row import actions_row
from ui.start.page import NARROW, WIDE, StartPage
from ui.start.password_fields import password_pair
from ui.start.ward_form import new_ward, ward_fields
from ward_app.errors import Invalid, WardError
from ward_app.i18n import N_, _

NO_DEFAULT = N_(
    "There is no default password. The one you choose here opens the database, and nobody can find it out:"
    " on the next page you are given a recovery code to print and lock up."
)
SEES_NO_ONE = N_(
    "As system administrator you look after accounts, beds and backups. You see no patients unless you are"
    " also given another role."
)


class FirstStartPage(StartPage):
    """`person` asks for the first administrator too; without, an open store only lacks its ward.

    `begun` gives the ward and, with the person, their values by the names of `first_start.begin`.
    """

    begun = Signal(object, object)
    back = Signal()

    def __init__(self, *, person: bool = True, workstation: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            _("Set up the ward") if person else _("The ward is not set up yet"),
            lead=_(NO_DEFAULT) if person else "",
            letters=WIDE if person else NARROW,
            workstation=workstation,
            parent=parent,
        )
        self.setObjectName("first_start")
        self.ward = Form([Heading(_("The ward")), *ward_fields()], area="first_start")
        self.person = _person_form() if person else None
        self._columns()
        self.button = Button(
            _("Set up the ward"), kind="primary", clicked=self._begin, name="first_start.save"
        )
        back = Button(_("Cancel"), clicked=self.back.emit, name="first_start.back")
        self.content.addLayout(actions_row(back, self.button))
        primary_action(self, self.button)

    def focus_first(self) -> None:
        (self.person or self.ward).focus_first()

    def refuse(self, error: WardError) -> None:
        """Beside the field it is about, wherever that stands."""
        self._rest()
        is_about_person = self.person and isinstance(error, Invalid) and error.field in self.person.fields
        form = self.person if is_about_person and self.person else self.ward
        form.refuse(error)

    def _columns(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_XL)
        if self.person is not None:
            left = QVBoxLayout()
            left.setSpacing(SPACE_M)
            left.addWidget(self.person)
            left.addWidget(PlainLabel(_(SEES_NO_ONE), "small", wrap=True))
            left.addStretch(1)
            row.addLayout(left, 1)
        right = QVBoxLayout()
        right.addWidget(self.ward)
        right.addStretch(1)
        row.addLayout(right, 1)
        self.content.addLayout(row)

    def _begin(self) -> None:
        forms = [form for form in (self.person, self.ward) if form is not None]
        wrong = [form for form in forms if not form.check()]
        if wrong:
            wrong[0].check()  # the first field that needs it is in the first form
            return
        self.button.setEnabled(False)
        self.button.setText(_("One moment…"))
        self.begun.emit(new_ward(self.ward.values()), self._person_values())

    def _person_values(self) -> dict[str, Any]:
        values = self.person.values() if self.person else {}
        values.pop("again", None)
        return values

    def _rest(self) -> None:
        self.button.setEnabled(True)
        self.button.setText(_("Set up the ward"))


def _person_form() -> Form:
    given = TextField("given_name", _("&Given name"), required=True)
    family = TextField("family_name", _("&Family name"), required=True)
    login = TextField(
        "login", _("User na&me"), required=True, max_length=60, hint=_("What you sign in with.")
    )

    def suggest() -> None:
        if login.is_blank() and given.value() and family.value():
            login.set_value(f"{given.value()}.{family.value()}".casefold().replace(" ", "-"))

    family.left.connect(suggest)
    pair = password_pair("password", _("&Password"))
    heading = Heading(_("You, the system administrator"))
    return Form([heading, (given, family), login, *pair], area="first_start")
