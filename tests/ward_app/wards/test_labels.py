"""Beds as they are typed at the first start."""

from __future__ import annotations

import pytest

from ward_app.errors import Invalid
from ward_app.wards.labels import EIGHTEEN, rooms_of


def test_that_the_usual_ward_has_eighteen_beds_in_twelve_rooms() -> None:
    rooms = rooms_of(EIGHTEEN)
    assert len(rooms) == 12
    assert sum(len(beds) for _room, beds in rooms) == 18


@pytest.mark.parametrize(
    ("typed", "rooms"),
    [
        ("1:1,1:2,7", [("1", ["1:1", "1:2"]), ("7", ["7"])]),
        (" A:1 , B:1 ,A:2, ", [("A", ["A:1", "A:2"]), ("B", ["B:1"])]),
    ],
)
def test_that_the_part_before_the_colon_is_the_room(typed: str, rooms: list[tuple[str, list[str]]]) -> None:
    assert rooms_of(typed) == rooms


@pytest.mark.parametrize("typed", ["", " , ,", "7, 8, 7"])
def test_that_no_bed_and_a_bed_named_twice_are_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rooms_of(typed)
    assert refusal.value.field == "beds"
