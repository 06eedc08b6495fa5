"""This workstation's settings from TOML: the machine's file first, then the user's where that is harmless.

Ward-wide settings are kept in the store (`settings/`); window geometry is the window's own affair.
"""

from __future__ import annotations

import os
import socket
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import PlatformDirs

from ward_app.errors import StoreUnusable
from ward_app.i18n import LANGUAGES, _

DIRS = PlatformDirs("narvard", appauthor=False)
FILE = "narvard.toml"
OWN = frozenset({"language", "theme", "point_size", "printer"})
"""What a user's own file may say; everything else is the machine's to decide."""
LONGEST_NAME = 64
"""Letters of a workstation's name: it stands in every row of the log."""


@dataclass(frozen=True, slots=True)
class Config:
    """Where the store is and how this workstation behaves."""

    data_folder: Path = field(default_factory=lambda: Path(DIRS.user_data_dir))
    database_url: str | None = None
    """A PostgreSQL address without a password; None for the embedded store in `data_folder`."""
    key_file: Path | None = None
    """PostgreSQL only: the 32 bytes that the log is chained with, readable by the ward's users alone."""
    workstation: str = field(default_factory=socket.gethostname)
    language: str = "sv"
    theme: str = "light"
    point_size: int | None = None
    lock_minutes: int = 5
    printer: str | None = None
    card_library: Path | None = None
    """The PKCS#11 library of the card reader's program; None where nobody signs in with a card."""
    card_ca: Path | None = None
    """The authorities whose certificates count, as PEM: roots and those between."""
    card_crl: Path | None = None
    """Their lists of revoked certificates: a file, or a folder that IT keeps fresh."""

    @property
    def store_path(self) -> Path:
        return self.data_folder / "narvard.db"

    @property
    def drafts_folder(self) -> Path:
        return self.data_folder / "drafts"

    @property
    def backups_folder(self) -> Path:
        return self.data_folder / "backups"

    @property
    def is_embedded(self) -> bool:
        return self.database_url is None


def load(machine: Path | None = None, own: Path | None = None) -> Config:
    """The settings that count here. A file that cannot be understood is refused by name."""
    config = _merge(Config(), machine or machine_file(), only=None)
    return _merge(config, own or Path(DIRS.user_config_dir) / FILE, only=OWN)


def machine_file() -> Path:
    """NARVARD_CONFIG names another file, for a test installation beside the real one."""
    if named := os.environ.get("NARVARD_CONFIG"):
        return Path(named)
    return Path(DIRS.site_config_dir) / FILE


def practice(config: Config) -> Config:
    """The practice ward is a store of its own in a folder of its own, whatever the real one is."""
    folder = Path(DIRS.user_data_dir) / "practice"
    return replace(config, data_folder=folder, database_url=None, key_file=None)


def _merge(config: Config, file: Path, only: frozenset[str] | None) -> Config:
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return config
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StoreUnusable(
            _("The settings file {file} cannot be read: {why}. Ask IT to correct it.").format(
                file=file, why=error
            )
        ) from error
    known = {one.name for one in fields(Config)}
    if unknown := sorted(set(said) - known):
        raise _wrong(file, unknown[0])
    kept = {name: value for name, value in said.items() if only is None or name in only}
    return replace(config, **{name: _checked(file, name, value) for name, value in kept.items()})


def _checked(file: Path, name: str, value: Any) -> Any:
    numbers = ("point_size", "lock_minutes")
    if isinstance(value, bool) or not isinstance(value, int if name in numbers else str):
        raise _wrong(file, name)
    if name in ("data_folder", "key_file", "card_library", "card_ca", "card_crl"):
        return Path(str(value)).expanduser()
    good = {
        "language": value in LANGUAGES,
        "theme": value in ("light", "dark"),
        "workstation": len(str(value)) <= LONGEST_NAME and str(value).strip() == value != "",
        "lock_minutes": isinstance(value, int) and 1 <= value <= 10,
        "point_size": isinstance(value, int) and 9 <= value <= 14,
    }
    if not good.get(name, True):
        raise _wrong(file, name)
    return value


def _wrong(file: Path, name: str) -> StoreUnusable:
    return StoreUnusable(
        _("The setting {name} in {file} is unknown or has a value that cannot be used. Ask IT to correct it.")
        .format(name=name, file=file)
    )  # fmt: skip
