"""Setting up a phone: the picture to point it at, the same in letters, and the first code back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.fields import TextField
from ui.kit.fields.base import letters_wide
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_L, SPACE_M
from ui.start.qr import QrCode
from ui.start.second_step import CODE_LETTERS
from ward_app.entrance.enrolling import Offer
from ward_app.i18n import N_, _

STEPS = N_(
    "1. Open an app for codes on your phone, such as Microsoft Authenticator.\n"
    "2. Choose to add an account, and point the camera at the picture.\n"
    "3. Type the six digits that the phone shows."
)


def code_field() -> TextField:
    return TextField("code", _("&Code from the phone"), required=True, max_length=CODE_LETTERS, letters=14)


class PhonePart(QWidget):
    """The picture at the left, what to do and `form` (which holds the code) beside it."""

    def __init__(self, offer: Offer, form: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout()
        column.setSpacing(SPACE_M)
        column.addWidget(PlainLabel(_(STEPS), wrap=True))
        self.letters = PlainLabel(offer.groups, "strong", wrap=True)
        self.letters.setMinimumWidth(letters_wide(self, 30))
        column.addWidget(PlainLabel(_("Without a camera, type this key into the app:"), "small", wrap=True))
        column.addWidget(self.letters)
        column.addWidget(form)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_L)
        self.picture = QrCode(
            offer.address, _("Picture that sets up the phone. The key beside it says the same.")
        )
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
