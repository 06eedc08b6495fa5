"""`narvard --selfcheck`: everything the program stands on, tried once, as lines or as JSON."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from ui import display
from ward_app import selfcheck
from ward_app.selfcheck import Check, Tried

GOOD, BROKEN = 0, 1


def run(*, as_json: bool) -> int:
    """Without a display Qt draws into memory; everything else is the same."""
    if display.why_not() is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    tried = selfcheck.run((*selfcheck.CHECKS, *CHECKS))
    is_good = all(one.is_ok for one in tried)
    told = _as_json(tried, is_good) if as_json else "".join(_line(one) for one in tried)
    sys.stdout.write(told)
    return GOOD if is_good else BROKEN


def _as_json(tried: list[Tried], is_good: bool) -> str:
    return json.dumps({"ok": is_good, "checks": [asdict(one) for one in tried]}, indent=1) + "\n"


def _line(one: Tried) -> str:
    return f"{'ok    ' if one.is_ok else 'BROKEN'} {one.name}: {one.found}\n"


def _window() -> str:
    from PySide6 import __version__
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.kit import style

    app = QApplication.instance() or QApplication(["narvard"])
    assert isinstance(app, QApplication)
    style.start(app)
    window = QWidget()
    picture = window.grab()
    if picture.isNull():
        raise RuntimeError("nothing was drawn")
    return f"PySide6 {__version__} on {app.platformName()}"


def _fonts() -> str:
    from PySide6.QtGui import QFontDatabase

    from ui.kit.look import FONT_FAMILY

    if FONT_FAMILY not in QFontDatabase.families():
        raise LookupError(f"the font {FONT_FAMILY} was not loaded")
    return FONT_FAMILY


def _icons() -> str:
    from ui.kit import icons

    picture = icons.pixmap("lock").toImage()
    drawn = (
        picture.pixelColor(x, y).alpha() for x in range(picture.width()) for y in range(picture.height())
    )
    if not any(drawn):
        raise RuntimeError("an icon came out empty")
    return "SVG"


def _printer() -> str:
    """To memory where the system has files in memory: nothing printed is ever left behind."""
    from PySide6.QtGui import QPainter
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    handle = os.memfd_create("selfcheck") if hasattr(os, "memfd_create") else None
    printer.setOutputFileName(f"/proc/self/fd/{handle}" if handle is not None else os.devnull)
    painter = QPainter(printer)
    painter.drawText(100, 100, "Åäö")
    painter.end()
    names = ", ".join(QPrinterInfo.availablePrinterNames()) or "no printer"
    if handle is None:
        return names
    printed = Path(f"/proc/self/fd/{handle}").read_bytes()
    os.close(handle)
    if not printed.startswith(b"%PDF"):
        raise RuntimeError("no PDF was printed")
    return f"{len(printed)} bytes of PDF; {names}"


def _swedish() -> str:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from ui.kit import language

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language.apply(app, "sv")
    said = QCoreApplication.translate("QPlatformTheme", "Cancel")
    if said != "Avbryt":
        raise LookupError(f"Qt says {said!r} in Swedish")
    return said


CHECKS: tuple[tuple[str, Check], ...] = (
    ("window", _window),
    ("fonts", _fonts),
    ("icons", _icons),
    ("printer", _printer),
    ("Qt in Swedish", _swedish),
)
