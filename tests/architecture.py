"""What the shape of the code is held to. Each check takes one source file and names its faults by line.

test_architecture.py runs them over the checkout, and each over an example that it must find fault with.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

# What the parts of ward_app stand on, beside BASE. A part that is not listed here has to be entered.
BASE = {"errors", "i18n", "paths", "clock", "cleaning", "sorting", "owners", "version", "words", "entries"}
DOOR = {"store", "ops", "access"}
PARTS = {
    "access": {"store", "ops"},
    "settings": DOOR,
    "wards": DOOR | {"settings"},
    "patients": DOOR | {"settings", "wards"},
    "sharing": DOOR | {"settings", "wards", "patients"},
    "social": DOOR | {"settings", "wards", "patients", "sharing"},
    "stays": DOOR | {"settings", "wards", "patients", "sharing", "social"},
    "notes": DOOR | {"settings", "wards", "patients", "sharing", "stays"},
    "tasks": DOOR | {"settings", "wards", "patients", "sharing", "stays"},
    "handovers": DOOR | {"settings", "wards", "patients", "sharing", "stays", "notes", "tasks"},
    "copies": DOOR
    | {"settings", "wards", "patients", "sharing", "stays", "notes", "tasks", "social", "handovers"},
    "retention": DOOR
    | {
        "settings",
        "wards",
        "patients",
        "sharing",
        "stays",
        "notes",
        "tasks",
        "social",
        "handovers",
        "copies",
    },
    "logs": DOOR | {"settings", "wards", "patients", "sharing", "stays"},
    "drafts": {"store"},
}
MAY_IMPORT = PARTS | {
    "words": set(PARTS),  # how the enums of their models are said; knows no rule
    "store": set(),
    "ops": {"store", "access"},
    "config": set(),
    "app": DOOR | {"sharing"},
    "reports": set(PARTS) - {"drafts"},
}
OUTSIDE = {"__main__", "cli", "entrance", "practice", "selfcheck"}  # like ui and tests: users of the door
UPWARD = {  # one file that looks up, and why
    ("ward_app/store/models.py", part): "names every table, for the schema"
    for part in PARTS
    if part not in ("drafts", "retention")
} | {
    ("ward_app/wards/commands.py", "stays"): "a bed with someone in it cannot be closed",
    ("ward_app/wards/queries.py", "stays"): "a bed is free when nobody lies in it or is expected",
    ("ward_app/notes/reading.py", "copies"): "a destroyed note says by which decision",
    ("ward_app/social/reading.py", "copies"): "a destroyed entry says by which decision",
    ("ward_app/stays/board_known.py", "tasks"): "the board says what is next, in as few statements",
    ("ward_app/stays/undoing.py", "notes"): "an admission with signed notes did take place",
    ("ward_app/patients/whereabouts.py", "stays"): "a person is found, and known, with the bed they are in",
    ("ward_app/patients/alerts.py", "sharing"): "who may not read a warning does not change it",
    ("ward_app/patients/limitations.py", "sharing"): "who may not read a decision does not change it",
    ("ward_app/patients/objections.py", "sharing"): "a merged record brings the patient's blocks and answers",
    ("ward_app/patients/queries.py", "sharing"): "what a record shows is decided by who reads it",
    ("ward_app/sharing/consents.py", "stays"): "a consent may hold for one stay",
    ("ward_app/sharing/queries.py", "stays"): "a consent may hold for one stay",
    ("ward_app/sharing/reading.py", "stays"): "who takes part in the care follows from the stay",
    ("ward_app/social/entries.py", "stays"): "an entry may belong to a stay",
    ("ward_app/social/queries.py", "stays"): "the list of decisions that end is that of who is here",
}
NOT_IN_REPORTS = {"sqlalchemy", "ward_app.store", "ward_app.ops", "ward_app.app"}
DRIVERS = {"sqlalchemy", "alembic", "psycopg", "sqlcipher3", "sqlite3"}
QT = {"PySide6", "shiboken6", "ui"}

LONGEST = 400
NAMELESS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
LABELS = "ui/kit/labels.py"
PRINTED_TEXT = "ward_app/reports/text.py"
MARKUP = {"setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "RichText", "AutoText", "MarkdownText"}
BROAD = {"Exception", "BaseException"}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
CLOCKS |= {("QDate", "currentDate"), ("QTime", "currentTime"), ("QDateTime", "currentDateTime")}
SLEEPS = {("time", "sleep"), ("", "sleep"), ("qtbot", "wait"), ("QTest", "qWait")}
UNFINISHED = re.compile(
    r"#.*\b(TODO|FIXME|XXX)\b|NotImplementedError[^#]*$|pytest\.(skip|xfail|importorskip)|mark\.(skip|xfail)"
)


@dataclass(frozen=True)
class Source:
    """One file, by its path in the checkout."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def package(self) -> str:
        return self.path.partition("/")[0]

    @property
    def unit(self) -> str:
        """The part of ward_app this is: `stays` for ward_app/stays/commands.py, `app` for ward_app/app.py."""
        return PurePosixPath(self.path).with_suffix("").parts[1]

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Every module named in an import anywhere, with what is taken from it: `ward_app.store.audit`."""
        found: list[tuple[int, str]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(node.lineno, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                above = PurePosixPath(self.path).parts[: -node.level] if node.level else ()
                module = ".".join([*above, *([node.module] if node.module else [])])
                found += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
        return found

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call, with the last name of what is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, _last_name(node.func)


Faults = Iterator[tuple[int, str]]
Check = Callable[[Source], Faults]


def core_without_window(source: Source) -> Faults:
    """ward_app never meets Qt or ui."""
    if source.package == "ward_app":
        yield from _forbidden(source, QT)


def window_without_store(source: Source) -> Faults:
    """ui never meets SQLAlchemy or a driver."""
    if source.package == "ui":
        yield from _forbidden(source, DRIVERS)


def reports_from_rows(source: Source) -> Faults:
    """Reports draw frozen rows: no session, no door."""
    if source.path.startswith("ward_app/reports/"):
        yield from _forbidden(source, NOT_IN_REPORTS)


def direction(source: Source) -> Faults:
    """The parts of ward_app stand on each other in one direction, as MAY_IMPORT says."""
    if source.package != "ward_app" or source.unit in OUTSIDE | {"__init__"}:
        return
    if source.unit not in BASE | set(MAY_IMPORT):
        yield 1, f"{source.unit} is new: say in tests/architecture.py what it stands on"
        return
    allowed = BASE | {source.unit} | MAY_IMPORT.get(source.unit, set())
    for line, name in source.imports:
        package, _, rest = name.partition(".")
        part = rest.partition(".")[0]
        if package == "ward_app" and part not in allowed and (source.path, part) not in UPWARD:
            yield line, f"{source.unit} stands on {name}"


def length(source: Source) -> Faults:
    if len(source.lines) > LONGEST:
        yield LONGEST, f"{len(source.lines)} lines, more than {LONGEST}"


def names(source: Source) -> Faults:
    """A function lives where its subject lives: no room for what has none."""
    for part in PurePosixPath(source.path).with_suffix("").parts:
        if NAMELESS & _words(part):
            yield 1, f"a file or folder called {part}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and NAMELESS & _words(node.name):
            yield node.lineno, f"a class called {node.name}"


def plain_labels(source: Source) -> Faults:
    """A bare QLabel reads what a person typed as markup."""
    if source.path != LABELS:
        yield from _made(source, {"QLabel"}, f"use PlainLabel of {LABELS}")


def plain_tooltips(source: Source) -> Faults:
    """A tooltip guesses whether it is markup, so only fixed words may go past the kit."""
    for call, name in source.calls():
        if name == "setToolTip" and source.path != LABELS and not all(map(_is_fixed, call.args)):
            yield call.lineno, f"a tooltip that is not fixed words: use plain_tooltip of {LABELS}"


def no_markup(source: Source) -> Faults:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in MARKUP:
            yield node.lineno, f"{node.attr} reads text as markup"


def no_printed_markup(source: Source) -> Faults:
    """ReportLab's paragraphs read what a person typed as markup."""
    yield from _made(source, {"Paragraph", "XPreformatted"}, f"use {PRINTED_TEXT}")


def explained_broad_catches(source: Source) -> Faults:
    """Who catches everything raises it again, or says why not on the line or the one above or below."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or BROAD & _named(node.type)):
            around = source.lines[max(node.lineno - 2, 0) : node.lineno + 1]
            last = node.body[-1]
            again = isinstance(last, ast.Raise) and last.exc is None
            if not again and not any("#" in line for line in around):
                yield node.lineno, "catches everything without saying why"


def injected_clock(source: Source) -> Faults:
    """Nothing but the clock asks what time it is."""
    for call, name in source.calls():
        if source.path != "ward_app/clock.py" and (_owner(call), name) in CLOCKS:
            yield call.lineno, f"asks {_owner(call)}.{name}() instead of the injected clock"


def one_transaction(source: Source) -> Faults:
    """A use case never ends the transaction it is part of."""
    if source.package == "ward_app" and source.unit in PARTS:
        for call, name in source.calls():
            if name in {"commit", "rollback"}:
                yield call.lineno, f"calls {name}(), which is the door's to do"


def finished(source: Source) -> Faults:
    """No stub, no test that does not run."""
    for number, line in enumerate(source.lines, 1):
        if found := UNFINISHED.search(line):
            yield number, f"unfinished, or does not say why: {found[0].strip()}"


def no_waiting_by_the_clock(source: Source) -> Faults:
    """A test waits for what it needs, not for a time that may be too short on a slow machine."""
    for call, name in source.calls():
        if (_owner(call), name) in SLEEPS:
            yield call.lineno, f"{name}() waits by the clock"


def _forbidden(source: Source, modules: Iterable[str]) -> Faults:
    for line, name in source.imports:
        if any(name == module or name.startswith(f"{module}.") for module in modules):
            yield line, f"imports {name}"


def _made(source: Source, classes: set[str], instead: str) -> Faults:
    """Where one of these classes is called or made the base of another."""
    for node in ast.walk(source.tree):
        if isinstance(node, (ast.Call, ast.ClassDef)):
            used = node.bases if isinstance(node, ast.ClassDef) else [node.func]
            for name in {_last_name(part) for part in used} & classes:
                yield node.lineno, f"{name}: {instead}"


def _is_fixed(node: ast.expr) -> bool:
    """A literal, or a literal translated."""
    if isinstance(node, ast.Call) and _last_name(node.func) in {"_", "N_"}:
        return all(map(_is_fixed, node.args))
    return isinstance(node, ast.Constant)


def _owner(call: ast.Call) -> str:
    """`datetime` in datetime.now() and in datetime.datetime.now()."""
    return _last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _named(node: ast.expr) -> set[str]:
    return {_last_name(part) for part in (node.elts if isinstance(node, ast.Tuple) else [node])}


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _words(name: str) -> set[str]:
    """`TaskManager` and `task_manager` are task and manager."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}
