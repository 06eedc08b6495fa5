"""The step after the password: the code from the phone, or the PIN of the card in the reader."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M
from ward_app.i18n import N_, _

CODE_LETTERS, PIN_LETTERS = 12, 64
CODE_HINT = N_("Six digits from the app on your phone. They change every half minute.")
PIN_HINT = N_("Put your card into the reader, and type the PIN for signing in.")


class SecondStep(QWidget):
    """Hidden until it is asked for. `done` when Enter is pressed in it, `back` to the name and password."""

    done = Signal()
    back = Signal()

    def __init__(self, area: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_card = False
        self._code = TextField("code", _("&Code from the phone"), max_length=CODE_LETTERS)
        self._pin = TextField("pin", _("&PIN of the card"), max_length=PIN_LETTERS, password=True)
        self._hint = PlainLabel("", "small", wrap=True)
        self._back = Button(_("Back"), kind="link", clicked=self.back.emit, name=f"{area}.second_back")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        for field in (self._code, self._pin):
            field.set_object_names(area)
            field.edit.returnPressed.connect(self.done)
            box.addWidget(field)
        box.addWidget(self._hint)
        box.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def code(self) -> str:
        return "" if self.isHidden() or self._by_card else self._code.value() or ""

    @property
    def pin(self) -> str:
        return self._pin.value() or "" if not self.isHidden() and self._by_card else ""

    @property
    def is_blank(self) -> bool:
        return not (self.code or self.pin)

    def ask(self, *, by_card: bool) -> None:
        self._by_card = by_card
        self._code.setVisible(not by_card)
        self._pin.setVisible(by_card)
        self._hint.setText(_(PIN_HINT) if by_card else _(CODE_HINT))
        self.forget()
        self.show()

    def forget(self) -> None:
        """A code counts once, and a PIN stays with whoever knows it."""
        self._code.set_value(None)
        self._pin.set_value(None)

    def focus_first(self) -> None:
        field = self._pin if self._by_card else self._code
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)
