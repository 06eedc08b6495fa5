"""Who reads the social services' record, and what those are told who do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.errors import NotAllowed, Refused
from ward_app.notes import commands as notes
from ward_app.notes import queries as note_queries
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.owners import Principal, RecordOwner
from ward_app.patients import queries as patients
from ward_app.sharing import commands as sharing
from ward_app.social import commands as social
from ward_app.social import queries
from ward_app.social.model import SocialKind
from ward_app.social.rows import SocialRecord
from ward_app.stays import queries as stay_queries
from ward_app.store.audit import LOG


@pytest.fixture
def written(assistant: App, patient: int, stay: int) -> int:
    entry = assistant.do(social.write, patient, stay, SocialKind.EVENT, "Ringde dottern", assistant.clock())
    assistant.do(social.sign, entry, 1)
    return entry


def record(door: App, patient: int) -> SocialRecord:
    return door.ask(queries.social_record, patient)


@pytest.mark.parametrize("role", [Role.NURSE, Role.DOCTOR, Role.PHYSIOTHERAPIST, Role.SECRETARY])
@pytest.mark.parametrize("principal", list(Principal))
def test_that_health_care_reads_nothing_without_consent_osl_02(
    app: App, ward: Ward, patient: int, written: int, role: Role, principal: Principal
) -> None:
    door = app.acting(factories.make_user(app, role, unit_id=ward.unit_id, principal=principal))
    found = record(door, patient)
    assert (found.entries, found.decisions, found.works_here) == ((), (), False)
    assert found.is_elsewhere
    assert door.ask(queries.entries_of, patient) == []
    assert door.ask(queries.decisions_of, patient) == []


def test_that_nothing_is_told_where_nothing_is_written_lsvo_04(app: App, ward: Ward) -> None:
    patient = factories.make_patient(app)
    factories.make_stay(app, ward, "7", patient_id=patient, consent=False)
    assert not record(app, patient).is_elsewhere


def test_that_consent_to_the_social_services_too_opens_it_lsvo_06(
    app: App, patient: int, written: int
) -> None:
    app.do(sharing.record_answer, patient, is_given=True, social=False)
    assert record(app, patient).entries == ()
    app.do(sharing.record_answer, patient, is_given=True, social=True)
    found = record(app, patient)
    assert [one.id for one in found.entries] == [written]
    assert (len(found.decisions), found.is_elsewhere, found.works_here) == (1, False, False)
    app.do(sharing.withdraw, patient)
    assert record(app, patient).entries == ()


def test_that_a_block_closes_it_and_nothing_is_told_lsvo_03(
    app: App, assistant: App, patient: int, written: int
) -> None:
    app.do(sharing.record_answer, patient, is_given=True, social=True)
    assistant.do(sharing.block, patient, RecordOwner.KOMMUN_SOL)
    found = record(app, patient)
    assert (found.entries, found.decisions, found.is_elsewhere) == ((), (), False)
    assert [one.id for one in record(assistant, patient).entries] == [written]


def test_that_the_assessor_reads_health_notes_with_consent_only_lsvo_07(
    app: App, assessor: App, patient: int, written: int
) -> None:
    at = app.clock() - timedelta(hours=2)
    note = app.do(notes.save, patient, None, NoteKind.NURSING, [(Keyword.SLEEP, "Sov gott")], at)
    app.do(notes.sign, note, 1)
    assert assessor.ask(note_queries.notes_of, patient) == []
    app.do(sharing.record_answer, patient, is_given=True, social=False)
    assert assessor.ask(note_queries.notes_of, patient) == [], "consent between region and municipality only"
    app.do(sharing.record_answer, patient, is_given=True, social=True)
    assert [one.id for one in assessor.ask(note_queries.notes_of, patient)] == [note]
    assert [one.id for one in record(assessor, patient).entries] == [written]


def test_that_the_assessor_finds_the_person_and_the_stay_lsvo_07(
    assessor: App, ward: Ward, patient: int, stay: int
) -> None:
    assert assessor.ask(patients.banner, patient).name == "Lund, Valborg"
    assert assessor.ask(patients.person, patient).stays[0].stay_id == stay
    assert assessor.ask(stay_queries.stay_summary, stay).care_form.value == "social_short_term"
    assert assessor.ask(stay_queries.board, ward.unit_id).cards()


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.LOG_REVIEWER, Role.SYSTEM_ADMINISTRATOR])
def test_that_who_has_no_right_has_no_menu_sol_03(app: App, ward: Ward, patient: int, role: Role) -> None:
    door = app.acting(factories.make_user(app, role, unit_id=ward.unit_id))
    assert not door.allows(queries.social_record)
    with pytest.raises(NotAllowed):
        record(door, patient)


def test_that_every_read_and_print_is_in_the_log_log_01(
    assistant: App, ward: Ward, patient: int, written: int
) -> None:
    record(assistant, patient)
    assistant.ask(queries.decisions_ending, ward.unit_id)
    extract = assistant.do(social.record_print, patient)
    assistant.do(social.record_paper, patient, copies=2)
    actions = factories.ask(
        assistant,
        lambda session: session.scalars(select(LOG.c.action).where(LOG.c.patient_id == patient)).all(),
    )
    assert {"social", "social.write", "social.sign", "print.preview", "print.social"} <= set(actions)
    assert [one.id for one in extract.entries] == [written]


def test_that_who_works_elsewhere_does_not_print_the_record_sol_01(
    app: App, ward: Ward, patient: int, written: int
) -> None:
    app.do(sharing.record_answer, patient, is_given=True, social=True)
    with pytest.raises(NotAllowed):
        app.do(social.record_print, patient)
    health = app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, unit_id=ward.unit_id))
    with pytest.raises(Refused):
        health.do(social.record_print, patient)
