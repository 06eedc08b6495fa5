"""Where to print, how many, and whether as a black-and-white printer would."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from ui.kit.announce import announce
from ui.kit.fields import Check, Choice, Option
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_XS
from ui.kit.printers import Printers, PrintJob
from ward_app.i18n import _

MOST_COPIES = 50


class PrintPanel(QWidget):
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
        for field in (self.printer, self.grey):
            field.set_object_names("preview")
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setObjectName("preview.copies")
        label = PlainLabel(_("C&opies"), "muted")
        label.setBuddy(self.copies)
        self._status = PlainLabel(wrap=True)
        self._status.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        box.addWidget(self.printer)
        copies = QVBoxLayout()
        copies.setSpacing(SPACE_XS)
        copies.addWidget(label)
        copies.addWidget(self.copies)
        box.addLayout(copies)
        box.addWidget(self.grey)
        box.addWidget(self._status)

    @property
    def is_grey(self) -> bool:
        return bool(self.grey.value())

    def job(self, title: str) -> PrintJob:
        return PrintJob(self.printer.value() or "", title, self.copies.value(), self.is_grey)

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
        return None if self.printer.value() else _("Choose a printer first.")
