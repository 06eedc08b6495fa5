"""The one change of rows that are written once: their words go by a decision, and nothing else (PDL 8:4)."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.ward_app.store.test_guards import _at, _insert, filled, refused, stay
from ward_app.store import ddl, faults
from ward_app.store.engine import Store

__all__ = ["filled", "stay"]

SHORTER = {"handover": "'{}'", "note_remark": "''", "social_remark": "''", "stay_event": "''"}


@pytest.fixture
def decided(filled: Store, stay: int) -> Store:
    """With a decision, and something to lose in every such table."""
    with filled.writer.begin() as connection:
        by, patient_id = connection.execute(text("SELECT by_id, patient_id FROM placement")).one()
        at = _at(filled, 0)
        own = {"version": 1, "patient_id": patient_id, "owner": "kommun_sol"}
        _insert(connection, "record_destruction", id=1, decision_ref="x", decided_on="2026-11-01",
                entries="[]", done_at=at, by_id=by, **own)  # fmt: skip
        _insert(connection, "social_entry", id=1, kind="event", text="t", author_id=by, author_title="nurse",
                occurred_at=at, recorded_at=at, **own)  # fmt: skip
        _insert(connection, "social_remark", id=1, version=1, social_entry_id=1, text="t", by_id=by,
                recorded_at=at)  # fmt: skip
        _insert(connection, "stay_event", version=1, stay_id=stay, kind="moved", occurred_at=at,
                recorded_at=at, by_id=by, detail="t")  # fmt: skip
        _insert(connection, "handover", id=2, version=1, unit_id=1, day="2026-11-21", from_shift="night",
                to_shift="day", closed_at=at, by_id=by, snapshot='{"rows": ["t"]}')  # fmt: skip
    return filled


def change(table: str, what: str) -> str:
    content = ddl.EMPTIED[table][0]
    row = {"handover": "id = 2", "stay_event": "detail = 't'"}.get(table, "id = 1")
    return f"UPDATE {table} SET {what.format(content=content, shorter=SHORTER[table])} WHERE {row}"


@pytest.mark.parametrize("table", sorted(ddl.EMPTIED))
def test_that_words_go_by_a_decision_pdl_23(decided: Store, table: str) -> None:
    with decided.writer.begin() as connection:
        done = connection.execute(text(change(table, "{content} = {shorter}, destruction_id = 1")))
        assert done.rowcount == 1


@pytest.mark.parametrize("table", sorted(ddl.EMPTIED))
@pytest.mark.parametrize("what", [
    "{content} = {shorter}", "destruction_id = 1, {content} = '[\"much longer than it was before\"]'",
    "destruction_id = 1", "{content} = {shorter}, destruction_id = 1, by_id = by_id + 1",
    "{content} = {shorter}, destruction_id = 1, id = id + 100",
])  # fmt: skip
def test_that_nothing_else_is_changed_along_with_it_pdl_12(decided: Store, table: str, what: str) -> None:
    with refused(decided, faults.Mark.APPEND_ONLY) as connection:
        connection.execute(text(change(table, what)))


@pytest.mark.parametrize("table", sorted(set(ddl.EMPTIED) - {"handover"}))
def test_that_what_is_gone_is_gone_once_pdl_12(decided: Store, table: str) -> None:
    """A second decision has nothing left to take; only a handover tells of more than one patient."""
    with decided.writer.begin() as connection:
        connection.execute(text(change(table, "{content} = {shorter}, destruction_id = 1")))
    again = (
        f"UPDATE {table} SET {ddl.EMPTIED[table][0]} = 'back', destruction_id = 2 WHERE destruction_id = 1"
    )
    with refused(decided, faults.Mark.APPEND_ONLY) as connection:
        connection.execute(text(again))


def test_that_every_such_table_is_append_only_pdl_12() -> None:
    assert set(ddl.EMPTIED) <= set(ddl.APPEND_ONLY)
    assert set(SHORTER) == set(ddl.EMPTIED)
