"""Where the embedded store may lie: on a disk of this machine that nothing else copies or locks for us.

On a network share the locks lie and two writers destroy the file; a synchronising program copies the file
while it is being written.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from enum import StrEnum, auto
from pathlib import Path

from ward_app.errors import StoreUnusable
from ward_app.i18n import _

NETWORK_KINDS = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "beegfs", "ocfs2",
    "gfs2", "davfs", "drvfs",
})  # fmt: skip
LOCAL_FUSE = frozenset({"fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.bindfs"})

_CLOUD_NAMES = {
    "OneDrive": re.compile(r"onedrive( - .+)?", re.IGNORECASE),
    "Dropbox": re.compile(r"dropbox( \(.+\))?", re.IGNORECASE),
    "Google Drive": re.compile(r"google ?drive( \(.+\))?|googledrive-.+|my drive|min enhet", re.IGNORECASE),
    "iCloud": re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs", re.IGNORECASE),
    "Nextcloud": re.compile(r"(nextcloud|owncloud)\d*", re.IGNORECASE),
    "Box": re.compile(r"Box|Box Sync"),
}
_CLOUD_MARKS = {
    "Dropbox": (".dropbox.cache",),
    "Google Drive": (".tmp.drivedownload", ".tmp.driveupload"),
    "Nextcloud": (".sync_*.db", "._sync_*.db", ".nextcloudsync.log", ".owncloudsync.log"),
    "Syncthing": (".stfolder",),
}
_CLOUD_VARIABLES = {"OneDrive": ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")}

_GB = 1024**3
_REMOTE_DRIVE = 4


class Room(StrEnum):
    """How much is left on the disk: amber below 2 GB, red below 500 MB."""

    AMPLE = auto()
    LOW = auto()
    CRITICAL = auto()


def room(path: Path) -> Room:
    free = shutil.disk_usage(path.parent).free
    if free < 0.5 * _GB:
        return Room.CRITICAL
    return Room.LOW if free < 2 * _GB else Room.AMPLE


def refuse_unsafe(path: Path) -> None:
    """Raise StoreUnusable, with what to do, unless a store at this path is safe."""
    if is_network(path):
        raise StoreUnusable(
            _(
                "The database cannot lie on a network drive: {folder}. Choose a folder on this computer,"
                " or use PostgreSQL when several workstations share the ward."
            ).format(folder=path.parent)
        )
    if service := synchronised_by(path):
        raise StoreUnusable(
            _(
                "The folder {folder} is synchronised by {service}, which would damage the database."
                " Choose a folder that is not synchronised."
            ).format(folder=path.parent, service=service)
        )
    if not path.parent.is_dir():
        raise StoreUnusable(
            _("The folder {folder} does not exist. Create it, or choose another.").format(folder=path.parent)
        )
    if not _is_writable(path):
        raise StoreUnusable(
            _(
                "The folder {folder} is read-only. Ask IT for the right to write there, or choose another."
            ).format(folder=path.parent)
        )


def is_network(path: Path) -> bool:
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return _drive_kind(path.absolute().anchor) == _REMOTE_DRIVE
    mounts = Path("/proc/mounts")
    return mounts.exists() and is_network_mount(path, mounts.read_text(encoding="utf-8", errors="replace"))


def is_network_mount(path: Path, mounts: str) -> bool:
    """`mounts` is a table as in /proc/mounts: the longest mount point above decides, the last if equal."""
    real = path.resolve()
    point, kind, options = Path("/"), "", ""
    for line in mounts.splitlines():
        _source, where, what, how = line.split()[:4]
        there = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), where))
        if real.is_relative_to(there) and len(there.parts) >= len(point.parts):
            point, kind, options = there, what, how
    if kind.startswith("fuse.") and kind not in LOCAL_FUSE:
        return True
    return kind in NETWORK_KINDS or (kind == "9p" and "drvfs" in options)


def synchronised_by(path: Path, environment: Mapping[str, str] | None = None) -> str | None:
    """The service that copies this folder elsewhere, or None."""
    environment = os.environ if environment is None else environment
    folders = {*path.absolute().parents, *path.resolve().parents}
    for service, variables in _CLOUD_VARIABLES.items():
        if any(value and Path(value) in folders for name in variables if (value := environment.get(name))):
            return service
    for service, name in _CLOUD_NAMES.items():
        if any(name.fullmatch(folder.name) for folder in folders):
            return service
    for service, marks in _CLOUD_MARKS.items():
        if any(next(folder.glob(mark), None) for folder in folders for mark in marks):
            return service
    return "Dropbox" if folders & set(_dropbox_folders(environment)) else None


def _dropbox_folders(environment: Mapping[str, str]) -> list[Path]:
    """Dropbox keeps the place of its folders in a file, whatever they are called."""
    homes = [environment.get("HOME"), environment.get("APPDATA"), environment.get("LOCALAPPDATA")]
    notes = [Path(home) / name / "info.json" for home in homes if home for name in (".dropbox", "Dropbox")]
    found: list[Path] = []
    for note in notes:
        try:
            accounts = json.loads(note.read_text(encoding="utf-8"))
            found += [Path(account["path"]) for account in accounts.values()]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return found


def _is_writable(path: Path) -> bool:
    if path.exists() and not os.access(path, os.W_OK):
        return False
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            return True
    except OSError:
        return False


if sys.platform == "win32":
    import ctypes

    def _drive_kind(anchor: str) -> int:
        return int(ctypes.windll.kernel32.GetDriveTypeW(anchor))
