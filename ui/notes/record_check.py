"""What the record of the stay lacks before a discharge (PDL 3:6)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.desk import Desk
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_M, SPACE_S
from ui.kit.sheet import Sheet
from ward_app.i18n import _, ngettext
from ward_app.notes.record_check import PartState, RecordCheck, record_check

LOOKS = {
    PartState.PRESENT: ("circle-check", "success"),
    PartState.MISSING: ("circle-alert", "danger"),
    PartState.NOT_RECORDED: ("minus", "muted"),
}


def state_text(state: PartState) -> str:
    texts = {
        PartState.PRESENT: _("Written"),
        PartState.MISSING: _("Missing"),
        PartState.NOT_RECORDED: _("Nothing recorded"),
    }
    return texts[state]


class RecordCheckSheet(Sheet):
    """Only looks: what is missing is written as notes."""

    def __init__(self, parent: QWidget, desk: Desk, stay_id: int) -> None:
        super().__init__(parent, _("Check of the record"), area="notes.check")
        self.cancel.setText(_("Close"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(1, 1)
        self.content.addWidget(
            PlainLabel(_("What every record holds, if it is known, by the Patient Data Act."), wrap=True)
        )
        self.content.addLayout(self._grid)
        self.signatures = PlainLabel(wrap=True)
        self.content.addWidget(self.signatures)
        self.content.addStretch(1)
        self.setMinimumWidth(480)
        desk.ask(record_check, stay_id).then(self.show_check)

    def show_check(self, check: RecordCheck) -> None:
        for place, row in enumerate(check.parts):
            icon, role = LOOKS[row.state]
            self._grid.addWidget(IconLabel(icon, role), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(PlainLabel(row.text, wrap=True), place, 1)
            self._grid.addWidget(PlainLabel(state_text(row.state), role), place, 2)
        if check.unsigned:
            self.signatures.set_role("warning")
            self.signatures.setText(
                ngettext(
                    "{count} note of the stay waits for a signature.",
                    "{count} notes of the stay wait for a signature.",
                    check.unsigned,
                ).format(count=check.unsigned)
            )
        else:
            self.signatures.setText(_("No note of the stay waits for a signature."))
