"""What every section of the settings is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ui.seat import Seat
from ward_app.app import App
from ward_app.config import Config
from ward_app.entrance.entrance import Entrance
from ward_app.i18n import _
from ward_app.ops import Command, Query
from ward_app.store.keyslots import KeySlots


@dataclass(frozen=True, slots=True)
class Bench:
    """The seat, the door behind its desk, and the entrance: passwords also open the store."""

    seat: Seat
    app: App
    entrance: Entrance
    preferences_changed: Callable[[], object]

    @property
    def config(self) -> Config:
        return self.entrance.place.config

    @property
    def slots(self) -> KeySlots | None:
        """None in the practice ward: a slot of one's own would make it look like a real one."""
        return None if self.seat.ward.is_practice else self.entrance.slots

    def why_not(self, op: Command[..., Any] | Query[..., Any]) -> str | None:
        """Why this user may not, None if they may."""
        return None if self.seat.desk.allows(op) else _("Your role does not include this.")
