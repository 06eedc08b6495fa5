"""Someone at work: their door, their desk, their drafts and their window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from ui.calls import Progress
from ui.copies.forgetting import forget_destroyed
from ui.desk import Changes, Desk
from ui.drafts.drafts import Drafts
from ui.frame.pages import Maker
from ui.seat import Ward
from ui.window import MainWindow
from ui.worker import Executor, Worker
from ward_app.access import reviewing, sessions
from ward_app.access.model import Assignment, RightsReview
from ward_app.clock import Clock
from ward_app.config import Config
from ward_app.entrance import log_watch
from ward_app.entrance.arrival import Arrival
from ward_app.i18n import N_, _, ngettext
from ward_app.logs import queries as logs
from ward_app.settings import upkeep
from ward_app.stays.queries import board

CODE_MISSING = N_("The recovery code has not been typed back yet, so nobody can be admitted.")
CLOSING_SECONDS = 1.0
SOME = 3
"""So many things that are wrong with the log are named on the screen; the command line names all."""
SEEN_MS = 5 * 60_000


class Session(QObject):
    """Each user has a desk of their own, so that nothing asked for one is answered to another."""

    def __init__(
        self,
        arrival: Arrival,
        config: Config,
        *,
        clock: Clock,
        executor: Callable[[str], Executor] = Worker,
        lock: Callable[[], object],
        switch_user: Callable[[], object],
        settings: Maker,
    ) -> None:
        super().__init__()
        assert arrival.unit is not None
        self.arrival = arrival
        self._config = config
        account = arrival.entered.account
        self.desk = Desk(arrival.entered.app, executor("store"), executor("long jobs"))
        self.drafts = Drafts(config.drafts_folder, account.draft_key, writer=executor("drafts"), clock=clock)
        ward = Ward(arrival.unit.id, arrival.unit.name, arrival.is_practice)
        self.desk.changed.connect(self._hear)
        self._seen = QTimer(self, interval=SEEN_MS)
        self._seen.timeout.connect(self.say_seen)
        self.window = MainWindow(
            self.desk, self.drafts, account, ward, clock,
            lock=lock, switch_user=switch_user, settings=settings,
        )  # fmt: skip

    def begin(self, page: str = "") -> None:
        """The first page: the beds; for who sees no beds the checks of the log, or the settings."""
        self._seen.start()
        forget_destroyed(self.desk, self.drafts)
        own = ("board", board), ("logs", logs.reviews)
        first = next((name for name, needed in own if self.desk.allows(needed)), "settings")
        self.window.go(page or first)
        if self.arrival.lacks_code:
            to_settings = (_("Settings"), lambda: self.window.go("settings"))
            self.window.messages.keep("recovery", "warning", _(CODE_MISSING), to_settings)

        self._ask_reviews()
        self._look_at_log()

    def _look_at_log(self) -> None:
        """Whoever answers for the log hears at once when what is new in it is not as it was written."""
        if self.desk.allows(upkeep.note_verified) and not self.arrival.is_practice:
            self.desk.later(self._looked).then(self._tell_of_log, owner=self)

    def _looked(self, _progress: Progress) -> tuple[str, ...]:
        app, folder = self.arrival.entered.app, self._config.data_folder
        return log_watch.look(app, folder, only_new=True).wrong

    def _tell_of_log(self, wrong: tuple[str, ...]) -> None:
        if wrong:
            said = _("The log is not as this workstation last saw it. Tell IT, and change nothing: {what}")
            self.window.messages.keep("log", "danger", said.format(what="; ".join(wrong[:SOME])))

    def _hear(self, changes: Changes) -> None:
        if changes & {RightsReview, Assignment}:
            self._ask_reviews()

    def _ask_reviews(self) -> None:
        if self.desk.allows(reviewing.review_state):
            self.desk.ask(reviewing.review_state).then(self._remind, owner=self)

    def _remind(self, state: reviewing.ReviewState) -> None:
        """Of the month's review of rights, until it is done (H-07)."""
        self.window.messages.drop("rights")
        if state.left:
            left = ngettext(
                "{n} right is to be reviewed this month.", "{n} rights are to be reviewed this month.",
                state.left,
            )  # fmt: skip
            to_settings = (_("Settings"), lambda: self.window.go("settings"))
            self.window.messages.keep("rights", "info", left.format(n=state.left), to_settings)

    def is_of(self, arrival: Arrival) -> bool:
        """Whether it is the same user, with the same rights, who comes back."""
        mine, theirs = self.arrival.entered.account.actor, arrival.entered.account.actor
        return (mine.user_id, mine.stamp, mine.session_id) == (
            theirs.user_id, theirs.stamp, theirs.session_id,
        )  # fmt: skip

    def note(self, what: str) -> None:
        """`locked`, `unlocked`, `switched`, `signed_out`, as far as the store can be reached."""
        if what == "unlocked":
            self._seen.start()
        else:
            self._seen.stop()
        self.desk.do(sessions.note_lock, what).failed(lambda _error: None, owner=self)

    def say_seen(self) -> None:
        """For the list of who is signed in where; and whoever was signed out from elsewhere notices."""
        if self.arrival.entered.app.user.session_id is not None:
            self.desk.do(sessions.note_seen)

    def leave(self) -> None:
        """What was typed goes to the drafts."""
        self.window.leave()

    def save(self) -> bool:
        """The same, and wait for the disk."""
        self.window.leave()
        return self.drafts.settle()

    def end(self, why: str = "") -> None:
        """Close what this user had open. Drafts stay on the disk, for this user only."""
        self._seen.stop()
        self.leave()
        if why:
            self.note(why)
        self._close_dialogs()
        self.window.close_down()
        self.drafts.close()
        self.desk.close(CLOSING_SECONDS)

    def _close_dialogs(self) -> None:
        """Answered by nobody: what waits for an answer goes on as if it had been cancelled."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                window.done(QDialog.DialogCode.Rejected)
