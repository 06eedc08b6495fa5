"""The way to the panel: from the shield, from the line on unread data, by its key."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.seat import Seat
from ward_app.sharing.queries import sharing_of
from ward_app.sharing.rows import SharingRow


def open_sharing(
    seat: Seat, parent: QWidget, patient_id: int, about: str, stay_id: int | None = None
) -> None:
    """`about` names patient and bed; `stay_id` is the stay that an answer may hold during."""

    def show(row: SharingRow) -> None:
        from ui.sharing.sheet import SharingSheet

        SharingSheet(seat, parent, row, about, stay_id).open()

    seat.desk.ask(sharing_of, patient_id).then(show, owner=parent)
