"""One run of Alembic inside a transaction that is already open, undone if anything is missing afterwards."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from ward_app.errors import StoreUnusable
from ward_app.i18n import _
from ward_app.store import inventory
from ward_app.store.inventory import VERSIONS, Inventory

if TYPE_CHECKING:
    from alembic.config import Config

log = logging.getLogger(__name__)

_POINTING_AT_NO_TABLE = """
SELECT child.name FROM pragma_table_list AS child, pragma_foreign_key_list(child.name) AS key
WHERE child.schema = 'main' AND key."table" NOT IN (SELECT name FROM sqlite_master WHERE type = 'table')
"""


def run(connection: Connection, migrations: Path) -> None:
    """Go to the newest revision. A row or a trigger less than before, and nothing of it happens."""
    from alembic import command
    from alembic.script import ScriptDirectory

    config = configured(connection, migrations)
    script = ScriptDirectory.from_config(config)
    steps = script.iterate_revisions("heads", inventory.version(connection) or "base")
    dropped = {name for step in steps for name in getattr(step.module, "drops", ())}
    before = inventory.take(connection)
    command.upgrade(config, "heads")
    if missing := _missing(before, inventory.take(connection), dropped) + _orphans(connection):
        log.error("upgrade undone, missing: %s", ", ".join(missing))
        raise StoreUnusable(
            _(
                "Bringing the database up to date would have lost data. It was undone; tell IT."
                " Missing: {what}"
            ).format(what=", ".join(missing))
        )


def configured(connection: Connection, migrations: Path) -> Config:
    """Alembic's settings, without any address: env.py takes the connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _missing(before: Inventory, after: Inventory, dropped: set[str]) -> list[str]:
    """Tables with fewer rows and triggers that are gone, but for what a revision names in its `drops`."""
    fewer = [
        name for name, rows in before.rows.items()
        if name not in dropped and name != VERSIONS and after.rows.get(name, -1) < rows
    ]  # fmt: skip
    return sorted(fewer) + sorted(before.triggers - after.triggers - dropped)


def _orphans(connection: Connection) -> list[str]:
    """Tables that point at missing rows or tables. PostgreSQL has refused them before they are written."""
    if connection.dialect.name != "sqlite":
        return []
    rows = {row[0] for row in connection.execute(text("PRAGMA foreign_key_check"))}
    return sorted(rows.union(connection.scalars(text(_POINTING_AT_NO_TABLE))))
