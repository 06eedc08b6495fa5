"""Fields: checked when left, never while typing; unlikely takes one confirmation, impossible none."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keys import press, type_text
from tests.ui.kit.showing import TYPES, shown
from ui.kit import style
from ui.kit.fields import (
    Check,
    Choice,
    DateField,
    DateTimeField,
    Field,
    Level,
    NumberField,
    PersonNumberField,
    Remark,
    TextArea,
    TextField,
    TimeField,
)
from ui.kit.fields.calendar import CalendarPopup
from ui.kit.tokens import Theme

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)


def every_field() -> list[Field[Any]]:
    return [
        TextField("text", "&Text"),
        TextArea("area", "&Area"),
        NumberField("number", "&Number", decimals=1),
        DateField("date", "&Date", today=lambda: TODAY),
        TimeField("time", "T&ime"),
        DateTimeField("moment", "&Moment", now=lambda: NOW),
        Choice("radio", "&Radio", TYPES),
        Choice("combo", "&Combo", TYPES, shape="combo"),
        PersonNumberField("person", "&Person", normalise=lambda text: (text, None)),
        Check("check", "C&heck"),
    ]


VALUES: dict[str, Any] = {
    "text": "Åke", "area": "rad 1\nrad 2", "number": Decimal("38.2"), "date": TODAY, "time": time(0, 30),
    "moment": datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "radio": "palliative", "combo": "medical",
    "person": "19460113-6098", "check": True,
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_that_a_value_put_in_comes_out_without_an_edit(qtbot: QtBot, styled: QApplication, name: str) -> None:
    fields = [every_field(), every_field()]
    for field in fields[0] + fields[1]:
        qtbot.addWidget(field)
    tested, copy = (next(field for field in some if field.name == name) for some in fields)
    edits: list[int] = []
    tested.edited.connect(lambda: edits.append(1))
    assert tested.value() in (None, False)
    tested.set_value(VALUES[tested.name])
    assert tested.value() == VALUES[tested.name]
    assert edits == []
    copy.set_raw(tested.raw())
    assert copy.value() == VALUES[tested.name]
    tested.set_value(None)
    assert tested.value() in (None, False)
    assert tested.remark is None


@pytest.mark.parametrize("name", VALUES)
def test_that_every_field_has_a_label_it_can_be_reached_by(
    qtbot: QtBot, styled: QApplication, name: str
) -> None:
    field = next(field for field in every_field() if field.name == name)
    page = shown(qtbot, field)
    assert field.input.objectName().startswith(f"test.{name}")
    if isinstance(field, Check):
        assert isinstance(field.input, QCheckBox)
        assert field.input.text() == "C&heck"
        return
    buddies = [label for label in page.findChildren(QLabel) if label.buddy() is field.input]
    assert len(buddies) == 1
    assert "&" in buddies[0].text()


def test_that_tab_goes_through_all_fields_in_reading_order(qtbot: QtBot, styled: QApplication) -> None:
    fields = every_field()
    _page = shown(qtbot, *fields)
    fields[0].input.setFocus()
    reached: list[str] = []
    for _step in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        if not focus.objectName():
            break
        reached.append(focus.objectName())
        press(focus, "Tab")
    assert reached == [
        "test.text", "test.area", "test.number", "test.date", "test.date.calendar", "test.time",
        "test.moment", "test.moment.time", "test.radio.rehab", "test.combo", "test.person", "test.check",
    ]  # fmt: skip


def test_that_swedish_letters_are_typed_and_white_space_around_is_not_kept(
    qtbot: QtBot, styled: QApplication
) -> None:
    field = TextField("name", "&Name")
    _page = shown(qtbot, field)
    edits: list[int] = []
    field.edited.connect(lambda: edits.append(1))
    type_text(field.input, "  Öberg, Åke é–€ ")
    assert field.value() == "Öberg, Åke é–€"
    assert len(edits) == 17
    field.set_value("   ")
    assert field.value() is None


def test_that_a_password_is_hidden_and_kept_to_the_letter(qtbot: QtBot, styled: QApplication) -> None:
    field = TextField("password", "&Password", password=True)
    _page = shown(qtbot, field)
    type_text(field.edit, " å b ")
    assert field.value() == " å b "
    assert "å" not in field.edit.displayText()


def said(field: Field[Any]) -> Remark | None:
    return field.remark


def pulse(**more: Any) -> NumberField:
    return NumberField("pulse", "&Pulse", unit="/min", possible=(20, 300), usual=(40, 150), **more)


def test_that_nothing_is_said_while_typing(qtbot: QtBot, styled: QApplication) -> None:
    field = pulse()
    _page = shown(qtbot, field)
    field.input.setFocus()
    type_text(field.input, "999")
    assert said(field) is None
    press(field.input, "Tab")
    assert field.remark is not None
    assert field.remark.level is Level.IMPOSSIBLE
    assert field.remark.sentence == "Enter 20–300 /min."
    assert field.value() is None
    assert field.input.property("level") == "impossible"
    assert field.input.accessibleDescription() == "Enter 20–300 /min."


def test_that_a_point_becomes_a_comma_when_the_field_is_left(qtbot: QtBot, styled: QApplication) -> None:
    field = NumberField("temp", "&Temp", unit="°C", decimals=1)
    _page = shown(qtbot, field)
    field.input.setFocus()
    type_text(field.input, "38.2")
    assert field.raw() == "38.2"
    press(field.input, "Tab")
    assert field.raw() == "38,2"
    assert field.value() == Decimal("38.2")


@pytest.mark.parametrize(
    ("typed", "decimals", "sentence"),
    [
        ("38,25", 1, "Enter at most one decimal."),
        ("3,5", 0, "Enter a whole number."),
        ("x", 0, "Enter a number."),
    ],
)
def test_that_a_number_says_how_it_is_to_be_written(
    qtbot: QtBot, styled: QApplication, typed: str, decimals: int, sentence: str
) -> None:
    field = NumberField("n", "&N", decimals=decimals)
    qtbot.addWidget(field)
    field.set_raw(typed)
    assert not field.check()
    assert field.remark is not None
    assert field.remark.sentence == sentence


def test_that_an_unlikely_value_needs_one_confirmation(qtbot: QtBot, styled: QApplication) -> None:
    field = pulse()
    page = shown(qtbot, field)
    field.input.setFocus()
    type_text(field.input, "190")
    press(field.input, "Tab")
    assert field.remark is not None
    assert field.remark.level is Level.UNLIKELY
    assert not field.check(saving=True)
    yes = page.findChild(QWidget, "test.pulse.confirm")
    assert yes is not None
    field.focus()
    assert yes.hasFocus()
    press(yes, "Space")
    assert field.is_confirmed
    assert field.check(saving=True)
    assert not yes.isVisible()
    assert field.input.property("level") == ""
    field.input.setFocus()
    type_text(field.input, "1")
    field.set_raw("191")
    assert not field.check(saving=True)


def test_that_a_doubtful_number_takes_a_reason(qtbot: QtBot, styled: QApplication) -> None:
    doubt = Remark(Level.UNLIKELY, "The check digit is wrong.", asks_reason=True)
    field = PersonNumberField("number", "&Number", normalise=lambda text: (text.replace(" ", "-"), doubt))
    page = shown(qtbot, field)
    field.input.setFocus()
    type_text(field.input, "19460113 6099")
    press(field.input, "Tab")
    assert field.value() == "19460113-6099"
    assert not field.check(saving=True)
    field.focus()
    reason = page.findChild(QLineEdit, "test.number.reason")
    assert reason is not None
    assert reason.hasFocus()
    type_text(reason, "ambulans, ingen legitimation")
    assert field.check(saving=True)
    assert field.reason() == "ambulans, ingen legitimation"


def test_that_a_field_that_must_be_filled_in_says_so_at_save(qtbot: QtBot, styled: QApplication) -> None:
    field = TextField("why", "&Why", required=True)
    page = shown(qtbot, field)
    field.input.setFocus()
    press(field.input, "Tab")
    assert field.remark is None
    assert not field.check(saving=True)
    assert any("(required)" in label.text() for label in page.findChildren(QLabel))


def test_that_a_note_stops_nothing(qtbot: QtBot, styled: QApplication) -> None:
    field = TextField("why", "&Why", check=lambda _text: Remark(Level.NOTE, "As last time."))
    qtbot.addWidget(field)
    field.set_value("x")
    assert field.check(saving=True)
    assert field.remark is not None


def test_that_a_date_shows_its_weekday_and_week(qtbot: QtBot, styled: QApplication) -> None:
    field = DateField("day", "&Day", today=lambda: TODAY)
    _page = shown(qtbot, field)
    field.input.setFocus()
    type_text(field.input, "v48")
    assert field.beside() == "Mon 23 Nov · w. 48"
    press(field.input, "Tab")
    assert field.raw() == "2026-11-23"


@pytest.mark.parametrize("typed", ["2026-11-10", "2027-11-10", "snart"])
def test_that_a_date_outside_its_bounds_is_impossible(qtbot: QtBot, styled: QApplication, typed: str) -> None:
    field = DateField(
        "day", "&Day", today=lambda: TODAY, earliest=date(2026, 11, 20), latest=date(2026, 12, 24)
    )
    qtbot.addWidget(field)
    field.set_raw(typed)
    assert not field.check()
    assert field.value() is None


def test_that_a_date_can_be_chosen_by_keyboard(qtbot: QtBot, styled: QApplication) -> None:
    field = DateField("day", "&Day", today=lambda: TODAY)
    page = shown(qtbot, field)
    edits: list[int] = []
    field.edited.connect(lambda: edits.append(1))
    field.button.click()
    popup = page.findChild(CalendarPopup)
    assert popup is not None
    inner = popup.calendar.focusProxy() or popup.calendar
    press(inner, "Down")
    press(inner, "Return")
    assert field.value() == date(2026, 11, 28)
    assert edits == [1]


@pytest.mark.parametrize("typed", ["0030", "00:30"])
def test_that_a_moment_is_a_day_and_a_time_on_the_wards_clock(
    qtbot: QtBot, styled: QApplication, typed: str
) -> None:
    field = DateTimeField("at", "&At", now=lambda: NOW)
    _page = shown(qtbot, field)
    type_text(field.day_edit, "i dag")
    assert field.value() is None
    assert not field.check()
    type_text(field.time_edit, typed)
    assert field.value() == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    field.time_edit.setFocus()
    press(field.time_edit, "Tab")
    assert (field.day_edit.text(), field.time_edit.text()) == ("2026-11-21", "00:30")
    field.set_now()
    assert field.time_edit.text() == "08:42"


def test_that_an_hour_that_comes_twice_is_asked_about(qtbot: QtBot, styled: QApplication) -> None:
    field = DateTimeField("at", "&At", now=lambda: NOW)
    _page = shown(qtbot, field)
    type_text(field.day_edit, "2026-10-25")
    type_text(field.time_edit, "0230")
    assert field.which.isVisible()
    assert not field.check()
    field.which.setCurrentIndex(1)
    assert field.value() == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    field.which.setCurrentIndex(0)
    assert field.value() == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    field.set_value(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert field.which.currentIndex() == 1


def test_that_an_hour_that_does_not_exist_is_impossible(qtbot: QtBot, styled: QApplication) -> None:
    field = DateTimeField("at", "&At", now=lambda: NOW)
    qtbot.addWidget(field)
    field.set_raw("2026-03-29\n02:30")
    assert not field.check()
    assert field.remark is not None
    assert "does not exist" in field.remark.sentence


@pytest.mark.parametrize("points", [9, 10.5, 14])
def test_that_inputs_are_large_enough_for_what_is_typed(
    qtbot: QtBot, styled: QApplication, points: float
) -> None:
    style.apply(styled, Theme.LIGHT, points)
    field = DateField("day", "&Day", today=lambda: TODAY)
    _page = shown(qtbot, field)
    field.set_value(TODAY)
    assert field.input.height() >= 29
    assert field.input.width() > field.input.fontMetrics().horizontalAdvance("2026-11-21") + 18
