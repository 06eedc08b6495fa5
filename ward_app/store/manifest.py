"""What a backup says of itself, sealed with the store's key so that nothing in it can be changed unseen."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ward_app.errors import StoreUnusable
from ward_app.i18n import _
from ward_app.store import destroyed, durable
from ward_app.store.destroyed import Destroyed
from ward_app.store.keyslots import subkey

NAME = "manifest.json"
FORMAT = "narvard-backup"
VERSION = 1


@dataclass(frozen=True, slots=True)
class FileMark:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`rows` is the number of rows of each table; `anchors` the heads of the log's streams; `destroyed` the
    decisions to destroy records that were known when it was made."""

    made_at: datetime
    dialect: str
    revision: str | None
    rows: Mapping[str, int]
    files: Mapping[str, FileMark]
    anchors: Mapping[str, str]
    destroyed: tuple[Destroyed, ...] = ()


def mark(file: Path) -> FileMark:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileMark(file.stat().st_size, digest)


def write(manifest: Manifest, folder: Path, key: bytes) -> None:
    said = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": manifest.made_at.isoformat(),
        "dialect": manifest.dialect,
        "revision": manifest.revision,
        "rows": dict(manifest.rows),
        "files": {name: [file.size, file.sha256] for name, file in manifest.files.items()},
        "anchors": dict(manifest.anchors),
        "destroyed": [one.plain() for one in manifest.destroyed],
    }
    whole = {"said": said, "seal": _seal(said, key)}
    durable.replace(folder / NAME, json.dumps(whole, indent=1, ensure_ascii=False).encode())


def read(folder: Path, key: bytes) -> Manifest:
    """What it says, after the seal was found right."""
    try:
        whole = json.loads((folder / NAME).read_bytes())
        said, seal = whole["said"], str(whole["seal"])
        if said["format"] != FORMAT:
            raise refused(folder)
        if said["version"] > VERSION:
            raise StoreUnusable(_("The backup was made by a newer program. Update this one."))
        if not hmac.compare_digest(seal, _seal(said, key)):
            raise refused(folder)
        return _parsed(said)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refused(folder) from error


def refused(folder: Path) -> StoreUnusable:
    return StoreUnusable(
        _(
            "{backup} is not a whole backup of this ward: it is damaged, was changed, or belongs to"
            " another store. Nothing was put back; take another backup."
        ).format(backup=folder.name)
    )


def _parsed(said: dict[str, Any]) -> Manifest:
    files = {str(name): FileMark(int(size), str(digest)) for name, (size, digest) in said["files"].items()}
    return Manifest(
        datetime.fromisoformat(said["made_at"]), said["dialect"], said["revision"], said["rows"], files,
        said["anchors"], destroyed.parsed(said.get("destroyed", ())),
    )  # fmt: skip


def _seal(said: object, key: bytes) -> str:
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(subkey(key, "backup"), canonical.encode(), hashlib.sha256).hexdigest()
