"""The key of a store, wrapped once for each user and once for the recovery code, in a file beside the store.

The key itself is never written. A slot opens with a password through Argon2id; its name is bound into it, so
that a slot moved to another name stays shut. A try is counted in the file before it is made, so that neither
a restart nor a kill shortens the wait.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ward_app.errors import SignInFailed, StoreDown, StoreUnusable
from ward_app.i18n import _, ngettext
from ward_app.store import durable, lock, recovery, slotfile
from ward_app.store.slot import DEFAULT_COST, Cost, Slot, new_key, spend
from ward_app.store.slotfile import Holder, SlotFile

__all__ = ["DEFAULT_COST", "Cost", "KeySlots", "new_key", "path_beside", "subkey"]

LONGEST_WAIT = 300
CANDIDATES = 3
_RECOVERY = ""
_STRANGER = "?"
_OURS = (_RECOVERY, _STRANGER)
_LOCK_SECONDS = 10


def subkey(key: bytes, purpose: str) -> bytes:
    """A key of its own for each use, so that one that leaks tells nothing of the others."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"narvard {purpose}".encode()).derive(key)


def path_beside(store: Path) -> Path:
    return store.with_name(store.name + ".keys")


@dataclass(frozen=True, slots=True)
class KeySlots:
    """The file of slots at `path`. Nothing is kept in memory: every call reads it anew, under a lock."""

    path: Path
    cost: Cost = DEFAULT_COST

    @classmethod
    def create(cls, path: Path, key: bytes, cost: Cost = DEFAULT_COST) -> KeySlots:
        """A file without any slot, for a new store. Refuses to take the place of another."""
        if path.exists():
            raise StoreUnusable(
                _("There is already a key file at {path}. It was left as it is.").format(path=path)
            )
        slots = cls(path, cost)
        slots._write({}, key)
        return slots

    def names(self) -> list[str]:
        return sorted(name for name, holder in self._read().holders.items() if name and holder.slots)

    def has_recovery_code(self) -> bool:
        return bool(self._holder(self._read(), _RECOVERY).slots)

    def unlock(self, name: str, password: str, now: datetime) -> bytes:
        """The store's key. SignInFailed for a wrong name or password, or when it is too early."""
        known = _STRANGER if name in _OURS else name
        return self._unlock(known, password, now, _("The user name or the password is wrong."))

    def unlock_with_code(self, code: str, now: datetime) -> bytes:
        return self._unlock(
            _RECOVERY,
            recovery.as_typed(code),
            now,
            _("The recovery code is wrong. Compare it with the paper."),
        )

    def is_code(self, code: str) -> bool:
        """Whether the code that was typed back is the one that was handed out."""
        slots = self._holder(self._read(), _RECOVERY).slots
        return any(slot.open(_RECOVERY, recovery.as_typed(code)) for slot in slots)

    def add(self, name: str, password: str, key: bytes) -> None:
        """One more slot for the user. The old one still opens, until the store too has the new password."""
        slot = Slot.seal(_allowed(name), password, key, self.cost)
        with self._changing(key) as holders:
            before = holders.get(name, Holder())
            holders[name] = replace(before, slots=(*before.slots, slot)[-CANDIDATES:])

    def replace(self, name: str, password: str, key: bytes) -> None:
        """This password and no other, from now on; the tries so far are forgotten."""
        slot = Slot.seal(_allowed(name), password, key, self.cost)
        with self._changing(key) as holders:
            holders[name] = Holder((slot,))

    def drop_old(self, name: str, key: bytes) -> None:
        """The store has the new password: only the newest slot stays."""
        with self._changing(key) as holders:
            if name in holders:  # else the user was removed meanwhile
                holders[name] = replace(holders[name], slots=holders[name].slots[-1:])

    def settle(self, name: str, password: str, key: bytes) -> None:
        """After a full sign-in: drop what a change of password left behind when it was cut off midway."""
        if len(self._holder(self._read(), name).slots) < 2:
            return
        with self._changing(key) as holders:
            before = holders.get(name, Holder())
            if kept := tuple(slot for slot in before.slots if slot.open(name, password)):
                holders[name] = replace(before, slots=kept)

    def remove(self, name: str, key: bytes) -> None:
        with self._changing(key) as holders:
            holders.pop(_allowed(name), None)

    def new_code(self, key: bytes) -> str:
        """Make a recovery code to be printed. The one before it opens nothing any more."""
        code = recovery.new_code()
        self.set_code(code, key)
        return code

    def set_code(self, code: str, key: bytes) -> None:
        """This code and no other, from now on."""
        slot = Slot.seal(_RECOVERY, recovery.as_typed(code), key, self.cost)
        with self._changing(key) as holders:
            holders[_RECOVERY] = Holder((slot,))

    def wait_seconds(self, name: str, now: datetime) -> int:
        """How long until this user may try again; never more than five minutes, whatever the clock did."""
        file = self._read()
        return _wait(self._holder(file, _counted(file, name)), now)

    def _unlock(self, name: str, secret: str, now: datetime, wrong: str) -> bytes:
        with self._locked():
            file = self._read()
            counted = _counted(file, name)
            if wait := _wait(self._holder(file, counted), now):
                raise SignInFailed(_try_again(wait), wait)
            file = self._count(file, counted, now)
            key = self._try(self._holder(file, name).slots, name, secret)
            if key is None:
                wait = _wait(self._holder(file, counted), now)
                raise SignInFailed(f"{wrong} {_try_again(wait)}", wait)
            if not file.is_sealed_by(_seal_key(key)):
                raise self._tampered()
            self._save_counter(file, counted, Holder(file.holders[counted].slots))
            return key

    def _try(self, slots: tuple[Slot, ...], name: str, secret: str) -> bytes | None:
        if not slots:
            spend(secret, self.cost)
        return next((key for slot in reversed(slots) if (key := slot.open(name, secret))), None)

    def _count(self, file: SlotFile, name: str, now: datetime) -> SlotFile:
        holder = self._holder(file, name)
        wait = min(2 ** min(holder.failed, 10), LONGEST_WAIT)
        counted = replace(holder, failed=holder.failed + 1, not_before=now.timestamp() + wait)
        return self._save_counter(file, name, counted)

    def _save_counter(self, file: SlotFile, name: str, holder: Holder) -> SlotFile:
        changed = SlotFile({**file.holders, name: holder}, file.seal)
        with suppress(OSError):  # a full disk must not keep the night shift from reading the record
            durable.replace(self.path, slotfile.render(changed))
        return changed

    @contextmanager
    def _changing(self, key: bytes) -> Iterator[dict[str, Holder]]:
        with self._locked():
            file = self._read()
            if not file.is_sealed_by(_seal_key(key)):
                raise self._tampered()
            holders = dict(file.holders)
            yield holders
            self._write(holders, key)

    def _write(self, holders: Mapping[str, Holder], key: bytes) -> None:
        file = SlotFile(holders, slotfile.seal_of(holders, _seal_key(key)))
        durable.replace(self.path, slotfile.render(file))

    def _read(self) -> SlotFile:
        try:
            return slotfile.parse(self.path.read_bytes())
        except FileNotFoundError:
            raise StoreUnusable(
                _(
                    "The key file {path} is missing. Without it the database cannot be opened:"
                    " put it back from the latest backup."
                ).format(path=self.path)
            ) from None
        except slotfile.Newer:
            raise StoreUnusable(
                _("The key file {path} was written by a newer version. Update the program.").format(
                    path=self.path
                )
            ) from None
        except slotfile.Unreadable:
            raise self._tampered() from None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            held = lock.hold(self.path.with_name(self.path.name + ".lock"), wait_seconds=_LOCK_SECONDS)
        except lock.InUse:
            raise StoreDown(
                _("The key file is being used by another program. Wait a moment, then try again.")
            ) from None
        with held:
            yield

    def _tampered(self) -> StoreUnusable:
        return StoreUnusable(
            _(
                "The key file {path} is damaged, or was changed by something else than this program."
                " Put it back from the latest backup and tell IT."
            ).format(path=self.path)
        )

    @staticmethod
    def _holder(file: SlotFile, name: str) -> Holder:
        return file.holders.get(name, Holder())


def _counted(file: SlotFile, name: str) -> str:
    """Names without a slot share one counter: they wait as any other, and the file does not grow."""
    return name if file.holders.get(name, Holder()).slots else _STRANGER


def _allowed(name: str) -> str:
    if name in _OURS:
        raise ValueError("no user can have this name")
    return name


def _seal_key(key: bytes) -> bytes:
    return subkey(key, "slots")


def _wait(holder: Holder, now: datetime) -> int:
    return max(0, min(math.ceil(holder.not_before - now.timestamp()), LONGEST_WAIT))


def _try_again(wait: int) -> str:
    return ngettext("You can try again in {n} second.", "You can try again in {n} seconds.", wait).format(
        n=wait
    )
