"""The pictures of every screen, as the first command makes them where there is no display."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from tests.end_to_end.house import House
from ui.tour.scenes import SCENES

PRINTS = {"handover-report-sheet.pdf", "handover-sbar.pdf", "recovery-sheet.pdf"}


def test_that_every_screen_and_print_is_pictured_without_a_display(house: House, tmp_path: Path) -> None:
    out = tmp_path / "tour"
    program = house.start(
        "-m", "ui.tour", "--out", str(out), "--sizes", "1366x768", "--themes", "dark", DISPLAY=""
    )
    said, wrong = program.communicate(timeout=600)
    assert (program.returncode, wrong) == (0, "")
    assert {Path(line) for line in said.splitlines()} == set(out.iterdir())
    names = {file.name for file in out.iterdir()}
    assert {f"{name}-1366x768-dark.png" for name in SCENES} | PRINTS <= names
    assert {"handover-report-sheet-page-1.png", "handover-sbar-page-1.png"} <= names
    assert QImage(str(out / "board-table-1366x768-dark.png")).width() == 1366
    assert not (house.folder / "data" / "narvard" / "practice").exists()
    assert not list((house.folder / "tmp").iterdir())


def test_that_a_picture_nobody_knows_is_refused(house: House, tmp_path: Path) -> None:
    program = house.start(
        "-m", "ui.tour", "--out", str(tmp_path / "tour"), "--sizes", "1366x768", "--themes", "dark",
        "--only", "no-such-screen", DISPLAY="",
    )  # fmt: skip
    said, wrong = program.communicate(timeout=60)
    assert (program.returncode, said) == (1, "")
    assert "no-such-screen" in wrong
