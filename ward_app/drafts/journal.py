"""What people type, kept on the workstation's own disk until it is saved in the record.

One encrypted file for each form and subject, in a folder for each person. Only that person's key opens the
files or finds them: the names of folder and files are keyed digests and say neither who nor about whom.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ward_app.clock import Clock, system_clock
from ward_app.errors import WardError
from ward_app.i18n import _
from ward_app.store import durable
from ward_app.store.keyslots import subkey

_FORMAT = b"NVDRAFT1"
_NONCE_LENGTH = 12
_DRAFT, _DAMAGED = ".draft", ".damaged"


class DamagedDraft(WardError):
    """A draft that could not be read. Its file was put aside, so that the form can be used again."""


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What one person had typed in one form about one subject."""

    form: str
    subject: str
    values: Mapping[str, str]
    kept_at: datetime


class Journal:
    """One person's drafts. What `keep` has returned from survives kill -9 and a power cut."""

    def __init__(self, folder: Path, key: bytes, clock: Clock = system_clock) -> None:
        self._cipher = AESGCM(subkey(key, "draft texts"))
        self._names = subkey(key, "draft names")
        self._clock = clock
        self._shared = folder
        self.folder = folder / self._digest("folder")

    def keep(self, form: str, subject: str, values: Mapping[str, str]) -> datetime:
        """Write the draft in place of the one before. OSError when the disk does not take it."""
        kept_at = self._clock()
        content = [form, subject, dict(values), kept_at.isoformat()]
        path = self._path(form, subject)
        self._make_folder()
        durable.replace(path, self._seal(path.name, content))
        return kept_at

    def find(self, form: str, subject: str) -> Draft | None:
        """The draft as it was last kept. DamagedDraft, once, when its file cannot be read."""
        path = self._path(form, subject)
        try:
            return self._open(path)
        except FileNotFoundError:
            return None
        except _Unreadable:
            path.replace(path.with_suffix(_DAMAGED))
            durable.sync_folder(self.folder)
            raise DamagedDraft(
                _("A draft on this workstation is damaged and was put aside. It cannot be shown.")
            ) from None

    def all(self) -> list[Draft]:
        """Every draft that can be read, the newest first. Damaged ones are left for `find` to tell of."""
        drafts: list[Draft] = []
        for path in self.folder.glob(f"*{_DRAFT}"):
            with suppress(OSError, _Unreadable):
                drafts.append(self._open(path))
        return sorted(drafts, key=lambda draft: draft.kept_at, reverse=True)

    def drop(self, form: str, subject: str) -> None:
        """The text is in the record now, or was thrown away: it must not come back."""
        with suppress(FileNotFoundError):
            self._path(form, subject).unlink()
            durable.sync_folder(self.folder)

    def _path(self, form: str, subject: str) -> Path:
        return self.folder / (self._digest(json.dumps([form, subject])) + _DRAFT)

    def _digest(self, name: str) -> str:
        return hmac.digest(self._names, name.encode(), "sha256").hex()[:40]

    def _make_folder(self) -> None:
        if self.folder.is_dir():
            return
        self._shared.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        durable.sync_folder(self._shared)
        durable.sync_folder(self._shared.parent)

    def _seal(self, name: str, content: object) -> bytes:
        nonce = os.urandom(_NONCE_LENGTH)
        text = json.dumps(content).encode()
        return _FORMAT + nonce + self._cipher.encrypt(nonce, text, _FORMAT + name.encode())

    def _open(self, path: Path) -> Draft:
        sealed = path.read_bytes()
        body = sealed.removeprefix(_FORMAT)
        nonce, text = body[:_NONCE_LENGTH], body[_NONCE_LENGTH:]
        try:
            content = json.loads(self._cipher.decrypt(nonce, text, _FORMAT + path.name.encode()))
        except (InvalidTag, ValueError) as error:
            raise _Unreadable from error
        form, subject, values, kept_at = content
        return Draft(form, subject, values, datetime.fromisoformat(kept_at))


class _Unreadable(Exception):
    """Not a file that this person's key has written under this name."""
