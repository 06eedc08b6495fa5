"""The one place that turns a person into the text that is shown, and masks who is protected (PROT-01…05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from ward_app.errors import NotAllowed
from ward_app.i18n import N_, _, age_text, local
from ward_app.patients import identity
from ward_app.patients.facts import PersonFacts
from ward_app.patients.identity import NumberPolicy
from ward_app.patients.model import Protection


class Audience(StrEnum):
    """Who reads it, and how openly it lies."""

    RECORD = auto()
    """One opened record: name and number in full, also of who is protected."""
    BOARD = auto()
    DISCREET = auto()
    """The board where visitors can see it: initials for everyone."""
    PRINT = auto()
    LIST = auto()
    SEARCH = auto()


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """Texts ready for a screen or a print. An empty number or address is one that must not be shown."""

    name: str
    number: str
    address: str
    is_protected: bool
    initials: str


NOT_SHOWN = N_("Not shown")
"""In place of a name, where the reader takes no part in the person's care (PDL 4:1)."""
_OPEN_NUMBER = frozenset({Audience.RECORD, Audience.LIST, Audience.SEARCH})


def shown(
    person: PersonFacts, audience: Audience, number_policy: NumberPolicy = NumberPolicy.LAST_HIDDEN
) -> ShownPerson:
    """What this audience may read. `number_policy` is the ward's setting for boards and prints (ID-05)."""
    is_protected = person.protection is not Protection.NONE
    initials = _initials(person)
    if audience is Audience.DISCREET:
        name = _("Protected identity") if is_protected else initials
        return ShownPerson(name, "", "", is_protected, initials)
    if is_protected and audience is not Audience.RECORD:
        name = _("{initials}, protected identity").format(initials=initials)
        return ShownPerson(name if initials else _("Protected identity"), "", "", True, initials)
    policy = NumberPolicy.FULL if audience in _OPEN_NUMBER else number_policy
    number = identity.shown(person.domain, person.value, policy) if person.domain and person.value else ""
    address = "" if is_protected else address_text(person)
    return ShownPerson(
        full_name(person.family_name, person.given_name), number, address, is_protected, initials
    )


def of_several(audience: Audience, allowed: frozenset[Audience]) -> Audience:
    """What a caller may ask for where several people are shown: never as openly as one opened record."""
    if audience not in allowed - {Audience.RECORD}:
        raise NotAllowed(_("Lists do not show people as openly as an opened record does."))
    return audience


def age(person: PersonFacts, now: datetime) -> str:
    """`80 years`, at death for who has died; said in words when the date of birth is not known."""
    if person.birth_date is None:
        return _("Unknown age")
    return age_text(person.birth_date, local(person.deceased_at or now).date())


def full_name(family_name: str, given_name: str) -> str:
    """`Öberg, Åke`; one name alone when there is no other."""
    return ", ".join(name for name in (family_name, given_name) if name)


def address_text(person: PersonFacts) -> str:
    """`Storgatan 1, 740 10 Almunge`"""
    place = " ".join(part for part in (person.postal_code, person.town) if part)
    return ", ".join(part for part in (person.street, place) if part)


def _initials(person: PersonFacts) -> str:
    """`Å.Ö.`: the first letter of each name, given name first."""
    firsts = (
        next((char for char in name if char.isalnum()), "")
        for name in (person.given_name, person.family_name)
    )
    return "".join(f"{first.upper()}." for first in firsts if first)
