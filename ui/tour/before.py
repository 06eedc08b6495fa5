"""The pages that come before the window: sign-in, first start, recovery code, trouble; and the lock."""

from __future__ import annotations

from ui.desk import Desk
from ui.lock.page import LockPage
from ui.lock.practice import PracticeLockPage
from ui.start.first_start import FirstStartPage
from ui.start.new_password import NewPasswordPage
from ui.start.practice import PracticeSignInPage
from ui.start.recover import RecoverPage
from ui.start.recovery_code import RecoveryCodePage
from ui.start.sign_in import SignInPage
from ui.start.trouble import TroublePage
from ui.tour.stage import MOMENT, NURSE, WORKSTATION, Stage
from ui.worker import Immediate
from ward_app.errors import SignInFailed
from ward_app.i18n import _
from ward_app.reports.recovery_sheet import RecoverySheet

CODE = "K7QM-3WXD-9RTA-H5ZC-4PNE-8VGJ-2YFB-6LSM"
"""Opens nothing: made up for the picture."""


def practice(stage: Stage) -> None:
    stage.show(PracticeSignInPage(stage.entrance.names(), workstation=WORKSTATION))


def sign_in(stage: Stage) -> SignInPage:
    page = SignInPage(stage.clock, workstation=WORKSTATION)
    stage.show(page)
    page.focus_first()
    return page


def refused(stage: Stage) -> None:
    page = sign_in(stage)
    page.form.refuse(SignInFailed(_("The user name or the password is wrong."), wait_seconds=8))


def first_start(stage: Stage) -> None:
    page = FirstStartPage(workstation=WORKSTATION)
    stage.show(page)
    page.focus_first()


def sheet() -> RecoverySheet:
    return RecoverySheet(
        code=CODE, unit=_("The local care unit"), workstation=WORKSTATION,
        store="/var/lib/narvard/narvard.db", made_by=NURSE, made_at=MOMENT,
    )  # fmt: skip


def recovery_code(stage: Stage) -> None:
    desk = Desk(stage.entrance.enter_as(stage.id_of(NURSE)).app, Immediate(), Immediate())
    page = RecoveryCodePage(desk, sheet(), workstation=WORKSTATION)
    stage.show(page)
    page.focus_first()


def new_password(stage: Stage) -> None:
    page = NewPasswordPage(NURSE, workstation=WORKSTATION)
    stage.show(page)
    page.focus_first()


def trouble(stage: Stage) -> None:
    sentence = _("There is no database at {path}. Put it back from the latest backup, or set up a new one.")
    where = "/var/lib/narvard/narvard.db"
    page = TroublePage(sentence.format(path=where), where=where, workstation=WORKSTATION)
    stage.show(page)
    page.focus_first()


def lock(stage: Stage) -> None:
    """As it lies over the whole window."""
    actor = stage.entrance.enter_as(stage.id_of(NURSE)).account.actor
    page = LockPage(actor, stage.clock, workstation=WORKSTATION)
    stage.show(page)
    page.focus_first()


def practice_lock(stage: Stage) -> None:
    actor = stage.entrance.enter_as(stage.id_of(NURSE)).account.actor
    page = PracticeLockPage(actor, stage.entrance.names(), stage.clock, workstation=WORKSTATION)
    stage.show(page)
    page.focus_first()


def recover(stage: Stage) -> None:
    page = RecoverPage(stage.clock, workstation=WORKSTATION)
    stage.show(page)
    page.focus_first()
