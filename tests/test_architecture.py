"""The wall between core and window, the direction of imports, and the habits that keep the code readable."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests import architecture
from tests.architecture import Check, Source

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES_OF_FAULTS = {"tests/architecture.py", "tests/test_architecture.py"}
PRODUCT = ("ward_app", "ui")
EVERYTHING = (*PRODUCT, "migrations", "packaging", "tests", "dev.py")

# each check, where it holds, and what it must find fault with
RULES: list[tuple[Check, tuple[str, ...], str, str]] = [
    (
        architecture.core_without_window,
        PRODUCT,
        "ward_app/app.py",
        "def f():\n    from PySide6 import QtCore",
    ),
    (architecture.core_without_window, PRODUCT, "ward_app/stays/commands.py", "import ui.desk"),
    (architecture.window_without_store, PRODUCT, "ui/stays/board.py", "from sqlalchemy.orm import Session"),
    (architecture.reports_from_rows, PRODUCT, "ward_app/reports/kit.py", "from ward_app.store import base"),
    (architecture.direction, PRODUCT, "ward_app/stays/model.py", "from ward_app.notes.model import Note"),
    (architecture.direction, PRODUCT, "ward_app/stays/model.py", "from ward_app import app"),
    (architecture.direction, PRODUCT, "ward_app/stays/model.py", "from ..notes import model"),
    (architecture.direction, PRODUCT, "ward_app/surgery/model.py", "x = 1"),
    (architecture.length, (*PRODUCT, "packaging", "dev.py"), "ui/desk.py", "x = 1\n" * 401),
    (architecture.names, EVERYTHING, "ui/kit/string_utils.py", ""),
    (architecture.names, EVERYTHING, "ui/common/bed.py", ""),
    (architecture.names, EVERYTHING, "ui/desk.py", "class BedManager: ..."),
    (architecture.plain_labels, PRODUCT, "ui/stays/board.py", "QtWidgets.QLabel(name)"),
    (architecture.plain_labels, PRODUCT, "ui/stays/board.py", "class Name(QLabel): ..."),
    (architecture.plain_tooltips, PRODUCT, "ui/stays/board.py", "box.setToolTip(row.name)"),
    (architecture.plain_tooltips, PRODUCT, "ui/stays/board.py", "box.setToolTip(_('{name}').format(name=n))"),
    (architecture.no_markup, PRODUCT, "ui/notes/page.py", "page.setHtml(note.text)"),
    (architecture.no_markup, PRODUCT, "ui/notes/page.py", "x.setTextFormat(Qt.TextFormat.RichText)"),
    (architecture.no_printed_markup, PRODUCT, "ward_app/reports/letter.py", "Paragraph(note.text, style)"),
    (
        architecture.explained_broad_catches,
        EVERYTHING,
        "ui/x.py",
        "try:\n    f()\nexcept Exception:\n    pass",
    ),
    (architecture.explained_broad_catches, EVERYTHING, "ui/x.py", "try:\n    f()\nexcept:\n    pass"),
    (architecture.injected_clock, PRODUCT, "ward_app/stays/model.py", "datetime.datetime.now(UTC)"),
    (architecture.injected_clock, PRODUCT, "ui/stays/board.py", "QDateTime.currentDateTime()"),
    (architecture.one_transaction, PRODUCT, "ward_app/stays/commands.py", "work.session.commit()"),
    (architecture.finished, EVERYTHING, "ui/x.py", "x = 1  # TODO"),
    (architecture.finished, EVERYTHING, "tests/test_x.py", "@pytest.mark.skipif(True)"),
    (architecture.no_waiting_by_the_clock, ("tests",), "tests/test_x.py", "time.sleep(1)"),
]
CHECKS = {check.__name__: (check, where) for check, where, _, _ in RULES}


def sources(*where: str) -> Iterator[Source]:
    for place in where:
        top = ROOT / place
        for file in sorted(top.rglob("*.py")) if top.is_dir() else [top]:
            path = file.relative_to(ROOT).as_posix()
            if path not in EXAMPLES_OF_FAULTS:
                yield Source(path, file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CHECKS)
def test_that_the_code_keeps_to_the_rule(name: str) -> None:
    check, where = CHECKS[name]
    faults = [f"{source.path}:{line}: {what}" for source in sources(*where) for line, what in check(source)]
    assert not faults, f"{check.__doc__ or name}\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("check", "where", "path", "text"), RULES, ids=lambda value: getattr(value, "__name__", str(value))[:60]
)
def test_that_the_rule_finds_a_breach(check: Check, where: tuple[str, ...], path: str, text: str) -> None:
    assert list(check(Source(path, text)))


def _is_check(name: str, value: object) -> bool:
    return not name.startswith("_") and getattr(value, "__annotations__", {}).get("return") == "Faults"


def test_that_every_check_is_applied() -> None:
    written = {name for name, value in vars(architecture).items() if _is_check(name, value)}
    assert written == set(CHECKS)


def test_that_most_files_are_short() -> None:
    lengths = [len(source.lines) for source in sources(*PRODUCT) if source.text.strip()]
    assert median(lengths) < 150


def test_that_parts_stand_on_each_other_in_one_direction() -> None:
    """A circle in the table would allow what the table is there to forbid. The door's own is known."""
    below = {part: set(on) - architecture.DOOR for part, on in architecture.PARTS.items()}
    standing = set(below)
    while free := {part for part in standing if not below[part] & standing}:
        standing -= free
    assert not standing


def test_that_who_may_look_up_does_so() -> None:
    looks = {
        (source.path, name.split(".")[1])
        for source in sources("ward_app")
        for _, name in source.imports
        if "." in name
    }
    assert set(architecture.UPWARD) <= looks


HEAVY = ["alembic", "reportlab", "pypdfium2", "babel", "PIL", "psycopg", "numpy"]


def loaded_with(statement: str) -> list[str]:
    """Which of the heavy packages a fresh Python has loaded after this."""
    program = f"import sys; {statement}; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("module", ["ward_app.app", "ward_app.__main__", "ui.__main__"])
def test_that_a_start_loads_nothing_heavy(module: str) -> None:
    assert loaded_with(f"import {module}") == []


def test_that_a_heavy_import_is_noticed() -> None:
    assert loaded_with("import pypdfium2") == ["pypdfium2"]


def references_lost(act: Callable[[], object], times: int = 1000) -> int:
    """How many references to None go missing. PySide6 6.12 on Python 3.11 loses one a call, then dies."""
    before = sys.getrefcount(None)
    for _ in range(times):
        act()
    return before - sys.getrefcount(None)


def none_is_immortal() -> bool:
    return sys.version_info >= (3, 12)


def test_that_calls_into_qt_keep_their_references(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    lost = references_lost(lambda: label.setText("Plats 1:1"))
    if none_is_immortal():
        assert lost == 0
    else:
        assert lost < 100


def test_that_lost_references_are_noticed() -> None:
    def lose() -> None:
        ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))

    lost = references_lost(lose, 500)
    for _ in range(500):
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(None))
    assert lost == 0 if none_is_immortal() else lost > 400
