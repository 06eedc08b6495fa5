"""Every action in one table: shortcuts, menus, the command palette and the help sheet are made from it.

What an action does is said by who can do it: the window, or the page in sight by its `acts()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtGui import QKeySequence

from ui.desk import Desk
from ward_app.copies import commands as copies
from ward_app.copies.information import information
from ward_app.i18n import N_, _
from ward_app.logs import queries as logs
from ward_app.notes import commands as notes
from ward_app.notes import queries as note_queries
from ward_app.ops import Command, Query
from ward_app.patients import queries as patients
from ward_app.sharing.queries import sharing_of
from ward_app.social import commands as social
from ward_app.stays import commands as stays
from ward_app.stays.queries import board, may_tell
from ward_app.tasks import commands as tasks
from ward_app.wards import commands as wards

Acts = Mapping[str, Callable[[], object]]


class Group(StrEnum):
    """The headings of the help sheet."""

    PAGES = N_("Pages")
    PROGRAM = N_("Program")
    RECORD = N_("Patient record")
    MOVING = N_("Moving about")
    PATIENT = N_("Patient and bed")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do. `text` is marked with N_ and translated when shown."""

    name: str
    text: str
    group: Group
    icon: str = ""
    keys: tuple[str, ...] = ()
    needs: Command[..., Any] | Query[..., Any] | None = None
    or_needs: Command[..., Any] | None = None
    """Another use case that is right enough: who does the same in another record."""

    @property
    def label(self) -> str:
        return _(self.text)

    @property
    def key_text(self) -> str:
        return " ".join(key_text(key) for key in self.keys[:1])


def key_text(key: str) -> str:
    """A key as it is written on the keyboard and said on the ward."""
    return _(_KEYS_IN_WORDS[key]) if key in _KEYS_IN_WORDS else key


_KEYS_IN_WORDS = {
    "Space": N_("Space bar"),
    "Arrows": N_("Arrow keys"),
    "Digits": N_("Digits"),
    "Alt+Left": N_("Alt+Left arrow"),
    "Menu": N_("Menu key"),
}

P, B, R, M, G = Group.PAGES, Group.PATIENT, Group.RECORD, Group.MOVING, Group.PROGRAM

ACTIONS: tuple[Action, ...] = (
    Action("board", N_("Beds"), P, "layout-grid", ("Ctrl+1",), board),
    Action("patients", N_("Patients"), P, "user", ("Ctrl+2",), patients.find),
    Action("inout", N_("Admission and discharge"), P, "arrow-left-right", ("Ctrl+3",), board),
    Action("handover", N_("Handover"), P, "clipboard-list", ("Ctrl+4",), board),
    Action("unsigned", N_("Unsigned notes"), P, "signature", needs=note_queries.unsigned),
    Action("logs", N_("Checks of the log"), P, "list-checks", needs=logs.reviews),
    Action("settings", N_("Settings"), P, "settings", ("Ctrl+7", "Ctrl+,")),
    Action("open", N_("Open the record"), B, "file-text", ("Enter",)),
    Action("peek", N_("Show the card in full"), B, "eye", ("Space",)),
    Action("admit", N_("Admit a patient"), B, "user-plus", needs=stays.admit),
    Action("admit_here", N_("Admit a patient to this bed"), B, "user-plus", needs=stays.admit),
    Action("move", N_("Move…"), B, "move", needs=stays.move),
    Action("swap", N_("Swap beds…"), B, "repeat", needs=stays.swap),
    Action("leave", N_("Leave…"), B, "luggage", needs=stays.start_leave),
    Action("return", N_("Back from leave…"), B, "log-in", needs=stays.return_from_leave),
    Action("change_purpose", N_("Change the type of stay…"), B, "pencil", needs=stays.change_purpose),
    Action("ready", N_("Mark as ready for discharge"), B, "house", needs=stays.mark_ready),
    Action("not_ready", N_("Not ready for discharge after all"), B, "rotate-ccw", needs=stays.revoke_ready),
    Action("discharge", N_("Discharge the patient…"), B, "door-open", needs=stays.discharge),
    Action("death", N_("Record death…"), B, "flower-2", needs=stays.record_death),
    Action("cleaned", N_("The bed is cleaned"), B, "sparkles", needs=wards.bed_cleaned),
    Action("close_bed", N_("Close the bed…"), B, "ban", needs=wards.close_bed),
    Action("reopen_bed", N_("Open the bed again"), B, "bed", needs=wards.reopen_bed),
    Action("over_occupancy", N_("Open an over-occupancy place…"), B, "plus", needs=wards.open_over_occupancy),
    Action("close_place", N_("Close the over-occupancy place"), B, "minus", needs=wards.close_over_occupancy),
    Action("new_note", N_("New note"), R, "notebook-pen", ("Ctrl+N",), notes.save, social.write),
    Action("new_task", N_("New task"), R, "list-todo", ("Ctrl+T",), tasks.add),
    Action("banner", N_("More about the patient"), R, "contact-round", ("Ctrl+B",)),
    Action("sharing", N_("What is shared, with whom and why"), R, "shield", ("F9",), sharing_of),
    Action("hand_out", N_("Hand out a copy of the record…"), R, "copy", needs=copies.hand_out),
    Action("information", N_("Print the information to the patient"), R, "info", needs=information),
    Action("save_draft", N_("Save the draft now"), R, "save", ("Ctrl+S",)),
    Action("undo", N_("Undo"), R, "undo-2", ("Ctrl+Z",)),
    Action("redo", N_("Redo"), R, "redo-2", ("Ctrl+Shift+Z",)),
    Action("sections", N_("Sections of the record"), R, keys=("Alt+1…9, 0",)),
    Action("primary", N_("Save, sign, admit: what the page is for"), R, keys=("Ctrl+Enter",)),
    Action("search", N_("Search for a patient, bed or command"), M, "search", ("Ctrl+K", "F3")),
    Action("back", N_("Back to the last page or patient"), M, "arrow-left", ("Alt+Left",)),
    Action("next_area", N_("Next part of the window"), M, keys=("F6",)),
    Action("previous_area", N_("Previous part of the window"), M, keys=("Shift+F6",)),
    Action("arrows", N_("Move on the board and in tables"), M, keys=("Arrows",)),
    Action("digits", N_("Go to a bed on the board"), M, keys=("Digits",)),
    Action("menu", N_("What can be done with a bed or patient"), M, keys=("Menu", "Shift+F10")),
    Action("escape", N_("Close, cancel"), M, keys=("Esc",)),
    Action("cards", N_("Show the beds as cards"), G, "layout-grid"),
    Action("table", N_("Show the beds as a table"), G, "table"),
    Action("discreet", N_("Discreet mode: initials only"), G, "eye-off", ("Ctrl+D",)),
    Action("print", N_("Print a report…"), G, "printer", ("Ctrl+P",)),
    Action("phone", N_("Telephone: may I say yes?"), G, "phone", ("F8",), may_tell),
    Action("refresh", N_("Refresh"), G, "refresh-cw", ("F5",)),
    Action("theme", N_("Light or dark"), G, "moon"),
    Action("help", N_("Help"), G, "circle-help", ("F1",)),
    Action("lock", N_("Lock"), G, "lock", ("Ctrl+L",)),
    Action("switch_user", N_("Switch user"), G, "users", ("Ctrl+Shift+L",)),
)  # fmt: skip

_BY_NAME = {action.name: action for action in ACTIONS}
ELSEWHERE = frozenset({"open", "peek", "sections", "primary", "arrows", "digits", "menu", "escape"})
"""Keys that a view, a page or a dialog answers itself; they stand here for the help sheet."""

MOVES = ELSEWHERE | {"search", "next_area", "previous_area"}
"""What only moves the focus does not stand in the command palette."""

SECTION_KEYS = {f"section_{nth}": f"Alt+{nth}" for nth in range(10)}
"""What a record page calls its sections' acts. Their words are the record's own."""


def action(name: str) -> Action:
    return _BY_NAME[name]


def reason_not(wanted: Action, desk: Desk) -> str | None:
    """Why it cannot be done by who is signed in, None if it can."""
    if wanted.needs is None or desk.allows(wanted.needs):
        return None
    if wanted.or_needs is not None and desk.allows(wanted.or_needs):
        return None
    return _("Your role does not include this.")


def sequences(wanted: Action) -> list[QKeySequence]:
    return [QKeySequence(key) for key in wanted.keys]
