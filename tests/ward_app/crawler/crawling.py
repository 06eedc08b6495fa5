"""Asking everything that can be asked, as one reader, and looking at what comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.ward_app.crawler.arguments import arguments, parameters, unknown
from tests.ward_app.crawler.canaries import Canary, canaries_in
from tests.ward_app.crawler.finding import Judge, texts_in
from tests.ward_app.crawler.house import House
from ward_app.access.disclosure import Aim
from ward_app.app import App
from ward_app.errors import WardError
from ward_app.ops import Query
from ward_app.patients.wanted import whole_numbers

AIMS: Mapping[str, Aim] = {"copies.preview": Aim.COPY}
"""Queries that read for something else than care (PDL 2:4)."""


def _asked_for(house: House, given: Mapping[str, Any]) -> set[int]:
    return {given["patient_id"]}


def _whole_number(house: House, given: Mapping[str, Any]) -> set[int]:
    today = house.door.clock().date()
    numbers = whole_numbers(given["text"], today)
    return {one.patient_id for one in house.people if one.number in numbers}


NAMING: Mapping[str, Callable[[House, Mapping[str, Any]], Collection[int]]] = {
    "patients.banner": _asked_for,
    "patients.person": _asked_for,
    "copies.preview": _asked_for,
    "patients.look_up_number": _whole_number,
}
"""Queries that open one record, and so name also who is protected: the one who was asked for (PROT-04)."""

NAMING_STAFF = frozenset({"access.users", "access.rights"})
"""Accounts and their rights are kept and reviewed by name; PROT-06 is about everything else."""


class Silent(App):
    """A door without a log: what is logged is tested elsewhere, and thousands of reads wait for no disk."""

    def _write(self, stamp: Any) -> None:
        return


def door_of(house: House, reader: str) -> App:
    door = house.door
    return Silent(door.store, workstation=door.workstation, user=house.readers[reader], clock=door.clock)


@dataclass
class Findings:
    """What one reader was shown, and what of it they should not have been: each with its query, once."""

    faults: dict[tuple[str, str], None] = field(default_factory=dict)
    seen: set[Canary] = field(default_factory=set)


def crawl(house: House, reader: str, ops: Iterable[Query[..., Any]], judge: Judge) -> Findings:
    ops, found = list(ops), Findings()
    found.faults.update(((one.name, fault), None) for one in ops for fault in _unasked(one, house))
    for one, given, answer in _asked(house, reader, ops):
        named = NAMING[one.name](house, given) if one.name in NAMING else ()
        text = "\n".join(texts_in(answer))
        found.seen.update(canaries_in(text))
        aim, staff = AIMS.get(one.name, Aim.CARE), one.name in NAMING_STAFF
        faults = judge.faults(text, aim=aim, named=named, staff=staff)
        found.faults.update(((one.name, fault), None) for fault in sorted(faults))
    return found


def _unasked(one: Query[..., Any], house: House) -> Iterator[str]:
    """Why a query would not be crawled at all."""
    lacking = unknown(one)
    yield from (f"takes {name}: say in ARGUMENTS what it may be" for name in lacking)
    if parameters(one) and not lacking and not any(arguments(one, house)):
        yield "is never asked: the house has nothing to give it"


def _asked(
    house: House, reader: str, ops: Iterable[Query[..., Any]]
) -> Iterator[tuple[Query[..., Any], Mapping[str, Any], Any]]:
    app = door_of(house, reader)
    for one in ops:
        for given in arguments(one, house) if app.allows(one) and not unknown(one) else ():
            yield one, given, _answer(app, one, given)


def _answer(app: App, one: Query[..., Any], given: Mapping[str, Any]) -> Any:
    """What the reader gets to see: rows, or why there are none. A refusal is looked at as well."""
    try:
        return app.ask(one, **given)
    except WardError as refusal:
        return [str(refusal), vars(refusal)]
