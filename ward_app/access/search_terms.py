"""What nobody may search for or filter by in the health record (PDL 2:8), refused by name.

Health data may be looked for. Other sensitive personal data, crimes, and that someone has had help from the
social services may not: no typed search, no parameter of a query, no index (PDL-21). The social services'
own record is asked about one person at a time and has no filters either (SoLPuL 7 a §).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from enum import StrEnum, auto
from typing import Any

from ward_app.errors import Refused
from ward_app.i18n import N_, _
from ward_app.sorting import search_key


class Sensitive(StrEnum):
    SOCIAL_SERVICES = auto()
    BELIEF = auto()
    ORIGIN = auto()
    POLITICS = auto()
    UNION = auto()
    SEX_LIFE = auto()
    GENETICS = auto()
    CRIME = auto()


WORDS: dict[Sensitive, str] = {
    Sensitive.SOCIAL_SERVICES: (
        "sol lss lvm lvu social sociala socialtjänst socialtjänsten socialbidrag insats insatser bistånd"
        " biståndsbeslut biståndshandläggare hemtjänst orosanmälan försörjningsstöd korttidsplats"
        " social_services insatsbeslut solbeslut socialjournal"
    ),
    Sensitive.BELIEF: "religion religiös tro trosuppfattning livsåskådning samfund kyrka belief faith",
    Sensitive.ORIGIN: (
        "etnicitet etnisk ras ursprung härkomst nationalitet medborgarskap hudfärg tolk tolkspråk språk"
        " ethnicity ethnic race origin nationality citizenship interpreter interpreter_language"
    ),
    Sensitive.POLITICS: "politik politisk parti partitillhörighet politics political party",
    Sensitive.UNION: "fack facklig fackligt fackförbund fackförening union",
    Sensitive.SEX_LIFE: (
        "sexualliv sexualitet sexuell läggning könsidentitet sex_life sexuality orientation gender_identity"
    ),
    Sensitive.GENETICS: "genetik genetisk gener arvsanlag genetics genetic",
    Sensitive.CRIME: "brott brottslighet dom straff kriminell lagöverträdelse crime conviction sentence",
}  # fmt: skip
"""The names such a fact could be asked for by, in Swedish and as a programmer would call a parameter."""

NAMES: dict[Sensitive, str] = {
    Sensitive.SOCIAL_SERVICES: N_("help from the social services"),
    Sensitive.BELIEF: N_("religion or belief"),
    Sensitive.ORIGIN: N_("ethnic origin"),
    Sensitive.POLITICS: N_("political opinion"),
    Sensitive.UNION: N_("membership of a trade union"),
    Sensitive.SEX_LIFE: N_("sex life or sexual orientation"),
    Sensitive.GENETICS: N_("genetic data"),
    Sensitive.CRIME: N_("offences"),
}

COLUMNS = frozenset({
    "social_entry.kind", "social_entry.text", "social_remark.text", "social_decision.what",
    "social_decision.from_on", "social_decision.to_on", "social_decision.decided_by",
    "social_decision.decided_on", "social_decision.paragraph", "social_decision.ended_on",
    "stay.care_form", "patient.interpreter_language",
})  # fmt: skip
"""Where the store holds such facts. No index is over one."""

_TERMS = {search_key(word): kind for kind, words in WORDS.items() for word in words.split()}
_ASKED = re.compile(r"(?:^|\s)([^\W\d]\w*)\s?[:=]\s*\S")
"""A word, a colon and what it should be."""
_BED = re.compile(r"\s*\w+:\d+\s*")
"""`3:2`, or `Sol:1` in a room of that name."""
_OWN_RECORD = "ward_app.social."
"""Reads the social services' record for those who work in it: there it is no search in health data."""


class ForbiddenTerm(Refused):
    """A search by what must not be a search term."""


def refuse_typed(text: str) -> None:
    """A search like `religion:…` or `bistånd:ja`."""
    if not _BED.fullmatch(text):
        refuse_forbidden(_ASKED.findall(text))


def refuse_forbidden(terms: Iterable[str]) -> None:
    """Raise ForbiddenTerm if one of these names a fact that must not be searched by."""
    for term in terms:
        if (kind := forbidden(term)) is not None:
            raise ForbiddenTerm(
                _("The Patient Data Act (PDL 2:8) does not let anyone search by {what}.").format(
                    what=_(NAMES[kind])
                )
            )


def forbidden(term: str) -> Sensitive | None:
    return _TERMS.get(search_key(term))


def refuse_parameters(run: Callable[..., Any]) -> None:
    """A query that could be asked with such a term is not even made: its author reads why."""
    if run.__module__.startswith(_OWN_RECORD):
        return
    names = [name for name in inspect.signature(run).parameters if forbidden(name)]
    if names:
        raise TypeError(f"{run.__qualname__}: not as a search term (PDL 2:8): {', '.join(names)}")
