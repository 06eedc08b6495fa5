"""What the ward has agreed on."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tests.ui.entering import ADMINISTRATOR, NURSE, child
from tests.ui.keys import press, type_text
from tests.ui.seating import FakeGuide
from tests.ui.settings.conftest import Open
from ui.settings.page import SettingsPage
from ui.settings.ward import WardSection
from ward_app.settings import queries
from ward_app.settings.registry import LOCK_MINUTES, NUMBER_ON_HANDOVER, SHIFT_TIMES, SIGN_IN_BANNER


def section(page: SettingsPage) -> WardSection:
    assert isinstance(page.section, WardSection)
    return page.section


def stored(page: SettingsPage, declared: Any) -> Any:
    return page._bench.app.ask(queries.value, declared)


def retype(page: SettingsPage, name: str, text: str) -> None:
    edit = child(page, f"settings.ward.{name}")
    assert isinstance(edit, QLineEdit | QPlainTextEdit)
    edit.clear()
    type_text(edit, text)


def test_that_the_settings_are_changed_together(open_page: Open, guide: FakeGuide) -> None:
    page = open_page(ADMINISTRATOR, "ward")
    retype(page, "banner", "Loggen granskas.")
    retype(page, "lock", "3")
    press(child(page, "settings.ward.number.none"), "Space")
    retype(page, "day_from", "645")
    child(page, "settings.ward.lock").setFocus()
    press(child(page, "settings.ward.lock"), "Ctrl+Return")
    assert guide.notices == ["The settings of the ward are saved."]
    assert stored(page, SIGN_IN_BANNER) == "Loggen granskas."
    assert stored(page, LOCK_MINUTES) == 3
    assert stored(page, NUMBER_ON_HANDOVER) == "none"
    assert stored(page, SHIFT_TIMES)[0] == ["06:45", "15:30"]
    assert not section(page).form.dirty


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("lock", "11", "1–10"),
        ("day_from", "7:10", "quarter"),
        ("evening_from", "07:00", "same time"),
        ("night_to", "", "must be filled in"),
        ("banner", "å" * 301, "300 characters"),
    ],
)
def test_that_what_cannot_be_is_said_beside_its_field(
    open_page: Open, name: str, typed: str, sentence: str
) -> None:
    page = open_page(ADMINISTRATOR, "ward")
    before = page._bench.app.ask(queries.all_values)
    retype(page, name, typed)
    press(section(page).save, "Space")
    said = [field.remark.sentence for field in section(page).form.fields.values() if field.remark]
    assert any(sentence in each for each in said)
    assert page._bench.app.ask(queries.all_values) == before


def test_that_what_is_being_typed_is_not_overwritten_by_a_colleague(open_page: Open) -> None:
    page = open_page(ADMINISTRATOR, "ward")
    retype(page, "routine", "Rutin 7")
    page.refresh()
    assert section(page).form.values()["routine"] == "Rutin 7"


def test_that_a_role_without_the_right_reads_only(open_page: Open) -> None:
    page = open_page(NURSE, "ward")
    assert section(page).form.values()["lock"] == 5
    assert not section(page).save.isEnabled()
    assert not child(page, "settings.ward.lock").isEnabled()
