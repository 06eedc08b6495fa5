"""Where the user has been, for the way back."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A main page, and for the record whose and at which section."""

    page: str
    patient_id: int | None = None
    section: str = ""

    @property
    def where(self) -> tuple[str, int | None]:
        return self.page, self.patient_id


class History:
    """The same place twice in a row is one. Going back forgets the place that was left."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    @property
    def here(self) -> Place | None:
        return self._places[-1] if self._places else None

    def went(self, place: Place) -> None:
        if self._places and self._places[-1].where == place.where:
            self._places[-1] = place
            return
        self._places.append(place)
        del self._places[:-LONGEST]

    def back(self) -> Place | None:
        """Where the user was before, if anywhere."""
        if len(self._places) < 2:
            return None
        self._places.pop()
        return self._places[-1]
