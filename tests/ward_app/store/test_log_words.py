"""No text of a record in the log: every free text says so, or is named here with its reason."""

from __future__ import annotations

import pytest
from sqlalchemy import JSON, Column, Text, select

from tests import factories
from ward_app.app import App
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind
from ward_app.store import audit, models

NAMES = "who it is about: a log that does not say whom is none"
IN_CLEAR = {
    "care_owner.name": "an organisation",
    "unit.name": "the ward",
    "unit.phone": "the ward",
    "unit.collaboration_ref": "the number of a decision",
    "user_account.given_name": "staff",
    "user_account.family_name": "staff",
    "user_account.alias": "staff",
    "user_session.workstation": "a machine",
    "assignment.analysis_ref": "the number of a document",
    "setting.value": "a setting of the ward",
    "printout.workstation": "a machine",
    "note.author_title": "a role",
    "social_entry.author_title": "a role",
    "log_review.criteria": "how a sample was drawn: days, ids and a seed",
    "record_destruction.decision_ref": "the number of a decision",
    "record_destruction.entries": "the tables and ids of what was destroyed",
    "patient.family_name": NAMES,
    "patient.given_name": NAMES,
    "patient.preferred_name": NAMES,
    "patient.protection_seen": "the document that was seen (PROT-01)",
    "patient.interpreter_language": "a language",
    "next_of_kin.name": NAMES,
    "next_of_kin.relation": NAMES,
}
"""Columns whose text the log may hold as it is, and what they are."""


def free_texts() -> list[Column[object]]:
    return [
        column
        for table in models.METADATA.sorted_tables
        for column in table.columns
        if table not in (audit.LOG, audit.STREAM) and isinstance(column.type, Text | JSON)
    ]


@pytest.mark.parametrize("column", free_texts(), ids=str)
def test_that_a_text_of_the_record_leaves_no_words_in_the_log(column: Column[object]) -> None:
    is_hidden = column.info.get("audit") in ("digest", "skip")
    assert is_hidden is (str(column) not in IN_CLEAR)


def test_that_the_list_names_what_there_is() -> None:
    assert {str(column) for column in free_texts()} >= set(IN_CLEAR)


def test_that_the_reason_of_an_end_leaves_no_words_in_the_log(app: App) -> None:
    patient_id = factories.make_patient(app)
    alert_id = app.do(patients.add_alert, patient_id, AlertKind.INFECTION, "MRSA", source="Bror i telefon")
    app.do(patients.end_alert, alert_id, 1, "Tre negativa odlingar")
    with app.store.reader.connect() as connection:
        details = connection.scalars(select(audit.LOG.c.detail).where(audit.LOG.c.entity == "alert")).all()
    assert details
    assert not [word for word in ("MRSA", "Bror", "odlingar") for detail in details if word in (detail or "")]
