"""Nothing that a reader may not read leaves the store: every query and every print, as every role.

What may be read is what `may_read` says; the ward is one where every text tells whose it is, and the names of
protected people are like no other word.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.conftest import KEY, WORKSTATION
from tests.factories import MORNING
from tests.ward_app.crawler import careless, printing
from tests.ward_app.crawler import house as houses
from tests.ward_app.crawler.canaries import MAKERS
from tests.ward_app.crawler.crawling import Findings, crawl, door_of
from tests.ward_app.crawler.finding import judge
from tests.ward_app.crawler.house import House
from tests.ward_app.crawler.people import POSITIONS, Position
from tests.ward_app.crawler.printing import Content, print_all, renders
from tests.ward_app.test_every_operation import queries
from ward_app.access.policy import HOLDS, Actor, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.ops import Query
from ward_app.store.engine import Store, open_sqlite
from ward_app.store.owned import Owned

Found = TypeVar("Found")
READERS = [*(role.value for role in Role), "nurse_there", "social_assistant"]


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    path = tmp_path_factory.mktemp("crawler") / "ward.db"
    shutil.copyfile(sqlite_template, path)
    with open_sqlite(path, KEY) as store:
        yield built_on(store, POSITIONS)


def built_on(store: Store, positions: Sequence[Position]) -> House:
    return houses.build(App(store, workstation=WORKSTATION, clock=FrozenClock(MORNING)), positions)


def profile(actor: Actor) -> tuple[Any, ...]:
    """Those of whom it is the same read the same."""
    reader = actor.reader(MORNING)
    rights = frozenset(right for held in actor.held for right in HOLDS[held.role])
    return rights, reader.homes, reader.reads, reader.units


def once_each(house: House, find: Callable[[str], Found]) -> Callable[[str], Found]:
    """What was found as one reader is found as all who read the same."""
    known: dict[tuple[Any, ...], Found] = {}

    def found(reader: str) -> Found:
        key = profile(house.readers[reader])
        if key not in known:
            known[key] = find(reader)
        return known[key]

    return found


@pytest.fixture(scope="module")
def crawled(house: House) -> Callable[[str], Findings]:
    """Everything asked as one reader."""
    return once_each(house, lambda reader: asked(house, reader, *queries()))


@pytest.fixture(scope="module")
def printed(house: House) -> Callable[[str], list[tuple[str, str]]]:
    """Everything drawn as one reader."""
    return once_each(house, lambda reader: faults_on_paper(house, reader, *renders()))


def asked(house: House, reader: str, *ops: Query[..., Any]) -> Findings:
    return crawl(house, reader, ops, judge(house.door, house.readers[reader], house.people))


def faults_on_paper(house: House, reader: str, *prints: tuple[str, printing.Render]) -> list[tuple[str, str]]:
    found = judge(house.door, house.readers[reader], house.people)
    return list(print_all(door_of(house, reader), house, prints, found))


def test_that_every_owned_table_has_its_canaries() -> None:
    queries()
    assert set(MAKERS) == set(Owned.__subclasses__())


@pytest.mark.parametrize("reader", READERS)
def test_that_no_query_gives_what_may_not_be_read_pdl_15_lsvo_06_lsvo_11_prot_03(
    crawled: Callable[[str], Findings], reader: str
) -> None:
    assert list(crawled(reader).faults) == []


@pytest.mark.parametrize("reader", READERS)
def test_that_no_print_holds_what_may_not_be_read_hand_06_prot_03_prot_07(
    printed: Callable[[str], list[tuple[str, str]]], reader: str
) -> None:
    assert printed(reader) == []


def test_that_the_same_holds_on_a_shared_store(postgres_store: Store) -> None:
    some = [
        one for one in POSITIONS if one.name in ("unasked", "refused", "blocks_there", "protected_marked")
    ]
    assert list(asked(built_on(postgres_store, some), "nurse", *queries()).faults) == []


@pytest.mark.parametrize("reader", ["nurse", "doctor", "social_assistant"])
def test_that_the_crawler_sees_all_that_may_be_read(
    house: House, crawled: Callable[[str], Findings], reader: str
) -> None:
    """Else it would find nothing because nothing is shown."""
    found = judge(house.door, house.readers[reader], house.people)
    assert crawled(reader).seen >= houses.open_to(house, found)


@pytest.mark.parametrize("reader", ["nurse", "doctor", "nurse_there", "needs_assessor"])
def test_that_a_query_that_forgets_the_filter_is_found(house: House, reader: str) -> None:
    found = asked(house, reader, careless.without_the_filter, careless.with_the_filter).faults
    assert {name for name, _fault in found} == {careless.without_the_filter.name}
    assert {fault.split()[0] for _name, fault in found} == {"holds"}


def test_that_a_query_that_forgets_the_mask_is_found(house: House) -> None:
    protected = [one.patient_id for one in house.people if one.is_protected]
    found = [fault for _name, fault in asked(house, "nurse", careless.without_the_mask).faults]
    assert found == [f"names protected patient {one}" for one in protected]


def test_that_a_query_that_cannot_be_asked_is_found(house: House) -> None:
    [(name, fault)] = asked(house, "nurse", careless.with_something_new).faults
    assert (name, fault.split(":")[0]) == (careless.with_something_new.name, "takes colour")


def test_that_a_print_that_forgets_is_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    [(_name, fault)] = faults_on_paper(house, "doctor", ("careless", careless.render_whole))
    assert fault.startswith("draws Whole")
    monkeypatch.setitem(printing.CONTENTS, careless.Whole, _whole)
    found = faults_on_paper(house, "doctor", ("careless", careless.render_whole))
    assert {fault.split()[0] for _name, fault in found} == {"holds"}


def _whole(app: App, house: House) -> Iterator[Content]:
    yield Content(careless.Whole(app.ask(careless.everything, house.units[0])))
