"""The file of key slots: its form on disk, and the seal over all of it."""

from __future__ import annotations

import hmac
import json
import math
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ward_app.store.slot import Cost, Slot

FORMAT = "narvard-keys"
VERSION = 1


class Unreadable(Exception):
    """Not a file of key slots, or one that is damaged."""


class Newer(Exception):
    """Written by a later program."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a key was given to: usually one slot; two or three while a password is being changed."""

    slots: tuple[Slot, ...] = ()
    failed: int = 0
    not_before: float = 0


@dataclass(frozen=True, slots=True)
class SlotFile:
    holders: Mapping[str, Holder]
    seal: str

    def is_sealed_by(self, key: bytes) -> bool:
        return hmac.compare_digest(self.seal, seal_of(self.holders, key))


def seal_of(holders: Mapping[str, Holder], key: bytes) -> str:
    """Over every slot: none can be taken out, brought back or put in without the store's key.

    The counters stay outside, for they must move when the key is not at hand.
    """
    bare = {name: _slots_as_json(holder) for name, holder in sorted(holders.items()) if holder.slots}
    return hmac.new(key, json.dumps(bare).encode(), sha256).hexdigest()


def render(file: SlotFile) -> bytes:
    holders = {
        name: {
            "failed": holder.failed,
            "not_before": holder.not_before,
            "slots": _slots_as_json(holder),
        }
        for name, holder in file.holders.items()
    }
    whole = {"format": FORMAT, "version": VERSION, "seal": file.seal, "holders": holders}
    return json.dumps(whole, indent=1, ensure_ascii=False).encode()


def parse(content: bytes) -> SlotFile:
    try:
        whole = json.loads(content)
        if whole["format"] != FORMAT:
            raise Unreadable
        if whole["version"] > VERSION:
            raise Newer
        holders = {str(name): _holder(value) for name, value in whole["holders"].items()}
        return SlotFile(holders, str(whole["seal"]))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Unreadable from error


def _slots_as_json(holder: Holder) -> list[dict[str, Any]]:
    return [
        {
            "kdf": "argon2id",
            "memory_kib": slot.cost.memory_kib,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
            "salt": b64encode(slot.salt).decode(),
            "nonce": b64encode(slot.nonce).decode(),
            "wrapped": b64encode(slot.wrapped).decode(),
        }
        for slot in holder.slots
    ]


def _holder(value: dict[str, Any]) -> Holder:
    slots = tuple(
        Slot(
            Cost(int(slot["memory_kib"]), int(slot["passes"]), int(slot["lanes"])),
            _bytes(slot["salt"], 16), _bytes(slot["nonce"], 12), _bytes(slot["wrapped"], 48),
        )
        for slot in value["slots"]
        if slot["kdf"] == "argon2id"
    )  # fmt: skip
    not_before = float(value["not_before"])
    if not math.isfinite(not_before):
        raise Unreadable
    return Holder(slots, max(int(value["failed"]), 0), not_before)


def _bytes(text: str, length: int) -> bytes:
    content = b64decode(text, validate=True)
    if len(content) != length:
        raise Unreadable
    return content
