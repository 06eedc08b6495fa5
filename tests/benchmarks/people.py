"""A hundred thousand invented people to search among.

Their numbers have a letter, as reserve numbers do: no list of test numbers is this long, and none of these
can be anybody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

from sqlalchemy import insert, text

from ward_app.patients.identity_domains import PERSONNUMMER
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.store.engine import Store

MANY = 100_000
BATCH = 5_000

FIRST = (
    "Karin", "Anna", "Eva", "Maria", "Birgitta", "Kerstin", "Ingrid", "Margareta", "Märta", "Siv", "Åsa",
    "Gun-Britt", "Ulla", "Elsy", "Fatima", "Lars", "Åke", "Sven-Erik", "Bengt", "Göte", "Evert", "Rolf",
    "Per", "Nils", "Olof", "Torsten", "Gösta", "Björn", "Örjan", "Mohammed", "Jan-Erik",
)  # fmt: skip
HEADS = (
    "Lind", "Berg", "Sand", "Alm", "Björk", "Gran", "Holm", "Sjö", "Ström", "Ny", "Norr", "Söder", "Öst",
    "Väst", "Åker", "Äng", "Lund", "Hög", "Rosen", "Blom", "Hed",
)  # fmt: skip
TAILS = (
    "ström", "berg", "qvist", "lund", "gren", "man", "dahl", "stedt", "holm", "ros", "fors", "strand",
    "borg", "bäck", "vall", "mark", "son",
)  # fmt: skip
COMMON = (
    "Andersson", "Johansson", "Karlsson", "Nilsson", "Eriksson", "Larsson", "Olsson", "Persson", "Svensson",
    "Gustafsson", "Pettersson", "Öberg", "Åström", "Håkansson", "Mårtensson", "Al-Hassan", "Ahmed",
)  # fmt: skip


def people(many: int = MANY, seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """Family name, given name, number."""
    draw = Random(seed)
    for nth in range(many):
        family = draw.choice(COMMON) if draw.random() < 0.5 else draw.choice(HEADS) + draw.choice(TAILS)
        born = f"{draw.randrange(1920, 2005)}{draw.randrange(1, 13):02}{draw.randrange(1, 29):02}"
        yield family, draw.choice(FIRST), f"{born}T{nth % 1000:03}{nth // 1000:02}"


def fill(store: Store, many: int = MANY) -> None:
    """Past the door and the log, for speed: a benchmark's store is thrown away."""
    for batch in _batches(many):
        with store.writer.begin() as connection:
            connection.execute(insert(Patient), [person for person, _number in batch])
            connection.execute(insert(PatientIdentity), [number for _person, number in batch])
    if not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in ("patient", "patient_identity"):
                newest = f"(SELECT max(id) FROM {table})"
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {newest})"))
            connection.execute(text("VACUUM ANALYZE"))


def _batches(many: int) -> Iterator[list[tuple[dict[str, Any], dict[str, Any]]]]:
    batch = []
    for nth, (family, given, number) in enumerate(people(many), start=1):
        batch.append(_rows(1_000_000 + nth, family, given, number))
        if len(batch) == BATCH or nth == many:
            yield batch
            batch = []


def _rows(patient_id: int, family: str, given: str, number: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """As the entities would write them: the keys are worked out by the entity itself."""
    person = Patient(family_name=family, given_name=given)
    person.index([number])
    columns = {column.key: getattr(person, column.key, None) for column in Patient.__table__.columns}
    known = {name: value for name, value in columns.items() if value is not None and name != "id"}
    identity = {
        "patient_id": patient_id, "domain": PERSONNUMMER, "value": number, "status": "unverified",
        "is_primary": True, "recorded_at": datetime(2026, 1, 1, tzinfo=UTC), "version": 1,
    }  # fmt: skip
    return known | {"id": patient_id, "version": 1}, identity
