"""From the start of the process to a board that can be worked with, each time in a process of its own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests import factories
from tests.benchmarks.measures import tell
from tests.benchmarks.rows import Row, p95
from ward_app.access import commands as access
from ward_app.access import passwords
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock, system_clock
from ward_app.config import Config
from ward_app.entrance.opening import Place
from ward_app.settings import commands as settings
from ward_app.store import schema
from ward_app.store.engine import Store

RUNS = 7
LOGIN, PASSWORD = "maria.falk", "en röd stuga vid sjön"
ROOT = Path(__file__).resolve().parents[2]
MOMENTS = {"sign-in": "start to sign-in page", "board": "start to usable board, sign-in included"}


def measured(folder: Path, url: str | None = None) -> Iterator[Row]:
    """`url`: a PostgreSQL that has been made; without it a store is made in `folder`."""
    file = _ward(folder / "start", url)
    runs = [_run(file, folder) for _run_nth in range(RUNS)]
    store = "postgresql" if url else "sqlite"
    for moment, name in MOMENTS.items():
        walls = [run[moment]["wall_ms"] for run in runs]
        cpu = statistics.median(run[moment]["cpu_ms"] for run in runs)
        yield Row(name, store, statistics.median(walls), cpu, p95(walls))
    memory = statistics.median(run["board"]["rss_mb"] for run in runs)
    yield Row("memory after start", store, rss_mb=memory)


def _run(file: Path, folder: Path) -> dict[str, Any]:
    """The moments that the program came by, each with the time and memory spent until then."""
    places = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    begun = str(time.monotonic())
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.starting", begun, str(file), LOGIN, PASSWORD],
        cwd=ROOT, env=os.environ | places | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    moments: dict[str, Any] = json.loads(done.stdout)
    return moments


def _ward(folder: Path, url: str | None) -> Path:
    """A full ward, a nurse with a password, and the settings file of a workstation; its path."""
    folder.mkdir()
    config = Config(
        data_folder=folder / "data", database_url=url, key_file=folder / "key", workstation="bench"
    )
    assert config.key_file is not None
    if url is None:
        store, _code = Place(config).create(LOGIN, PASSWORD)
    else:
        config.key_file.write_bytes(bytes(range(32)))
        store = Place(config).connect()
        schema.upgrade(store, backup_to=None)
    with store:
        _fill(store)
    file = folder / "narvard.toml"
    lines = {"data_folder": config.data_folder, "workstation": config.workstation}
    if url is not None:
        lines |= {"database_url": url, "key_file": config.key_file}
    file.write_text("".join(f'{name} = "{value}"\n' for name, value in lines.items()), "utf-8")
    return file


def _fill(store: Store) -> None:
    clock = FrozenClock(system_clock() - timedelta(hours=3))
    door = App(store, workstation="bench", clock=clock, user=SYSTEM)
    ward = factories.make_ward(door)
    door.do(
        access.add_user, login=LOGIN, given_name="Maria", family_name="Falk", role=Role.NURSE,
        unit_id=ward.unit_id, password_hash=passwords.digest(PASSWORD), must_change=False,
    )  # fmt: skip
    if store.is_sqlite:
        door.do(settings.confirm_recovery)
    app = door.acting(factories.make_user(door, Role.NURSE, unit_id=ward.unit_id))
    tell(app, factories.fill_ward(app, ward, empty=()))
