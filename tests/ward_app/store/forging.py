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
