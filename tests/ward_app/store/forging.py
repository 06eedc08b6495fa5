"""What only the owner of the database can do."""

from __future__ import annotations

from sqlalchemy import Connection, text

from ward_app.store.engine import Store


def without_guards(store: Store, connection: Connection) -> None:
    """Take the triggers of the log away."""
    if store.is_sqlite:
        names = connection.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_log'")
        ).all()
        for name in names:
            connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        connection.execute(text("ALTER TABLE audit_log DISABLE TRIGGER USER"))


def past_the_guards(store: Store, table: str, change: str) -> None:
    """As a database's keeper could, who takes the guard away first."""
    with store.engine.begin() as connection:
        if store.is_sqlite:
            connection.execute(text(f"DROP TRIGGER {table}_no_update"))
        else:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update"))
        connection.execute(text(change))
