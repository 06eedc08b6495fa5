"""Where the log's streams ended when this workstation last found them whole, kept outside the store.

Whoever owns the database can rewrite it; not this file at the same time, which lies on each workstation and
is sealed with the key of the log. So a stream that was removed with its head, cut, or built anew is told of
without a paper, and what has come since is checked in a moment.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from pathlib import Path

from ward_app.store import durable
from ward_app.store.log_check import Place

NAMES = "log-heads-*.json"


class Forged(Exception):
    """The file is not as this program wrote it."""


def recall(folder: Path, key: bytes) -> dict[str, Place]:
    """The last places by stream; none where nothing was ever found whole here."""
    try:
        content = _file(folder, key).read_bytes()
    except FileNotFoundError:
        return {}
    try:
        kept = json.loads(content)
        places = {str(stream): (int(seq), str(mac)) for stream, (seq, mac) in kept["heads"].items()}
        seal = str(kept["seal"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Forged from error
    if not hmac.compare_digest(seal.encode(), _seal(places, key).encode()):
        raise Forged
    return places


def remember(folder: Path, key: bytes, places: Mapping[str, Place]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"heads": dict(places), "seal": _seal(places, key)}
    durable.replace(_file(folder, key), json.dumps(kept, ensure_ascii=False).encode())


def forget(folder: Path, key: bytes) -> None:
    """After a backup was put back the log ends earlier, and rightly so."""
    _file(folder, key).unlink(missing_ok=True)


def _file(folder: Path, key: bytes) -> Path:
    """Each store has its own: one that is made anew begins without a memory."""
    mark = hmac.digest(key, b"name of the heads of the log", "sha256").hex()[:12]
    return folder / NAMES.replace("*", mark)


def _seal(places: Mapping[str, Place], key: bytes) -> str:
    message = json.dumps(sorted(places.items()), ensure_ascii=False)
    return hmac.digest(key, b"heads of the log\n" + message.encode(), "sha256").hex()
