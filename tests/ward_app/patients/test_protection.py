from __future__ import annotations

from datetime import date

import pytest

from tests import factories
from tests.ward_app.patients import steps
from ward_app.app import App
from ward_app.errors import Conflict, Invalid, NotAllowed
from ward_app.patients import commands as patients
from ward_app.patients.model import Protection
from ward_app.patients.search import find

STRICT = [Protection.PROTECTED_REGISTRATION, Protection.ASSUMED_IDENTITY]
DAY = date(2026, 11, 1)


@pytest.fixture
def at_home(app: App, patient: int) -> int:
    """Lives somewhere, and has a daughter with a telephone."""
    seen = steps.version(app, patient)
    app.do(
        patients.update, patient, seen, street="Storgatan 1", postal_code="740 10", town="Almunge", phone="1"
    )
    app.do(patients.add_kin, patient, "Anna Öberg", "dotter", "070-123 45 67", phone_at_night=True)
    return patient


def protect(app: App, patient_id: int, level: Protection) -> None:
    app.do(patients.set_protection, patient_id, steps.version(app, patient_id), level, DAY, "Avisering")


@pytest.mark.parametrize("level", STRICT)
def test_that_where_a_protected_person_lives_is_removed_with_the_telephones_of_kin_prot_02(
    app: App, at_home: int, level: Protection
) -> None:
    protect(app, at_home, level)
    person = steps.person(app, at_home)
    assert (person.street, person.postal_code, person.town, person.phone) == (None, None, None, None)
    assert [(kin.name, kin.phone, kin.phone_at_night) for kin in person.kin] == [("Anna Öberg", None, False)]
    assert (person.protection_on, person.protection_seen) == (DAY, "Avisering")


def test_that_the_removal_is_in_the_log_without_the_address(app: App, at_home: int) -> None:
    protect(app, at_home, STRICT[0])
    rows = steps.logged(app, "patients.set_protection")
    assert {patient_id for patient_id, _ in rows} == {at_home}
    changed = {name for _, detail in rows for name in detail["changed"]}
    assert {"protection", "street", "postal_code", "town", "phone"} <= changed
    everything = (
        str(rows) + str(steps.logged(app, "patients.update")) + str(steps.logged(app, "patients.add_kin"))
    )
    assert "Storgatan" not in everything
    assert "070-123" not in everything


def test_that_a_secrecy_marking_hides_the_address_but_keeps_it(app: App, at_home: int) -> None:
    protect(app, at_home, Protection.MARKED)
    assert steps.person(app, at_home).street == "Storgatan 1"
    banner = steps.banner(app, at_home)
    assert (banner.name, banner.address, banner.phone) == ("Öberg, Åke", "", "")
    assert banner.is_protected


@pytest.mark.parametrize("level", STRICT)
def test_that_no_address_or_telephone_is_taken_in_prot_02(app: App, patient: int, level: Protection) -> None:
    protect(app, patient, level)
    seen = steps.version(app, patient)
    for field in ("street", "postal_code", "town", "phone"):
        with pytest.raises(Invalid) as refused:
            app.do(patients.update, patient, seen, **{field: "1"})  # type: ignore[arg-type]
        assert refused.value.field == field
    with pytest.raises(Invalid) as refused:
        app.do(patients.add_kin, patient, "Anna", "dotter", "070")
    assert refused.value.field == "phone"
    kin_id = app.do(patients.add_kin, patient, "Anna", "dotter")
    with pytest.raises(Invalid):
        app.do(patients.update_kin, kin_id, 1, phone="070")
    with pytest.raises(Invalid):
        app.do(
            patients.register, "Lund", "Rut", None, "Norge", protection=level, protection_on=DAY,
            protection_seen="Avisering", town="Gimo",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "document", "field"),
    [(None, "Avisering", "on"), (date(2026, 11, 22), "Avisering", "on"), (DAY, " ", "document_seen")],
)
def test_that_a_protection_has_its_date_and_document_prot_01(
    app: App, patient: int, on: date | None, document: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        app.do(patients.set_protection, patient, 1, Protection.MARKED, on, document)
    assert refused.value.field == field


def test_that_an_ended_protection_leaves_nothing_behind(app: App, patient: int) -> None:
    protect(app, patient, Protection.MARKED)
    assert app.ask(find, "Öberg", None) == []
    app.do(patients.set_protection, patient, steps.version(app, patient), Protection.NONE)
    person = steps.person(app, patient)
    assert (person.protection_on, person.protection_seen) == (None, None)
    assert [hit.patient_id for hit in app.ask(find, "Öberg", None)] == [patient]


def test_that_a_stale_page_does_not_change_a_protection(app: App, patient: int) -> None:
    seen = steps.version(app, patient)
    protect(app, patient, Protection.MARKED)
    with pytest.raises(Conflict):
        app.do(patients.set_protection, patient, seen, Protection.NONE)


def test_that_who_may_not_edit_patients_protects_nobody(administrator: App, patient: int) -> None:
    with pytest.raises(NotAllowed):
        administrator.do(patients.set_protection, patient, 1, Protection.MARKED, DAY, "Avisering")


def test_that_a_protected_inpatient_is_not_found_by_name_but_by_bed_and_whole_number_prot_04(
    app: App, ward: factories.Ward, patient: int
) -> None:
    factories.make_stay(app, ward, "1:2", patient_id=patient)
    protect(app, patient, Protection.PROTECTED_REGISTRATION)
    number = steps.banner(app, patient).number
    assert app.ask(find, "öberg", ward.unit_id) == []
    assert app.ask(find, number[-4:], ward.unit_id) == []
    for text in ("1:2", number, number.replace("-", ""), number[2:]):
        [hit] = app.ask(find, text, ward.unit_id)
        assert (hit.name, hit.number, hit.bed) == ("Å.Ö., protected identity", "", "1:2")
