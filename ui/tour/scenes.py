"""The screens of the program, each with how to come to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from ui.board.head import CARDS, TABLE
from ui.board.page import BoardPage
from ui.settings.page import SettingsPage
from ui.settings.workstation import WorkstationSection
from ui.stays import sheets
from ui.tour import before, logs, sharing, writing
from ui.tour.stage import ADMINISTRATOR, ASSESSOR, CARER, DOCTOR, NURSE, Stage, press, settle
from ui.window import MainWindow
from ward_app.entrance.upkeep import StoreState
from ward_app.store.location import Room

Scene = Callable[[Stage], object]
MB = 1024**2


def board(stage: Stage, view: str, *, discreet: bool = False) -> MainWindow:
    window = stage.enter()
    page = window.page
    assert isinstance(page, BoardPage)
    page.choose_view(view)
    if page.is_discreet != discreet:
        page.switch_discreet()
    settle()
    return window


def peek(stage: Stage) -> None:
    window = board(stage, CARDS)
    page = window.page
    assert isinstance(page, BoardPage)
    page.peek(next(place for place in page.places if place.label == "1:2"))


def palette(stage: Stage, typed: str) -> None:
    window = stage.enter()
    window.search.begin()
    window.search.field.setText(typed)
    window.search.field.textEdited.emit(typed)


def help_sheet(stage: Stage) -> None:
    stage.enter().act("help")


def page(stage: Stage, name: str, who: str = "") -> MainWindow:
    window = stage.enter(who) if who else stage.enter()
    window.go(name)
    return window


def banner(stage: Stage) -> None:
    writing.record(stage, "overview").act("banner")


def settings(stage: Stage, section: str, who: str = ADMINISTRATOR) -> None:
    page_of = page(stage, "settings", who).page
    assert isinstance(page_of, SettingsPage)
    page_of.show_section(section)


def workstation(stage: Stage) -> None:
    """As if the ward lay in its usual place, on a disk of some size."""
    settings(stage, "workstation")
    section = stage.top.findChild(WorkstationSection) if stage.top else None
    assert section is not None
    folder = Path("/var/lib/narvard")
    section.show_state(StoreState(
        where=str(folder / "narvard.db"), size=31 * MB, free=68 * 1024 * MB, room=Room.AMPLE,
        backups=folder / "backups", last_backup_at=stage.clock() - timedelta(hours=6),
        has_confirmed_code=True,
    ))  # fmt: skip


def unsigned(stage: Stage) -> None:
    """Of the whole ward: who is at work here has signed everything."""
    press(page(stage, "unsigned"), "unsigned.everyone")


def press_on(stage: Stage, name: str, button: str, who: str = "") -> None:
    """A sheet that is opened by a button of a main page."""
    press(page(stage, name, who), button)


def sheet(stage: Stage, open_it: Callable[..., object], bed: str, who: str = "") -> None:
    window = stage.enter(who) if who else stage.enter()
    assert window.page is not None
    open_it(window.seat, stage.card(window.seat, bed).stay_id, window.page)


def print_preview(stage: Stage) -> None:
    page(stage, "handover").act("print")


SCENES: Mapping[str, Scene] = {
    "sign-in-practice": before.practice,
    "sign-in": before.sign_in,
    "sign-in-refused": before.refused,
    "first-start": before.first_start,
    "recovery-code": before.recovery_code,
    "recover": before.recover,
    "new-password": before.new_password,
    "store-in-trouble": before.trouble,
    "lock": before.lock,
    "lock-practice": before.practice_lock,
    "board-cards": partial(board, view=CARDS),
    "board-table": partial(board, view=TABLE),
    "board-cards-discreet": partial(board, view=CARDS, discreet=True),
    "board-table-discreet": partial(board, view=TABLE, discreet=True),
    "board-peek": peek,
    "palette-person": partial(palette, typed="son"),
    "palette-bed": partial(palette, typed="1"),
    "palette-command": partial(palette, typed="> "),
    "help": help_sheet,
    "patients": partial(page, name="patients"),
    "unsigned": unsigned,
    "record-overview": partial(writing.record, section="overview"),
    "record-overview-palliative": partial(writing.record, section="overview", bed="2:1"),
    "record-overview-protected": partial(writing.record, section="overview", bed="12"),
    "record-banner-more": banner,
    "record-notes": partial(writing.record, section="notes"),
    "record-tasks": partial(writing.record, section="tasks"),
    "record-in-and-out": partial(writing.record, section="inout"),
    "record-social": partial(writing.record, section="social", bed="11", who=CARER),
    "record-social-assessor": partial(writing.record, section="social", bed="11", who=ASSESSOR),
    "board-assessor": partial(page, name="board", who=ASSESSOR),
    "note-editor": writing.note,
    "note-sbar": writing.sbar,
    "task-sheet": writing.task,
    "sheet-stay": partial(writing.change, button="stay.edit"),
    "sheet-care": partial(writing.change, button="care.edit"),
    "sheet-hypersensitivity": partial(writing.change, button="risks.hypersensitivity"),
    "sheet-warnings": partial(writing.change, button="risks.alerts"),
    "sheet-limits": partial(writing.change, button="risks.limits", bed="2:1", who=DOCTOR),
    "sheet-kin": partial(writing.change, button="kin.edit"),
    "admission-empty": writing.admission_empty,
    "admission-filled": writing.admission_filled,
    "admission-newcomer": writing.admission_new,
    "admission-errors": writing.admission_errors,
    "admission-consent": sharing.admission_consent,
    "admission-cannot-answer": sharing.admission_cannot_answer,
    "sharing": sharing.panel,
    "sharing-refused": partial(sharing.panel, bed="7"),
    "sharing-unable": partial(sharing.panel, bed="4:1"),
    "sharing-blocked": partial(sharing.panel, bed="6:2", who=DOCTOR),
    "sharing-lift": partial(sharing.panel_sheet, button="sharing.blocks.lift", bed="8"),
    "record-overview-blocked": partial(writing.record, section="overview", bed="8"),
    "record-overview-refused": partial(writing.record, section="overview", bed="7"),
    "sharing-answer": partial(sharing.panel_sheet, button="sharing.consent.answer"),
    "sharing-informed": partial(sharing.panel_sheet, button="sharing.consent.inform"),
    "sharing-cannot-answer": partial(sharing.panel_sheet, button="sharing.consent.capacity"),
    "sharing-block": partial(sharing.panel_sheet, button="sharing.blocks.block"),
    "sharing-emergency": partial(sharing.panel_sheet, button="sharing.reads.emergency"),
    "sharing-consult": partial(sharing.panel_sheet, button="sharing.care.consult"),
    "relation": sharing.relation,
    "phone-yes": partial(sharing.phone, asked="Öberg"),
    "phone-no": partial(sharing.phone, asked="Karlsson"),
    "presence": partial(writing.change, button="kin.presence"),
    "sheet-move": partial(sheet, open_it=sheets.move, bed="1:2"),
    "sheet-swap": partial(sheet, open_it=sheets.swap, bed="1:2"),
    "sheet-leave": partial(sheet, open_it=sheets.leave, bed="1:2"),
    "sheet-discharge": partial(sheet, open_it=sheets.discharge, bed="1:1"),
    "sheet-death": partial(sheet, open_it=sheets.death, bed="2:1", who=DOCTOR),
    "in-and-out": partial(page, name="inout"),
    "sheet-plan-arrival": partial(press_on, name="inout", button="inout.plan"),
    "handover": partial(page, name="handover"),
    "print-preview": print_preview,
    "settings-account": partial(settings, section="account", who=NURSE),
    "settings-users": partial(settings, section="users"),
    "settings-places": partial(settings, section="places"),
    "settings-ward": partial(settings, section="ward"),
    "settings-workstation": workstation,
    "settings-retention": partial(settings, section="retention"),
    "settings-reviews": partial(settings, section="reviews"),
    "settings-security": partial(settings, section="security"),
    "log-review": logs.review,
    "log-sample": partial(logs.sheet, button="logs.random"),
    "log-targeted": partial(logs.sheet, button="logs.targeted"),
    "log-extract": partial(logs.sheet, button="logs.extract"),
}
"""Every screen by the name of its picture."""
