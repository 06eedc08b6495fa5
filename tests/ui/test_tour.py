"""A screen that cannot be pictured is told of, and the others are taken all the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.tokens import Theme
from ui.tour import pictures
from ui.tour.pictures import Failed
from ui.tour.scenes import Scene
from ui.tour.stage import Look, Stage, make_ward


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tour") / "ward"
    make_ward(folder)
    return folder


@pytest.fixture
def stage(styled: QApplication, made: Path, tmp_path: Path) -> Stage:
    return Stage(made, tmp_path / "stage", Look(1366, 768, Theme.LIGHT))


def raises(_stage: Stage) -> None:
    raise ValueError("a screen that fails")


def fails_in_an_answer(_stage: Stage) -> None:
    sys.excepthook(LookupError, LookupError("in a callback"), None)
    _stage.show(QWidget())


def shows_nothing(stage: Stage) -> None:
    stage.show(QWidget())


@pytest.mark.parametrize("scene", [raises, fails_in_an_answer, shows_nothing])
def test_that_a_screen_that_cannot_be_pictured_is_told_of(scene: Scene, stage: Stage, tmp_path: Path) -> None:
    failed: Failed = []
    pictures._take(stage, scene, tmp_path / "broken.png", failed)
    assert [name for name, _error in failed] == ["broken"]
    assert not (tmp_path / "broken.png").exists()
