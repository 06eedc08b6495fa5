"""What Alembic runs in: a connection with an open transaction, handed over by ward_app.store.migrate."""

from typing import Any

from alembic import context

from ward_app.store.base import Instant
from ward_app.store.inventory import VERSIONS
from ward_app.store.models import METADATA

SEARCH_INDEX = "patient_fts"


def written_short(kind: str, thing: Any, context: Any) -> Any:
    """Our type of time as it is imported, not as it is stored."""
    if kind == "type" and isinstance(thing, Instant):
        context.imports.add("from ward_app.store.base import Instant")
        return "Instant()"
    return False


def is_ours(_thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """The search index is made by hand, and its parts by SQLite."""
    return not (kind in ("table", "index") and name is not None and name.startswith(SEARCH_INDEX))


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    version_table=VERSIONS,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    include_object=is_ours,
    render_item=written_short,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
