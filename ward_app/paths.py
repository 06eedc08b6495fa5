"""Where resources/ and migrations/ lie: at the top of a checkout, in the package once installed or frozen."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str, package: Path = _PACKAGE) -> Path:
    """The build puts a copy into the package as `_resources`; a checkout has the folder beside it."""
    inside = package / f"_{folder}"
    return inside if inside.is_dir() else package.parent / folder


RESOURCES = shipped("resources")
MIGRATIONS = shipped("migrations")
