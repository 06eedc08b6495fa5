"""The recovery code: shown once, printed for the sealed envelope, and typed back from the paper."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.calls import Progress
from ui.desk import Desk
from ui.kit.buttons import Button, primary_action
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M
from ui.start.actions_row import actions_row
from ui.start.page import NARROW, StartPage
from ward_app.errors import Invalid, WardError
from ward_app.i18n import N_, _

if TYPE_CHECKING:  # ReportLab and the preview are loaded when the code is printed
    from ward_app.reports.recovery_sheet import RecoverySheet

GROUPS_A_LINE = 4
LATER = N_("Until the code has been typed back, nobody can be admitted.")


class CodeLabel(QFrame):
    """In large letters, a few groups a line: it is read out and written off group by group."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "info")
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        groups = code.split("-")
        for start in range(0, len(groups), GROUPS_A_LINE):
            label = PlainLabel("   ".join(groups[start : start + GROUPS_A_LINE]), "title")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)


class CodePart(QWidget):
    """Code, print and the field to type it back in: on a page of its own, or on a sheet in the settings."""

    typed = Signal(str)

    def __init__(self, desk: Desk, sheet: RecoverySheet | None, parent: QWidget | None = None) -> None:
        """`sheet` is None where the code is on paper already and only has to be typed back."""
        super().__init__(parent)
        self._desk = desk
        self._sheet = sheet
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SPACE_M)
        if sheet is not None:
            self.code = CodeLabel(sheet.code)
            self.print_button = Button(
                _("Print the code…"), icon="printer", clicked=self._print, name="recovery.print"
            )
            box.addWidget(self.code)
            box.addLayout(actions_row(self.print_button))
        self.form = Form(
            [
                TextField(
                    "code", _("The &code, typed from the paper"), required=True, max_length=80,
                    hint=_("Eight groups of four. Hyphens, spaces and capitals do not matter."),
                )
            ],
            area="recovery",
        )  # fmt: skip
        self.form.fields["code"].input.returnPressed.connect(self.send)  # type: ignore[attr-defined]
        box.addWidget(self.form)

    def send(self) -> None:
        if self.form.check():
            self.typed.emit(self.form.values()["code"])

    def refuse(self, error: WardError) -> None:
        self.form.refuse(error)

    def refuse_code(self) -> None:
        self.form.refuse(
            Invalid("code", _("This is not the code on the paper. Compare them group by group."))
        )

    def _print(self) -> None:
        if self._sheet is not None:
            draw = partial(_pdf, self._sheet)
            self._desk.later(draw).then(self._preview)

    def _preview(self, pdf: bytes) -> None:
        from ui.kit.printing import Preview

        Preview(self._desk, pdf, _("Recovery code"), parent=self).open()


class RecoveryCodePage(StartPage):
    """After the first start. `later` leaves it for another time, and says what that means."""

    typed = Signal(str)
    later = Signal()

    def __init__(
        self, desk: Desk, sheet: RecoverySheet, *, workstation: str = "", parent: QWidget | None = None
    ) -> None:
        lead = _(
            "If every password is lost, only this code opens the database. It is shown this once. Print it,"
            " type it back from the paper, then lock the paper up in a sealed envelope."
        )
        super().__init__(
            _("Recovery code"), lead=lead, letters=NARROW + 12, workstation=workstation, parent=parent
        )
        self.setObjectName("recovery")
        self.part = CodePart(desk, sheet)
        self.part.typed.connect(self.typed)
        self.content.addWidget(self.part)
        self.content.addWidget(PlainLabel(_(LATER), "small", wrap=True))
        done = Button(_("The code is right"), kind="primary", clicked=self.part.send, name="recovery.save")
        later = Button(_("Later"), clicked=self.later.emit, name="recovery.later")
        self.content.addLayout(actions_row(later, done))
        primary_action(self, done)

    def focus_first(self) -> None:
        self.part.print_button.setFocus()


def _pdf(sheet: RecoverySheet, _progress: Progress) -> bytes:
    from ward_app.reports.recovery_sheet import render

    out = io.BytesIO()
    render(sheet, out)
    return out.getvalue()
