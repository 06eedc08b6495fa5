"""Which reads are new rows of the log, and how often the others were repeated: none is dropped.

The same user's reads of the same patient by the same view within the view's window are one row. Those that
follow are counted, and told with that view's next row, or when the user leaves the workstation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

Grounds = Mapping[str, str]
"""By owner, on which ground its data were read."""
Key = tuple[str, int]
"""View and patient."""


@dataclass(slots=True)
class _Told:
    at: datetime
    grounds: Grounds
    reason: str | None
    again: int = 0


class Reads:
    """Of one user at one door, which may be asked from several threads."""

    def __init__(self) -> None:
        self._told: dict[Key, _Told] = {}
        self._lock = Lock()

    def fresh(
        self, view: str, patient_ids: Iterable[int], grounds: Mapping[int, Grounds], now: datetime,
        seconds: int, reason: str | None = None,
    ) -> dict[int, dict[str, Any]]:  # fmt: skip
        """The detail of each row to write, by patient. The other reads are counted.

        A ground or a reason that has not been told within the window is told at once.
        """
        rows: dict[int, dict[str, Any]] = {}
        with self._lock:
            for patient_id in sorted(patient_ids):
                last, across = self._told.get((view, patient_id)), grounds.get(patient_id, {})
                if last is not None and _says(last, across, reason, now - timedelta(seconds=seconds)):
                    last.again += 1
                else:
                    rows[patient_id] = _detail(across, last.again if last else 0)
        return rows

    def written(
        self, view: str, rows: Mapping[int, Mapping[str, Any]], now: datetime, reason: str | None = None
    ) -> None:
        """The rows are in the log: from now on they stand for what follows."""
        with self._lock:
            for patient_id, detail in rows.items():
                last = self._told.get((view, patient_id))
                missed = last.again - detail.get("again", 0) if last else 0
                self._told[view, patient_id] = _Told(now, detail.get("read", {}), reason, missed)

    def counted(self) -> dict[Key, int]:
        """What no row tells of yet."""
        with self._lock:
            return {key: told.again for key, told in self._told.items() if told.again}

    def settled(self, counts: Mapping[Key, int]) -> None:
        with self._lock:
            for key, again in counts.items():
                self._told[key].again -= again


def _says(last: _Told, across: Grounds, reason: str | None, since: datetime) -> bool:
    return last.at > since and across.items() <= last.grounds.items() and reason in (None, last.reason)


def _detail(across: Grounds, again: int) -> dict[str, Any]:
    told: dict[str, Any] = {"read": dict(across)} if across else {}
    return told | ({"again": again} if again else {})
