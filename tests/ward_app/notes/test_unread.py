"""Notes of another owner, of who is no longer in one's care, and one's own that still wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import NoRelation, Unreadable
from ward_app.notes import commands as notes
from ward_app.notes import queries
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.notes.record_check import RecordPart, record_check
from ward_app.patients.model import Protection
from ward_app.patients.shown import Audience
from ward_app.stays import commands as stays

TEXT = [(Keyword.DIAGNOSIS, "KOL"), (Keyword.INFORMATION, "Ska opereras")]


@pytest.fixture
def doctor(app: App, ward: Ward) -> App:
    return app.acting(factories.make_user(app, Role.DOCTOR, "Lund", unit_id=ward.unit_id))


@pytest.fixture
def patient(app: App) -> int:
    return factories.make_patient(app)


@pytest.fixture
def stay(app: App, ward: Ward, patient: int) -> int:
    """The patient has not been asked about sharing."""
    return factories.make_stay(app, ward, "1:2", patient_id=patient, consent=False)


@pytest.fixture
def theirs(doctor: App, patient: int, stay: int) -> int:
    note_id = doctor.do(notes.save, patient, stay, NoteKind.DOCTOR, TEXT, doctor.clock())
    doctor.do(notes.sign, note_id, 1)
    return note_id


def write(app: App, patient: int, stay: int) -> int:
    return app.do(notes.save, patient, stay, NoteKind.NURSING, [(Keyword.SLEEP, "Sover")], app.clock())


def gone(app: App, clock: FrozenClock, stay: int) -> None:
    """Discharged longer ago than the care goes on afterwards."""
    app.do(stays.discharge, stay, factories.version_of(app, stay), discharged_to="Hem")
    clock.advance(timedelta(days=8))


def test_that_notes_of_another_provider_are_read_with_consent_only_lsvo_3_1(
    app: App, doctor: App, patient: int, stay: int, theirs: int
) -> None:
    mine = write(app, patient, stay)
    assert [row.id for row in app.ask(queries.notes_of, patient, stay)] == [mine]
    assert [row.id for row in doctor.ask(queries.notes_of, patient, stay)] == [theirs]
    app.do(factories.consented, patient)
    assert {row.id for row in app.ask(queries.notes_of, patient, stay)} == {mine, theirs}


def acts(theirs: int, at: Any) -> list[tuple[Any, tuple[Any, ...]]]:
    return [
        (notes.correct, (theirs, TEXT, at, "Fel")), (notes.remark, (theirs, "Stämmer inte")),
        (notes.sign, (theirs, 1)), (notes.discard, (theirs, 1)), (notes.rewrite, (theirs, 1, TEXT, at)),
    ]  # fmt: skip


def test_that_nothing_is_done_to_a_note_that_may_not_be_read(app: App, theirs: int) -> None:
    with pytest.raises(Unreadable):
        app.ask(queries.note, theirs)
    for act, given in acts(theirs, app.clock()):
        with pytest.raises(Unreadable):
            app.do(act, *given)


def test_that_without_a_relation_no_note_is_read_or_touched_pdl_15(
    app: App, doctor: App, patient: int, stay: int, theirs: int, clock: FrozenClock
) -> None:
    app.do(factories.consented, patient)
    gone(app, clock, stay)
    for door in (app, doctor):
        with pytest.raises(NoRelation):
            door.ask(queries.note, theirs)
        for act, given in acts(theirs, clock()):
            with pytest.raises(NoRelation):
                door.do(act, *given)


def test_that_ones_own_unsigned_note_is_always_ones_own_to_sign_pdl_09(
    app: App, ward: Ward, patient: int, stay: int, clock: FrozenClock
) -> None:
    mine = write(app, patient, stay)
    colleague = app.acting(factories.make_user(app, Role.NURSE, "Ek", unit_id=ward.unit_id))
    write(colleague, patient, stay)
    gone(app, clock, stay)
    assert [row.note_id for row in app.ask(queries.unsigned)] == [mine]
    assert [row.note_id for row in app.ask(queries.unsigned, unit_id=ward.unit_id)] == [mine]
    assert app.ask(queries.note, mine).may_sign
    app.do(notes.sign, mine, 1)
    with pytest.raises(NoRelation):
        app.ask(queries.note, mine)


def test_that_who_left_ones_care_is_named_as_in_a_list(app: App, ward: Ward, clock: FrozenClock) -> None:
    person = factories.make_patient(app, protection=Protection.MARKED)
    stay = factories.make_stay(app, ward, "1:2", patient_id=person)
    [subject] = app.ask(queries.subjects, [person], Audience.RECORD)
    assert subject.name == "Öberg, Åke"
    gone(app, clock, stay)
    [subject] = app.ask(queries.subjects, [person], Audience.RECORD)
    assert subject.name == "Å.Ö., protected identity"


def test_that_each_owner_checks_its_own_record_pdl_05(
    app: App, doctor: App, patient: int, stay: int, theirs: int
) -> None:
    app.do(factories.consented, patient)
    write(app, patient, stay)
    kommun, region = app.ask(record_check, stay), doctor.ask(record_check, stay)
    missing = [{part.part for part in one.missing} for one in (kommun, region)]
    assert RecordPart.INFORMATION in missing[0] and RecordPart.INFORMATION not in missing[1]
    assert (kommun.unsigned, region.unsigned) == (1, 0)
