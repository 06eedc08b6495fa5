"""The power goes while drafts are written: whatever the disk had not been told to keep is gone.

A file's content is certain once it was synced, a name in a folder once the folder was. What is not certain
may be there or not; here it never is for contents, and both ways are tried for names.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ward_app.drafts.journal import DamagedDraft, Journal

KEY = bytes(range(32))
TEXTS = ["", "första ordet", "första ordet och ett till", "allt är skrivet " * 500]


class Disk:
    """Watches one folder and knows at every step what would be left of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.contents: dict[int, bytes] = {}
        self.names: dict[str, int] = {}
        self.cuts: list[tuple[int, dict[str, bytes]]] = []
        self.acknowledged = 0

    def synced(self, descriptor: int) -> None:
        state = os.fstat(descriptor)
        if stat.S_ISDIR(state.st_mode):
            self.names = self._names_now()
        else:
            self.contents[state.st_ino] = Path(f"/proc/self/fd/{descriptor}").read_bytes()

    def look(self) -> None:
        """Note what a cut at this moment could leave."""
        for names in (self.names, self._names_now()):
            left = {name: self.contents.get(inode, b"") for name, inode in names.items()}
            self.cuts.append((self.acknowledged, left))

    def _names_now(self) -> dict[str, int]:
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {str(path.relative_to(self.root)): path.stat().st_ino for path in found}


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    root = tmp_path / "disk"
    root.mkdir()
    disk = Disk(root)
    really: dict[str, Callable[..., object]] = {"fsync": os.fsync, "replace": Path.replace}

    def fsync(descriptor: int) -> None:
        disk.look()
        disk.synced(descriptor)
        disk.look()

    def replace(path: Path, target: Path) -> object:
        disk.look()
        moved = really["replace"](path, target)
        disk.look()
        return moved

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        patched.setattr(Path, "replace", replace)
        yield disk


def write_all(disk: Disk) -> None:
    journal = Journal(disk.root / "drafts", KEY)
    for text in TEXTS[1:]:
        journal.keep("note", "7/new", {"text": text})
        disk.acknowledged += 1
        disk.look()


def found_after(cut: dict[str, bytes], place: Path) -> str:
    """What the next program finds: the draft's text, or none; a damaged file fails the test."""
    for name, content in cut.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    draft = Journal(place / "drafts", KEY).find("note", "7/new")
    return draft.values["text"] if draft else ""


def test_that_a_power_cut_leaves_the_draft_before_or_the_new_one(disk: Disk, tmp_path: Path) -> None:
    write_all(disk)
    assert len(disk.cuts) > 20
    for number, (acknowledged, cut) in enumerate(tuple(disk.cuts)):
        text = found_after(cut, tmp_path / f"cut-{number}")
        assert TEXTS.index(text) >= acknowledged


def test_that_without_syncing_drafts_would_be_lost(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "synced", lambda _descriptor: None)
    write_all(disk)
    lost = 0
    for number, (acknowledged, cut) in enumerate(tuple(disk.cuts)):
        try:
            lost += TEXTS.index(found_after(cut, tmp_path / f"cut-{number}")) < acknowledged
        except DamagedDraft:
            lost += 1
    assert lost > 0
