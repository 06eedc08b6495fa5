"""Tasks, care facts and the texts of a stay that another owner wrote."""

from __future__ import annotations

import pytest

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.errors import Unreadable
from ward_app.stays import commands as stays
from ward_app.stays import queries as reading
from ward_app.stays.model import CareFactKind
from ward_app.tasks import commands as tasks
from ward_app.tasks import queries

PAIN = CareFactKind.PAIN


@pytest.fixture
def doctor(app: App, ward: Ward) -> App:
    return app.acting(factories.make_user(app, Role.DOCTOR, "Lund", unit_id=ward.unit_id))


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app)


@pytest.fixture
def stay(doctor: App, ward: Ward, patient: int) -> int:
    """Admitted by the region, not asked about sharing; the region has written a task and a fact."""
    stay_id = factories.make_stay(
        doctor, ward, "1:2", patient_id=patient, consent=False, background="Bor ensam"
    )
    doctor.do(tasks.add, stay_id, "Ta om CRP", doctor.clock())
    doctor.do(stays.set_care_fact, stay_id, PAIN, "VAS 7")
    return stay_id


def test_that_what_is_to_be_done_is_its_owners_lsvo_3_1(
    app: App, ward: Ward, patient: int, stay: int
) -> None:
    assert app.ask(queries.tasks_of, stay) == []
    assert app.ask(queries.open_tasks, ward.unit_id) == []
    app.do(factories.consented, patient)
    assert [row.text for row in app.ask(queries.tasks_of, stay)] == ["Ta om CRP"]
    assert [row.task.text for row in app.ask(queries.open_tasks, ward.unit_id)] == ["Ta om CRP"]


@pytest.mark.parametrize("act", [tasks.tick, tasks.untick, tasks.cancel], ids=lambda act: act.name)
def test_that_a_task_that_may_not_be_read_is_not_closed(app: App, stay: int, act: object) -> None:
    with pytest.raises(Unreadable):
        app.do(act, 1, 1)  # type: ignore[arg-type]


def test_that_the_units_tasks_are_of_those_in_ones_care_pdl_15(
    app: App, doctor: App, ward: Ward, stay: int
) -> None:
    elsewhere = factories.make_ward(app, "Annan enhet", [("1", ["1"])])
    stranger = app.acting(factories.make_user(app, Role.DOCTOR, "Berg", unit_id=elsewhere.unit_id))
    assert stranger.ask(queries.open_tasks, ward.unit_id) == []
    assert len(doctor.ask(queries.open_tasks, ward.unit_id)) == 1


def test_that_the_stay_says_where_and_when_but_not_why_lsvo_3_1(
    app: App, doctor: App, patient: int, stay: int
) -> None:
    told = app.ask(reading.stay_summary, stay)
    assert (told.bed, told.is_open, told.is_told) == ("1:2", True, False)
    assert (told.reason, told.background, told.decided_by, told.facts) == ("", "", "", ())
    theirs = doctor.ask(reading.stay_summary, stay)
    assert (theirs.background, theirs.is_told, len(theirs.facts)) == ("Bor ensam", True, 1)
    app.do(factories.consented, patient)
    assert app.ask(reading.stay_summary, stay).background == "Bor ensam"


def test_that_the_trace_of_a_stay_keeps_the_owners_words(
    app: App, doctor: App, patient: int, stay: int
) -> None:
    version = factories.version_of(doctor, stay)
    doctor.do(stays.discharge, stay, version, discharged_to="Sjukhuset")
    assert [row.detail for row in app.ask(reading.stay_events, stay)] == ["", ""]
    assert [row.detail for row in doctor.ask(reading.stay_events, stay)] == ["", "Sjukhuset"]


def test_that_another_owners_words_are_neither_replaced_nor_told_by_a_refusal(app: App, stay: int) -> None:
    version = factories.version_of(app, stay)
    for texts in ({"reason": "Annat"}, {"background": "Annat"}):
        with pytest.raises(Unreadable):
            app.do(stays.update_stay, stay, version, **texts)  # type: ignore[arg-type]
    app.do(stays.update_stay, stay, version, planned_discharge_on=app.clock().date())
    for seen in ("", "VAS 7"):
        with pytest.raises(Unreadable) as refusal:
            app.do(stays.set_care_facts, stay, {PAIN: "Ingen"}, {PAIN: seen})
        assert "VAS" not in refusal.value.sentence
    with pytest.raises(Unreadable):
        app.do(stays.set_care_fact, stay, PAIN, "Ingen")
