"""What a typed sign chooses among options."""

from __future__ import annotations

import pytest

from ui.admission.typing import chosen_by

ANSWERS = ["Ja", "Nej, ingen känd", "Okänt, kan inte tillfrågas"]
PURPOSES = ["1 Medicinsk utredning", "2 Medicinsk behandling", "3 Sviktplats", "4 Rehabilitering"]


@pytest.mark.parametrize(
    ("text", "texts", "here", "expected"),
    [
        ("j", ANSWERS, -1, (0, True)),
        ("J", ANSWERS, -1, (0, True)),
        ("n", ANSWERS, -1, (1, True)),
        ("o", ANSWERS, -1, (2, True)),
        ("ö", ["Öppen", "Sluten"], -1, (0, True)),
        ("4", PURPOSES, -1, (3, True)),
        ("r", PURPOSES, -1, (3, True)),
        ("m", PURPOSES, -1, (0, False)),
        ("m", PURPOSES, 0, (1, False)),
        ("m", PURPOSES, 1, (0, False)),
        ("9", PURPOSES, -1, (None, False)),
        ("0", PURPOSES, -1, (None, False)),
        ("x", PURPOSES, -1, (None, False)),
        ("-", PURPOSES, -1, (None, False)),
        ("🏳", PURPOSES, -1, (None, False)),
        ("r", [], -1, (None, False)),
    ],
)
def test_that_a_sign_chooses_what_it_stands_for(
    text: str, texts: list[str], here: int, expected: tuple[int | None, bool]
) -> None:
    assert chosen_by(text, texts, here) == expected
