"""All text a store holds, whatever the table: to see that something is really gone."""

from __future__ import annotations

from sqlalchemy import text

from ward_app.store import inventory
from ward_app.store.engine import Store


def everything(store: Store) -> str:
    with store.reader.connect() as connection:
        names = sorted(inventory.tables(connection))
        return "\n".join(
            str(row) for name in names for row in connection.execute(text(f"SELECT * FROM {name}"))
        )


def held(store: Store, words: tuple[str, ...]) -> set[str]:
    """Which of these words stand in it, also where JSON has spelled a letter as its code."""
    found = everything(store)
    return {word for word in words if word in found or _escaped(word) in found or _twice(word) in found}


def _escaped(word: str) -> str:
    return (
        word.encode("ascii", "backslashreplace").decode().replace("\\xe", "\\u00e").replace("\\xf", "\\u00f")
    )


def _twice(word: str) -> str:
    return _escaped(word).replace("\\", "\\\\")
