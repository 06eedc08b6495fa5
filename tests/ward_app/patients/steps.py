"""What the tests of people do and look at again and again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests import factories
from ward_app.app import App
from ward_app.patients import queries
from ward_app.patients.rows import Banner, PersonRow
from ward_app.store.audit import LOG


def person(app: App, patient_id: int) -> PersonRow:
    return app.ask(queries.person, patient_id)


def banner(app: App, patient_id: int) -> Banner:
    return app.ask(queries.banner, patient_id)


def version(app: App, patient_id: int) -> int:
    return person(app, patient_id).version


def logged(app: App, action: str) -> list[tuple[int | None, dict[str, Any]]]:
    """Patient and detail of each row of the log that tells of this action."""
    rows: list[tuple[int | None, str | None]] = factories.ask(app, _log_rows, action)
    return [(patient_id, json.loads(detail) if detail else {}) for patient_id, detail in rows]


def outcomes(app: App, action: str) -> list[str]:
    found: list[str] = factories.ask(app, _outcomes, action)
    return found


@contextmanager
def statements(app: App) -> Iterator[list[str]]:
    """What is said to the store meanwhile."""
    said: list[str] = []

    def note(*args: Any) -> None:
        if not args[2].startswith("BEGIN"):
            said.append(args[2])

    event.listen(app.store.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(app.store.engine, "before_cursor_execute", note)


def _log_rows(session: Session, action: str) -> list[tuple[int | None, str | None]]:
    rows = session.execute(
        select(LOG.c.patient_id, LOG.c.detail).where(LOG.c.action == action).order_by(LOG.c.id)
    )
    return [(patient_id, detail) for patient_id, detail in rows]


def _outcomes(session: Session, action: str) -> list[str]:
    return list(session.scalars(select(LOG.c.outcome).where(LOG.c.action == action).order_by(LOG.c.id)))
