"""This workstation: where things are, a check, a backup, the recovery code."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from sqlalchemy import text

from tests import factories
from tests.ui.entering import ADMINISTRATOR, NURSE, House, child
from tests.ui.keys import press, type_text
from tests.ui.seating import no_sheet, sheet
from tests.ui.settings.conftest import Open
from ui.settings.code_sheets import NewCodeSheet
from ui.settings.page import SettingsPage
from ui.settings.workstation import WorkstationSection
from ward_app.entrance.entrance import Entrance
from ward_app.store import backup
from ward_app.store.audit import LOG


def section(page: SettingsPage) -> WorkstationSection:
    assert isinstance(page.section, WorkstationSection)
    return page.section


def facts(page: SettingsPage) -> dict[str, str]:
    return dict(section(page).facts.texts())


def actions(page: SettingsPage) -> list[str]:
    return list(
        factories.ask(
            page._bench.app,
            lambda session: session.scalars(LOG.select().with_only_columns(LOG.c.action)).all(),
        )
    )


def test_that_it_says_where_the_store_is_and_how(open_page: Open, ready: House) -> None:
    page = open_page(NURSE, "workstation")
    told = facts(page)
    assert told["Database"] == str(ready.config.store_path)
    assert told["Workstation"] == "ws1"
    assert told["Free on the disk"].split()[-1] in ("GB", "soon.")
    assert told["Last backup"] == "None has been made here."
    assert told["Recovery code"] == "Printed and typed back."


def test_that_a_nurse_reads_only(open_page: Open) -> None:
    page = open_page(NURSE, "workstation")
    for button in (section(page).check, section(page).back_up, section(page).new_code):
        assert button.accessibleDescription() == "Your role does not include this."
        assert not button.isEnabled()


def test_that_a_whole_store_is_found_whole(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "workstation")
    press(section(page).check, "Space")
    assert section(page).result.label.text() == "The database is whole, and so is its log."
    assert "store.checked" in actions(page)
    assert section(page).check.isEnabled()


def test_that_a_changed_log_is_found(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "workstation")
    store = page._bench.app.store
    with store.writer.begin() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS audit_log_no_update"))
        for (name,) in connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_log'")
        ).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE audit_log SET actor = 'nobody' WHERE seq = 2"))
    press(section(page).check, "Space")
    assert section(page).result.level == "danger"
    assert "changed" in section(page).result.label.text()


def test_that_a_backup_is_made_and_can_be_read_back(
    open_page: Open, ready: House, entrance: Entrance
) -> None:
    page = open_page(ADMINISTRATOR, "workstation")
    press(section(page).back_up, "Space")
    [made] = ready.config.backups_folder.glob("narvard-*")
    assert backup.verify(made, page._bench.app.store.key).rows["user_account"] == 3
    assert str(made) in section(page).result.label.text()
    assert facts(page)["Last backup"] == "2026-11-21 08:42"
    assert "store.backed_up" in actions(page)


def test_that_a_backup_that_cannot_be_written_is_told(open_page: Open, ready: House) -> None:
    ready.config.backups_folder.write_text("in the way")
    page = open_page(ADMINISTRATOR, "workstation")
    press(section(page).back_up, "Space")
    assert section(page).result.level == "danger"
    assert "could not be written" in section(page).result.label.text()
    assert section(page).back_up.isEnabled()


def test_that_a_new_code_counts_only_when_it_was_typed_back(
    open_page: Open, entrance: Entrance, ready: House
) -> None:
    page = open_page(ADMINISTRATOR, "workstation")
    press(section(page).new_code, "Space")
    form = sheet(section(page))
    assert isinstance(form, NewCodeSheet)
    code = form._code
    slots = entrance.slots
    assert slots is not None
    type_text(child(form, "recovery.code"), "0000" * 8)
    press(child(form, "recovery.code"), "Ctrl+Return")
    assert not slots.is_code(code)
    edit = child(form, "recovery.code")
    assert isinstance(edit, QLineEdit)
    edit.clear()
    type_text(edit, code.lower())
    press(edit, "Ctrl+Return")
    assert no_sheet(section(page))
    assert slots.is_code(code)
    assert "store.code_renewed" in actions(page)


def test_that_a_code_left_for_later_is_typed_back_here(open_page: Open, entrance: Entrance) -> None:
    page = open_page(ADMINISTRATOR, "workstation")
    assert not section(page).type_back.isVisible()
    code = forget_the_code(entrance, page)
    page.refresh()
    assert facts(page)["Recovery code"].startswith("Not typed back yet")
    press(section(page).type_back, "Space")
    form = sheet(section(page))
    type_text(child(form, "recovery.code"), code[:-1])
    press(child(form, "recovery.code"), "Return")
    assert "not the code" in child(form, "recovery.code").accessibleDescription()
    type_text(child(form, "recovery.code"), code[-1] + "\n")
    assert no_sheet(section(page))
    assert facts(page)["Recovery code"] == "Printed and typed back."


def forget_the_code(entrance: Entrance, page: SettingsPage) -> str:
    """As after a first start whose code was left for later."""
    store = page._bench.app.store
    with store.writer.begin() as connection:
        connection.execute(text("UPDATE setting SET value = 'false' WHERE key = 'store.recovery_confirmed'"))
    assert entrance.slots is not None
    return entrance.slots.new_code(store.key)
