"""What an administrator of the database does to the log is found, and the row is named. On both stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text, update

from tests import factories
from tests.ward_app.store.forging import without_guards
from ward_app.app import App
from ward_app.store import audit, log_check
from ward_app.store.audit import LOG, STREAM
from ward_app.store.engine import Store
from ward_app.store.log_check import Break, Damage


@pytest.fixture
def logged(app: App) -> App:
    for _person in range(5):
        factories.make_patient(app)
    return app


def breaks(store: Store, **more: Any) -> list[Break]:
    with store.reader.connect() as connection:
        return log_check.verify(connection, store.audit_key, **more)


def told(store: Store) -> list[tuple[Damage, int, int]]:
    return [(one.what, one.seq, one.last) for one in breaks(store)]


@dataclass(frozen=True)
class Attack:
    """What is done by someone who owns the database, and what the check says of it."""

    statements: tuple[str, ...]
    found: tuple[tuple[Damage, int, int], ...]


COPIED = (
    "INSERT INTO audit_log (stream, seq, at, actor, workstation, action, outcome, mac)"
    " SELECT stream, {seq}, at, 'forged', workstation, action, outcome, mac FROM audit_log WHERE seq = 4"
)
UP = (
    "UPDATE audit_log SET seq = seq + 100000 WHERE seq > 4",
    "UPDATE audit_log SET seq = seq - 99999 WHERE seq > 100000",
)
DOWN = (
    "UPDATE audit_log SET seq = seq + 100000 WHERE seq > 4",
    "UPDATE audit_log SET seq = seq - 100001 WHERE seq > 100000",
)
SWAP = tuple(f"UPDATE audit_log SET seq = {new} WHERE seq = {old}" for old, new in ((4, 0), (9, 4), (0, 9)))
C, R, I = Damage.CHANGED, Damage.REMOVED, Damage.INSERTED  # noqa: E741

ATTACKS = {
    "a word changed": Attack(("UPDATE audit_log SET actor = 'nobody' WHERE seq = 4",), ((C, 4, 4),)),
    "another patient": Attack(("UPDATE audit_log SET patient_id = 4711 WHERE seq = 4",), ((C, 4, 4),)),
    "a reason added": Attack(("UPDATE audit_log SET reason = 'ok' WHERE seq = 4",), ((C, 4, 4),)),
    "the MAC changed": Attack(("UPDATE audit_log SET mac = 'ff' WHERE seq = 4",), ((C, 4, 4),)),
    "the first row": Attack(("UPDATE audit_log SET actor = 'nobody' WHERE seq = 1",), ((C, 1, 1),)),
    "two places": Attack(("UPDATE audit_log SET actor = 'x' WHERE seq IN (4, 9)",), ((C, 4, 4), (C, 9, 9))),
    "removed": Attack(("DELETE FROM audit_log WHERE seq = 4",), ((R, 4, 4),)),
    "removed at the start": Attack(("DELETE FROM audit_log WHERE seq < 4",), ((R, 1, 3),)),
    "removed twice": Attack(("DELETE FROM audit_log WHERE seq IN (4, 9)",), ((R, 4, 4), (R, 9, 9))),
    "removed, the rest renumbered": Attack(("DELETE FROM audit_log WHERE seq = 4", *DOWN), ((R, 4, 4),)),
    "inserted, the rest renumbered": Attack((*UP, COPIED.format(seq=5)), ((I, 5, 5),)),
    "inserted after the end": Attack((COPIED.format(seq=100000),), ((I, 100000, 100000),)),
    "swapped": Attack(SWAP, ((C, 4, 5), (C, 9, 10))),
}  # fmt: skip


def attack(store: Store, *statements: str) -> None:
    with store.writer.begin() as connection:
        without_guards(store, connection)
        for statement in statements:
            connection.execute(text(statement))


def test_that_an_untouched_log_is_whole_log_02(logged: App) -> None:
    assert breaks(logged.store) == []


@pytest.mark.parametrize("how", ATTACKS)
def test_that_what_an_administrator_does_is_found_and_named_log_02(logged: App, how: str) -> None:
    attack(logged.store, *ATTACKS[how].statements)
    assert tuple(told(logged.store)) == ATTACKS[how].found


def test_that_a_row_put_beside_another_is_told_from_it_log_02(logged: App) -> None:
    """With the unique key dropped, two rows have one number: the one that fits is the real one."""
    if logged.store.is_sqlite:
        bare = "CREATE TABLE bare AS SELECT * FROM audit_log"
        attack(logged.store, bare, "DROP TABLE audit_log", "ALTER TABLE bare RENAME TO audit_log")
    else:
        attack(logged.store, "ALTER TABLE audit_log DROP CONSTRAINT uq_audit_log_stream_seq")
    with logged.store.writer.begin() as connection:
        id_ = 0 if logged.store.is_sqlite else 99999
        row = dict(connection.execute(select(LOG).where(LOG.c.seq == 4)).mappings().one())
        connection.execute(insert(LOG).values({**row, "id": id_, "actor": "forged"}))
    assert [(what, seq) for what, seq, _last in told(logged.store)] == [(Damage.INSERTED, 4)]


def last_of(connection: Connection) -> int:
    return int(connection.scalar(select(STREAM.c.seq)) or 0)


def test_that_a_cut_tail_is_found_log_02(logged: App) -> None:
    with logged.store.reader.connect() as connection:
        last = last_of(connection)
    attack(logged.store, "DELETE FROM audit_log WHERE seq > 9")
    assert told(logged.store) == [(Damage.CUT, 10, last)]


def test_that_a_removed_stream_is_found_log_02(logged: App) -> None:
    attack(logged.store, "DELETE FROM audit_log")
    assert [one.what for one in breaks(logged.store)] == [Damage.STREAM_REMOVED]


def test_that_only_paper_tells_of_a_stream_whose_head_went_with_it_log_02(logged: App) -> None:
    with logged.store.reader.connect() as connection:
        paper = {"ws1": (audit.anchor(connection, "ws1"),)}
    assert breaks(logged.store, anchors=paper) == []
    attack(logged.store, "DELETE FROM audit_log", "DELETE FROM audit_stream")
    assert breaks(logged.store) == []
    assert [one.what for one in breaks(logged.store, anchors=paper)] == [Damage.STREAM_REMOVED]


def forge(store: Store, key: bytes) -> None:
    """The whole stream written anew with another doer in one row, head and all."""
    with store.writer.begin() as connection:
        without_guards(store, connection)
        mac = ""
        for row in connection.execute(select(LOG).order_by(LOG.c.seq)).mappings().all():
            new = dict(row) | ({"actor": "nobody"} if row["seq"] == 4 else {})
            mac = audit.link(key, mac, new)
            connection.execute(update(LOG).where(LOG.c.id == row["id"]).values(actor=new["actor"], mac=mac))
        connection.execute(update(STREAM).values(mac=mac))


def test_that_a_chain_rebuilt_without_the_key_is_found_as_one_break_log_02(logged: App) -> None:
    with logged.store.reader.connect() as connection:
        last = last_of(connection)
    forge(logged.store, bytes(32))
    assert told(logged.store) == [(Damage.CHANGED, 1, last)]


def test_that_the_anchor_on_paper_tells_a_chain_rebuilt_with_the_key_log_02(logged: App) -> None:
    with logged.store.reader.connect() as connection:
        paper = {"ws1": (audit.anchor(connection, "ws1"),)}
    forge(logged.store, logged.store.audit_key)
    assert breaks(logged.store) == []
    assert [one.what for one in breaks(logged.store, anchors=paper)] == [Damage.REBUILT]


def test_that_only_what_is_new_is_read_from_a_known_place_on(logged: App) -> None:
    with logged.store.reader.connect() as connection:
        known = log_check.heads_of(connection)
    factories.make_patient(logged)
    assert breaks(logged.store, since=known) == []
    attack(logged.store, "UPDATE audit_log SET actor = 'x' WHERE seq = 4")
    assert breaks(logged.store, since=known) == [], "read before: the full check finds it"
    attack(logged.store, f"UPDATE audit_log SET actor = 'x' WHERE seq = {known['ws1'][0] + 1}")
    assert [one.seq for one in breaks(logged.store, since=known)] == [known["ws1"][0] + 1]


def test_that_a_known_place_that_is_gone_or_another_is_found(logged: App) -> None:
    with logged.store.reader.connect() as connection:
        known = log_check.heads_of(connection)
    forge(logged.store, logged.store.audit_key)
    assert [one.what for one in breaks(logged.store, since=known)][-1] is Damage.REBUILT
    attack(logged.store, "DELETE FROM audit_log WHERE seq > 9")
    assert Damage.CUT in {one.what for one in breaks(logged.store, since=known)}


def test_that_a_row_says_when_it_was_written(logged: App) -> None:
    attack(logged.store, "UPDATE audit_log SET actor = 'nobody' WHERE seq = 4")
    assert breaks(logged.store)[0].at == "2026-11-21T07:42:00.000000Z"


def test_that_a_value_of_another_type_is_a_change_and_no_crash(sqlite_store: Store, clock: Any) -> None:
    factories.make_ward(App(sqlite_store, workstation="ws1", clock=clock))
    attack(sqlite_store, "UPDATE audit_log SET at = x'00ff', detail = x'01' WHERE seq = 4")
    assert told(sqlite_store) == [(Damage.CHANGED, 4, 4)]


@pytest.mark.parametrize("column", audit.CHAINED)
def test_that_every_column_is_under_the_mac_log_02(column: str) -> None:
    row: dict[str, Any] = dict.fromkeys(audit.CHAINED, "")
    assert audit.link(bytes(32), "", row) != audit.link(bytes(32), "", row | {column: "x"})
