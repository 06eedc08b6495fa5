"""The migrations lead to the tables that the models describe, with every guard, on both stores."""

from __future__ import annotations

from alembic import command

from tests import factories
from ward_app.app import App
from ward_app.paths import MIGRATIONS
from ward_app.store import ddl, inventory, migrate, schema
from ward_app.store.engine import Store


def test_that_the_models_and_the_migrations_agree(store: Store) -> None:
    with store.writer.connect() as connection:
        command.check(migrate.configured(connection, MIGRATIONS))


def test_that_a_new_store_is_current_and_guarded(store: Store) -> None:
    assert schema.check(store) is schema.State.CURRENT
    with store.reader.connect() as connection:
        assert ddl.missing(connection) == frozenset()


def test_that_bringing_a_current_store_up_to_date_changes_nothing(
    store: Store, app: App, ward: factories.Ward
) -> None:
    factories.fill_ward(app, ward)
    with store.reader.connect() as connection:
        before = inventory.take(connection)
    schema.upgrade(store, backup_to=None)
    with store.reader.connect() as connection:
        assert inventory.take(connection) == before
