"""The stage that the practice ward is played on: a clock that is moved, and a door for each colleague."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from random import Random

from ward_app.access import queries as access
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Invalid
from ward_app.i18n import from_local, local
from ward_app.practice.content import Colleague
from ward_app.wards.shifts import DEFAULT_PLAN, shift_at

Scene = Callable[[], object]


@dataclass
class Stage:
    """`now` is the moment that everything leads up to."""

    app: App
    clock: FrozenClock
    now: datetime
    seed: int
    unit_id: int = 0
    home_care_id: int = 0
    beds: dict[str, int] = field(default_factory=dict)
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self._scenes: list[tuple[datetime, int, Scene]] = []
        self._order = count()
        self._people: dict[str, tuple[Colleague, App]] = {}
        self._visitors: set[str] = set()

    @property
    def shift_began(self) -> datetime:
        return shift_at(self.now, DEFAULT_PLAN).starts_at

    def cast(self, colleague: Colleague, user_id: int, *, at_large: bool = False) -> None:
        """`at_large` is for who works elsewhere, and is never drawn for a task of the ward."""
        if at_large:
            self._visitors.add(colleague.login)
        actor = self.app.ask(access.account, user_id).actor
        self._people[colleague.login] = colleague, self.app.acting(actor)

    def named(self, family_name: str) -> App:
        return next(door for who, door in self._people.values() if who.family_name == family_name)

    def someone(self, role: Role) -> App:
        return self.random.choice(self._on_the_ward(role))

    def _on_the_ward(self, role: Role) -> list[App]:
        people = self._people.items()
        return [door for login, (who, door) in people if who.role is role and login not in self._visitors]

    def at(self, moment: datetime, scene: Scene) -> None:
        """Play this then. What lies after `now` is left out, as it has not happened."""
        if moment <= self.now:
            heapq.heappush(self._scenes, (moment, next(self._order), scene))

    def play(self) -> None:
        """Everything in the order of time; a scene may add later ones."""
        while self._scenes:
            moment, _order, scene = heapq.heappop(self._scenes)
            self.clock.set(moment)
            scene()
        self.clock.set(self.now)

    def on_day(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        """That time of the ward's clock; an hour later where the clock skips it."""
        day = local(self.now).date() - timedelta(days=days_ago)
        try:
            return from_local(day, time(hour, minute), fold=0)
        except Invalid:
            return from_local(day, time(hour + 1, minute), fold=0)

    def next_time(self, hour: int) -> datetime:
        today = self.on_day(0, hour)
        return today if today > self.now else self.on_day(-1, hour)
