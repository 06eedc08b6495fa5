"""Changing the ward-wide settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from ward_app.access.model import User
from ward_app.access.policy import Permission, allowed
from ward_app.cleaning import clean_text
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.settings.model import Setting
from ward_app.settings.queries import value_of
from ward_app.settings.registry import ALL, PRACTICE, RECOVERY_CONFIRMED, SECOND_FACTOR, Declared

OWN_WAYS = (RECOVERY_CONFIRMED, PRACTICE)
"""Not for the settings page: they are set by what they tell of."""

GUARDED = (SECOND_FACTOR,)
"""A manager who could do without the second factor could make it easier to be someone else."""


@command(Permission.SETTINGS_EDIT)
def change(work: Work, declared: Declared[Any], new: Any) -> None:
    if isinstance(new, str):
        new = clean_text(new, field=declared.key).strip()
    if declared in GUARDED and not allowed(work.user, Permission.STORE_KEEP, work.now):
        raise NotAllowed(_("Only a system administrator decides how people sign in."))
    if declared in OWN_WAYS or not declared.accepts(new):
        raise Invalid(declared.key, _("This value cannot be used here. Choose another one."))
    _keep(work, declared, new)


@command(Permission.SETTINGS_EDIT)
def change_all(work: Work, new: Mapping[str, Any]) -> None:
    """Several settings by their keys, all of them or none."""
    for declared in ALL:
        if declared.key in new:
            change(work, declared, new[declared.key])


@command(Permission.STORE_KEEP)
def confirm_recovery(work: Work) -> None:
    """The code on paper was typed back and is right: from now on people can be admitted."""
    _keep(work, RECOVERY_CONFIRMED, True)


@command(Permission.STORE_KEEP)
def mark_practice(work: Work) -> None:
    """A practice ward says so on every screen and print, for ever; so it is said before anything else."""
    if work.session.scalar(select(User.id).limit(1)):
        raise Refused(_("A ward that people work in cannot be made a practice ward."))
    _keep(work, PRACTICE, True)
    _keep(work, RECOVERY_CONFIRMED, True)


def require_recovery(work: Work) -> None:
    """An encrypted store without a tried way back may not hold a patient yet (guides: key slots)."""
    if work.session.get_bind().dialect.name == "sqlite" and not value_of(work.session, RECOVERY_CONFIRMED):
        raise Refused(
            _(
                "The recovery code has not been typed back yet."
                " Let the administrator do it before the first admission."
            )
        )


def _keep(work: Work, declared: Declared[Any], new: Any) -> None:
    row = work.session.scalars(select(Setting).where(Setting.key == declared.key)).one_or_none()
    if row is None:
        work.session.add(Setting(key=declared.key, value=new))
    else:
        row.value = new
