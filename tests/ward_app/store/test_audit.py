"""The log holds: what was changed, taken out, put in or cut off is found, and where. On both stores."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tests import factories
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.store import audit, log_check
from ward_app.store.engine import Store
from ward_app.store.log_check import Break

TAMPER = {
    "changed": "UPDATE audit_log SET actor = 'nobody' WHERE seq = 4",
    "removed": "DELETE FROM audit_log WHERE seq = 4",
    "moved": "UPDATE audit_log SET patient_id = 4711 WHERE seq = 4",
    "cut": "DELETE FROM audit_log WHERE seq > 4",
    "stream": "DELETE FROM audit_log",
}


@pytest.fixture
def logged(app: App) -> App:
    for _person in range(5):
        factories.make_patient(app)
    return app


def breaks(store: Store) -> list[Break]:
    with store.reader.connect() as connection:
        return log_check.verify(connection, store.audit_key)


def test_that_an_untouched_log_is_whole_log_02(logged: App) -> None:
    assert breaks(logged.store) == []


@pytest.mark.parametrize("how", TAMPER)
def test_that_the_database_itself_refuses_log_02_log_03(logged: App, how: str) -> None:
    with pytest.raises(SQLAlchemyError), logged.store.writer.begin() as connection:
        connection.execute(text(TAMPER[how]))
    assert breaks(logged.store) == []


def test_that_the_anchor_moves_with_every_row(logged: App) -> None:
    with logged.store.reader.connect() as connection:
        before = audit.anchor(connection, "ws1")
        assert audit.anchors(connection) == {"ws1": before}
    factories.make_patient(logged)
    with logged.store.reader.connect() as connection:
        assert audit.anchor(connection, "ws1") != before
        assert audit.anchor(connection, "ws2") == "0"


def test_that_no_text_of_the_record_enters_the_log(logged: App, ward: factories.Ward) -> None:
    reason = "Exacerbation KOL"
    factories.make_stay(logged, ward, "1:1")
    with logged.store.reader.connect() as connection:
        details = connection.scalars(text("SELECT detail FROM audit_log WHERE entity = 'stay'")).all()
    assert details
    assert not any(reason in detail for detail in details)


def test_that_replace_cannot_walk_past_the_guard(sqlite_store: Store, clock: FrozenClock) -> None:
    factories.make_ward(App(sqlite_store, workstation="ws1", clock=clock))
    with pytest.raises(SQLAlchemyError), sqlite_store.writer.begin() as connection:
        connection.execute(text("INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log WHERE seq = 4"))
    assert breaks(sqlite_store) == []
