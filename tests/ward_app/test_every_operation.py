"""Every use case there is: what it needs, and whether the log knows whose record it shows (LOG-01).

Found by walking the modules, so that one which is written tomorrow is held to the same, or is entered here
with its reason.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any, get_args, get_type_hints

import pytest

import ward_app
from ward_app.access.policy import HOLDS, Permission
from ward_app.notes.record_check import PartRow, RecordCheck
from ward_app.ops import Command, Query, Work, command, query
from ward_app.store.audit import LOG

Operation = Command[..., Any] | Query[..., Any]

FOR_EVERYONE = {
    "access.create_first_administrator": "refuses as soon as there is one account",
    "access.note_try": "signing in comes before any right; it can only count and log",
    "access.note_failed_try": "a name nobody has is counted too; it can only log",
    "access.note_lock": "a lock is logged whatever rights are left; it changes nothing",
    "access.note_stranger": "a name nobody has is counted too; it keeps a keyed digest only",
    "access.credential": "signing in comes before any right",
    "access.card_holder": "signing in comes before any right; whoever has no card learns a user name",
    "access.inactive_logins": "the key slots of those who left are swept at each sign-in",
    "access.stranger_waits": "signing in comes before any right; it says how long to wait",
    "access.account": "signing in comes before any right; who is in reads their own only",
    "settings.value": "the way in is built by settings; none is secret",
    "settings.all_values": "the way in is built by settings; none is secret",
    "wards.units": "which ward this is stands on the sign-in page",
}
"""Use cases that need no permission, and why that is safe."""

WITHOUT_PATIENTS = {
    "access.credential": "accounts",
    "access.card_holder": "accounts",
    "access.inactive_logins": "accounts",
    "access.stranger_waits": "accounts",
    "access.own": "accounts",
    "access.review_state": "accounts",
    "access.rights": "accounts",
    "access.security_facts": "accounts",
    "access.sessions": "accounts",
    "access.account": "accounts",
    "access.staff": "accounts",
    "access.users": "accounts",
    "copies.destroyed_among": "whether what the user has a draft of is destroyed",
    "copies.owners_to_copy": "whose record the user works in",
    "copies.information": "the ward and the owners of its records",
    "handovers.closed_sheets": "when and by whom, not about whom; opening one is logged",
    "handovers.on_paper": "serial numbers of sheets",
    "notes.choices": "what the user may write, and for which colleagues",
    "settings.value": "settings",
    "settings.all_values": "settings",
    "wards.units": "the ward",
    "wards.collaboration": "the decision on the ward",
    "wards.rooms": "the ward",
    "wards.beds": "that a bed is taken, not by whom",
    "wards.free_beds": "that a bed is kept for an arrival, not for whom",
}
"""Queries that are not logged as reads, and what they are about instead."""

WITHOUT_RELATION = {
    "copies.destroy_again": "IVO's decision is carried out again after a restore",
    "copies.destroy_record": "IVO has decided; who carries it out reads nothing",
    "copies.hand_out": "who hands out a copy takes no part in the care; own record only",
    "copies.preview": "who hands out a copy takes no part in the care; own record only",
    "copies.record_draft": "tells of a draft that was printed, and shows nothing",
    "copies.record_paper": "tells of a copy that was printed, and shows nothing",
    "logs.close_review": "who reviews the log takes no part in the care",
    "logs.draw_random": "who reviews the log takes no part in the care",
    "logs.draw_targeted": "who reviews the log takes no part in the care",
    "logs.extract_person": "who reviews the log takes no part in the care; by the whole number only",
    "logs.judge": "who reviews the log takes no part in the care",
    "logs.make_extract": "the patient has asked for it (PDL 8:5)",
    "logs.record_extract": "tells of an extract that was printed, and shows nothing",
    "logs.review": "who reviews the log takes no part in the care",
    "logs.reviews": "who reviews the log takes no part in the care",
    "notes.discard": "one's own unsigned note; for another's the use case asks itself",
    "notes.note": "one's own unsigned note; for another's the use case asks itself",
    "notes.rewrite": "one's own unsigned note; for another's the use case asks itself",
    "notes.sign": "the author signs, also when the patient has left (PDL 3:10)",
    "notes.subjects": "names, masked as in a list where there is no relation",
    "notes.unsigned": "one's own unsigned notes, and others' as far as there is a relation",
    "patients.find": "finding people comes before any relation; it shows no content",
    "patients.look_up_number": "who has a number is said before going on; it shows no content",
    "retention.keep_for_research": "what is kept is not read",
    "retention.proposals": "what may be disposed of is counted, not read",
    "retention.record_export": "tells of a list that was saved, and shows nothing",
    "sharing.emergencies": "reviewed by who takes no part in the care",
    "sharing.lift_requests": "the owner of a block answers, who may have left the care",
    "sharing.open_in_emergency": "danger to life makes the relation, for four hours (LSVO 3:6)",
    "sharing.review_emergency": "reviewed by who takes no part in the care",
    "sharing.state_relation": "this is how a relation is stated, with its reason",
    "stays.admit": "an admission makes the relation",
    "stays.admit_person": "an admission makes the relation",
    "stays.expect_person": "a planned arrival makes the relation",
    "stays.may_tell": "whoever answers the telephone; it shows no content (PSL-01)",
    "stays.plan_arrival": "a planned arrival makes the relation",
}
"""Use cases that ask for no care relation to whom they show or change, and why that is right (PDL 4:1)."""

TELLING = {"patient", "patient_id", "person", "birth_date", "number", "kin"}
"""Fields that say about whom a row is."""


@cache
def operations() -> tuple[Operation, ...]:
    found: dict[int, Operation] = {}
    for module in modules():
        found |= {id(one): one for one in vars(module).values() if isinstance(one, Command | Query)}
    return tuple(sorted(found.values(), key=lambda one: one.name))


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(ward_app.__path__, "ward_app."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def queries() -> list[Query[..., Any]]:
    return [one for one in operations() if isinstance(one, Query)]


def faults_of(one: Operation) -> list[str]:
    """What is wrong with a use case, in words."""
    faults = []
    if one.needs is None and one.name not in FOR_EVERYONE:
        faults.append("needs no permission")
    if not one.relation and one.name not in WITHOUT_RELATION:
        faults.append("asks for no care relation")
    if isinstance(one, Query):
        if one.log is None and one.name not in WITHOUT_PATIENTS:
            faults.append("is not in the access log")
        if one.log is None and (told := telling(one)):
            faults.append(f"shows {', '.join(sorted(told))} without a log")
        if one.log is not None and not says_whom(one.run):
            faults.append("does not say whose record it shows")
    return faults


def telling(one: Query[..., Any]) -> set[str]:
    """The fields of the rows it returns that say about whom they are, however deep."""
    returned = get_type_hints(one.run)["return"]
    return {
        name for row in rows_in(returned, set()) for name in TELLING & {each.name for each in fields(row)}
    }


def rows_in(kind: Any, seen: set[Any]) -> Iterator[Any]:
    for part in get_args(kind):
        yield from rows_in(part, seen)
    if inspect.isclass(kind) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        yield kind
        for hint in get_type_hints(kind).values():
            yield from rows_in(hint, seen)


def says_whom(run: Any) -> bool:
    """Whether it, or a function that it names, calls `work.opened`."""
    return any("opened" in names_in(function.__code__) for function in reached(run, set()))


def reached(function: Any, seen: set[Any]) -> Iterator[FunctionType]:
    if isinstance(function, Command | Query):
        function = function.run
    if not isinstance(function, FunctionType) or function in seen:
        return
    if not function.__module__.startswith(("ward_app.", __name__)):
        return
    seen.add(function)
    yield function
    names = names_in(function.__code__)
    for name in names:
        named = function.__globals__.get(name)
        inside = [vars(named).get(other) for other in names] if isinstance(named, ModuleType) else [named]
        for one in inside:
            yield from reached(one, seen)


def names_in(code: CodeType) -> set[str]:
    inner = [names_in(one) for one in code.co_consts if isinstance(one, CodeType)]
    return set(code.co_names).union(*inner)


@pytest.mark.parametrize("one", operations(), ids=lambda one: one.name)
def test_that_a_use_case_is_guarded_and_its_reads_are_logged_log_01_pdl_16(one: Operation) -> None:
    assert faults_of(one) == []


def rows_of_patients() -> set[Any]:
    seen: set[Any] = set()
    for one in queries():
        if one.log is not None and one.name.split(".")[0] in ("patients", "notes", "tasks"):
            list(rows_in(get_type_hints(one.run)["return"], seen))
    return {row for row in seen if row not in (RecordCheck, PartRow)}


@pytest.mark.parametrize("row", sorted(rows_of_patients(), key=str), ids=lambda row: row.__name__)
def test_that_no_row_prints_itself_into_a_log_or_a_traceback(row: Any) -> None:
    assert not row.__dataclass_params__.repr


def test_that_every_use_case_has_a_name_of_its_own_that_fits_the_log() -> None:
    names = [one.name for one in operations()]
    assert len(names) > 80
    assert sorted(set(names)) == names
    longest = LOG.c.action.type.length  # type: ignore[attr-defined]
    assert all(len(name) <= longest for name in [*names, *(one.log or "" for one in queries())])


def test_that_every_permission_is_held_by_a_role_and_needed_by_something() -> None:
    held = frozenset[Permission]().union(*HOLDS.values())
    assert held == set(Permission)
    assert {one.needs for one in operations() if one.needs} == set(Permission)


LISTED: dict[str, tuple[dict[str, str], Callable[[Operation], bool]]] = {
    "everyone": (FOR_EVERYONE, lambda one: one.needs is None),
    "no patients": (WITHOUT_PATIENTS, lambda one: isinstance(one, Query) and one.log is None),
    "no relation": (WITHOUT_RELATION, lambda one: not one.relation),
}


@pytest.mark.parametrize("which", LISTED)
def test_that_no_reason_outlives_its_use_case(which: str) -> None:
    listed, is_meant = LISTED[which]
    assert set(listed) == {one.name for one in operations() if is_meant(one)}


@dataclass(frozen=True)
class Row:
    patient_id: int


@command(None)
def anyone_writes(work: Work) -> None: ...


@query(Permission.PATIENT_READ)
def unlogged(work: Work) -> list[Row]:
    return [Row(1)]


@query(Permission.PATIENT_READ, log="record")
def of_nobody(work: Work) -> tuple[Row, ...]:
    return tuple(unlogged(work))


@query(Permission.PATIENT_READ, log="record")
def of_somebody(work: Work) -> list[Row]:
    return through_another(work)


@query(Permission.PATIENT_READ, log="record", relation=False)
def of_a_stranger(work: Work) -> list[Row]:
    return through_another(work)


def through_another(work: Work) -> list[Row]:
    work.opened([1])
    return [Row(1)]


FORGETFUL: list[tuple[Operation, list[str]]] = [
    (anyone_writes, ["needs no permission"]),
    (unlogged, ["is not in the access log", "shows patient_id without a log"]),
    (of_nobody, ["does not say whose record it shows"]),
    (of_somebody, []),
    (of_a_stranger, ["asks for no care relation"]),
]


@pytest.mark.parametrize(("one", "faults"), FORGETFUL, ids=[one.name for one, _faults in FORGETFUL])
def test_that_a_use_case_that_forgets_is_found(one: Operation, faults: list[str]) -> None:
    assert faults_of(one) == faults
