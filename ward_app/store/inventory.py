"""What a store holds, counted: to see that an upgrade, a backup or a restore lost nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, column, func, select, table, text

VERSIONS = "narvard_version"
"""Alembic's table of versions under a name of our own: a store that has it is ours."""

_SQLITE_TABLES = text(
    "SELECT name FROM pragma_table_list"
    " WHERE schema = 'main' AND type = 'table' AND substr(name, 1, 7) <> 'sqlite_'"
)
_POSTGRES_TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
_SQLITE_TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
_POSTGRES_TRIGGERS = text(
    "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
)


@dataclass(frozen=True, slots=True)
class Inventory:
    rows: dict[str, int]
    triggers: frozenset[str]


def take(connection: Connection) -> Inventory:
    """Of one moment, if the transaction sees one."""
    return Inventory({name: _rows(connection, name) for name in tables(connection)}, triggers(connection))


def tables(connection: Connection) -> frozenset[str]:
    """Every table but the database's own and the parts of a search index."""
    query = _SQLITE_TABLES if connection.dialect.name == "sqlite" else _POSTGRES_TABLES
    return frozenset(connection.scalars(query))


def triggers(connection: Connection) -> frozenset[str]:
    query = _SQLITE_TRIGGERS if connection.dialect.name == "sqlite" else _POSTGRES_TRIGGERS
    return frozenset(connection.scalars(query))


def version(connection: Connection) -> str | None:
    if VERSIONS not in tables(connection):
        return None
    return connection.scalar(select(column("version_num")).select_from(table(VERSIONS)))


def _rows(connection: Connection, name: str) -> int:
    return connection.scalar(select(func.count()).select_from(table(name))) or 0
