"""`ward-app record destroy`, and a restore after it, as IT does them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from tests import factories
from tests.ward_app.cli.test_cli import PASSWORD, Machine, bare, machine
from tests.ward_app.copies.store_text import held
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.cli.run import REFUSED, UNUSABLE
from ward_app.clock import FrozenClock
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.owners import Principal
from ward_app.settings import commands as settings
from ward_app.store.engine import Store, open_sqlite
from ward_app.store.keyslots import KeySlots, path_beside
from ward_app.wards import queries as wards

__all__ = ["bare", "machine"]

DNR = "3.4.1-12345/2026"
DESTROY = (
    "record", "destroy", "--patient", "1", "--owner", "kommun_hsl", "--decision", DNR, "--decided-on",
    "2026-11-01",
)  # fmt: skip
WORD = ("det-som-ska-bort",)


@pytest.fixture
def written(machine: Machine) -> Machine:
    """A note in the store that `init` made."""
    with store_of(machine) as store:
        door = App(store, workstation="ws1", clock=FrozenClock(datetime(2026, 10, 1, tzinfo=UTC)))
        unit_id = door.ask(wards.units)[0].id
        door.acting(SYSTEM).do(settings.confirm_recovery)
        nurse = door.acting(factories.make_user(door, Role.NURSE, unit_id=unit_id))
        beds = {row.label: row.id for row in nurse.ask(wards.beds, unit_id)}
        ward = factories.Ward(unit_id, beds)
        patient_id = factories.make_patient(nurse)
        stay_id = factories.make_stay(
            nurse, ward, next(iter(beds)), patient_id=patient_id, funding_principal=Principal.KOMMUN
        )
        said = [(Keyword.PAIN, *WORD)]
        note = nurse.do(notes.save, patient_id, stay_id, NoteKind.NURSING, said, nurse.clock())
        nurse.do(notes.sign, note, 1)
    return machine


def store_of(machine: Machine) -> Store:
    path = machine.folder / "ward" / "narvard.db"
    key = KeySlots(path_beside(path)).unlock("anna", PASSWORD, datetime.now(UTC))
    return open_sqlite(path, key)


def is_there(machine: Machine) -> bool:
    with store_of(machine) as store:
        return held(store, WORD) == set(WORD)


def typing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(text + "\n"))


def test_that_the_number_of_the_decision_is_typed_once_more_pdl_23(
    written: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "ja")
    refused = written(*DESTROY, "--everything")
    assert (refused.code, is_there(written)) == (REFUSED, True)
    typing(monkeypatch, DNR)
    done = written(*DESTROY, "--everything")
    assert (done.code, is_there(written)) == (0, False)
    assert "Older backups" in done.out


def test_that_a_restore_destroys_it_again_pdl_23(written: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    made = written("db", "backup", "--to", str(written.folder / "backups"))
    typing(monkeypatch, DNR)
    assert written(*DESTROY, "--entry", "note:1").code == 0
    assert (written.folder / "ward" / "narvard.destroyed").stat().st_mode & 0o077 == 0
    assert written("db", "restore", made.out.strip()).code == 0
    assert not is_there(written)
    assert written("audit", "verify").code == 0
    assert written("db", "check").code == 0


def test_that_a_list_that_was_changed_stops_the_restore_pdl_23(
    written: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = written("db", "backup", "--to", str(written.folder / "backups"))
    typing(monkeypatch, DNR)
    written(*DESTROY, "--everything")
    Path(written.folder / "ward" / "narvard.destroyed").write_text("{}", "utf-8")
    refused = written("db", "restore", made.out.strip())
    assert (refused.code, is_there(written)) == (UNUSABLE, False)
    assert "list of destroyed records" in refused.err


@pytest.mark.parametrize("what", [(), ("--entry", "note"), ("--entry", "note:x")])
def test_that_what_is_destroyed_is_said(written: Machine, what: tuple[str, ...]) -> None:
    assert written(*DESTROY, *what).code == REFUSED
    assert is_there(written)
