"""Where to print, how many, and whether as a black-and-white printer would."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.announce import announce
from ui.kit.fields import Check, Choice, Field, NumberField, Option
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M
from ui.kit.printers import Printers, PrintJob
from ward_app.i18n import _

MOST_COPIES = 50


class PrintPanel(QWidget):
    """The choices beside a preview, and what became of the print."""

    edited = Signal()

    def __init__(self, printers: Printers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = printers.names()
        self.printer: Choice[str] = Choice(
            "printer",
            _("P&rinter"),
            [Option(name, name) for name in names],
            shape="combo",
            chosen=printers.default() or (names[0] if len(names) == 1 else None),
        )
        self.grey = Check("grey", _("&Black and white"), hint=_("Shows how it looks without colours."))
        self.copies = NumberField("copies", _("C&opies"), possible=(1, MOST_COPIES), required=True)
        self.copies.set_value(Decimal(1))
        self._fields: tuple[Field[Any], ...] = (self.printer, self.copies, self.grey)
        for field in self._fields:
            field.set_object_names("preview")
            field.edited.connect(self.edited)
        self._status = PlainLabel(wrap=True)
        self._status.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        for field in self._fields:
            box.addWidget(field)
        box.addWidget(self._status)

    @property
    def is_grey(self) -> bool:
        return bool(self.grey.value())

    def job(self, title: str) -> PrintJob:
        return PrintJob(self.printer.value() or "", title, int(self.copies.value() or 1), self.is_grey)

    def say(self, text: str, role: str) -> None:
        self._status.set_role(role)
        self._status.setText(text)
        self._status.show()
        announce(self, text, assertive=role == "danger")

    def status(self) -> str:
        return self._status.text()

    def why_not(self) -> str | None:
        """Why nothing can be printed yet; None when it can."""
        if not self.printer.options:
            return _("This workstation has no printer.")
        if not self.printer.value():
            return _("Choose a printer first.")
        return None if self.copies.value() else _("Enter how many copies.")
