"""A ward in small, for trying the store itself: patients with notes, and beds that count their moves."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from ward_app.store.engine import Store, create_sqlite
from ward_app.store.keyslots import Cost, KeySlots, path_beside

KEY = bytes(range(32))
CHEAP = Cost(memory_kib=8, passes=1, lanes=1)

TABLES = (
    "CREATE TABLE patient (id integer PRIMARY KEY, number text NOT NULL UNIQUE, name text NOT NULL)",
    "CREATE TABLE note (id integer PRIMARY KEY, body text NOT NULL,"
    " patient_id integer NOT NULL REFERENCES patient (id) ON DELETE CASCADE)",
    "CREATE TABLE bed (id integer PRIMARY KEY, moves integer NOT NULL)",
)


def furnish(connection: Connection) -> None:
    for table in TABLES:
        connection.execute(text(table))
    connection.execute(text("INSERT INTO bed (id, moves) VALUES (1, 0)"))


def admit(connection: Connection, number: str, notes: int = 1) -> None:
    """Numbers here are no personal numbers."""
    patient = connection.execute(
        text("INSERT INTO patient (number, name) VALUES (:number, 'Åke Öberg') RETURNING id"),
        {"number": number},
    ).scalar_one()
    for body in range(notes):
        connection.execute(
            text("INSERT INTO note (patient_id, body) VALUES (:patient, :body)"),
            {"patient": patient, "body": f"anteckning {body}"},
        )


def count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def new_store(path: Path) -> Store:
    """An embedded store with the small ward in it and key slots beside it."""
    store = create_sqlite(path, KEY)
    KeySlots.create(path_beside(path), KEY, CHEAP)
    with store.writer.begin() as connection:
        furnish(connection)
    return store


def nothing(_store: Store) -> None:
    """Nothing has to be done to a store that was put back."""
