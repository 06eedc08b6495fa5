#!/usr/bin/env python3
"""Everything from a fresh Debian or Ubuntu machine with python3 and git to a running program, in one command.

    python3 dev.py run      start the program on the practice ward; without a display, picture every screen
    python3 dev.py test     run every test, also against a real PostgreSQL; further words go to pytest
    python3 dev.py check    format, lint, types, architecture
    python3 dev.py texts    bring the catalogues of texts up to date with the code
    python3 dev.py bench    measure; further words go to the benchmark
    python3 dev.py setup    only install what the others need

Each command first installs what is missing: system libraries (by apt-get, as root or through sudo) and a
virtual environment with the pinned packages. The second time nothing is missing and it starts at once.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "made-from"
PROGRAM, TOOLS = "requirements.txt", "requirements-dev.txt"
ALL_TESTS = ("-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile")
"""As many files at once as there are processors: each has a server, stores and displays of its own."""

# Libraries that Qt expects of the system and programs that the tests use, each with its Debian package
QT = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libcups.so.2": "libcups2",
}
TESTS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "strace": "strace",
    "initdb": "postgresql",
    "softhsm2-util": "softhsm2",
}


def run(words: list[str]) -> int:
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        prepare(QT | WINDOW, PROGRAM)
        return python("-m", "ui", "--practice", *words)
    prepare(QT, PROGRAM)
    say("No display here, so no window: each screen and the handover are pictured in the folder tour/.")
    return offscreen("-m", "ui.tour", "--out", "tour", *words)


def test(words: list[str]) -> int:
    setup([])
    return offscreen("-m", "pytest", *(words or ALL_TESTS))


def check(_words: list[str]) -> int:
    prepare(QT, PROGRAM, TOOLS)
    steps = ("ruff format --check .", "ruff check .", "mypy", "pytest -q tests/test_architecture.py")
    return max(offscreen("-m", *step.split()) for step in steps)


def texts(words: list[str]) -> int:
    prepare({}, PROGRAM)
    return python("packaging/texts.py", *words)


def bench(words: list[str]) -> int:
    setup([])
    return offscreen("-m", "tests.benchmarks", *words)


def setup(_words: list[str]) -> int:
    prepare(QT | WINDOW | TESTS, PROGRAM, TOOLS)
    return 0


def prepare(needed: dict[str, str], *locks: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 this file may be run by any Python
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if sys.platform == "linux":
        install({package for name, package in needed.items() if not has(name)} | missing_venv())
        if absent := [name for name in needed if not has(name)]:
            sys.exit(f"Still missing after the installation: {', '.join(absent)}")
    make_environment(locks)
    if python("packaging/texts.py", "compile"):
        sys.exit("The catalogues of texts could not be compiled.")


def say(*words: str) -> None:
    """Before what the programs we call will print."""
    print(*words, flush=True)


def has(name: str) -> bool:
    """Whether the loader finds this library, or this program lies where programs and servers do."""
    if ".so." not in name:
        return bool(shutil.which(name) or list(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")))
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_venv() -> set[str]:
    """Debian splits off what fills a new environment with pip; a pip of the system's own does as well."""
    if importable("ensurepip") or importable("pip") or PYTHON.exists():
        return set()
    return {f"python3.{sys.version_info.minor}-venv"}


def importable(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def install(packages: set[str]) -> None:
    """Install Debian packages, or say exactly what to type and stop."""
    if not packages:
        return
    apt = ["apt-get", "install", "-y", "--no-install-recommends", *sorted(packages)]
    rights = [] if os.getuid() == 0 else ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    by_hand = f"Please run this, then try again:\n\n    sudo apt-get update && sudo {' '.join(apt)}\n"
    if not shutil.which("apt-get") or (rights and not shutil.which("sudo")):
        sys.exit(f"System packages are missing, here under Debian's names. {by_hand}")
    say("Installing system packages:", *sorted(packages))
    quiet = [*rights, "env", "DEBIAN_FRONTEND=noninteractive"]
    subprocess.call(
        [*quiet, "apt-get", "update", "-q"]
    )  # a source that fails may not be the one that is needed
    if subprocess.call([*quiet, *apt]):
        sys.exit(f"The system packages could not be installed.\n{by_hand}")


def make_environment(locks: tuple[str, ...]) -> None:
    """Fill .venv with exactly what the lock files name. Made anew when they, or the Python, have changed."""
    source = hashlib.sha256(f"{sys.base_prefix} {sys.version_info[:2]}".encode())
    for lock in (PROGRAM, TOOLS):
        source.update((ROOT / lock).read_bytes())
    made = STAMP.read_text().split() if STAMP.exists() and PYTHON.exists() else []
    if made[:1] != [source.hexdigest()]:
        shutil.rmtree(VENV, ignore_errors=True)
        without_pip = [] if importable("ensurepip") else ["--without-pip"]
        subprocess.run([sys.executable, "-m", "venv", *without_pip, str(VENV)], check=True)
        made = [source.hexdigest()]
    for lock in locks:
        if lock not in made:
            pip = [str(PYTHON), "-m", "pip"]
            if subprocess.call([*pip, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
                pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
            say("Installing what", lock, "names into", VENV.name)
            options = ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
            subprocess.run([*pip, "install", "-q", *options, "-r", str(ROOT / lock)], check=True)
            made.append(lock)
            STAMP.write_text("\n".join(made))


def python(*words: str) -> int:
    """Run the environment's Python at the top of the checkout."""
    return subprocess.call([str(PYTHON), *words], cwd=ROOT)


def offscreen(*words: str) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return python(*words)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "texts": texts,
    "bench": bench,
    "setup": setup,
}

if __name__ == "__main__":
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        sys.exit(__doc__)
    try:
        sys.exit(command(sys.argv[2:]))
    except subprocess.CalledProcessError as failed:
        sys.exit(f"This did not succeed: {' '.join(failed.cmd)}")
    except KeyboardInterrupt:
        sys.exit(130)
