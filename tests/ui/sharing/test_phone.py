"""The telephone: the one who answers sees what may be said, and nothing that gives anyone away."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from tests import factories
from tests.factories import Ward
from tests.ui.keys import press, type_text
from tests.ui.seating import FakeGuide
from tests.ui.sharing.conftest import SeatOf, WindowOf
from ui.actions import action
from ui.sharing.phone_sheet import PhoneSheet
from ui.sharing.presence_sheet import PresenceSheet
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.patients.model import Protection
from ward_app.stays import commands as stays
from ward_app.stays.model import Presence
from ward_app.stays.queries import stay_summary

SECRET = [
    "You may not tell that anyone is here. Say: “I can neither confirm nor deny whether someone is here.”"
]


def lies(app: App, ward: Ward, bed: str, presence: Presence, named: str = "", **person: Any) -> int:
    who = factories.make_patient(app, **person)
    stay_id = factories.make_stay(app, ward, bed, patient_id=who)
    app.do(stays.set_presence, stay_id, factories.version_of(app, stay_id), presence, named)
    return stay_id


def ask(sheet: PhoneSheet, text: str) -> list[str]:
    sheet.text.set_value(None)
    type_text(sheet.text.input, f"{text}\n")
    return sheet.texts()


def test_that_the_answer_is_yes_only_to_or_none_psl_01(
    seat_of: SeatOf, page: QWidget, app: App, ward: Ward
) -> None:
    lies(app, ward, "1:1", Presence.YES)
    lies(app, ward, "1:2", Presence.NAMED, "Dottern Eva", family_name="Holm")
    sheet = PhoneSheet(seat_of(app), page)
    sheet.open()
    [yes] = ask(sheet, "Öberg")
    assert yes.startswith("Öberg, Åke, ") and yes.endswith("you may say yes.")
    [only] = ask(sheet, "Holm")
    assert only.endswith("only to Dottern Eva.")
    assert ask(sheet, "Lund") == SECRET


@pytest.mark.parametrize("person", [{}, {"protection": Protection.MARKED}])
def test_that_who_is_secret_looks_like_who_is_not_here_psl_01_prot_04(
    seat_of: SeatOf, page: QWidget, app: App, ward: Ward, person: dict[str, Any]
) -> None:
    presence = Presence.YES if person else Presence.NO
    lies(app, ward, "1:1", presence, **person)
    sheet = PhoneSheet(seat_of(app), page)
    sheet.open()
    assert ask(sheet, "Öberg") == ask(sheet, "Lund") == SECRET
    assert "Öberg" not in " ".join(sheet.texts())


def test_that_a_manager_who_reads_no_record_may_ask(window_of: WindowOf, app: App, ward: Ward) -> None:
    lies(app, ward, "1:1", Presence.YES)
    manager = app.acting(factories.make_user(app, Role.UNIT_MANAGER, "Ek", unit_id=ward.unit_id))
    window = window_of(manager)
    press(window, action("phone").keys[0])
    sheet = window.findChild(PhoneSheet)
    assert sheet is not None
    assert ask(sheet, "Öberg") != SECRET


def test_that_what_the_patient_wants_is_saved_with_names_where_needed_psl_01(
    seat_of: SeatOf, page: QWidget, app: App, ward: Ward
) -> None:
    stay_id = lies(app, ward, "1:1", Presence.NO)
    seat = seat_of(app)
    sheet = PresenceSheet(seat, page, app.ask(stay_summary, stay_id), "Öberg, Åke")
    sheet.open()
    assert not sheet.named.isVisible()
    sheet.presence.set_value(Presence.NAMED)
    sheet.presence.edited.emit()
    sheet.save()
    assert sheet.named.remark is not None
    sheet.named.set_value("Sonen Per")
    sheet.save()
    stay = app.ask(stay_summary, stay_id)
    assert (stay.presence, stay.presence_named) == (Presence.NAMED, "Sonen Per")
    assert isinstance(seat.guide, FakeGuide)
    assert seat.guide.notices == ["What may be said on the telephone is saved."]
