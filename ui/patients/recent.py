"""Whose records were opened since signing in. Kept in memory only, and gone with the user."""

from __future__ import annotations

from collections.abc import Sequence

from ward_app.patients.queries import Hit

MOST = 12


class Recent:
    """Ids of people, the last one first, with the last hit by which each was found, if any."""

    def __init__(self) -> None:
        self._opened: list[int] = []
        self._hits: dict[int, Hit] = {}

    @property
    def patient_ids(self) -> Sequence[int]:
        return tuple(self._opened)

    def opened(self, patient_id: int) -> None:
        if patient_id in self._opened:
            self._opened.remove(patient_id)
        self._opened.insert(0, patient_id)
        del self._opened[MOST:]

    def forget(self, patient_id: int) -> None:
        """The record was not opened after all."""
        if patient_id in self._opened:
            self._opened.remove(patient_id)

    def found(self, hit: Hit) -> None:
        self._hits[hit.patient_id] = hit

    def hit(self, patient_id: int) -> Hit | None:
        return self._hits.get(patient_id)
