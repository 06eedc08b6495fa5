"""At 150 % and with large letters everything still has room."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

PROGRAM = """
from datetime import date
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from ui.kit import style
from ui.kit.buttons import Button
from ui.kit.fields import Choice, DateField, NumberField, Option, TextField
from ui.kit.form import Form
from ui.kit.tokens import Theme
app = QApplication([])
style.start(app)
style.apply(app, Theme.LIGHT, {points})
page = QWidget()
box = QVBoxLayout(page)
form = Form([
    TextField("name", "&Name", required=True),
    (DateField("day", "&Day", today=lambda: date(2026, 11, 21)), NumberField("n", "N&umber", unit="mmHg")),
    Choice("kind", "&Kind", [Option(n, word) for n, word in enumerate(["Rehab", "Palliativ", "Medicinsk"])]),
], area="test")
form.set_values({{"day": date(2026, 11, 21)}})
box.addWidget(form)
box.addWidget(Button("Skriv in patienten", kind="primary", icon="log-in"))
page.resize(640, 200)
page.show()
form.check()
app.processEvents()
assert page.devicePixelRatioF() == {scale}, page.devicePixelRatioF()
for widget in page.findChildren(QWidget):
    if widget.isVisible() and isinstance(widget, (QLabel, Button)):
        hint = widget.minimumSizeHint()
        room = (widget.width(), widget.height())
        assert room[0] >= hint.width() and room[1] >= hint.height() - 1, (widget.text(), room, hint)
        inside = widget.parentWidget().rect()
        assert inside.contains(widget.geometry()), (widget.text(), widget.geometry(), inside)
assert page.width() <= 1280 / {scale}
picture = page.grab()
assert picture.devicePixelRatio() == {scale}
"""


@pytest.mark.parametrize(("scale", "points"), [(1.0, 14), (1.5, 9), (1.5, 10.5)])
def test_that_nothing_is_cut_off(scale: float, points: float) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    program = PROGRAM.format(scale=scale, points=points)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
