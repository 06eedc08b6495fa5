"""The way into the practice ward: made when it is needed, and entered with a click on a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication

from ui.calls import Call
from ui.kit import dialogs
from ui.lock.practice import PracticeLockPage
from ui.start import appearance
from ui.start.doorway import Doorway
from ui.start.frame import Frame
from ui.start.page import StartPage
from ui.start.practice import PracticeSignInPage
from ui.start.wait import WaitPage
from ui.worker import Executor, Worker
from ward_app.clock import Clock, system_clock
from ward_app.config import Config
from ward_app.entrance.arrival import Arrival, arrive
from ward_app.entrance.entrance import Entered
from ward_app.entrance.opening import Place
from ward_app.entrance.wording import in_words
from ward_app.i18n import _
from ward_app.practice import ward
from ward_app.practice.ward import Click, PracticeEntrance

Prepared = tuple[PracticeEntrance, list[Click]]


class PracticeDoorway(Doorway):
    is_practice = True

    def __init__(
        self,
        app: QApplication,
        frame: Frame,
        config: Config,
        *,
        clock: Clock = system_clock,
        executor: Callable[[str], Executor] = Worker,
    ) -> None:
        way_in = PracticeEntrance(Place(config, clock=clock), clock=clock)
        super().__init__(app, frame, config, way_in, clock=clock, executor=executor)
        self.names: list[Click] = []

    def open(self) -> None:
        appearance.apply(self._app, self.config)
        self._prepare(_prepared)

    def begin_anew(self) -> None:
        """Everything that was practised is thrown away: asked first."""
        sure = dialogs.confirm(
            self._frame,
            _("Begin the practice anew?"),
            _("Everything that has been practised is thrown away, and the ward is as it was at the start."),
            _("Begin anew"),
            danger=True,
        )
        if sure:
            self.entrance.close()
            self._prepare(_made_anew)

    def show_sign_in(self) -> None:
        page = PracticeSignInPage(self.names, workstation=self.config.workstation)

        def choose(user_id: int) -> None:
            self.enter_as(user_id).then(self.settle).failed(page.refuse)

        page.chosen.connect(choose)
        page.again.connect(self.begin_anew)
        self._frame.show_page(page)

    def enter_as(self, user_id: int) -> Call[Arrival]:
        entrance = self.entrance
        assert isinstance(entrance, PracticeEntrance)
        return self.desk.run(arrive, partial(entrance.enter_as, user_id))

    def lock_page(
        self, entered: Entered, came_in: Callable[[str, Arrival], object], *, for_other: bool = False
    ) -> StartPage:
        actor = entered.account.actor
        page = PracticeLockPage(actor, self.names, self.clock, workstation=self.config.workstation)

        def attempt(user_id: int) -> None:
            self.enter_as(user_id).then(partial(came_in, "")).failed(page.refuse)

        page.chosen.connect(attempt)
        return page

    def _prepare(self, make: Callable[[Config, Clock], Prepared]) -> None:
        self._frame.show_page(
            WaitPage(
                _("The practice ward is being made ready"),
                _("Its patients are given three weeks behind them. This takes a moment."),
                is_practice=True,
            )
        )
        call = self.desk.run(make, self.config, self.clock)
        call.then(self._show_names).failed(self.show_trouble)

    def _show_names(self, prepared: Prepared) -> None:
        self.entrance, self.names = prepared
        self.show_sign_in()


@in_words()
def _prepared(config: Config, clock: Clock) -> Prepared:
    """Made where there is none or where it has grown old; then who is in it."""
    entrance = ward.entrance(config, clock=clock)
    return entrance, entrance.names()


def _made_anew(config: Config, clock: Clock) -> Prepared:
    with in_words():
        ward.make_anew(config, now=clock())
    return _prepared(config, clock)
