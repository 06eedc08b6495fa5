"""Which right each use case of sharing needs, and which ask for no care relation because they make one."""

from __future__ import annotations

from typing import Any

import pytest

from ward_app.access.policy import HOLDS, Permission, Role
from ward_app.ops import Command, Query
from ward_app.sharing import commands, queries

P = Permission
RECORD = {
    "inform", "record_answer", "withdraw", "assess_capacity", "end_assessment", "block", "unblock",
    "answer_request", "lift_requests",
}  # fmt: skip
NEEDS: dict[Permission, set[str]] = {
    P.SHARING_RECORD: RECORD,
    P.BLOCK_LIFT: {"reveal_blocks", "lift_block", "request_lift"},
    P.EMERGENCY_OPEN: {"open_in_emergency"},
    P.RELATION_STATE: {"state_relation", "call_in"},
    P.LOG_REVIEW: {"review_emergency", "emergencies"},
    P.PATIENT_READ: {"sharing_of"},
}
WITHOUT_RELATION = {
    "state_relation": "is where a relation begins",
    "open_in_emergency": "danger is the relation",
    "review_emergency": "reviews who read, not the care",
    "emergencies": "reviews who read, not the care",
    "lift_requests": "a list of whom to look at; the answer asks for a relation",
}
Operation = Command[..., Any] | Query[..., Any]


def operations() -> dict[str, Operation]:
    found = [vars(commands)[name] for name in commands.__all__]
    found += [one for one in vars(queries).values() if isinstance(one, Query)]
    return {one.name.removeprefix("sharing."): one for one in found}


def test_that_every_use_case_needs_the_right_that_is_meant_pdl_16() -> None:
    assert {name: one.needs for name, one in operations().items()} == {
        name: needed for needed, names in NEEDS.items() for name in names
    }


def test_that_only_what_makes_a_relation_goes_without_one_pdl_15() -> None:
    assert {name for name, one in operations().items() if not one.relation} == set(WITHOUT_RELATION)


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.SYSTEM_ADMINISTRATOR, Role.LOG_REVIEWER])
def test_that_no_administrator_shares_lifts_or_opens_anything_lsvo_09(role: Role) -> None:
    assert not HOLDS[role] & {P.SHARING_RECORD, P.BLOCK_LIFT, P.EMERGENCY_OPEN, P.RELATION_STATE}


def test_that_the_needs_assessor_lifts_and_opens_nothing_lsvo_08() -> None:
    assert not HOLDS[Role.NEEDS_ASSESSOR] & {P.BLOCK_LIFT, P.EMERGENCY_OPEN}


def test_that_whoever_reviews_does_not_open_lsvo_08_log_05() -> None:
    for held in HOLDS.values():
        assert not held >= {P.LOG_REVIEW, P.EMERGENCY_OPEN}
