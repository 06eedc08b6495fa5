"""Every action that can stand in the log has words for the people who read it there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import ward_app
from tests.ward_app.test_every_operation import operations
from ward_app.access.disclosure import _OPEN, Ground
from ward_app.logs import wording
from ward_app.logs.actions import ACTIONS, in_words
from ward_app.logs.model import Judgement
from ward_app.logs.occasions import Pattern
from ward_app.ops import Query

PUT_TOGETHER = {
    "access.locked", "access.signed_out", "access.switched", "access.unlocked", "print.handover",
    "print.preview", "store.backed_up", "store.backup_verified", "store.checked", "store.code_renewed",
}  # fmt: skip
"""Names that are made of parts, or chosen, where `Work.log` is called."""


def names() -> set[str]:
    """A refused query stands under its own name, one that was answered under the name of what it shows."""
    found = {one.name for one in operations()} | PUT_TOGETHER
    found |= {one.log for one in operations() if isinstance(one, Query) and one.log}
    return found | {name for file in Path(ward_app.__file__).parent.rglob("*.py") for name in said_in(file)}


def said_in(file: Path) -> Iterator[str]:
    """What `Work.log` is given, as it stands or by the name of a constant."""
    tree = ast.parse(file.read_text("utf-8"))
    constants = dict(pair for node in tree.body if isinstance(node, ast.Assign) for pair in pairs_of(node))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        first = node.args[0]
        if node.func.attr == "log" and isinstance(first, ast.Constant):
            yield str(first.value)
        elif node.func.attr == "log" and isinstance(first, ast.Name) and first.id in constants:
            yield constants[first.id]


def pairs_of(node: ast.Assign) -> Iterator[tuple[str, str]]:
    """`A = "a"` and `A, B = "a", "b"`"""
    target, value = node.targets[0], node.value
    left = target.elts if isinstance(target, ast.Tuple) else [target]
    right = value.elts if isinstance(value, ast.Tuple) else [value]
    for name, one in zip(left, right, strict=False):
        if isinstance(name, ast.Name) and isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield name.id, one.value


def test_that_names_are_found_where_they_are_said() -> None:
    assert {"print.log_extract", "print.social", "handover.closed", "logs.judged"} <= names()


def test_that_every_action_has_words_log_04() -> None:
    assert sorted(names() - ACTIONS.keys()) == []


def test_that_an_unknown_action_is_shown_as_it_is() -> None:
    assert in_words("of.tomorrow") == "of.tomorrow"


def test_that_every_choice_has_words() -> None:
    assert wording.PATTERNS.keys() == set(Pattern)
    assert wording.JUDGEMENTS.keys() == set(Judgement)
    assert wording.GROUNDS.keys() == _OPEN - {Ground.OWN_RECORD}


@pytest.mark.parametrize(
    ("reason", "detail", "words"),
    [
        (None, None, ""),
        (None, '{"read": {"region_hsl": "consent"}}', "Region: consent"),
        ("covers", None, "Covers for a colleague or helps out here"),
        ("vital_need", '{"read": {"kommun_hsl": "lifted_block"}}',
         "Municipality HSL: block lifted · "
         "Consent cannot be had, and the patient cannot do without the care"),
        ("of_tomorrow", '{"read": {"third": "law"}}', "third: law · of_tomorrow"),
        (None, "no json", ""),
        (None, "[1]", ""),
        (None, '{"read": 1}', ""),
    ],
)  # fmt: skip
def test_that_grounds_and_reasons_are_said_in_words(
    reason: str | None, detail: str | None, words: str
) -> None:
    assert wording.ground_words(reason, detail) == words


def test_that_roles_and_owners_are_said_in_words() -> None:
    assert [wording.role_words(code) for code in ("nurse", "of_tomorrow", None)] == [
        "Nurse",
        "of_tomorrow",
        "",
    ]
    assert [wording.owner_words(code) for code in ("region_hsl", None)] == ["Region", ""]
