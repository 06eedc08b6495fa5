"""Forms: what is wrong stands beside its field and at the top, and what was typed is never lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.fake_door import FakeDoor
from tests.ui.keys import bring_up, press, type_text
from ui.desk import Desk
from ui.kit.fields import Choice, Level, NumberField, Option, TextArea, TextField
from ui.kit.form import Form, Heading
from ui.worker import Immediate
from ward_app.errors import Conflict, Invalid, Unlikely, WardError
from ward_app.ops import Work, command

saved: list[tuple[str, object]] = []
refusals: list[WardError] = []


@command(None)
def save(_work: Work, name: str, pulse: object) -> int:
    if refusals:
        raise refusals.pop()
    saved.append((name, pulse))
    return len(saved)


@pytest.fixture
def form(qtbot: QtBot, styled: QApplication) -> Form:
    saved.clear()
    refusals.clear()
    form = Form(
        [
            Heading("Who"),
            TextField("name", "&Name", required=True),
            (
                NumberField("pulse", "&Pulse", unit="/min", possible=(20, 300), usual=(40, 150)),
                Choice("kind", "&Kind", [Option(1, "One"), Option(2, "Two")], shape="combo", required=True),
            ),
            TextArea("note", "No&te"),
        ],
        area="test",
    )
    qtbot.addWidget(form)
    bring_up(qtbot, form)
    return form


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(FakeDoor(), Immediate(), Immediate())


def fill(form: Form) -> None:
    form.set_values({"name": "Öberg, Åke", "pulse": Decimal(80), "kind": 2})


def test_that_values_go_in_and_come_out(form: Form) -> None:
    fill(form)
    assert form.values() == {"name": "Öberg, Åke", "pulse": Decimal(80), "kind": 2, "note": None}
    assert not form.dirty


def test_that_controls_are_named_for_tests_and_screen_readers(form: Form) -> None:
    assert form.findChild(QPushButton, "test.pulse.confirm") is not None
    assert {field.input.objectName() for field in form.fields.values()} == {
        "test.name", "test.pulse", "test.kind", "test.note",
    }  # fmt: skip


def test_that_typing_makes_it_dirty_and_tells_the_draft(form: Form) -> None:
    told: list[object] = []
    form.edited.connect(lambda: told.append(form.raw()["name"]))
    form.left.connect(lambda: told.append("left"))
    form.dirty_changed.connect(told.append)
    form.focus_first()
    type_text(form.field("name").input, "Å")
    press(form.field("name").input, "Tab")
    assert told == [True, "Å", "left"]
    assert form.dirty


def test_that_a_draft_brings_back_what_stood_there(form: Form) -> None:
    form.set_raw({"name": " Öb", "pulse": "19x", "kind": "2", "unknown": "x", "note": "a\nb"})
    assert form.raw() == {"name": " Öb", "pulse": "19x", "kind": "2", "note": "a\nb"}
    assert form.dirty
    assert form.values() == {"name": "Öb", "pulse": None, "kind": 2, "note": "a\nb"}


def test_that_all_that_is_wrong_is_said_at_once_with_the_focus_on_the_first(form: Form) -> None:
    form.set_values({"pulse": Decimal(999)})
    assert not form.check()
    assert form.summary.texts() == [
        "3 things need attention before this can be saved.",
        "Name: This must be filled in.",
        "Pulse: Enter 20–300 /min.",
        "Kind: This must be filled in.",
    ]
    assert form.field("name").input.hasFocus()
    links = form.summary.findChildren(QPushButton)
    links[1].click()
    assert form.field("pulse").input.hasFocus()


def test_that_the_summary_goes_when_all_is_well(form: Form) -> None:
    form.check()
    fill(form)
    assert form.check()
    assert not form.summary.isVisible()


def test_that_an_unlikely_value_is_saved_after_one_confirmation(form: Form) -> None:
    fill(form)
    form.set_values({"pulse": Decimal(190)})
    assert not form.check()
    press(QApplication.focusWidget() or form, "Space")
    assert form.check()
    assert form.confirmed() == {"pulse"}


def test_that_a_saved_form_is_clean(form: Form, desk: Desk) -> None:
    form.set_raw({"name": "Åke", "kind": "1"})
    answers: list[int] = []
    assert form.check()
    form.saving(desk.do(save, "Åke", pulse=1)).then(answers.append)
    assert (saved, answers, form.dirty) == ([("Åke", 1)], [1], False)


def test_that_a_refused_value_stands_beside_its_field(form: Form, desk: Desk) -> None:
    fill(form)
    form.set_raw({"note": "typed"})
    refusals.append(Invalid("name", "No such person."))
    form.saving(desk.do(save, "x", pulse=1))
    remark = form.field("name").remark
    assert remark is not None
    assert (remark.level, remark.sentence) == (Level.IMPOSSIBLE, "No such person.")
    assert "Name: No such person." in form.summary.texts()
    assert form.field("name").input.hasFocus()
    assert form.values()["note"] == "typed"
    assert form.dirty
    assert form.check()


def test_that_what_the_ward_doubts_can_be_confirmed(form: Form, desk: Desk) -> None:
    fill(form)
    refusals.append(Unlikely("name", "Like another patient's name."))
    form.saving(desk.do(save, "x", pulse=1))
    assert not form.check()
    press(QApplication.focusWidget() or form, "Space")
    assert form.check()
    assert form.confirmed() == {"name"}
    type_text(form.field("name").input, "x")
    assert form.confirmed() == frozenset()


@pytest.mark.parametrize(
    "error", [Conflict("Someone else has changed this."), Invalid("elsewhere", "Not here.")]
)
def test_that_any_other_refusal_stands_above_the_form(form: Form, desk: Desk, error: WardError) -> None:
    told: list[object] = []
    desk.refused.connect(told.append)
    refusals.append(error)
    form.saving(desk.do(save, "x", pulse=1))
    assert form.summary.texts() == [error.sentence]
    assert told == []


def test_that_a_second_press_while_saving_saves_nothing(qtbot: QtBot, form: Form) -> None:
    door = FakeDoor()
    desk = Desk(door)
    fill(form)
    door.going.clear()
    form.saving(desk.do(save, "x", pulse=1))
    assert not form.check()
    assert form.is_saving
    door.going.set()
    qtbot.waitUntil(lambda: not form.is_saving)
    assert form.check()
    assert desk.close()


def test_that_what_is_typed_during_a_save_stays_unsaved(qtbot: QtBot, form: Form) -> None:
    door = FakeDoor()
    desk = Desk(door)
    fill(form)
    door.going.clear()
    form.saving(desk.do(save, "x", pulse=1))
    type_text(form.field("note").input, "mer")
    door.going.set()
    qtbot.waitUntil(lambda: not form.is_saving)
    assert form.dirty
    assert desk.close()


def test_that_labels_to_the_left_line_up(qtbot: QtBot, styled: QApplication) -> None:
    form = Form(
        [NumberField("a", "&A"), NumberField("b", "A much &longer label")], area="test", labels="left"
    )
    qtbot.addWidget(form)
    bring_up(qtbot, form)
    places = {field.input.mapTo(form, field.input.rect().topLeft()).x() for field in form.fields.values()}
    assert len(places) == 1
    assert form.height() < 4 * form.field("a").input.height()


def test_that_a_hidden_field_is_not_asked_for_what_it_must_have(form: Form) -> None:
    fill(form)
    form.field("name").set_value(None)
    assert not form.check()
    form.field("name").hide()
    assert form.check()


def test_that_a_form_may_show_more_than_fields(qtbot: QtBot, styled: QApplication) -> None:
    card = QPushButton("card")
    form = Form([TextField("name", "&Name"), card, TextField("other", "&Other")], area="test")
    qtbot.addWidget(form)
    assert list(form.fields) == ["name", "other"]
    assert card.parentWidget() is form
