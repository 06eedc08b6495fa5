"""Taking the pictures: every scene in every look, then the pages that are printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from ui.kit import language, style
from ui.kit.tokens import Theme
from ui.tour import prints
from ui.tour.scenes import SCENES, Scene
from ui.tour.stage import Look, Stage, make_ward
from ward_app import i18n

Failed = list[tuple[str, BaseException]]
FEWEST_COLOURS = 20
"""A window with anything in it has more than this."""


def take_all(
    out: Path, scratch: Path, sizes: Iterable[tuple[int, int]], themes: Iterable[str], only: Sequence[str]
) -> Failed:
    """Into `out`; each file is named on standard output as soon as it is there."""
    app = QApplication.instance() or QApplication(["narvard-tour"])
    assert isinstance(app, QApplication)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(scratch / "settings"))
    qInstallMessageHandler(_from_qt)
    app.setCursorFlashTime(0)
    i18n.use("sv")
    style.start(app)
    language.apply(app, "sv")
    out.mkdir(parents=True, exist_ok=True)
    made = scratch / "made"
    make_ward(made)
    failed: Failed = [(name, LookupError("no such picture")) for name in only if name not in SCENES]
    for look in [Look(width, height, Theme(theme)) for width, height in sizes for theme in themes]:
        style.apply(app, look.theme, style.points_for(look.width))
        for name, scene in SCENES.items():
            if not only or name in only:
                stage = Stage(made, scratch / "stage", look)
                _take(stage, scene, out / f"{name}-{look.name}.png", failed)
    if not only:
        _print(made, scratch, out, failed)
    return failed


def _from_qt(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """The platform without a screen tells each time what it cannot do."""
    if "This plugin does not support" not in text:
        sys.stderr.write(f"{text}\n")


def _take(stage: Stage, scene: Scene, file: Path, failed: Failed) -> None:
    said: list[BaseException] = []
    hook = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: said.append(error)
    try:
        scene(stage)
        picture = stage.picture()
        if said:
            raise said[0]
        if _colours(picture) < FEWEST_COLOURS:
            raise ValueError("the picture is empty")
        _save(picture, file)
    except Exception as error:  # noqa: BLE001  each picture that fails is told of, the others are taken
        failed.append((file.stem, error))
    finally:
        sys.excepthook = hook
        stage.close()


def _save(picture: QPixmap, file: Path) -> None:
    if not picture.save(str(file), "PNG"):
        raise OSError(f"{file} cannot be written")
    _tell(file)


def _print(made: Path, scratch: Path, out: Path, failed: Failed) -> None:
    stage = Stage(made, scratch / "stage", Look(1920, 1080, Theme.LIGHT))
    try:
        for file in prints.write_all(stage, out):
            _tell(file)
    except Exception as error:  # noqa: BLE001  told of like a screen that fails
        failed.append(("prints", error))
    finally:
        stage.close()


def _tell(file: Path) -> None:
    sys.stdout.write(f"{file}\n")
    sys.stdout.flush()


def _colours(picture: QPixmap) -> int:
    small = picture.scaled(240, 160).toImage()
    return len({small.pixel(x, y) for x in range(small.width()) for y in range(small.height())})
