"""Passwords: Argon2id with the library's default cost; length rather than composition (ASVS 6.2)."""

from __future__ import annotations

import unicodedata

from ward_app.errors import Invalid
from ward_app.i18n import _

SHORTEST = 10
LONGEST = 128
_COMMON = frozenset({
    "1234567890", "0123456789", "password12", "password123", "lösenord12", "lösenord123", "qwertyuiop",
    "sommar2026", "vinter2026", "hemligt123", "välkommen1", "närvård123",
})  # fmt: skip


def digest(password: str) -> str:
    """What is stored. Takes about a third of a second of work on purpose: never inside a transaction."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password. An unknown user costs the same time as a known one."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    if stored is None:
        PasswordHasher().hash(_normal(password))
        return False
    try:
        return PasswordHasher().verify(stored, _normal(password))
    except VerificationError:
        return False


def is_outdated(stored: str) -> bool:
    from argon2 import PasswordHasher

    return PasswordHasher().check_needs_rehash(stored)


def require_good(password: str, login: str, field: str = "password") -> None:
    """Refuse what a colleague could guess."""
    if len(password) < SHORTEST:
        raise Invalid(
            field, _("Use at least {n} characters. A few words in a row are good.").format(n=SHORTEST)
        )
    if len(password) > LONGEST:
        raise Invalid(field, _("Use at most {n} characters.").format(n=LONGEST))
    plain = _normal(password).casefold()
    if plain in _COMMON or (login and login.casefold() in plain) or len(set(plain)) < 4:
        raise Invalid(field, _("This password is too easy to guess. Choose another one."))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)
