"""What came out of a query or a print, to the last text, and what of it the reader should not have got."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from tests.ward_app.crawler.canaries import Canary, canaries_in
from tests.ward_app.crawler.people import HIDDEN_COLLEAGUE, Person
from ward_app.access.disclosure import Aim
from ward_app.access.policy import Actor
from ward_app.access.reach import Reach
from ward_app.app import App
from ward_app.ops import Work, query
from ward_app.sharing.reading import reach_of


def texts_in(value: Any) -> Iterator[str]:
    """Every text, however deep: in rows, their keys, bytes, and what is not known."""
    if isinstance(value, str):
        yield str(value)
    elif value is None or isinstance(value, int | float | date | Enum):
        return
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts_in(key)
            yield from texts_in(one)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts_in(getattr(value, each.name))
    elif isinstance(value, Collection):
        for one in value:
            yield from texts_in(one)
    else:
        yield from texts_in(vars(value))


@query(None, relation=False)
def _reach(work: Work, patient_ids: Iterable[int], aim: Aim) -> Reach:
    return reach_of(work, patient_ids, aim=aim)


@dataclass(frozen=True)
class Judge:
    """Knows of one reader what `may_read` says of each canary."""

    reaches: Mapping[Aim, Reach]
    people: tuple[Person, ...]

    def allows(self, one: Canary, aim: Aim = Aim.CARE) -> bool:
        return self.reaches[aim].decide(one.patient_id, one.owner, one.unit_id).allowed

    def faults(
        self, value: Any, *, aim: Aim = Aim.CARE, named: Collection[int] = (), staff: bool = False
    ) -> set[str]:
        """`named` are those who may be named here though they are protected, `staff` that colleagues may."""
        text = "\n".join(texts_in(value))
        found = {
            f"holds what {one.owner} wrote on unit {one.unit_id} about patient {one.patient_id}"
            for one in set(canaries_in(text))
            if not self.allows(one, aim)
        }
        if not staff and any(name in text for name in HIDDEN_COLLEAGUE):
            found.add("names a colleague who has an alias")
        hidden = (one for one in self.people if one.is_protected and one.patient_id not in named)
        return found | {
            f"names protected patient {one.patient_id}"
            for one in hidden
            if any(name in text for name in one.telling)
        }


def judge(door: App, reader: Actor, people: Iterable[Person]) -> Judge:
    known = tuple(people)
    ids, app = [one.patient_id for one in known], door.acting(reader)
    return Judge({aim: app.ask(_reach, ids, aim) for aim in Aim}, known)
