"""Asking for passwords: at the terminal, or from a file that the caller protects."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from ward_app.errors import Refused
from ward_app.i18n import _


def ask(prompt: str, file: Path | None) -> str:
    """A secret from `file` (`-` is standard input, one line), else typed unseen at the terminal."""
    if file is not None:
        return _from_file(file)
    if not sys.stdin.isatty():
        raise Refused(_("There is no terminal to ask for a password. Name a file with --password-file."))
    return getpass.getpass(prompt)


def choose(prompt: str, again: str, file: Path | None) -> str:
    """A new secret, typed twice where it is typed."""
    first = ask(prompt, file)
    if file is None and ask(again, None) != first:
        raise Refused(_("The two were not the same. Nothing was changed."))
    return first


def ask_code(prompt: str, file: Path | None) -> str:
    """A code from the phone, which counts for a minute: the next line of standard input, or typed."""
    if file is not None and str(file) == "-":
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise Refused(_("There is no terminal to ask for the code from the phone."))
    return getpass.getpass(prompt)


def _from_file(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.readline().rstrip("\n")
    try:
        return file.read_text("utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(_("The file {file} cannot be read.").format(file=file)) from error
