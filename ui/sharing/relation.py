"""Why do you open this record? Asked where the ward knows of no care relation (PDL 4:1), in one place.

Whatever was asked for waits in the desk meanwhile: with a reason it is done, without one it is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from ui.seat import Seat
from ward_app.sharing.model import RelationReason


class RelationQuestion(QObject):
    """Stands between desk and window. `called` names who may be named, `kept_out` hears who stays closed,
    `likely` says what the page in sight is for, where that is a reason."""

    def __init__(
        self, seat: Seat, window: QWidget, called: Callable[[int], str], kept_out: Callable[[int], object],
        likely: Callable[[], RelationReason | None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._seat, self._window = seat, window
        self._called, self._kept_out, self._likely = called, kept_out, likely
        seat.desk.asks_why = True
        seat.desk.unrelated.connect(self._ask)

    def _ask(self, patient_id: int) -> None:
        from ui.sharing.relation_sheet import RelationSheet
        from ward_app.sharing.commands import state_relation

        if not self._seat.desk.allows(state_relation):
            self._seat.desk.relate(patient_id, is_stated=False)
            return
        sheet = RelationSheet(self._seat, self._window, patient_id, self._called(patient_id), self._likely())
        sheet.finished.connect(partial(self._answered, patient_id))
        sheet.open()

    def _answered(self, patient_id: int, result: int) -> None:
        is_stated = result == QDialog.DialogCode.Accepted
        self._seat.desk.relate(patient_id, is_stated=is_stated)
        if not is_stated:
            self._kept_out(patient_id)
