"""The program's own log: faults by class and place, never what anyone typed."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LARGEST = 1_000_000
FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_NUMBER = re.compile(r"\d{6,8}[-+ ]?\d{4}")


class _NoNumbers(logging.Filter):
    """The second net: what looks like a personal number is left out wherever it came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _NUMBER.sub("[…]", record.getMessage()), None
        record.exc_info = record.exc_text = None  # a traceback's last line quotes values
        return True


def start(folder: Path) -> None:
    """Write to `narvard.log` there, or only to standard error where the folder cannot be written."""
    handler: logging.Handler = logging.StreamHandler()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / "narvard.log"
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_suffix(".log.1"))
        handler = logging.FileHandler(file, encoding="utf-8")
    handler.addFilter(_NoNumbers())
    logging.basicConfig(level=logging.WARNING, format=FORM, handlers=[handler])
    qInstallMessageHandler(_from_qt)


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    level = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    logging.getLogger("qt").log(level.get(kind, logging.WARNING), text)
