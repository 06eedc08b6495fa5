"""The columns of users and of their assignments."""

from __future__ import annotations

from ui.kit.table import Column
from ui.settings.assignments import counts, last_day, role_text
from ward_app.access.queries import AssignmentRow, UserRow
from ward_app.clock import Clock
from ward_app.i18n import N_, _, date_text
from ward_app.owners import Principal
from ward_app.sorting import sort_key
from ward_app.words import word


def full_name(row: UserRow) -> str:
    return f"{row.family_name}, {row.given_name}"


def user_columns(clock: Clock) -> list[Column[UserRow]]:
    """What a user is just now, by `clock`."""

    def roles(row: UserRow) -> str:
        held = [word(one.role) for one in row.assignments if counts(one, clock())]
        return ", ".join(dict.fromkeys(held)) or _("No valid assignment")

    def until(row: UserRow) -> str:
        held = [one.to_at for one in row.assignments if counts(one, clock())]
        ends = [to_at for to_at in held if to_at is not None]
        if not held:
            return ""
        return last_day(max(ends)) if len(ends) == len(held) else _("Until further notice")

    def state(row: UserRow) -> str:
        if not row.is_active:
            return _("Inactive")
        return _("Must change the password") if row.must_change_password else _("Active")

    def ink(row: UserRow) -> str | None:
        return None if row.is_active else "muted"

    return [
        Column(N_("Name"), full_name, sort=lambda row: sort_key(full_name(row)), colour=ink, weight=3),
        Column(N_("User name"), lambda row: row.login, colour=ink, weight=2, elide=True),
        Column(N_("Role now"), roles, colour=ink, weight=4, elide=True),
        Column(N_("Valid to"), until, colour=ink),
        Column(N_("Second factor"), _factor, colour=ink),
        Column(N_("Account"), state, colour=ink),
    ]


def _factor(row: UserRow) -> str:
    has = [_("Phone")] * row.has_factor + [_("Card")] * bool(row.card_id)
    return ", ".join(has) or "–"


def _to_text(row: AssignmentRow) -> str:
    return _("Until further notice") if row.to_at is None else last_day(row.to_at)


def _where(row: AssignmentRow) -> str:
    return _("The ward") if row.unit_id is not None else _("The whole database")


ASSIGNMENTS: list[Column[AssignmentRow]] = [
    Column(N_("Role"), lambda row: role_text(row.role, row.principal, row.social), weight=3),
    Column(N_("Where"), _where),
    Column(N_("From"), lambda row: date_text(row.from_at), sort=lambda row: row.from_at),
    Column(N_("Valid to"), _to_text),
    Column(N_("Needs and risk analysis"), lambda row: row.analysis_ref, weight=3, elide=True),
]

EMPLOYERS = (Principal.KOMMUN, Principal.REGION)
