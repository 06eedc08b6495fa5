"""The set-up, short of really installing: what it notices, what it asks for, what it leaves alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dev
from tests.architecture import Source


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The programs that would have been run; each succeeds."""
    made: list[list[str]] = []

    def run(command: list[str], **_: Any) -> int:
        made.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", run)
    monkeypatch.setattr(subprocess, "run", run)
    return made


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (dev.PROGRAM, dev.TOOLS):
        (tmp_path / name).write_text("one")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    for name, path in {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "PYTHON": python}.items():
        monkeypatch.setattr(dev, name, path)
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "made-from")
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    return tmp_path


def installed(calls: list[list[str]]) -> list[str]:
    return [Path(call[-1]).name for call in calls if "install" in call]


def test_that_it_needs_nothing_but_the_standard_library() -> None:
    imports = Source("dev.py", Path(dev.__file__).read_text(encoding="utf-8")).imports
    assert {name.partition(".")[0] for _, name in imports} <= sys.stdlib_module_names


def test_that_it_knows_what_the_system_has() -> None:
    assert dev.has("libc.so.6") and dev.has("sh")
    assert not dev.has("libno-such-thing.so.1") and not dev.has("no-such-program")


def test_that_without_the_right_to_install_it_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, calls: list[list[str]]
) -> None:
    monkeypatch.setattr("os.getuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    with pytest.raises(SystemExit) as stop:
        dev.install({"libgl1", "libegl1"})
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1" in str(stop.value)
    assert calls == []


def test_that_nothing_missing_means_nothing_done(calls: list[list[str]]) -> None:
    dev.install(set())
    assert calls == []


def test_that_a_library_still_missing_after_the_installation_stops(
    monkeypatch: pytest.MonkeyPatch, calls: list[list[str]]
) -> None:
    monkeypatch.setattr("os.getuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit, match=r"libno-such-thing\.so\.1"):
        dev.prepare({"libno-such-thing.so.1": "libno-such-thing1"}, dev.PROGRAM)
    assert calls[-1][-1] == "libno-such-thing1"


def test_that_the_environment_is_made_once_and_again_when_a_lock_file_changes(
    checkout: Path, calls: list[list[str]]
) -> None:
    dev.make_environment((dev.PROGRAM,))
    assert installed(calls) == [dev.PROGRAM]
    dev.make_environment((dev.PROGRAM, dev.TOOLS))
    assert installed(calls) == [dev.PROGRAM, dev.TOOLS]
    calls.clear()
    dev.make_environment((dev.PROGRAM, dev.TOOLS))
    assert calls == []
    (checkout / dev.TOOLS).write_text("two")
    dev.make_environment((dev.PROGRAM,))
    assert [sys.executable, "-m", "venv"] == calls[0][:3]
    assert installed(calls) == [dev.PROGRAM]


def test_that_only_hashed_wheels_are_installed(checkout: Path, calls: list[list[str]]) -> None:
    dev.make_environment((dev.PROGRAM,))
    install = next(call for call in calls if "install" in call)
    assert "--require-hashes" in install and install[install.index("--only-binary") + 1] == ":all:"


def test_that_without_a_display_the_screens_are_pictured(
    monkeypatch: pytest.MonkeyPatch, calls: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "prepare", lambda *_: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert dev.run([]) == 0
    assert calls == [[str(dev.PYTHON), "-m", "ui.tour", "--out", "tour"]]
    assert "No display" in capsys.readouterr().out
    monkeypatch.setenv("DISPLAY", ":1")
    dev.run([])
    assert calls[-1][1:] == ["-m", "ui", "--practice"]
