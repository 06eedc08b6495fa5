"""What the disk or a driver says while a store is made or opened, in a sentence. The rest is a bug."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from ward_app.store import faults
from ward_app.store.sqlite import driver


@contextmanager
def in_words() -> Iterator[None]:
    """Around what happens outside the door, which words what happens inside it."""
    try:
        yield
    except (OSError, SQLAlchemyError, driver.Error) as error:
        if known := faults.explain(error):
            raise known from error
        raise
