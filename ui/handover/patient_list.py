"""The patients in the order of their beds: who is reported, who is taken over, about whom there is news."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.kit.table import Column, Table
from ward_app.handovers.rows import SheetRow
from ward_app.i18n import N_, _

LEFT, GIVEN, TAKEN = "•", "✓", "✓✓"


class PatientList(Table[SheetRow]):
    """Space ticks the patient as reported, or takes the tick away; Enter goes to the text."""

    ticked = Signal(object)

    def __init__(self) -> None:
        super().__init__(_COLUMNS, name=_("Patients to hand over"), key=lambda row: row.stay_id)
        self.setObjectName("handover.patients")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if (row := self.current()) is not None:
                self.ticked.emit(row)
            return
        super().keyPressEvent(event)

    def step(self, steps: int) -> bool:
        """To the next patient, or an earlier one; False at the end of the list."""
        row = self.current()
        here = self.rows.index(row) if row is not None else -1
        if not 0 <= here + steps < len(self.rows):
            return False
        self.select(self.rows[here + steps].stay_id)
        return True


def mark(row: SheetRow) -> str:
    if row.tick.taken_at is not None:
        return TAKEN
    return GIVEN if row.tick.given_at is not None else LEFT


def mark_spoken(row: SheetRow) -> str:
    words = {LEFT: _("Not reported yet"), GIVEN: _("Handed over"), TAKEN: _("Taken over")}
    return words[mark(row)]


def legend() -> str:
    """What the marks mean, for who has not learned them yet."""
    parts = (
        (LEFT, _("to be reported")),
        (GIVEN, _("handed over")),
        (TAKEN, _("taken over")),
        ("►", _("news")),
    )
    return "   ".join(f"{sign} {text}" for sign, text in parts)


def _news(row: SheetRow) -> str:
    return "►" if row.is_changed else ""


def _news_spoken(row: SheetRow) -> str:
    return _("New since the last handover") if row.is_changed else ""


_COLUMNS: tuple[Column[SheetRow], ...] = (
    Column("", mark, spoken=mark_spoken, align="centre", bold=lambda row: row.tick.given_at is not None),
    Column(N_("Bed"), lambda row: row.bed, bold=lambda _row: True),
    Column(N_("Name"), lambda row: row.name, weight=1, elide=True),
    Column("", _news, spoken=_news_spoken, align="centre"),
)
