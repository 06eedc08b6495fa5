"""What every parameter of every query is given: whoever adds a parameter says here what it may be.

By `area.query.parameter` where one query takes something of its own, else by the parameter's name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import chain, product
from typing import Any

from tests.factories import MORNING
from tests.ward_app.crawler.house import House
from ward_app.copies.model import LegalGround
from ward_app.copies.rows import CopyTerms
from ward_app.ops import Query
from ward_app.owners import RecordOwner
from ward_app.patients.shown import Audience
from ward_app.settings.registry import PRACTICE

Given = Callable[[House], Iterable[Any]]


def _typed(house: House) -> list[str]:
    """Names and numbers as they are typed, and a word that only a record holds."""
    protected = [one for one in house.people if one.is_protected]
    open_ = [one for one in house.people if not one.is_protected][:2]
    typed = [(one.family_name, one.given_name, one.number, one.number[2:8]) for one in [*protected, *open_]]
    return ["Zq", "Qvarnlöf", *chain.from_iterable(typed)]


def _ids(house: House) -> list[int]:
    return [one.patient_id for one in house.people]


TERMS = CopyTerms("Patienten", "Dr Lund", LegalGround.OSL_12_1)
MOMENTS = (MORNING - timedelta(days=60), MORNING - timedelta(days=7, hours=12), MORNING)

ARGUMENTS: dict[str, Given] = {
    "unit_id": lambda house: house.units,
    "patient_id": _ids,
    "patient_ids": lambda house: [_ids(house)],
    "stay_id": lambda house: house.stay_ids,
    "notes.notes_of.stay_id": lambda _house: [None],
    "note_id": lambda house: house.note_ids,
    "notes": lambda house: [house.note_ids],
    "entries": lambda house: [house.note_ids],
    "handover_id": lambda house: house.handover_ids,
    "review_id": lambda house: house.review_ids,
    "user_id": lambda house: [house.readers["nurse"].user_id],
    "author_id": lambda house: [None, house.readers["nurse"].user_id],
    "notes.unsigned.unit_id": lambda house: [None, *house.units],
    "text": _typed,
    "number": _typed,
    "login": lambda _house: ["nobody"],
    "card_id": lambda _house: ["SE1-1"],
    "digest": lambda _house: ["0"],
    "role": lambda _house: [None],
    "limit": lambda _house: [200],
    "audience": lambda _house: [*Audience],
    "handovers.sheet.audience": lambda _house: [Audience.RECORD, Audience.BOARD, Audience.DISCREET],
    "stays.board.audience": lambda _house: [Audience.RECORD, Audience.LIST, Audience.DISCREET],
    "discarded": lambda _house: [True],
    "reviewed": lambda _house: [False, True],
    "owner": lambda _house: [*RecordOwner],
    "terms": lambda _house: [TERMS],
    "declared": lambda _house: [PRACTICE],
    "at": lambda _house: MOMENTS,
    "since": lambda _house: MOMENTS,
    "until": lambda _house: [MORNING + timedelta(days=2)],
    "done_since": lambda _house: [MOMENTS[0]],
}


def arguments(one: Query[..., Any], house: House) -> Iterator[dict[str, Any]]:
    """Every combination of what its parameters may be. Without parameters there is one."""
    known = {name: _given(one.name, name) for name in parameters(one)}
    values = [list(given(house)) for given in known.values() if given]
    for chosen in product(*values):
        yield dict(zip(known, chosen, strict=True))


def unknown(one: Query[..., Any]) -> list[str]:
    """The parameters that nothing is known of: the query would not be crawled."""
    return [name for name in parameters(one) if _given(one.name, name) is None]


def parameters(one: Query[..., Any]) -> list[str]:
    return list(inspect.signature(one.run).parameters)[1:]


def _given(operation: str, name: str) -> Given | None:
    return ARGUMENTS.get(f"{operation}.{name}") or ARGUMENTS.get(name)
