"""User names: one form, so that a name typed in a hurry is found."""

from __future__ import annotations

from ward_app.cleaning import LIMIT, one_line
from ward_app.errors import Invalid
from ward_app.i18n import _

LONGEST = 60


def plain(typed: str) -> str:
    """The stored form of a name that was typed. Says nothing about whether it can be used."""
    return one_line(typed, limit=LIMIT, field="login").casefold()


def require_plain(typed: str) -> str:
    """The stored form of a new user name, or Invalid."""
    name = plain(typed)
    if not name or len(name) > LONGEST or not all(letter.isalnum() or letter in "._-" for letter in name):
        raise Invalid("login", _("A user name has letters, digits, points and hyphens, at most 60."))
    return name
