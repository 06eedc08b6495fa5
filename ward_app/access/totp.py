"""Codes from a phone: RFC 6238, as every authenticator makes them. Six digits, thirty seconds, SHA-1."""

from __future__ import annotations

import base64
import hmac
import os
from datetime import datetime, timedelta
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from ward_app.errors import SignInFailed
from ward_app.i18n import _, ngettext

STEP_SECONDS = 30
DIGITS = 6
DRIFT = 1
"""Steps by which the clocks of phone and computer may differ, either way."""
FAR = 40
"""Steps within which a code still tells that a clock is wrong: twenty minutes. It lets nobody in."""
SECRET_BYTES = 20
ISSUER = "Närvård"


def new_secret() -> bytes:
    return os.urandom(SECRET_BYTES)


def step_of(at: datetime) -> int:
    """How many whole steps have passed since 1970."""
    return int(at.timestamp()) // STEP_SECONDS


def code_of(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of one step. RFC 6238 is RFC 4226 with time as the counter."""
    return HOTP(secret, digits, SHA1(), enforce_key_length=False).generate(step).decode()


def plain(typed: str) -> str:
    """Digits only: people type `123 456`."""
    return "".join(letter for letter in typed if letter.isdigit())


def taken_step(secret: bytes, typed: str, at: datetime, last: int) -> int:
    """The step whose code this is; SignInFailed, with the reason, when it does not count now.

    `last` is the step of the last code that counted: no code counts twice, nor one from before it.
    """
    code, now = plain(typed), step_of(at)
    near = _found(secret, code, now, range(DRIFT + 1))
    if near is None:
        raise SignInFailed(_why_not(_found(secret, code, now, range(DRIFT + 1, FAR + 1)), now))
    if near <= last:
        raise SignInFailed(_("This code has been used. Wait until the phone shows the next one."))
    return near


def in_groups(secret: bytes) -> str:
    """`ABCD EFGH …`, to type into a phone whose camera cannot be used."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address(secret: bytes, login: str) -> str:
    """What the QR code says to the phone."""
    label = f"{quote(ISSUER)}:{quote(login)}"
    return f"otpauth://totp/{label}?secret={base64.b32encode(secret).decode()}&issuer={quote(ISSUER)}"


def _found(secret: bytes, code: str, now: int, away: range) -> int | None:
    """The newest step at one of these distances that has this code. Looks at all, to take equal time."""
    steps = sorted({now + sign * distance for distance in away for sign in (1, -1)})
    hits = [step for step in steps if hmac.compare_digest(code_of(secret, step).encode(), code.encode())]
    return hits[-1] if hits else None


def _why_not(step: int | None, now: int) -> str:
    if step is None:
        return _("The code is wrong. Type the one that the phone shows now.")
    minutes = max(1, round(timedelta(seconds=abs(step - now) * STEP_SECONDS) / timedelta(minutes=1)))
    sentence = ngettext(
        "The clock of the phone or the computer is wrong by about {n} minute. Set it, then type a new code.",
        "The clock of the phone or the computer is wrong by about {n} minutes. Set it, then type a new code.",
        minutes,
    )
    return sentence.format(n=minutes)
