"""Drafts on disk: found again by their owner only, whole after every fault."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ward_app.clock import FrozenClock
from ward_app.drafts.journal import DamagedDraft, Journal
from ward_app.store import durable

KEY, OTHER_KEY = bytes(range(32)), bytes(reversed(range(32)))
MORNING = datetime(2026, 11, 21, 7, 41, 58, tzinfo=UTC)

HOSTILE = [
    "", " \t\n ", "å" * 100_000, "שלום \u202ealp", "👩🏽‍⚕️🫀", "<b>&amp;</b><img src=x>", "\x00\x07\x1b[31m",
    "\ud800 lone", "'; DROP TABLE note; --", '{"a": "\\u0000"}', "\u2028\u2029\ufeff",
]  # fmt: skip


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(MORNING)


@pytest.fixture
def journal(tmp_path: Path, clock: FrozenClock) -> Journal:
    return Journal(tmp_path / "drafts", KEY, clock)


def test_that_a_draft_comes_back_to_the_next_program_that_holds_the_key(
    journal: Journal, tmp_path: Path
) -> None:
    assert journal.keep("note", "7/new", {"situation": "NEWS2 7, trött men orienterad"}) == MORNING
    found = Journal(tmp_path / "drafts", KEY).find("note", "7/new")
    assert found is not None
    assert found.values == {"situation": "NEWS2 7, trött men orienterad"}
    assert (found.form, found.subject, found.kept_at) == ("note", "7/new", MORNING)


def test_that_the_last_kept_text_is_the_one_that_is_found(journal: Journal) -> None:
    journal.keep("note", "7/new", {"text": "a" * 5000})
    journal.keep("note", "7/new", {"text": "b"})
    found = journal.find("note", "7/new")
    assert found is not None
    assert found.values == {"text": "b"}


def test_that_no_text_is_lost_or_changed(journal: Journal) -> None:
    values = {str(number): text for number, text in enumerate(HOSTILE)}
    journal.keep("note", "7/new", values)
    found = journal.find("note", "7/new")
    assert found is not None
    assert found.values == values


def test_that_forms_and_subjects_do_not_mix(journal: Journal) -> None:
    journal.keep("note", "7/new", {"text": "about 7"})
    assert journal.find("note", "8/new") is None
    assert journal.find("task", "7/new") is None
    assert journal.find("note\x007", "new") is None


def test_that_nobody_else_finds_or_opens_a_draft(journal: Journal, tmp_path: Path) -> None:
    journal.keep("note", "7/new", {"text": "mine"})
    theirs = Journal(tmp_path / "drafts", OTHER_KEY)
    assert theirs.find("note", "7/new") is None
    assert theirs.all() == []
    [stolen] = journal.folder.iterdir()
    theirs.keep("note", "7/new", {"text": "theirs"})
    [place] = theirs.folder.iterdir()
    place.write_bytes(stolen.read_bytes())
    with pytest.raises(DamagedDraft):
        theirs.find("note", "7/new")


def test_that_a_draft_moved_to_another_patients_name_stays_shut(journal: Journal) -> None:
    journal.keep("note", "7/new", {"text": "about 7"})
    [seven] = journal.folder.iterdir()
    journal.keep("note", "8/new", {"text": "about 8"})
    [eight] = set(journal.folder.iterdir()) - {seven}
    seven.replace(eight)
    with pytest.raises(DamagedDraft):
        journal.find("note", "8/new")


def test_that_neither_names_nor_contents_of_files_show_anything(journal: Journal, tmp_path: Path) -> None:
    journal.keep("note", "194601136098/new", {"text": "Öberg har feber"})
    written = b"".join(
        str(path).encode() + (path.read_bytes() if path.is_file() else b"")
        for path in tmp_path.rglob("*")
        if path != tmp_path
    ).replace(str(tmp_path).encode(), b"")
    for secret in (b"194601136098", "Öberg".encode(), b"feber", b"note", b"text"):
        assert secret not in written


def test_that_only_the_owner_of_the_files_may_read_them(journal: Journal) -> None:
    journal.keep("note", "7/new", {"text": "x"})
    [path] = journal.folder.iterdir()
    assert path.stat().st_mode & 0o077 == 0
    assert journal.folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", [b"", b"NVDRAFT1", b"NVDRAFT1" + bytes(40), b"something else", None])
def test_that_a_damaged_draft_is_said_once_and_kept_aside(journal: Journal, damage: bytes | None) -> None:
    journal.keep("note", "7/new", {"text": "x" * 200})
    [path] = journal.folder.iterdir()
    before = path.read_bytes()
    path.write_bytes(before[:-9] if damage is None else damage)
    assert journal.all() == []
    with pytest.raises(DamagedDraft):
        journal.find("note", "7/new")
    assert journal.find("note", "7/new") is None
    assert [kept.suffix for kept in journal.folder.iterdir()] == [".damaged"]
    journal.keep("note", "7/new", {"text": "typed again"})
    found = journal.find("note", "7/new")
    assert found is not None
    assert found.values == {"text": "typed again"}


def test_that_all_drafts_are_listed_newest_first(journal: Journal, clock: FrozenClock) -> None:
    for subject in ("1/new", "2/new", "3/new"):
        journal.keep("note", subject, {"text": subject})
        clock.advance(timedelta(minutes=1))
    assert [draft.subject for draft in journal.all()] == ["3/new", "2/new", "1/new"]


def test_that_a_dropped_draft_does_not_come_back(journal: Journal) -> None:
    journal.keep("note", "7/new", {"text": "x"})
    journal.drop("note", "7/new")
    journal.drop("note", "7/new")
    assert journal.find("note", "7/new") is None
    assert list(journal.folder.iterdir()) == []


def test_that_a_full_disk_leaves_the_draft_before(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.keep("note", "7/new", {"text": "before"})

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            journal.keep("note", "7/new", {"text": "after"})
    found = journal.find("note", "7/new")
    assert found is not None
    assert found.values == {"text": "before"}
    journal.keep("note", "7/new", {"text": "room again"})
    again = journal.find("note", "7/new")
    assert again is not None
    assert again.values == {"text": "room again"}


def test_that_a_half_written_file_of_a_killed_program_is_no_draft(journal: Journal) -> None:
    journal.keep("note", "7/new", {"text": "whole"})
    [path] = journal.folder.iterdir()
    path.with_name(path.name + ".part").write_bytes(path.read_bytes()[:20])
    assert [draft.values for draft in journal.all()] == [{"text": "whole"}]
    journal.keep("note", "7/new", {"text": "next"})
    assert [draft.values for draft in journal.all()] == [{"text": "next"}]


def test_that_text_and_name_are_on_disk_before_keep_returns(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut drops what was not synced: the text must be, then the name in its folder."""
    journal.keep("note", "7/new", {"text": "a folder is there"})
    steps: list[str] = []

    def noting(step: str, really: Callable[..., object]) -> Callable[..., object]:
        def act(*args: object) -> object:
            steps.append(step)
            return really(*args)

        return act

    monkeypatch.setattr(os, "fsync", noting("text", os.fsync))
    monkeypatch.setattr(Path, "replace", noting("name", Path.replace))
    monkeypatch.setattr(durable, "sync_folder", noting("folder", durable.sync_folder))
    journal.keep("note", "7/new", {"text": "x"})
    assert steps[:3] == ["text", "name", "folder"]
