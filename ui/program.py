"""The program: one window on the desktop, who is at work in it, the lock, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QWidget

from ui.desk import Changes
from ui.lock.clipboard import OurClipboard
from ui.lock.idle import Idle
from ui.lock.lock import Lock
from ui.lock.page import LockPage
from ui.seat import Seat
from ui.start import appearance, banner
from ui.start.doorway import Doorway
from ui.start.frame import Frame
from ui.start.session import Session
from ui.worker import Executor, Worker
from ward_app.entrance.arrival import Arrival, with_account
from ward_app.errors import SignedOut
from ward_app.i18n import language
from ward_app.settings import queries as settings
from ward_app.settings.model import Setting
from ward_app.settings.registry import LOCK_MINUTES, SIGN_IN_BANNER


class Program(QObject):
    """`start` it, then run the application's loop. Tests give it a clock and workers that work at once."""

    ended = Signal()

    def __init__(
        self,
        app: QApplication,
        frame: Frame,
        doorway: Doorway,
        *,
        executor: Callable[[str], Executor] = Worker,
    ) -> None:
        super().__init__(frame)
        self._app = app
        self._executor = executor
        self._has_quit = False
        self.frame = frame
        self.doorway = doorway
        self.config = doorway.config
        self.clock = doorway.clock
        self.session: Session | None = None
        self.lock = Lock(app, frame)
        self.idle = Idle(app, self.clock, self)
        self.clipboard = OurClipboard(app.clipboard(), self)
        self.idle.expired.connect(self.lock_screen)
        doorway.arrived.connect(self._open)
        doorway.leaving.connect(self.quit)
        frame.closing.connect(self.quit)
        app.commitDataRequest.connect(self.save)

    def start(self) -> None:
        self.doorway.begin()

    # The lock

    def lock_screen(self, *, for_other: bool = False) -> None:
        """Hide everything at once; then keep what was typed and say so in the log."""
        session = self.session
        if session is None or self.lock.is_locked:
            return
        self.idle.stop()
        entered = session.arrival.entered
        self.lock.close_over(lambda: self.doorway.lock_page(entered, self._came_in, for_other=for_other))
        session.leave()
        self.clipboard.empty()
        session.note("locked")

    def switch_user(self) -> None:
        """Someone else takes over, or the same one comes back to everything as it was."""
        self.lock_screen(for_other=True)

    def _came_in(self, password: str, arrival: Arrival) -> None:
        session = self.session
        if session is None or not self.lock.is_locked:
            return
        if session.is_of(arrival):
            self.lock.lift()
            session.note("unlocked")
            self._take_values(arrival.values)
            self.idle.start(self.idle.limit)
            return
        self._end_session("switched")
        self.doorway.settle(arrival, password)
        self.lock.lift()
        self.frame.take_title()

    # Who is at work

    def _open(self, arrival: Arrival, page: str = "") -> None:
        appearance.apply(self._app, self.config, arrival.entered.account)
        self.session = Session(
            arrival, self.config, clock=self.clock, executor=self._executor,
            lock=self.lock_screen, switch_user=self.switch_user, settings=self._settings_page,
        )  # fmt: skip
        self.session.desk.changed.connect(self._hear)
        self.session.desk.ended.connect(self._signed_out)
        self.frame.show_page(self.session.window)
        self.session.begin(page)
        self._take_values(arrival.values)
        self.idle.start(self.idle.limit)

    def _end_session(self, why: str) -> None:
        if self.session is not None:
            self.idle.stop()
            self.session.end(why)
            self.session = None

    def _settings_page(self, seat: Seat) -> QWidget:
        from ui.settings.page import SettingsPage

        assert self.session is not None
        app = self.session.arrival.entered.app
        return SettingsPage(seat, app, self.doorway.entrance, preferences_changed=self._read_account)

    # What the ward and the user have set

    def _hear(self, changes: Changes) -> None:
        if Setting in changes and self.session is not None:
            self.session.desk.ask(settings.all_values).then(self._take_values)

    def _signed_out(self, error: SignedOut) -> None:
        """From elsewhere: nothing more is seen here until someone signs in."""
        self.lock_screen()
        if isinstance(page := self.lock.page, LockPage):
            page.refuse(error)

    def _take_values(self, values: dict[str, Any]) -> None:
        """The shorter of the ward's time and the workstation's; and the text for the next sign-in."""
        minutes = min(self.config.lock_minutes, int(values[LOCK_MINUTES.key]))
        self.idle.set_limit(timedelta(minutes=minutes))
        banner.keep(self.config.data_folder, str(values[SIGN_IN_BANNER.key]))

    def _read_account(self) -> None:
        if self.session is not None:
            self.session.desk.run(with_account, self.session.arrival).then(self._take_account)

    def _take_account(self, arrival: Arrival) -> None:
        """Another language is a window made anew; colours and letters change where they are."""
        if self.session is None:
            return
        is_new_language = appearance.language_of(self.config, arrival.entered.account) != language()
        if is_new_language:
            self._end_session("")
            self._open(arrival, page="settings")
            return
        self.session.arrival = arrival
        appearance.apply(self._app, self.config, arrival.entered.account)

    # The way out

    def save(self, _session: QSessionManager | None = None) -> None:
        """The computer is being shut down: what was typed is on the disk before it is."""
        if self.session is not None:
            self.session.save()

    def quit(self) -> None:
        if self._has_quit:
            return
        self._has_quit = True
        self.frame.hide()
        self._end_session("signed_out")
        self.lock.lift()
        self.doorway.close()
        self.ended.emit()
