from __future__ import annotations

from enum import StrEnum

import pytest

from ward_app.patients.model import AlertKind
from ward_app.stays.model import CareFactKind
from ward_app.words import WORDS, brief, word

KINDS = sorted({type(choice) for choice, _ in WORDS}, key=lambda kind: kind.__name__)


def test_that_choices_of_one_value_keep_their_own_words() -> None:
    assert CareFactKind.NUTRITION.value == AlertKind.NUTRITION.value
    assert word(CareFactKind.NUTRITION) != word(AlertKind.NUTRITION)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_that_every_choice_has_a_word(kind: type[StrEnum]) -> None:
    assert all(word(choice) and brief(choice) for choice in kind)
