"""Making the practice ward, and getting into it with one click."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from ward_app.access import commands as access
from ward_app.access import counting
from ward_app.access import queries as accounts
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import Clock, FrozenClock, system_clock
from ward_app.config import Config
from ward_app.entrance.entrance import Entered, Entrance
from ward_app.entrance.opening import Place
from ward_app.errors import StoreUnusable
from ward_app.handovers import commands as handovers
from ward_app.i18n import _
from ward_app.practice import admitting, asking, departing
from ward_app.practice.content import Colleague, expected, inpatients, staff
from ward_app.practice.stage import Stage
from ward_app.settings import commands as settings
from ward_app.store.engine import Store
from ward_app.store.keyslots import Cost
from ward_app.wards import commands as wards
from ward_app.wards import queries as ward_queries
from ward_app.wards.labels import EIGHTEEN, rooms_of

SLOT, OPEN_SECRET = "ovning", "öppen för alla som övar"
"""Nothing in the practice ward is secret: what opens it is known to everyone who has the program."""
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
FRESH = timedelta(days=7)
"""A practice ward older than this has a past that no longer leads up to today; it is made anew."""
NO_PASSWORD = "-"


@dataclass(frozen=True, slots=True)
class Click:
    """One name on the sign-in page of the practice ward."""

    user_id: int
    name: str
    role: Role


class PracticeEntrance(Entrance):
    """The way into the practice ward: a click on a name."""

    def names(self) -> list[Click]:
        """Everyone, in the order of their professions."""
        colleagues = {one.login: one for one in staff()}
        rows = self._door().acting(SYSTEM).ask(accounts.users)
        clicks = [
            Click(row.id, f"{row.given_name} {row.family_name}", colleagues[row.login].role)
            for row in rows
            if row.login in colleagues
        ]
        order = list(Role)
        return sorted(clicks, key=lambda click: order.index(click.role))

    def enter_as(self, user_id: int) -> Entered:
        door = self._door()
        account = door.ask(accounts.account, user_id)
        door.do(counting.note_try, user_id, passed=True, begins=False)
        return Entered(door.acting(account.actor), account)

    def _door(self) -> App:
        if self.store is None:
            self.store = self.place.open(lambda: self.place.slots.unlock(SLOT, OPEN_SECRET, self.clock()))
        return super()._door()


def entrance(config: Config, *, clock: Clock = system_clock, seed: int = 1) -> PracticeEntrance:
    """The practice ward of this workstation, made where there is none or where it has grown old."""
    if not _is_fresh(config, clock()):
        make_anew(config, seed=seed, now=clock())
    return PracticeEntrance(Place(config, CHEAP, clock), clock=clock)


def make_anew(config: Config, *, seed: int = 1, now: datetime | None = None) -> Path:
    """Make the practice ward as it is at `now`; its folder. What was practised there before goes.

    The key too follows from the seed, so that even the anchors of the log are the same each time.
    """
    place = Place(config, CHEAP, make_key=lambda: sha256(f"practice {seed}".encode()).digest())
    _clear(place)
    moment = now or system_clock()
    clock = FrozenClock(moment - departing.WEEKS - timedelta(days=1))
    store, _code = place.create(SLOT, OPEN_SECRET)
    with store:
        _play(store, config, clock, moment, seed)
    _mark(config).write_text(moment.isoformat(), "utf-8")
    return config.data_folder


def _play(store: Store, config: Config, clock: FrozenClock, now: datetime, seed: int) -> None:
    app = App(store, workstation=config.workstation, user=SYSTEM, clock=clock)
    stage = Stage(app, clock, now, seed)
    app.do(settings.mark_practice)
    stage.unit_id = app.do(
        wards.set_up, unit_name=_("The local care unit"), region_name="Region Uppsala",
        municipality_name="Östhammars kommun", rooms=rooms_of(EIGHTEEN),
    )  # fmt: skip
    stage.beds = {bed.label: bed.id for bed in app.ask(ward_queries.beds, stage.unit_id)}
    for colleague in staff():
        stage.cast(colleague, _employ(stage, colleague))
    asking.open_home_care(stage)
    departing.all_of_them(stage)
    for one in inpatients():
        admitting.bring(stage, one)
    for coming in expected():
        admitting.expect(stage, coming)
    _hand_over(stage)
    stage.play()


def _hand_over(stage: Stage) -> None:
    """The shift that has just gone closed its handover: what is new since then can be told apart."""
    going = stage.named("Storm")
    stage.at(stage.shift_began, lambda: going.do(handovers.close, stage.unit_id))


def _employ(stage: Stage, colleague: Colleague) -> int:
    """No password opens these accounts, so no digest of one is worked out either."""
    return stage.app.do(
        access.add_user, login=colleague.login, given_name=colleague.given_name,
        family_name=colleague.family_name, role=colleague.role, unit_id=stage.unit_id,
        password_hash=NO_PASSWORD, must_change=False, social=colleague.social,
    )  # fmt: skip


def _is_fresh(config: Config, now: datetime) -> bool:
    """Its past leads up to about now, and a making that was cut short does not count."""
    try:
        made = datetime.fromisoformat(_mark(config).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return config.store_path.exists() and timedelta() <= now - made < FRESH


def _mark(config: Config) -> Path:
    """Written last, when the practice ward is whole: the moment that it leads up to."""
    return config.data_folder / "practice-made"


def _clear(place: Place) -> None:
    """Only ever a folder that holds a practice ward, and never one that holds anything else."""
    folder = place.config.data_folder
    if place.config.store_path.exists() and place.slots.names() != [SLOT]:
        raise StoreUnusable(_("{folder} holds a real ward. Nothing was changed.").format(folder=folder))
    if folder.exists():
        shutil.rmtree(folder)
