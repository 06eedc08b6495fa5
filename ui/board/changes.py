"""Which places have changed within the last minute, so that the eye finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ward_app.stays.board_rows import BoardPlace

SHOWN_FOR = timedelta(seconds=60)


class RecentChanges:
    """Compares each board with the one before. The first board is no change."""

    def __init__(self) -> None:
        self._last: dict[int, BoardPlace] | None = None
        self._since: dict[int, datetime] = {}

    def note(self, places: Sequence[BoardPlace], at: datetime) -> None:
        current = {place.bed_id: _of_substance(place) for place in places}
        if self._last is not None:
            changed = {key for key, place in current.items() if self._last.get(key) != place}
            self._since.update(dict.fromkeys(changed, at))
        self._last = current

    def restart(self) -> None:
        """The next board is seen in another way: what differs then is not news."""
        self._last = None

    def pass_time(self, now: datetime) -> bool:
        """Forget what is old. True when something was."""
        old = [key for key, since in self._since.items() if now - since >= SHOWN_FOR]
        for key in old:
            del self._since[key]
        return bool(old)

    def is_changed(self, place: BoardPlace) -> bool:
        return place.bed_id in self._since


def _of_substance(place: BoardPlace) -> BoardPlace:
    """Without what changes by itself, with time or with a saving that shows nothing here."""
    if place.card is None:
        return place
    return replace(place, card=replace(place.card, version=0, day=0, age=None, tasks_overdue=0))
