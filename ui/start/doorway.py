"""The way from the program's start to someone at work: which page comes when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui.calls import Call
from ui.desk import Desk
from ui.lock.page import LockPage
from ui.start import appearance
from ui.start.claim import claim
from ui.start.enrol import EnrolPage
from ui.start.first_start import FirstStartPage
from ui.start.frame import Frame
from ui.start.new_password import NewPasswordPage
from ui.start.nobody import NoDoor
from ui.start.page import StartPage
from ui.start.recover import RecoverPage
from ui.start.second_step import SecondStep
from ui.start.sign_in import SignInPage, card_alone, sign_in_page
from ui.start.trouble import TroublePage
from ui.worker import Executor, Worker
from ward_app.clock import Clock, system_clock
from ward_app.config import Config
from ward_app.entrance import enrolling, first_look, first_start
from ward_app.entrance.arrival import Arrival, arrive, with_own_password, with_phone
from ward_app.entrance.entrance import Entered, Entrance
from ward_app.entrance.first_start import NewWard
from ward_app.entrance.sign_in import Second
from ward_app.errors import Refused, StoreUnusable, WardError
from ward_app.i18n import _
from ward_app.store.lock import Held
from ward_app.wards import commands as wards


class Doorway(QObject):
    """Holds the entrance, and a desk of its own: hashing a password takes time and nobody is at work yet."""

    arrived = Signal(object)  # Arrival
    leaving = Signal()  # the program is to end
    is_practice = False

    def __init__(
        self,
        app: QApplication,
        frame: Frame,
        config: Config,
        entrance: Entrance,
        *,
        clock: Clock = system_clock,
        executor: Callable[[str], Executor] = Worker,
    ) -> None:
        super().__init__(frame)
        self._app = app
        self._frame = frame
        self._claimed: Held | None = None
        self.config = config
        self.clock = clock
        self.entrance = entrance
        self.first_page: SignInPage | None = None
        """A sign-in page that is in sight already, perhaps with something typed in it."""
        self.desk = Desk(NoDoor(), executor("way in"), executor("way in, long"), parent=self)

    def begin(self) -> None:
        """The first page. Whatever is wrong with the store takes its place."""
        try:
            self._claim()
        except Refused as refusal:
            self._show_taken(refusal)
            return
        self.open()

    def open(self) -> None:
        appearance.apply(self._app, self.config)
        if self._is_new():
            self.show_first_start()
        else:
            self.show_sign_in()
        self.desk.run(first_look.look, self.entrance.place).failed(self.show_trouble)

    def enter(
        self, login: str, password: str, step: SecondStep, at_work: Entered | None = None
    ) -> Call[Arrival]:
        """Sign in, from the sign-in page or the lock, with what was typed beside the password."""
        if not login:
            return self.desk.run(arrive, partial(self.entrance.enter_with_card, step.pin, at_work))
        second = Second(step.code, self.entrance.card(step.pin) if step.pin else None)
        return self.desk.run(arrive, partial(self.entrance.enter, login, password, second))

    def unlock(self, entered: Entered, password: str) -> Call[Arrival]:
        """Back to one's own work: the password alone, where the session still counts."""
        return self.desk.run(arrive, partial(self.entrance.unlock, entered, password))

    def lock_page(
        self, entered: Entered, came_in: Callable[[str, Arrival], object], *, for_other: bool = False
    ) -> StartPage:
        """What stands on the lock. `came_in` gets the password, too: it may have to be changed."""
        actor = entered.account.actor
        page = LockPage(
            actor, self.clock, for_other=for_other, workstation=self.config.workstation,
            can_use_card=card_alone(self.config),
        )  # fmt: skip

        def attempt(login: str, password: str) -> None:
            step = page.form.second
            is_own = login == actor.login and step.is_blank
            call = self.unlock(entered, password) if is_own else self.enter(login, password, step, entered)
            call.then(partial(came_in, password)).failed(page.refuse)

        page.tried.connect(attempt)
        self.desk.silent.connect(page.form.tell_slow)
        return page

    def settle(self, arrival: Arrival, password: str = "") -> None:
        """Someone is in: are they ready for the window, and is it for them?"""
        account = arrival.entered.account
        if account.must_change_password:
            self._ask_new_password(arrival, password)
        elif arrival.must_enrol:
            self._ask_phone(arrival)
        elif arrival.unit is None:
            self._ask_ward(arrival)
        else:
            self.arrived.emit(arrival)

    def close(self) -> None:
        self.desk.close()
        self.entrance.close()
        if self._claimed is not None:
            self._claimed.close()

    def show_sign_in(self) -> None:
        appearance.apply(self._app, self.config)
        page, self.first_page = self.first_page or sign_in_page(self.clock, self.config), None
        page.form.tried.connect(partial(self._try, page))
        page.recover.connect(self._show_recover)
        self.desk.silent.connect(page.form.tell_slow)
        if self._frame.page is not page:
            self._frame.show_page(page)
        if page.form.sent is not None:
            self._try(page, *page.form.sent)

    def show_first_start(self) -> None:
        page = FirstStartPage(workstation=self.config.workstation)
        page.begun.connect(partial(self._begin_ward, page))
        page.back.connect(self.leaving)
        self._frame.show_page(page)

    def show_trouble(self, error: WardError) -> None:
        page = TroublePage(
            error.sentence,
            where=self.config.database_url or str(self.config.store_path),
            is_new=self._is_new() and not self.entrance.place.slots.path.exists(),
            workstation=self.config.workstation,
        )
        self._show_way_on(page, self.open)

    # Signing in

    def _try(self, page: SignInPage, login: str, password: str) -> None:
        call = self.enter(login, password, page.form.second)
        call.then(partial(self._let_in, password)).failed(partial(self._refuse, page))

    def _let_in(self, password: str, arrival: Arrival) -> None:
        self.settle(arrival, password)

    def _refuse(self, page: SignInPage, error: WardError) -> None:
        if isinstance(error, StoreUnusable):
            self.show_trouble(error)
        else:
            page.form.refuse(error)

    def _ask_new_password(self, arrival: Arrival, old: str) -> None:
        page = NewPasswordPage(arrival.entered.account.actor.name, workstation=self.config.workstation)

        def change(new: str) -> None:
            call = self.desk.run(with_own_password, arrival, self.entrance, old=old, new=new)
            page.form.saving(call).then(self.settle)

        page.chosen.connect(change)
        page.back.connect(self.show_sign_in)
        self._frame.show_page(page)

    def _ask_phone(self, arrival: Arrival) -> None:
        """Where a code is asked of everyone, nobody comes further without."""
        offer = enrolling.offer(arrival.entered.app)
        name = arrival.entered.account.actor.name
        page = EnrolPage(name, offer, workstation=self.config.workstation)

        def confirm(code: str) -> None:
            page.form.saving(self.desk.run(with_phone, arrival, offer, code)).then(self.settle)

        page.confirmed.connect(confirm)
        page.back.connect(self.show_sign_in)
        self._frame.show_page(page)

    def _ask_ward(self, arrival: Arrival) -> None:
        """The store was made, but the program ended before the ward was set up in it."""
        app = arrival.entered.app
        if not app.allows(wards.set_up):
            self.show_trouble(
                Refused(_("The ward is not set up yet. Let the system administrator sign in first."))
            )
            return
        page = FirstStartPage(person=False, workstation=self.config.workstation)

        def set_up(ward: NewWard, _person: object) -> None:
            call = self.desk.run(first_start.set_up, app, ward)
            call.then(lambda _id: self._go_on(arrival.entered), owner=self).failed(page.refuse)

        page.begun.connect(set_up)
        page.back.connect(self.show_sign_in)
        self._frame.show_page(page)

    # First start and recovery

    def _begin_ward(self, page: FirstStartPage, ward: NewWard, person: dict[str, Any]) -> None:
        call = self.desk.run(first_start.begin, self.entrance, ward, **person)
        call.then(partial(self._show_code, ward)).failed(page.refuse)

    def _show_code(self, ward: NewWard, made: tuple[Entered, str]) -> None:
        from ui.start.recovery_code import RecoveryCodePage
        from ward_app.reports.recovery_sheet import RecoverySheet

        entered, code = made
        self._claim()
        sheet = RecoverySheet(
            code, ward.unit_name, self.config.workstation, str(self.config.store_path),
            entered.account.actor.name, self.clock(),
        )  # fmt: skip
        page = RecoveryCodePage(self.desk, sheet, workstation=self.config.workstation)

        def answered(right: bool) -> None:
            if right:
                self._go_on(entered)
            else:
                page.part.refuse_code()

        def confirm(typed: str) -> None:
            call = self.desk.run(self.entrance.confirm_code, entered, typed)
            call.then(answered, owner=page).failed(page.part.refuse)

        page.typed.connect(confirm)
        page.later.connect(lambda: self._go_on(entered))
        self._frame.show_page(page)

    def _show_recover(self) -> None:
        page = RecoverPage(self.clock, workstation=self.config.workstation)

        def recover(code: str, login: str, password: str) -> None:
            call = self.desk.run(arrive, partial(self.entrance.recover, code, login, password))
            call.then(self.settle).failed(page.refuse)

        page.tried.connect(recover)
        page.back.connect(self.show_sign_in)
        self._frame.show_page(page)

    def _go_on(self, entered: Entered) -> None:
        self.desk.run(arrive, lambda: entered).then(self.settle).failed(self.show_trouble)

    # When it does not open

    def _is_new(self) -> bool:
        """A folder that cannot be looked into is no reason to set up a ward: the first look tells of it."""
        try:
            return self.entrance.is_new
        except OSError:
            return False

    def _claim(self) -> None:
        if self._claimed is None:
            self._claimed = claim(self.config, is_practice=self.is_practice)

    def _show_taken(self, refusal: Refused) -> None:
        page = TroublePage(
            refusal.sentence,
            title=_("Already open"),
            safe=_("What is written in the other window is kept there."),
            workstation=self.config.workstation,
        )
        self._show_way_on(page, self.begin)

    def _show_way_on(self, page: TroublePage, again: Callable[[], object]) -> None:
        page.retry.connect(again)
        page.quit.connect(self.leaving)
        self._frame.show_page(page)
