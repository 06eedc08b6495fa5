"""Whom the door lets in to a record, and what the log tells of it. On both stores."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from tests import factories
from tests.factories import Ward
from tests.ward_app.test_app import log, lost_race
from ward_app.access import sessions
from ward_app.access.policy import Permission, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import NoRelation, NotAllowed, StoreDown
from ward_app.ops import Work, command, query
from ward_app.owners import RecordOwner
from ward_app.patients import commands as patients
from ward_app.patients.model import Patient
from ward_app.sharing.reading import reach_of
from ward_app.stays import commands as stays
from ward_app.store import audit


@query(Permission.PATIENT_READ, log="record")
def name_of(work: Work, patient_id: int) -> str:
    work.opened([patient_id])
    return work.session.get_one(Patient, patient_id).family_name


@command(Permission.PATIENT_EDIT)
def renamed(work: Work, patient_id: int, name: str) -> None:
    work.session.get_one(Patient, patient_id).family_name = name


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app)


@query(Permission.PATIENT_READ, log="record")
def across(work: Work, patient_id: int) -> bool:
    """What the region has written: read if the decision allows it."""
    work.opened([patient_id])
    return reach_of(work, [patient_id]).allows(patient_id, RecordOwner.REGION_HSL)


def last(app: App) -> tuple[str, str, int | None, str | None, str | None]:
    with app.store.reader.connect() as connection:
        row = connection.execute(select(audit.LOG).order_by(audit.LOG.c.id.desc()).limit(1)).one()
        return row.action, row.outcome, row.patient_id, row.reason, row.detail


def test_that_a_new_ground_is_in_the_log_at_once_lsvo_3_1(app: App, ward: Ward, patient: int) -> None:
    factories.make_stay(app, ward, "1:2", patient_id=patient, consent=False)
    assert not app.ask(across, patient)
    app.do(factories.consented, patient)
    assert app.ask(across, patient)
    assert last(app) == ("record", "ok", patient, None, '{"read": {"region_hsl": "consent"}}')
    rows = len(log(app))
    app.ask(across, patient)
    assert len(log(app)) == rows


def test_that_repeated_reads_are_counted_and_told_with_the_next_row_log_01(
    app: App, patient: int, clock: FrozenClock
) -> None:
    for _nth in range(4):
        app.ask(name_of, patient)
    clock.advance(timedelta(minutes=2))
    app.ask(name_of, patient)
    assert last(app)[2:] == (patient, None, '{"again": 3}')
    clock.advance(timedelta(minutes=2))
    app.ask(name_of, patient)
    assert last(app)[4] is None, "told once"


@pytest.mark.parametrize("what", ["locked", "signed_out"])
def test_that_what_was_counted_is_told_when_the_user_leaves_log_01(app: App, patient: int, what: str) -> None:
    for _nth in range(3):
        app.ask(name_of, patient)
    app.do(sessions.note_lock, what)
    assert last(app) == ("record", "ok", patient, None, '{"again": 2}')
    rows = len(log(app))
    app.do(sessions.note_lock, "unlocked")
    assert len(log(app)) == rows + 1


def test_that_a_count_survives_a_log_that_could_not_be_written(
    app: App, patient: int, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: Connection, _stamp: audit.Stamp) -> None:
        raise OSError("no space left")

    app.ask(name_of, patient)
    app.ask(name_of, patient)
    with monkeypatch.context() as broken:
        broken.setattr(audit, "append", full)
        with pytest.raises(OSError, match="space"):
            app.do(sessions.note_lock, "locked")
    clock.advance(timedelta(minutes=2))
    app.ask(name_of, patient)
    assert last(app)[4] == '{"again": 1}'


@command(Permission.PATIENT_EDIT)
def overridden(work: Work, patient_id: int) -> None:
    work.session.get_one(Patient, patient_id).family_name = "Ek"
    work.because("vital_need")


@query(Permission.PATIENT_READ, log="record")
def read_because(work: Work, patient_id: int) -> None:
    work.opened([patient_id])
    work.because("vital_need")


def test_that_the_reason_of_an_override_is_in_the_log(app: App, patient: int) -> None:
    app.do(overridden, patient)
    assert last(app)[2:4] == (patient, "vital_need")
    app.ask(name_of, patient)
    assert last(app)[3] is None
    app.ask(read_because, patient)
    assert last(app)[2:4] == (patient, "vital_need"), "told at once, although the record was just read"


@pytest.fixture
def stranger(app: App) -> App:
    """A nurse of another unit."""
    elsewhere = factories.make_ward(app, "Annan enhet", [("1", ["1"])])
    return app.acting(factories.make_user(app, Role.NURSE, "Alm", unit_id=elsewhere.unit_id))


@pytest.fixture
def admitted(app: App, ward: Ward, patient: int) -> int:
    return factories.make_stay(app, ward, "1:2", patient_id=patient)


def test_that_a_record_without_a_relation_is_refused_and_the_attempt_logged_pdl_15(
    stranger: App, patient: int, admitted: int
) -> None:
    with pytest.raises(NoRelation) as refusal:
        stranger.ask(name_of, patient)
    assert refusal.value.patient_id == patient
    assert last(stranger)[:3] == ("tests.name_of", audit.REFUSED, patient)
    with pytest.raises(NoRelation):
        stranger.do(renamed, patient, "Ek")
    assert last(stranger)[:3] == ("tests.renamed", audit.REFUSED, patient)


def test_that_an_attempt_that_cannot_be_logged_says_nothing_of_the_patient_log_01(
    stranger: App, patient: int, admitted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: Connection, _stamp: audit.Stamp) -> None:
        raise lost_race()

    monkeypatch.setattr(audit, "append", full)
    with pytest.raises(StoreDown):
        stranger.ask(name_of, patient)


def test_that_a_command_without_a_relation_changes_nothing_pdl_15(
    app: App, stranger: App, patient: int, admitted: int
) -> None:
    with pytest.raises(NoRelation):
        stranger.do(renamed, patient, "Ek")
    assert app.ask(name_of, patient) == "Öberg"


def test_that_nobody_makes_themselves_part_of_the_care_on_the_way_pdl_15(
    app: App, stranger: App, patient: int, admitted: int
) -> None:
    version = factories.version_of(app, admitted)
    with pytest.raises(NoRelation):
        stranger.do(stays.update_stay, admitted, version, responsible_nurse_id=stranger.user.user_id)
    with pytest.raises(NoRelation):
        stranger.ask(name_of, patient)
    app.do(stays.update_stay, admitted, version, responsible_nurse_id=stranger.user.user_id)
    assert stranger.ask(name_of, patient) == "Öberg"


@pytest.mark.parametrize("how", ["patient", "stay", "kin"])
def test_that_who_lacks_the_right_is_logged_with_whom_it_was_about(
    app: App, ward: Ward, patient: int, admitted: int, how: str
) -> None:
    app.do(patients.add_kin, patient, "Anna")
    reviewer = app.acting(factories.make_user(app, Role.LOG_REVIEWER, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        if how == "patient":
            reviewer.ask(name_of, patient_id=patient)
        elif how == "stay":
            reviewer.do(stays.update_stay, admitted, 1, reason="Annat")
        else:
            reviewer.do(patients.end_kin, 1, 1)
    assert last(app)[1:3] == (audit.REFUSED, patient)
