"""A record destroyed by decision of IVO is gone, in every table and in what was frozen (PDL 8:4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import String, Text

from tests import factories
from tests.ward_app.copies.conftest import ELSEWHERE, SOCIAL, WORDS, Told
from tests.ward_app.copies.store_text import held
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.copies.commands import destroy_record
from ward_app.copies.emptying import EMPTY
from ward_app.copies.model import Disclosure, RecordDestruction
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.handovers import queries as handovers
from ward_app.handovers.model import Handover
from ward_app.notes.commands import correct
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import Note
from ward_app.notes.queries import notes_of
from ward_app.owners import RecordOwner
from ward_app.patients.commands import add_alert
from ward_app.patients.model import AlertKind, HypersensitivityAnswer
from ward_app.patients.queries import banner
from ward_app.social.queries import social_record
from ward_app.store import audit, log_check
from ward_app.store.models import METADATA
from ward_app.store.owned import Owned

OWNER = RecordOwner.KOMMUN_HSL
DECISION: dict[str, Any] = {"decision_ref": "3.4.1-12345/2026", "decided_on": date(2026, 11, 1)}


def test_that_the_texts_are_there_before(app: App, told: Told, social: int) -> None:
    assert held(app.store, WORDS + ELSEWHERE + SOCIAL) == set(WORDS + ELSEWHERE + SOCIAL)


def test_that_all_of_one_owners_record_goes_and_nothing_else_pdl_23(
    app: App, administrator: App, told: Told, social: int
) -> None:
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    assert held(app.store, WORDS) == set()
    assert held(app.store, ELSEWHERE + SOCIAL) == set(ELSEWHERE + SOCIAL)


def test_that_the_social_record_goes_by_itself_pdl_23(
    app: App, administrator: App, told: Told, social: int
) -> None:
    administrator.do(destroy_record, told.patient_id, RecordOwner.KOMMUN_SOL, **DECISION)
    assert held(app.store, SOCIAL) == set()
    assert held(app.store, WORDS + ELSEWHERE) == set(WORDS + ELSEWHERE)


def test_that_one_note_goes_with_its_versions_and_remarks_pdl_23(
    app: App, administrator: App, told: Told
) -> None:
    administrator.do(
        destroy_record, told.patient_id, OWNER, entries=[("note", told.corrected_note)], **DECISION
    )
    gone = {"felskriven", "rättad", "felval", "patientens-invändning"}
    assert held(app.store, WORDS) == set(WORDS) - gone


def test_that_a_task_goes_from_the_frozen_handover_too_pdl_23(
    app: App, administrator: App, told: Told
) -> None:
    administrator.do(destroy_record, told.patient_id, OWNER, entries=[("task", 1)], **DECISION)
    assert held(app.store, WORDS) == set(WORDS) - {"vätskelistan"}
    sheet = app.ask(handovers.closed, told.handover_id)
    assert told.patient_id in sheet.patient_ids


def test_that_a_tombstone_says_who_and_when_and_no_more_pdl_23(
    app: App, administrator: App, told: Told
) -> None:
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)

    def read(session: Any) -> tuple[Any, ...]:
        note = session.get_one(Note, told.first_note)
        decision = session.get_one(RecordDestruction, note.destruction_id)
        return note.sections, note.author_id, note.signed_at is not None, decision.decision_ref

    assert factories.ask(app, read) == ([], app.user.user_id, True, DECISION["decision_ref"])


def test_that_the_record_shows_that_it_was_destroyed_pdl_23(app: App, administrator: App, told: Told) -> None:
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    rows = app.ask(notes_of, told.patient_id)
    [row] = [one for one in rows if one.id == told.corrected_note]
    assert [part.text for part in row.sections] == [
        "Destroyed by decision of the Health and Social Care Inspectorate, 3.4.1-12345/2026, 2026-11-01"
    ]
    assert [one.text for one in row.earlier] == [row.text]
    assert row.earlier[0].remarks == ()
    assert told.unsigned_note not in {one.id for one in rows}


def test_that_a_destroyed_entry_of_the_social_services_says_so_pdl_23(
    door: App, administrator: App, ward: factories.Ward, told: Told, social: int
) -> None:
    administrator.do(destroy_record, told.patient_id, RecordOwner.KOMMUN_SOL, **DECISION)
    assessor = door.acting(factories.make_user(door, Role.NEEDS_ASSESSOR, unit_id=ward.unit_id))
    [row] = assessor.ask(social_record, told.patient_id).entries
    assert "3.4.1-12345/2026" in row.text
    assert row.remarks == ()


def test_that_nothing_goes_on_warning_without_words_pdl_23(app: App, administrator: App, told: Told) -> None:
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    shown = app.ask(banner, told.patient_id)
    assert (shown.alerts, shown.limitations) == ((), ())


def test_that_a_hypersensitivity_nobody_tells_of_any_more_is_asked_anew_pdl_23(
    app: App, administrator: App, told: Told
) -> None:
    app.do(add_alert, told.patient_id, AlertKind.HYPERSENSITIVITY, "Penicillin")
    assert app.ask(banner, told.patient_id).hypersensitivity is HypersensitivityAnswer.KNOWN
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    assert app.ask(banner, told.patient_id).hypersensitivity is HypersensitivityAnswer.NOT_ASKED


def test_that_two_decisions_can_empty_one_handover_pdl_23(app: App, administrator: App, told: Told) -> None:
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    administrator.do(
        destroy_record, told.neighbour_id, OWNER, decision_ref="another", decided_on=date(2026, 11, 2)
    )
    assert held(app.store, (*WORDS, "grannens-uppgift", "Exacerbation KOL")) == set()
    assert factories.ask(app, lambda session: session.get_one(Handover, told.handover_id).destruction_id) == 2


def test_that_the_log_is_whole_and_tells_of_it_log_02(app: App, administrator: App, told: Told) -> None:
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    with app.store.reader.connect() as connection:
        assert log_check.verify(connection, app.store.audit_key) == []
        rows = connection.execute(
            audit.LOG.select().where(audit.LOG.c.action == "copies.destroy_record")
        ).all()
    assert {row.patient_id for row in rows if row.entity == "note"} == {told.patient_id}
    assert "record_destruction" in {row.entity for row in rows}


def test_that_it_takes_a_decision_pdl_23(administrator: App, told: Told) -> None:
    with pytest.raises(Invalid, match="number of the decision"):
        administrator.do(
            destroy_record, told.patient_id, OWNER, decision_ref=" ", decided_on=date(2026, 1, 1)
        )
    with pytest.raises(Invalid, match="day to come"):
        administrator.do(
            destroy_record, told.patient_id, OWNER, decision_ref="x", decided_on=date(2027, 1, 1)
        )
    with pytest.raises(Refused, match="nothing"):
        administrator.do(destroy_record, told.patient_id, OWNER, entries=[("note", 999)], **DECISION)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMINISTRATOR])
def test_that_who_gives_care_destroys_nothing_pdl_23(
    door: App, ward: factories.Ward, told: Told, role: Role
) -> None:
    someone = door.acting(factories.make_user(door, role, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        someone.do(destroy_record, told.patient_id, OWNER, **DECISION)


KEPT = {
    "note.author_title", "note.kind", "note.owner", "social_entry.author_title", "social_entry.kind",
    "social_entry.owner", "social_decision.owner", "alert.owner", "treatment_limitation.owner",
    "care_fact.owner", "care_fact.kind", "task.owner", "task.role", "handover_remark.owner", "stay.owner",
    "stay.care_form", "stay.funding_principal", "stay.end_kind", "stay.presence", "stay_event.kind",
}  # fmt: skip
"""Choices that say of what kind a row was and who answered for it."""


def test_that_every_column_of_words_is_emptied_pdl_23() -> None:
    """A new column is entered in EMPTY, or here."""
    tables = [METADATA.tables[table.__tablename__] for table in EMPTY]
    words = {
        f"{table.name}.{column.name}" for table in tables for column in table.columns
        if (isinstance(column.type, String | Text) and column.name not in ("recorded_at",)
        and column.type.python_type is str) or column.name == "sections"
    }  # fmt: skip
    emptied = {f"{table.__tablename__}.{name}" for table, values in EMPTY.items() for name in values}
    assert {name for name in words if not name.endswith(("_at", "_on"))} - emptied <= KEPT


def test_that_every_table_of_the_record_is_emptied_pdl_23() -> None:
    assert set(Owned.__subclasses__()) - set(EMPTY) == {Disclosure}


def test_that_what_was_destroyed_is_not_corrected_pdl_23(app: App, administrator: App, told: Told) -> None:
    administrator.do(destroy_record, told.patient_id, OWNER, **DECISION)
    with pytest.raises(Refused, match="destroyed by decision"):
        app.do(correct, told.corrected_note, [(Keyword.SLEEP, "åter")], app.clock(), "fel")
