"""One person at one workstation: what every page is given, instead of the whole window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ui.desk import Changes, Desk
from ui.drafts.drafts import Drafts
from ward_app.access.queries import Account
from ward_app.clock import Clock


@dataclass(frozen=True, slots=True)
class Ward:
    """The ward that this workstation stands in."""

    unit_id: int
    name: str
    is_practice: bool


class Guide(Protocol):
    """What a page may ask of the window around it."""

    def open_record(self, patient_id: int, section: str = "overview") -> None:
        """Show the record of one patient, at one of its sections."""

    def go(self, page: str) -> None:
        """Show one of the main pages by its name: board, patients, inout, handover, settings."""

    def admit(self, patient_id: int | None = None, bed_id: int | None = None, typed: str = "") -> None:
        """Open the admission page, with what is already known filled in; `typed` was searched for in vain."""

    def act(self, name: str) -> None:
        """Do an action of `ui.actions` by its name, as far as the page in sight can."""

    def notice(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Something was done, and can be undone for ten seconds."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Desk, drafts and account of whoever is signed in, the ward, and the window as a guide."""

    desk: Desk
    drafts: Drafts
    account: Account
    ward: Ward
    clock: Clock
    guide: Guide

    @property
    def user_id(self) -> int:
        user_id = self.account.actor.user_id
        assert user_id is not None
        return user_id


class Page(Protocol):
    """What the window asks of each main page and each section of a record."""

    shows: Changes
    """Entity classes whose change makes the page stale; it is refreshed when it is in sight."""

    def refresh(self) -> None: ...

    def leave(self) -> None:
        """The page goes out of sight or the screen is locked: flush what was typed to the drafts."""
