"""This workstation's settings file."""

from __future__ import annotations

from pathlib import Path

import pytest

from ward_app import config
from ward_app.errors import StoreUnusable


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_that_a_machine_without_a_file_uses_the_defaults(tmp_path: Path) -> None:
    loaded = config.load(tmp_path / "none.toml", tmp_path / "none2.toml")
    assert loaded.is_embedded
    assert (loaded.language, loaded.lock_minutes) == ("sv", 5)


def test_that_a_user_overrides_only_what_is_harmless(tmp_path: Path) -> None:
    machine = write(tmp_path, "machine.toml", 'workstation = "ws7"\nlanguage = "sv"\nlock_minutes = 3\n')
    own = write(tmp_path, "own.toml", 'language = "en"\ntheme = "dark"\nlock_minutes = 10\n')
    loaded = config.load(machine, own)
    assert (loaded.workstation, loaded.language, loaded.theme) == ("ws7", "en", "dark")
    assert loaded.lock_minutes == 3


@pytest.mark.parametrize(
    "text",
    [
        "språk = 'sv'", "language = 'fi'", "lock_minutes = 0", "lock_minutes = 99", "lock_minutes = true",
        "point_size = '10'", "theme = 'pink'", "data_folder = 7", "this is not TOML", "\x00",
        "workstation = ''", "workstation = ' '", f"workstation = '{'w' * 65}'",
    ],
)  # fmt: skip
def test_that_a_faulty_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    machine = write(tmp_path, "machine.toml", text)
    with pytest.raises(StoreUnusable, match=r"machine\.toml"):
        config.load(machine, tmp_path / "none.toml")


def test_that_the_practice_ward_never_shares_a_folder_with_the_real_one(tmp_path: Path) -> None:
    real = config.load(
        write(tmp_path, "m.toml", 'database_url = "postgresql+psycopg://server/ward"'), tmp_path / "no"
    )
    other = config.practice(real)
    assert other.is_embedded
    assert other.store_path != real.store_path
