"""`narvard`: the window. What is heavy is imported when it is needed: the first page comes at once."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ward_app import config, i18n
from ward_app.errors import StoreUnusable
from ward_app.i18n import _
from ward_app.version import VERSION

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from ui.program import Program
    from ui.start.frame import Frame
    from ui.start.page import StartPage
    from ui.start.warm_up import WarmUp
    from ward_app.config import Config

NO_WINDOW = 3
LISTEN_MS = 500


def main(words: list[str] | None = None) -> int:
    i18n.use("sv")
    asked = _parser().parse_args(words)
    if asked.language:
        i18n.use(asked.language)
    if asked.selfcheck:
        from ui.selfcheck import run

        return run(as_json=asked.json)
    return _open_window(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="narvard", description=_("Närvård: the ward's window."))
    parser.add_argument("--version", action="version", version=VERSION)
    parser.add_argument("--practice", action="store_true", help=_("the practice ward, with invented people"))
    parser.add_argument("--config", type=Path, help=_("this workstation's settings file"))
    parser.add_argument("--language", choices=i18n.LANGUAGES, help=_("language of the window"))
    parser.add_argument(
        "--selfcheck", action="store_true", help=_("try everything the program stands on, then end")
    )
    parser.add_argument("--json", action="store_true", help=_("the self-check as JSON"))
    return parser


def _open_window(asked: argparse.Namespace) -> int:
    from ui import display

    if (reason := display.why_not()) is not None:
        sys.stderr.write(_(reason) + "\n")
        return NO_WINDOW
    gc.disable()  # what is imported stays for good: looking for garbage in it is a tenth of the start
    try:
        from PySide6.QtWidgets import QApplication

        from ui.kit import crash, style
        from ui.start.frame import Frame
        from ui.start.warm_up import WarmUp
    except ImportError as error:
        sys.stderr.write(_(display.NO_LIBRARY).format(name=error) + "\n")
        return NO_WINDOW
    _keep_to_oneself()
    app = QApplication(["narvard"])
    app.setApplicationName("narvard")
    app.setDesktopFileName("narvard")
    style.start(app)
    frame = Frame(_remembered())
    crash.install(lambda: frame)
    opening = _Opening(app, frame, asked, WarmUp(frame))
    opening.begin()
    timer = _end_on_signal(app, opening.end)
    code = app.exec()
    timer.stop()
    opening.close()
    return code


class _Opening:
    """From what was asked for on the command line to a running program."""

    def __init__(self, app: QApplication, frame: Frame, asked: argparse.Namespace, warm_up: WarmUp) -> None:
        self._app = app
        self._frame = frame
        self._asked = asked
        self._warm_up = warm_up
        warm_up.done.connect(_collect_again)
        self._program: Program | None = None

    def begin(self) -> None:
        """The first page at once; what works behind it is imported meanwhile."""
        try:
            settings = self._settings()
        except StoreUnusable as refusal:
            self._show_refusal(refusal)
            return
        from ui.start import appearance

        appearance.apply(self._app, settings)
        first = self._first_page(settings)
        self._frame.show_page(first)
        self._frame.begin()
        self._warm_up.ready.connect(lambda: self._go_on(settings, first))
        self._warm_up.begin()

    def end(self) -> None:
        """Also while the screen is locked: what was typed is saved first."""
        if self._program is not None:
            self._program.quit()
        else:
            self._app.quit()

    def close(self) -> None:
        """The event loop has ended: nothing may still be on its way to the window."""
        self._warm_up.end()

    def _settings(self) -> Config:
        file = self._asked.config
        if file is not None and not file.is_file():
            raise StoreUnusable(_("There is no settings file {file}.").format(file=file))
        settings = config.load(file)
        if self._asked.language:
            settings = replace(settings, language=self._asked.language)
        return config.practice(settings) if self._asked.practice else settings

    def _first_page(self, settings: Config) -> StartPage:
        if self._asked.practice or not _has_store(settings):
            from ui.start.wait import WaitPage

            return WaitPage(_("One moment…"), "", is_practice=self._asked.practice)
        from ui.start.sign_in import sign_in_page
        from ward_app.clock import system_clock

        return sign_in_page(system_clock, settings)

    def _go_on(self, settings: Config, first: StartPage) -> None:
        self._program = _make_program(self._app, self._frame, settings, first, practice=self._asked.practice)
        self._program.ended.connect(self._app.quit)
        self._program.start()

    def _show_refusal(self, refusal: StoreUnusable) -> None:
        gc.enable()
        from ui.start.trouble import TroublePage

        page = TroublePage(
            refusal.sentence,
            title=_("The settings of this workstation cannot be used"),
            safe=_("Nothing has been opened or changed."),
        )
        page.retry.connect(self.begin)
        page.quit.connect(self._app.quit)
        self._frame.show_page(page)
        self._frame.begin()


def _collect_again() -> None:
    """What is there by now is never looked through again, so that no key waits for it."""
    gc.freeze()
    gc.enable()


def _has_store(settings: Config) -> bool:
    try:
        return not settings.is_embedded or settings.store_path.exists()
    except OSError:
        return False  # what is wrong with the folder is told when the store is looked at


def _make_program(
    app: QApplication, frame: Frame, settings: Config, first: StartPage, *, practice: bool
) -> Program:
    from platformdirs import user_log_path

    from ui import logbook
    from ui.program import Program
    from ui.start.doorway import Doorway
    from ui.start.sign_in import SignInPage
    from ward_app.entrance.entrance import Entrance
    from ward_app.entrance.opening import Place

    logbook.start(user_log_path("narvard", appauthor=False))
    if practice:
        from ui.start.practice_doorway import PracticeDoorway

        return Program(app, frame, PracticeDoorway(app, frame, settings))
    doorway = Doorway(app, frame, settings, Entrance(Place(settings)))
    doorway.first_page = first if isinstance(first, SignInPage) else None
    return Program(app, frame, doorway)


def _remembered() -> QSettings:
    from PySide6.QtCore import QSettings

    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "narvard", "window")


def _keep_to_oneself() -> None:
    """A crash leaves no picture of the memory on the disk: it would hold the key and the patients."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_on_signal(app: QApplication, end: Callable[[], object]) -> QTimer:
    """Python hears a signal only between its own lines, and Qt may wait long for the next event."""
    from PySide6.QtCore import QTimer

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, lambda *_signal: end())
    timer = QTimer(app, interval=LISTEN_MS)
    timer.timeout.connect(lambda: None)
    timer.start()
    return timer


if __name__ == "__main__":
    sys.exit(main())
