"""Every kind of damage at every place of a stream, without a store: named as what it is, and nothing else."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import Any

import pytest

from ward_app.store import audit
from ward_app.store.audit import CHAINED
from ward_app.store.log_check import Break, Damage, Place, Row, Walk

KEY = bytes(range(32))
MANY = 9
EVERY = range(1, MANY + 1)
SEQ, ACTOR = CHAINED.index("seq"), CHAINED.index("actor")


def stream() -> list[Row]:
    """Rows as they come from the store, the MAC last."""
    rows: list[Row] = []
    mac = ""
    for seq in EVERY:
        row: dict[str, Any] = dict.fromkeys(CHAINED) | {
            "stream": "ws1",
            "seq": seq,
            "at": f"t{seq}",
            "actor": "a",
        }
        mac = audit.link(KEY, mac, row)
        rows.append((*row.values(), mac))
    return rows


def found(rows: list[Row], head: Place | None = None) -> list[Break]:
    walk = Walk(KEY, "ws1", (0, ""))
    for row, after in pairwise([*sorted(rows, key=lambda row: row[SEQ]), None]):
        if row is not None:
            walk.take(row, after)
    last = stream()[-1]
    return walk.end(head or (last[SEQ], last[-1]))


def said(rows: list[Row]) -> list[tuple[Damage, int, int]]:
    return [(one.what, one.seq, one.last) for one in found(rows)]


def put(row: Row, place: int, value: Any) -> Row:
    return (*row[:place], value, *row[place + 1 :])


def forged(seq: int) -> Row:
    return put(put(stream()[0], SEQ, seq), ACTOR, "forged")


def test_that_a_whole_stream_is_whole() -> None:
    assert found(stream()) == []
    assert found([], head=(1, "x")) == [Break("ws1", 1, Damage.STREAM_REMOVED, 1)]


@pytest.mark.parametrize("seq", EVERY)
def test_that_a_changed_row_is_named(seq: int) -> None:
    rows = stream()
    rows[seq - 1] = put(rows[seq - 1], ACTOR, "b")
    assert said(rows) == [(Damage.CHANGED, seq, seq)]


@pytest.mark.parametrize("seq", EVERY)
def test_that_a_changed_mac_is_named(seq: int) -> None:
    rows = stream()
    rows[seq - 1] = put(rows[seq - 1], len(CHAINED), "ff")
    what = [one for one in said(rows) if one[0] is Damage.CHANGED]
    assert what == [(Damage.CHANGED, seq, seq)]


@pytest.mark.parametrize("seq", EVERY[:-1])
def test_that_a_removed_row_is_named(seq: int) -> None:
    rows = stream()
    del rows[seq - 1]
    assert said(rows) == [(Damage.REMOVED, seq, seq)]


def test_that_a_removed_last_row_is_a_cut() -> None:
    assert said(stream()[:-1]) == [(Damage.CUT, MANY, MANY)]


@pytest.mark.parametrize("seq", EVERY[:-2])
def test_that_a_removed_row_is_named_though_the_rest_was_renumbered(seq: int) -> None:
    rows = stream()
    del rows[seq - 1]
    assert said([put(row, SEQ, nth) for nth, row in enumerate(rows, start=1)]) == [(Damage.REMOVED, seq, seq)]


@pytest.mark.parametrize("seq", range(1, MANY + 2))
def test_that_an_inserted_row_is_named_though_the_rest_was_renumbered(seq: int) -> None:
    rows = stream()
    rows.insert(seq - 1, forged(0))
    assert said([put(row, SEQ, nth) for nth, row in enumerate(rows, start=1)]) == [
        (Damage.INSERTED, seq, seq)
    ]


@pytest.mark.parametrize("seq", EVERY)
@pytest.mark.parametrize("is_first", [True, False])
def test_that_a_row_beside_another_is_named(seq: int, is_first: bool) -> None:
    rows = stream()
    rows.insert(seq - (1 if is_first else 0), forged(seq))
    assert said(rows) == [(Damage.INSERTED, seq, seq)]


@pytest.mark.parametrize(
    ("one", "other"), [pair for pair in permutations(EVERY[:-1], 2) if pair[0] < pair[1]]
)
def test_that_two_removed_rows_are_both_named(one: int, other: int) -> None:
    rows = [row for row in stream() if row[SEQ] not in (one, other)]
    named = {
        seq for what, first, last in said(rows) for seq in range(first, last + 1) if what is Damage.REMOVED
    }
    assert named == {one, other}
    assert {what for what, *_places in said(rows)} == {Damage.REMOVED}


@pytest.mark.parametrize(("one", "other"), [pair for pair in permutations(EVERY, 2) if pair[0] < pair[1]])
def test_that_two_changed_rows_are_both_named(one: int, other: int) -> None:
    rows = [put(row, ACTOR, "b") if row[SEQ] in (one, other) else row for row in stream()]
    named = {seq for _what, first, last in said(rows) for seq in range(first, last + 1)}
    assert named == {one, other}


@pytest.mark.parametrize(("one", "other"), [pair for pair in permutations(EVERY, 2) if pair[0] < pair[1]])
def test_that_rows_that_changed_places_are_found_near_both(one: int, other: int) -> None:
    """The MAC of each covers its number, and the row after each loses what it stood on."""
    new = {one: other, other: one}
    rows = [put(row, SEQ, new.get(row[SEQ], row[SEQ])) for row in stream()]
    named = {seq for _what, first, last in said(rows) for seq in range(first, last + 1)}
    assert {one, other} <= named <= {one, one + 1, other, other + 1}


def test_that_another_key_makes_one_break_of_all() -> None:
    walk = Walk(bytes(32), "ws1", (0, ""))
    for row, after in pairwise([*stream(), None]):
        if row is not None:
            walk.take(row, after)
    last = stream()[-1]
    assert [(one.seq, one.last) for one in walk.end((MANY, last[-1]))] == [(1, MANY)]


def test_that_a_head_that_was_set_back_is_found() -> None:
    earlier = stream()[4]
    assert [one.what for one in found(stream(), head=(5, earlier[-1]))] == [Damage.CUT]


class Trusting(Walk):
    """A check that looks at numbers only."""

    def _follows(self, row: Row, before: str, shift: int | None = None) -> bool:
        return True


def test_that_a_check_without_the_mac_would_find_nothing() -> None:
    rows = stream()
    rows[3] = put(rows[3], ACTOR, "b")
    walk = Trusting(KEY, "ws1", (0, ""))
    for row, after in pairwise([*rows, None]):
        if row is not None:
            walk.take(row, after)
    assert walk.end((MANY, rows[-1][-1])) == []
