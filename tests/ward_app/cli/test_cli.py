"""`ward-app` as a script uses it: exit codes, sentences, and no secret as an argument."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import text

from ward_app import i18n
from ward_app.access import passwords
from ward_app.cli import station
from ward_app.cli.run import BUG, FOUND, NOT_SIGNED_IN, REFUSED, UNUSABLE, run
from ward_app.store import log_memory
from ward_app.store.engine import open_sqlite
from ward_app.store.keyslots import Cost, KeySlots, path_beside

PASSWORD = "en röd stuga vid sjön"
INIT = (
    "--login", "anna", "--given-name", "Anna", "--family-name", "Berg", "--unit", "Närvårdsenheten",
    "--region", "Region Uppsala", "--municipality", "Östhammars kommun",
)  # fmt: skip


@dataclass
class Ran:
    code: int
    out: str
    err: str


@dataclass
class Machine:
    """A folder with a settings file and the password in a file, as a script would have them."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def words(self, words: tuple[str, ...], user: str | None) -> list[str]:
        who = ["--user", user, "--password-file", str(self.folder / "password")] if user else []
        return ["--config", str(self.folder / "narvard.toml"), *who, *words]

    def __call__(self, *words: str, user: str | None = "anna") -> Ran:
        self.capture.readouterr()
        code = run(self.words(words, user))
        said = self.capture.readouterr()
        return Ran(code, said.out, said.err)


@pytest.fixture
def bare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Machine]:
    monkeypatch.setattr(station, "COST", Cost(memory_kib=64, passes=1, lanes=1))
    monkeypatch.setattr(passwords, "digest", lambda password: f"digest of {len(password)}")
    (tmp_path / "narvard.toml").write_text(
        f'data_folder = "{tmp_path / "ward"}"\nworkstation = "ws1"\nlanguage = "en"\n', "utf-8"
    )
    (tmp_path / "password").write_text(PASSWORD + "\n", "utf-8")
    yield Machine(tmp_path, capsys)
    i18n.use("en")


@pytest.fixture
def machine(bare: Machine) -> Machine:
    made = bare("init", *INIT, "--recovery-file", str(bare.folder / "code"))
    assert made.code == 0, made.err
    return bare


def test_that_init_makes_a_ward_and_keeps_the_code_out_of_sight(machine: Machine) -> None:
    code = machine.folder / "code"
    assert len(code.read_text("utf-8").strip().replace("-", "")) == 32
    assert code.stat().st_mode & 0o077 == 0
    assert machine("db", "check").code == 0


def test_that_init_does_not_touch_a_ward_that_is_there(machine: Machine) -> None:
    again = machine("init", *INIT)
    assert again.code == UNUSABLE
    assert "already" in again.err


def test_that_no_store_is_made_whose_code_could_not_be_kept(bare: Machine) -> None:
    (bare.folder / "code").write_text("someone else's", "utf-8")
    refused = bare("init", *INIT, "--recovery-file", str(bare.folder / "code"))
    assert refused.code == REFUSED
    assert not (bare.folder / "ward" / "narvard.db").exists()


@pytest.mark.parametrize(
    "wrong", [("--unit", " "), ("--region", " "), ("--beds", "1:1, " + "7" * 21), ("--login", "två ord")]
)
def test_that_no_store_is_made_for_a_ward_that_cannot_be(bare: Machine, wrong: tuple[str, str]) -> None:
    code = bare.folder / "code"
    refused = bare("init", *INIT, *wrong, "--recovery-file", str(code))
    assert refused.code == REFUSED, refused.err
    assert not (bare.folder / "ward" / "narvard.db").exists()
    assert not code.exists()


def test_that_what_it_does_for_the_store_is_in_the_log(machine: Machine) -> None:
    backup = machine("db", "backup", "--to", str(machine.folder / "backups")).out.strip()
    for words in (("db", "verify", backup), ("db", "check"), ("audit", "verify")):
        assert machine(*words).code == 0
    path = machine.folder / "ward" / "narvard.db"
    key = KeySlots(path_beside(path)).unlock("anna", PASSWORD, datetime.now(UTC))
    with open_sqlite(path, key) as store, store.reader.connect() as connection:
        actions = connection.scalars(text("SELECT action FROM audit_log ORDER BY id")).all()
    kept = [action for action in actions if action.startswith(("store.", "audit."))]
    assert kept == ["store.backed_up", "store.backup_verified", "store.checked", "audit.verified"]


def test_that_a_wrong_password_has_an_exit_code_of_its_own(machine: Machine) -> None:
    (machine.folder / "password").write_text("fel", "utf-8")
    assert machine("db", "check").code == NOT_SIGNED_IN


def test_that_a_password_can_come_by_standard_input(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(PASSWORD + "\n"))
    assert machine("--user", "anna", "--password-file", "-", "db", "check", user=None).code == 0


def test_that_without_a_terminal_and_a_file_nothing_is_asked(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO())
    ran = machine("--user", "anna", "db", "check", user=None)
    assert ran.code == REFUSED
    assert "--password-file" in ran.err


def test_that_it_runs_as_a_program_of_its_own(machine: Machine) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ward_app", *machine.words(("audit", "verify"), "anna")],
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_that_a_colleague_is_added_and_may_less(machine: Machine) -> None:
    first = machine.folder / "first"
    first.write_text("första gången bara", "utf-8")
    added = machine(
        "user", "add", "--login", "maria", "--given-name", "Maria", "--family-name", "Falk", "--role",
        "nurse", "--new-password-file", str(first),
    )  # fmt: skip
    assert added.code == 0, added.err
    (machine.folder / "password").write_text("första gången bara", "utf-8")
    refused = machine("db", "backup", "--to", str(machine.folder / "b"), user="maria")
    assert refused.code == REFUSED
    assert not list((machine.folder / "b").glob("narvard-*"))


def test_that_a_backup_is_verified_and_put_back(machine: Machine) -> None:
    made = machine("db", "backup", "--to", str(machine.folder / "backups"))
    assert made.code == 0, made.err
    backup = made.out.strip()
    assert machine("db", "verify", backup).code == 0
    store = machine.folder / "ward" / "narvard.db"
    store.write_bytes(b"\0" * 4096)
    assert machine("db", "check").code == UNUSABLE
    restored = machine("db", "restore", backup)
    assert restored.code == 0, restored.err
    assert machine("db", "check").code == 0
    assert list(store.parent.glob("*.damaged-*"))


def test_that_a_forged_backup_is_refused(machine: Machine) -> None:
    backup = Path(machine("db", "backup", "--to", str(machine.folder / "b")).out.strip())
    content = bytearray((backup / "store.db").read_bytes())
    content[5000] ^= 1
    (backup / "store.db").write_bytes(content)
    assert machine("db", "verify", str(backup)).code == UNUSABLE
    assert machine("db", "restore", str(backup)).code == UNUSABLE
    assert machine("db", "check").code == 0


def test_that_the_log_is_verified_and_its_heads_printed(machine: Machine) -> None:
    ran = machine("audit", "verify")
    assert ran.code == 0
    assert "ws1 " in ran.out


def test_that_a_changed_row_of_the_log_is_found_and_named(machine: Machine) -> None:
    store_path = machine.folder / "ward" / "narvard.db"
    key = KeySlots(path_beside(store_path)).unlock("anna", PASSWORD, datetime.now(UTC))
    with open_sqlite(store_path, key) as store, store.writer.begin() as connection:
        for name in connection.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_log'")
        ).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE audit_log SET actor = 'eva' WHERE seq = 2"))
    ran = machine("audit", "verify")
    assert ran.code == FOUND
    assert "row 2" in ran.err


def test_that_an_anchor_from_paper_is_held_against_the_log_log_02(machine: Machine) -> None:
    head = machine("audit", "verify").out.split()[1]
    assert machine("audit", "verify", "--anchor", "ws1", head.lower()).code == 0
    other = head[:-1] + ("A" if head[-1] != "A" else "B")
    ran = machine("audit", "verify", "--anchor", "ws1", other)
    assert ran.code == FOUND
    assert "rebuilt" in ran.err
    assert machine("audit", "verify", "--anchor", "ws1", "12").code == REFUSED


def test_that_what_is_new_in_the_log_is_verified_by_itself_log_02(machine: Machine) -> None:
    assert machine("audit", "verify").code == 0
    assert machine("audit", "verify", "--new").code == 0
    [memory] = (machine.folder / "ward").glob(log_memory.NAMES)
    assert memory.stat().st_mode & 0o077 == 0


def test_that_a_log_that_was_set_back_is_found_without_a_paper_log_02(machine: Machine) -> None:
    """A whole older database in place of the new one: its own chain holds."""
    store = machine.folder / "ward" / "narvard.db"
    before = store.read_bytes()
    assert machine("audit", "verify").code == 0
    assert machine("audit", "verify").code == 0
    for part in store.parent.glob("narvard.db-*"):
        part.unlink()
    store.write_bytes(before)
    ran = machine("audit", "verify")
    assert (ran.code, "not where it was" in ran.err) == (FOUND, True)
    assert machine("audit", "verify", "--forget").code == 0
    assert machine("audit", "verify").code == 0


def test_that_a_forged_memory_of_the_log_is_found_log_02(machine: Machine) -> None:
    assert machine("audit", "verify").code == 0
    [memory] = (machine.folder / "ward").glob(log_memory.NAMES)
    for content in ("{}", "[]", "no json", memory.read_text("utf-8").replace('"ws1": [', '"ws1": [1')):
        memory.write_text(content, "utf-8")
        assert machine("audit", "verify", "--new").code == FOUND, content


def test_that_the_handover_becomes_a_private_pdf(machine: Machine, tmp_path: Path) -> None:
    first = machine.folder / "first"
    first.write_text("första gången bara", "utf-8")
    machine(
        "user", "add", "--login", "maria", "--given-name", "Maria", "--family-name", "Falk", "--role",
        "nurse", "--new-password-file", str(first),
    )  # fmt: skip
    (machine.folder / "password").write_text("första gången bara", "utf-8")
    out = tmp_path / "sheet.pdf"
    ran = machine("handover", "print", "--layout", "report_sheet", "--out", str(out), user="maria")
    assert ran.code == 0, ran.err
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o077 == 0
    assert machine("handover", "print", "--out", str(out), user="maria").code == REFUSED


def broken_settings(folder: Path) -> None:
    (folder / "narvard.toml").write_text("språk =", "utf-8")


def no_store(folder: Path) -> None:
    (folder / "narvard.toml").write_text(f'data_folder = "{folder / "none"}"\n', "utf-8")


def no_server(folder: Path) -> None:
    (folder / "key").write_bytes(bytes(32))
    (folder / "narvard.toml").write_text(
        f'database_url = "postgresql+psycopg://nobody@127.0.0.1:1/none"\nkey_file = "{folder / "key"}"\n',
        "utf-8",
    )


@pytest.mark.parametrize("trouble", [broken_settings, no_store, no_server])
def test_that_what_cannot_be_used_is_said_in_a_sentence(
    bare: Machine, trouble: Callable[[Path], None]
) -> None:
    trouble(bare.folder)
    ran = bare("db", "check")
    assert ran.code == UNUSABLE
    assert ran.code != BUG
    assert ran.err.strip()
