"""Every action that can stand in the log has words for the people who read it there."""

from __future__ import annotations

import pytest

from tests.ward_app.test_every_operation import operations
from ward_app.access.disclosure import _OPEN, Ground
from ward_app.logs import wording
from ward_app.logs.actions import ACTIONS, in_words
from ward_app.logs.model import Judgement
from ward_app.logs.occasions import Pattern
from ward_app.ops import Query

LOGGED_BY_HAND = {
    "access.locked", "access.recovered", "access.sign_in_failed", "access.signed_in", "access.signed_out",
    "access.unlocked", "audit.verified", "handover.closed", "logs.judged", "print.handover", "print.preview",
    "store.backed_up", "store.backup_verified", "store.checked", "store.code_renewed",
}  # fmt: skip
"""Names that `Work.log` is given."""


def names() -> set[str]:
    """A refused query stands under its own name, one that was answered under the name of what it shows."""
    found = {one.name for one in operations()} | LOGGED_BY_HAND
    return found | {one.log for one in operations() if isinstance(one, Query) and one.log}


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
