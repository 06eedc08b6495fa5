from __future__ import annotations

import pytest

from tests.ward_app.patients import steps
from ward_app.app import App
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused
from ward_app.patients import commands as patients


def test_that_kin_are_called_in_the_order_they_were_named(app: App, patient: int) -> None:
    app.do(
        patients.add_kin,
        patient,
        "Anna Öberg",
        "dotter",
        "070-123 45 67",
        phone_at_night=True,
        note="Ring alltid",
    )
    app.do(patients.add_kin, patient, "Bo Öberg", "son")
    first, second = steps.banner(app, patient).kin
    assert (first.name, first.relation, first.phone) == ("Anna Öberg", "dotter", "070-123 45 67")
    assert (first.phone_at_night, first.note, first.position) == (True, "Ring alltid", 1)
    assert (second.name, second.phone, second.position) == ("Bo Öberg", None, 2)


def test_that_the_order_can_be_changed(app: App, patient: int) -> None:
    anna = app.do(patients.add_kin, patient, "Anna")
    app.do(patients.add_kin, patient, "Bo")
    app.do(patients.update_kin, anna, 1, position=3, phone=" 070 ")
    assert [(kin.name, kin.phone) for kin in steps.banner(app, patient).kin] == [
        ("Bo", None),
        ("Anna", "070"),
    ]


def test_that_who_is_no_longer_to_be_called_is_gone_from_the_list(app: App, patient: int) -> None:
    anna = app.do(patients.add_kin, patient, "Anna")
    app.do(patients.end_kin, anna, 1)
    assert steps.banner(app, patient).kin == ()
    with pytest.raises(Refused, match="already"):
        app.do(patients.end_kin, anna, 2)


def test_that_kin_have_a_name(app: App, patient: int) -> None:
    with pytest.raises(Invalid) as refused:
        app.do(patients.add_kin, patient, " ", "dotter")
    assert refused.value.field == "name"
    anna = app.do(patients.add_kin, patient, "Anna")
    with pytest.raises(Invalid):
        app.do(patients.update_kin, anna, 1, name="")


def test_that_a_stale_page_does_not_change_kin(app: App, patient: int) -> None:
    anna = app.do(patients.add_kin, patient, "Anna")
    app.do(patients.update_kin, anna, 1, relation="dotter")
    with pytest.raises(Conflict):
        app.do(patients.update_kin, anna, 1, relation="syster")


def test_that_who_may_not_edit_patients_names_no_kin(administrator: App, patient: int) -> None:
    with pytest.raises(NotAllowed):
        administrator.do(patients.add_kin, patient, "Anna")


def test_that_changes_of_kin_are_in_the_patients_log_without_the_telephone(app: App, patient: int) -> None:
    anna = app.do(patients.add_kin, patient, "Anna", phone="070-123")
    app.do(patients.update_kin, anna, 1, phone="070-456")
    rows = steps.logged(app, "patients.add_kin") + steps.logged(app, "patients.update_kin")
    assert [patient_id for patient_id, _ in rows] == [patient, patient]
    assert "070" not in str(rows)
