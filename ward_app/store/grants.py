"""PostgreSQL: what the role that workstations sign in with may do. It owns nothing and removes nothing."""

from __future__ import annotations

import re

from sqlalchemy import text

from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.store.base import Entity
from ward_app.store.engine import Store
from ward_app.store.inventory import VERSIONS

APPENDED = frozenset({
    "audit_log", "stay_event", "note_remark", "handover", "social_remark", "disclosure",
})  # fmt: skip
"""Tables whose rows are written once (LOG-02, PDL 3:14)."""

OWNERS_ONLY = frozenset({"record_destruction"})
"""Written by the owner of the tables: from no workstation is a signed entry emptied (PDL 8:4)."""


def give(store: Store, role: str) -> None:
    """Read and write for the ward's tables, append only for the logs, and DELETE for nothing at all.

    Sequences are read too, for a backup. Up to PostgreSQL 14 anyone may make tables in `public`: no longer.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise Refused(_("The name of the role has letters, digits and underscores only."))
    import ward_app.store.models  # noqa: F401  every table must be known here

    with store.engine.begin() as connection:
        connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
        connection.execute(text(f'GRANT USAGE ON SCHEMA public TO "{role}"'))
        connection.execute(text(f'GRANT SELECT ON {VERSIONS} TO "{role}"'))
        connection.execute(text(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"'))
        for table in Entity.metadata.sorted_tables:
            connection.execute(text(f'GRANT {_rights(table.name)} ON {table.name} TO "{role}"'))


def _rights(table: str) -> str:
    if table in OWNERS_ONLY:
        return "SELECT"
    return "SELECT, INSERT" if table in APPENDED else "SELECT, INSERT, UPDATE"
