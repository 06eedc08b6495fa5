"""Counts, filters, marks and sentences of the board, on rows made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import MORNING
from tests.ui.board import rows
from ui.board import texts
from ui.board.changes import RecentChanges
from ui.board.marks import alert_marks, decision_marks, marks_of
from ui.board.places import Filter, counts, places_of, summary
from ward_app.patients.cpr import CprState
from ward_app.patients.model import HypersensitivityAnswer
from ward_app.stays.board_rows import Board, PlaceState


def test_that_day_care_stands_after_the_beds() -> None:
    found = Board("Enheten", MORNING, (rows.place(),), (rows.card(stay_id=5, name="Ek, Ida"),))
    first, day = places_of(found)
    assert (first.label, day.label) == ("1:2", "Day")
    assert day.card is not None
    assert day.bed_id == -5


def test_the_counts_of_the_filters() -> None:
    places = [
        rows.place("1", 1, card=rows.card(nurse_id=7)),
        rows.place("2", 2, card=rows.card(doctor_id=7, tasks_overdue=1)),
        rows.place("3", 3, card=rows.card(is_ready=True)),
        rows.place("4", 4, card=None, state=PlaceState.FREE),
    ]
    assert counts(places, 7) == {Filter.ALL: 4, Filter.MINE: 2, Filter.OVERDUE: 1, Filter.READY: 1}
    assert counts(places, None)[Filter.MINE] == 0


def test_that_the_summary_names_only_what_there_is() -> None:
    places = [
        rows.place("1", 1),
        rows.place("2", 2, card=None, state=PlaceState.FREE),
        rows.place("3", 3, card=None, state=PlaceState.CLEANING),
        rows.place("4", 4, state=PlaceState.ON_LEAVE, card=rows.card(is_ready=True)),
    ]
    said = summary(places)
    assert said.full == "2 inpatients · 1 free · 1 being cleaned · 1 on leave · 1 ready for discharge"
    assert said.brief == "2 of 4 · 1 free"


@pytest.mark.parametrize(
    ("answer", "texts_said"),
    [
        (HypersensitivityAnswer.NONE_KNOWN, []),
        (HypersensitivityAnswer.NOT_ASKED, ["Allergy not asked"]),
        (HypersensitivityAnswer.NOT_KNOWN, ["Allergy unknown"]),
        (HypersensitivityAnswer.KNOWN, ["Allergy"]),
    ],
)
def test_that_an_answer_not_given_is_no_answer(answer: HypersensitivityAnswer, texts_said: list[str]) -> None:
    assert [mark.text for mark in alert_marks(rows.card(hypersensitivity=answer))] == texts_said


def test_that_an_overdue_decision_says_that_it_does_not_hold() -> None:
    (mark,) = decision_marks(rows.card(cpr=CprState.OVERDUE))
    assert (mark.text, mark.kind) == ("No CPR: expired", "warning")
    assert "not valid" in mark.said


def test_that_every_mark_has_a_word_and_an_icon() -> None:
    place = rows.place(card=rows.EVERYTHING, state=PlaceState.ON_LEAVE, is_over_occupancy=True)
    assert all(mark.text and mark.icon and mark.said for mark in marks_of(place))


def test_that_a_task_of_another_day_says_which() -> None:
    late = rows.card(next_task_at=MORNING - timedelta(days=1), tasks_overdue=1)
    assert texts.next_text(late, MORNING) == "Overdue yesterday 08:42 · 4 left"
    assert texts.next_text(rows.card(next_task_at=None), MORNING) == "No tasks left"


def test_that_why_a_bed_is_closed_is_said_once() -> None:
    closed = rows.place(card=None, state=PlaceState.CLOSED, state_note="Closed: staffing: two posts vacant")
    assert texts.empty_line(closed) == "Closed – Staffing: two posts vacant"
    assert texts.empty_line(replace(closed, state_note="")) == "Closed"


def test_what_counts_as_a_change() -> None:
    changes = RecentChanges()
    first = [rows.place("1", 1), rows.place("2", 2)]
    changes.note(first, MORNING)
    assert not changes.is_changed(first[0])
    older = replace(rows.CARD, version=2, day=20)
    moved = replace(rows.CARD, reason="UVI")
    changes.note([rows.place("1", 1, card=older), rows.place("2", 2, card=moved)], MORNING)
    assert not changes.is_changed(first[0])
    assert changes.is_changed(first[1])
    assert not changes.pass_time(MORNING + timedelta(seconds=59))
    assert changes.pass_time(MORNING + timedelta(seconds=60))
    assert not changes.is_changed(first[1])
