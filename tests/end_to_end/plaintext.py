"""Looking through everything the program left on the disk for words that nobody else may read."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path


def found_in(folder: Path, secrets: list[str]) -> list[str]:
    """Which secret lies readable in which file."""
    forms = {form: secret for secret in secrets for form in _forms(secret)}
    return [
        f"{secret!r} in {file.relative_to(folder)}"
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink()
        for content in [str(file).encode() + file.read_bytes()]
        for form, secret in forms.items()
        if form in content
    ]


def _forms(secret: str) -> Iterator[bytes]:
    """As it may be written: as text of one or two bytes a letter, escaped, or wrapped for the mail."""
    for text in _spellings(secret):
        yield text.encode("utf-8")
        yield text.encode("utf-16-le")
        yield text.encode("ascii", "backslashreplace")
        for shift in range(3):
            wrapped = base64.b64encode(b"x" * shift + text.encode("utf-8"))
            yield wrapped[4 if shift else 0 : -4]


def _spellings(secret: str) -> set[str]:
    if not secret.isdigit():
        return {secret, secret.casefold(), secret.upper()}
    short, last = secret[2:8], secret[8:]
    return {short + last, f"{short}-{last}", f"{secret[:8]}-{last}"}
