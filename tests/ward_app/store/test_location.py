"""Places for the store: a disk of this machine that nothing else copies or locks for us."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from ward_app.errors import StoreUnusable
from ward_app.store import location
from ward_app.store.location import Room

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
//server/ward /mnt/h\\303\\244r cifs rw 0 0
//server/ward /mnt/with\\040space cifs rw 0 0
server:/ward /mnt/nfs nfs4 rw 0 0
/dev/sdb1 /mnt/nfs/local ext4 rw 0 0
anna@server: /home/anna/server fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
C: /mnt/c 9p rw,aname=drvfs;path=C:\\134 0 0
root /srv 9p rw,trans=fd 0 0
/dev/sdc1 /media/disk fuseblk rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdd1 /over ext4 rw 0 0
server:/over /over nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/home/anna/ward.db", False), ("/tmp/ward.db", False), ("/media/disk/ward.db", False),
        ("/srv/ward.db", False), ("/mnt/nfs/ward.db", True), ("/mnt/nfs/a/b/ward.db", True),
        ("/mnt/nfs/local/ward.db", False), ("/mnt/nfsx/ward.db", False), ("/mnt/with space/ward.db", True),
        ("/home/anna/server/ward.db", True), ("/run/user/1000/gvfs/x/ward.db", True),
        ("/mnt/c/ward.db", True), ("/over/ward.db", True),
    ],
)  # fmt: skip
def test_that_a_mounted_network_drive_is_known_as_one(path: str, network: bool) -> None:
    assert location.is_network_mount(Path(path), MOUNTS) is network


@pytest.mark.parametrize("path", [r"\\server\ward\ward.db", "//server/ward/ward.db"])
def test_that_a_path_to_another_machine_is_refused(path: str) -> None:
    with pytest.raises(StoreUnusable, match=r"network drive.*PostgreSQL"):
        location.refuse_unsafe(Path(path))


def test_that_a_link_to_a_network_drive_is_followed(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    mounts = f"/dev/sda1 / ext4 rw 0 0\nserver:/x {tmp_path}/far nfs rw 0 0\n"
    assert location.is_network_mount(tmp_path / "near" / "ward.db", mounts)


FOLDERS = {
    "OneDrive": "OneDrive", "OneDrive - Östhammars kommun": "OneDrive", "Dropbox": "Dropbox",
    "Dropbox (Region Uppsala)": "Dropbox", "Google Drive": "Google Drive",
    "GoogleDrive-anna@ward.test": "Google Drive", "Min enhet": "Google Drive", "My Drive": "Google Drive",
    "iCloudDrive": "iCloud", "Mobile Documents": "iCloud",
    "Nextcloud": "Nextcloud", "nextcloud2": "Nextcloud", "Box Sync": "Box",
}  # fmt: skip


@pytest.mark.parametrize("name", FOLDERS)
def test_that_a_synchronised_folder_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name / "ward").mkdir(parents=True)
    with pytest.raises(StoreUnusable, match=f"synchronised by {FOLDERS[name]}"):
        location.refuse_unsafe(tmp_path / name / "ward" / "ward.db")


MARKS = {
    ".dropbox.cache": "Dropbox", ".tmp.driveupload": "Google Drive", ".sync_0a1b2c.db": "Nextcloud",
    ".owncloudsync.log": "Nextcloud", ".stfolder": "Syncthing",
}  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_that_a_synchronised_folder_is_known_by_what_lies_in_it(tmp_path: Path, mark: str) -> None:
    (tmp_path / "files" / "ward").mkdir(parents=True)
    (tmp_path / "files" / mark).touch()
    assert location.synchronised_by(tmp_path / "files" / "ward" / "ward.db", {}) == MARKS[mark]


def test_that_a_synchronised_folder_is_known_by_the_settings_of_its_program(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    assert location.synchronised_by(files / "ward.db", {"OneDriveCommercial": str(files)}) == "OneDrive"
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps({"personal": {"path": str(files)}}))
    assert location.synchronised_by(files / "ward.db", {"HOME": str(tmp_path)}) == "Dropbox"
    (tmp_path / ".dropbox" / "info.json").write_text("[]")
    assert location.synchronised_by(files / "ward.db", {"HOME": str(tmp_path)}) is None


@pytest.mark.parametrize("name", ["ward", "dropboxes", "min enhet 3", "boxes", "one drive", "Nextclouds"])
def test_that_an_ordinary_folder_is_taken(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    location.refuse_unsafe(tmp_path / name / "ward.db")
    assert list((tmp_path / name).iterdir()) == []


def test_that_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="does not exist"):
        location.refuse_unsafe(tmp_path / "none" / "ward.db")


Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("free", "room"),
    [
        (3 * 1024**3, Room.AMPLE), (2 * 1024**3, Room.AMPLE), (2 * 1024**3 - 1, Room.LOW),
        (512 * 1024**2, Room.LOW), (512 * 1024**2 - 1, Room.CRITICAL), (0, Room.CRITICAL),
    ],
)  # fmt: skip
def test_that_a_disk_that_fills_up_is_noticed_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, room: Room
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 10**12 - free, free))
    assert location.room(tmp_path / "ward.db") is room
