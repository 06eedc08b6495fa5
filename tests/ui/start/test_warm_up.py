"""The imports behind the first page end before the window does."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.start.warm_up import WarmUp


def test_that_who_is_warmed_up_is_told_when_each_part_is_there(qtbot: QtBot) -> None:
    warm_up = WarmUp()
    with qtbot.waitSignals([warm_up.ready, warm_up.done], order="strict"):
        warm_up.begin(("json",), ("csv",))
    warm_up.end()


def test_that_an_end_in_the_middle_waits_and_tells_nobody(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the computer is shut down while the first page has just come up."""
    begun, warm_up = Event(), WarmUp()
    monkeypatch.setitem(sys.modules, "warm_up_gate", type(sys)("warm_up_gate"))
    sys.modules["warm_up_gate"].__dict__.update(begun=begun, ending=warm_up._ending)
    (tmp_path / "slow_to_import.py").write_text(
        "import warm_up_gate\nwarm_up_gate.begun.set()\nwarm_up_gate.ending.wait()\n", "utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    told: list[str] = []
    warm_up.ready.connect(lambda: told.append("ready"))
    warm_up.begin(("slow_to_import",), ("never_asked_for",))
    begun.wait()
    warm_up.end()
    QApplication.processEvents()
    assert "never_asked_for" not in sys.modules
    assert told == []
