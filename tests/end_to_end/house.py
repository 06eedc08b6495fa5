"""A ward on a disk of its own, as an installed user has it: settings, encrypted store, accounts, people."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests import factories
from ward_app.access import commands as access
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.config import Config
from ward_app.entrance.entrance import Entrance
from ward_app.entrance.opening import Place
from ward_app.patients import commands as patients
from ward_app.patients import queries as people
from ward_app.patients.model import HypersensitivityAnswer, Sex
from ward_app.store.keyslots import Cost

ROOT = Path(__file__).resolve().parents[2]
LOGIN, PASSWORD = "maria.falk", "en röd stuga vid sjön"
KNOWN, KNOWN_NUMBER = ("Strömgren", "Ingvar"), "194001167743"
"""Has been here before, is at home now, and is about to come."""
WRITTEN_ABOUT, THEIR_NUMBER = ("Öberg", "Åke"), "194605233198"
"""Lies in bed 1:2."""
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@dataclass(frozen=True)
class House:
    """Everything the program may write lies in `folder`: data, settings, logs, temporary files."""

    folder: Path

    @property
    def config(self) -> Config:
        return Config(data_folder=self.folder / "data" / "narvard", workstation="ws1")

    @property
    def settings(self) -> Path:
        return self.folder / "narvard.toml"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        apart = {
            "HOME": "home", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state",
            "XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "run", "TMPDIR": "tmp",
        }  # fmt: skip
        places = {name: str(self.folder / where) for name, where in apart.items()}
        for place in places.values():
            Path(place).mkdir(exist_ok=True, mode=0o700)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_"))}
        return kept | places | {"PYTHONPATH": str(ROOT), "PYTHONFAULTHANDLER": "1"} | dict(more or {})

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """A Python of its own, with what it prints in a pipe."""
        return subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=self.environment(more), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip


def build(folder: Path) -> House:
    """Its administrator has typed the recovery code back; a nurse works here; one bed is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    house = House(folder)
    config = house.config
    house.settings.write_text(
        f'data_folder = "{config.data_folder}"\nworkstation = "{config.workstation}"\n', "utf-8"
    )
    entrance = Entrance(Place(config, CHEAP))
    entered, code = entrance.begin(
        login="anna.berg", given_name="Anna", family_name="Berg", password="alla hjul som rullar"
    )
    assert entrance.confirm_code(entered, code)
    ward = factories.make_ward(entered.app)
    nurse = _nurse(entrance, entered.app, ward.unit_id)
    known = factories.make_patient(nurse, *KNOWN, number=KNOWN_NUMBER, sex=Sex.MALE)
    nurse.do(
        patients.answer_hypersensitivity, known, nurse.ask(people.person, known).version,
        HypersensitivityAnswer.NONE_KNOWN,
    )  # fmt: skip
    taken = factories.make_patient(nurse, *WRITTEN_ABOUT, number=THEIR_NUMBER)
    factories.make_stay(nurse, ward, "1:2", patient_id=taken)
    entrance.close()
    return house


def _nurse(entrance: Entrance, app: App, unit_id: int) -> App:
    """With a password that she has chosen herself. Hashed cheaply: what opens the store is the slot."""
    app.do(
        access.add_user, login=LOGIN, given_name="Maria", family_name="Falk", role=Role.NURSE,
        unit_id=unit_id, password_hash="-", must_change=False,
    )  # fmt: skip
    assert entrance.slots is not None
    entrance.slots.add(LOGIN, PASSWORD, app.store.key)
    return app.acting(factories.make_user(app, Role.NURSE, "Ek", "Johan", unit_id=unit_id))
