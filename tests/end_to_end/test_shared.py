"""A ward on PostgreSQL, set up and kept by the commands that the README names, as two roles of the server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests import postgres
from tests.end_to_end.house import ROOT

OWNER, WORKSTATION, DATABASE = "narvard_owner", "narvard_ws", "narvard_readme"
WARD = (
    "--login", "kim.ros", "--given-name", "Kim", "--family-name", "Ros", "--unit", "Närvårdsenheten",
    "--region", "Region Uppsala", "--municipality", "Östhammars kommun", "--app-role", WORKSTATION,
)  # fmt: skip
NURSE = ("--login", "maria.falk", "--given-name", "Maria", "--family-name", "Falk", "--role", "nurse")


@dataclass
class Machine:
    """One that IT looks after the ward from, or a workstation: by the role it signs in to the server with."""

    folder: Path
    role: str

    def __call__(self, *words: str) -> str:
        """Run `ward-app` with these words; what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "ward_app", "--config", str(self.folder / f"{self.role}.toml"),
             "--user", "kim.ros", "--password-file", str(self.folder / "password"), *words],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def machines(server: postgres.Server, tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    (tmp_path / "password").write_text("en röd stuga vid sjön\n", "utf-8")
    for role in (OWNER, WORKSTATION):
        server.run(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        lines = {
            "database_url": server.url(DATABASE, role),
            "key_file": tmp_path / "key",
            "workstation": role.replace("_", "-"),
        }
        text = "".join(f'{name} = "{value}"\n' for name, value in lines.items())
        (tmp_path / f"{role}.toml").write_text(text, "utf-8")
    server.run(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            sql.Identifier(DATABASE), sql.Identifier(OWNER)
        )
    )
    yield Machine(tmp_path, OWNER), Machine(tmp_path, WORKSTATION)
    server.drop(DATABASE)
    for role in (WORKSTATION, OWNER):
        server.run(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def test_that_a_shared_ward_is_set_up_and_kept_as_the_readme_says(
    machines: tuple[Machine, Machine], server: postgres.Server, tmp_path: Path
) -> None:
    it, workstation = machines
    it("init", *WARD)
    workstation("user", "add", *NURSE, "--new-password-file", str(tmp_path / "password"))
    workstation("db", "check")
    backup = workstation("db", "backup", "--to", str(tmp_path / "backups")).strip()
    workstation("db", "verify", backup)
    it("db", "upgrade", "--backup-to", str(tmp_path / "backups"), "--app-role", WORKSTATION)
    workstation("audit", "verify")
    with (
        psycopg.connect(server.url(DATABASE, WORKSTATION), autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("DELETE FROM audit_log")
