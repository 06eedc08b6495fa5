"""Locks on files that the operating system drops with the process, however the process ends."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType

_LOOK_AGAIN_SECONDS = 0.05


class InUse(Exception):
    """Another process, or another part of this one, holds the lock."""


class Held:
    """A lock that is ours until it is closed."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def close(self) -> None:
        """A second time does nothing: the number may by then be that of another file."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def __enter__(self) -> Held:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def hold(path: Path, *, shared: bool = False, wait_seconds: float = 0) -> Held:
    """Take the lock, waiting at most so long; InUse if it stays taken. The empty file remains afterwards."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    give_up = time.monotonic() + wait_seconds
    while not _try(descriptor, shared):
        if time.monotonic() >= give_up:
            os.close(descriptor)
            raise InUse(path.name)
        time.sleep(_LOOK_AGAIN_SECONDS)
    return Held(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int, shared: bool) -> bool:
        """Windows has no shared kind here, and needs none: it refuses to rename a file that is open."""
        if shared:
            return True
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(descriptor: int, shared: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
