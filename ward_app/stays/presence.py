"""What whoever answers the telephone may say of someone's being here (PSL 6:15 p. 1, OSL 25:1; PSL-01).

Presence is secret unless the patient has said otherwise. Whoever is not here, and whoever is but does not
want it told, is protected, or was never asked, gets one and the same answer: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ward_app.access.policy import Permission
from ward_app.cleaning import one_line
from ward_app.errors import Invalid
from ward_app.i18n import _, local
from ward_app.ops import Work, command, query
from ward_app.patients.model import Protection
from ward_app.patients.shown import Audience, age, shown
from ward_app.patients.wanted import whole_numbers
from ward_app.patients.whereabouts import inpatients
from ward_app.sorting import search_words
from ward_app.stays.model import Presence, Stay
from ward_app.stays.placing import open_stay


@dataclass(frozen=True, slots=True, repr=False)
class Tellable:
    """Someone of whom it may be said that they are here. `only_to` names to whom; empty: to anyone."""

    name: str
    age: str
    only_to: str = ""


@command(Permission.SHARING_RECORD)
def set_presence(work: Work, stay_id: int, seen: int, presence: Presence, named: str = "") -> None:
    """What the patient wants; `named` are the people who may be told, when not everyone may."""
    decide(open_stay(work, stay_id, seen), presence, named)


def decide(stay: Stay, presence: Presence, named: str) -> None:
    """Also together with an admission."""
    people = one_line(named, limit=300, field="named") if presence is Presence.NAMED else ""
    if presence is Presence.NAMED and not people:
        raise Invalid("named", _("Write who may be told."))
    stay.presence, stay.presence_named = presence, people


@query(Permission.PRESENCE_ASK, log="presence", log_seconds=0, relation=False)
def may_tell(work: Work, text: str, unit_id: int) -> tuple[Tellable, ...]:
    """Of which people by this name or number it may be said that they are on the unit.

    Whole names only: nobody finds out who is here by trying letters. Also who is kept secret is in the log.
    """
    line = one_line(text)
    words, numbers = search_words(line), whole_numbers(line, local(work.now).date())
    if not words:
        return ()
    here = inpatients().add_columns(Stay.presence, Stay.presence_named).where(Stay.unit_id == unit_id)
    named = [
        row
        for row in work.session.execute(here)
        if row.person.value in numbers or _goes_by(row.person, words)
    ]
    work.opened(row.person.patient_id for row in named)
    return tuple(_tellable(work, row) for row in named if _may_be_told(row))


def _goes_by(person: Any, words: list[str]) -> bool:
    names = f"{person.family_name} {person.given_name} {person.preferred_name or ''}"
    return set(words) <= set(search_words(names))


def _may_be_told(row: Any) -> bool:
    is_open = row.presence is Presence.YES or (row.presence is Presence.NAMED and row.presence_named)
    return bool(is_open) and row.person.protection is Protection.NONE


def _tellable(work: Work, row: Any) -> Tellable:
    only_to = row.presence_named if row.presence is Presence.NAMED else ""
    return Tellable(shown(row.person, Audience.LIST).name, age(row.person, work.now), only_to)
