"""A new room, and a new bed in one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.calls import Call
from ui.kit.fields import Choice, Option, TextField
from ui.kit.fields.base import letters_wide
from ui.kit.form import Form, Item
from ui.kit.sheet import Sheet
from ui.settings.bench import Bench
from ui.settings.user_columns import EMPLOYERS
from ward_app.i18n import _
from ward_app.wards import commands
from ward_app.wards.commands import LONGEST_LABEL
from ward_app.wards.queries import RoomRow
from ward_app.words import word

NO_ONE = "no one"


class _PlaceSheet(Sheet):
    def __init__(
        self, parent: QWidget, bench: Bench, title: str, items: list[Item], *, area: str, act: str
    ) -> None:
        super().__init__(parent, title, area=area)
        self._bench = bench
        self.form = Form(items, area=area)
        self.content.addWidget(self.form)
        self.unsaved = lambda: self.form.dirty
        self.add_button(act, self._save)
        self.setMinimumWidth(letters_wide(self, 63))
        self.form.focus_first()

    def send(self, values: dict[str, Any]) -> Call[Any]:
        """Start the save."""
        raise AssertionError("each sheet says what it saves")

    def _save(self) -> None:
        if self.form.check():
            self.form.saving(self.send(self.form.values())).then(self._saved)

    def _saved(self, _answer: object) -> None:
        self.accept()


class AddRoomSheet(_PlaceSheet):
    def __init__(self, parent: QWidget, bench: Bench) -> None:
        items: list[Item] = [
            TextField("name", _("&Name of the room"), required=True, max_length=LONGEST_LABEL)
        ]
        super().__init__(parent, bench, _("New room"), items, area="settings.add_room", act=_("Add the room"))

    def send(self, values: dict[str, Any]) -> Call[int]:
        return self._bench.seat.desk.do(commands.add_room, self._bench.seat.ward.unit_id, values["name"])


class AddBedSheet(_PlaceSheet):
    """It comes last on the board."""

    def __init__(self, parent: QWidget, bench: Bench, rooms: list[RoomRow]) -> None:
        payers = [Option(NO_ONE, _("Not divided")), *(Option(one.value, word(one)) for one in EMPLOYERS)]
        items: list[Item] = [
            Choice(
                "room_id", _("&Room"), [Option(room.id, room.name) for room in rooms], shape="combo",
                required=True,
            ),
            TextField("label", _("&Name of the bed"), required=True, max_length=LONGEST_LABEL),
            Choice("funding", _("&Whose bed it is by agreement"), payers, chosen=NO_ONE),
        ]  # fmt: skip
        super().__init__(parent, bench, _("New bed"), items, area="settings.add_bed", act=_("Add the bed"))

    def send(self, values: dict[str, Any]) -> Call[int]:
        funding = next((one for one in EMPLOYERS if one.value == values["funding"]), None)
        unit_id = self._bench.seat.ward.unit_id
        return self._bench.seat.desk.do(
            commands.add_bed, unit_id, values["room_id"], values["label"], funding_principal=funding
        )
