"""One wrapping of the store's key: Argon2id makes a key of a password, AES-GCM seals with it."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ward_app.store.sqlite import KEY_BYTES

_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 20
_MOST_LANES = 64


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try costs whoever makes it. Kept in each slot, so that it can be raised later."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        """A file with absurd figures must not be able to eat the machine's memory."""
        if not (
            8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
            and 1 <= self.passes <= _MOST_PASSES
            and 1 <= self.lanes <= _MOST_LANES
        ):
            raise ValueError("the cost of a slot is out of bounds")


DEFAULT_COST = Cost()


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


@dataclass(frozen=True, slots=True)
class Slot:
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @classmethod
    def seal(cls, name: str, secret: str, key: bytes, cost: Cost) -> Slot:
        salt, nonce = os.urandom(16), os.urandom(12)
        wrapping = AESGCM(_derive(secret, salt, cost))
        return cls(cost, salt, nonce, wrapping.encrypt(nonce, key, _bound_to(name, cost)))

    def open(self, name: str, secret: str) -> bytes | None:
        """The store's key, or None: wrong secret, other name, or changed in any bit."""
        wrapping = AESGCM(_derive(secret, self.salt, self.cost))
        try:
            return wrapping.decrypt(self.nonce, self.wrapped, _bound_to(name, self.cost))
        except InvalidTag:
            return None


def spend(secret: str, cost: Cost) -> None:
    """Take as long as a real try, where there is no slot to try."""
    _derive(secret, bytes(16), cost)


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    """The same password typed on two keyboards may come composed or not; NFC makes them one."""
    return hash_secret_raw(
        unicodedata.normalize("NFC", secret).encode(), salt,
        time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes,
        hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip


def _bound_to(name: str, cost: Cost) -> bytes:
    return f"narvard slot 1\0{name}\0{cost.memory_kib} {cost.passes} {cost.lanes}".encode()
