from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from ward_app.patients.cpr import CprState, cpr_state
from ward_app.patients.model import LimitationKind

TODAY = date(2026, 11, 21)
ENDED = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Decision:
    kind: LimitationKind = LimitationKind.NO_CPR
    review_on: date = TODAY
    ended_at: datetime | None = None


def test_that_cpr_is_given_without_a_decision() -> None:
    assert cpr_state([], TODAY) is CprState.YES


def test_that_other_limits_say_nothing_about_cpr() -> None:
    assert cpr_state([Decision(LimitationKind.NO_INTENSIVE_CARE)], TODAY) is CprState.YES


def test_that_a_decision_holds_through_the_day_of_its_review() -> None:
    assert cpr_state([Decision()], TODAY) is CprState.NO
    assert cpr_state([Decision(review_on=date(2026, 11, 20))], TODAY) is CprState.OVERDUE


def test_that_an_ended_decision_no_longer_counts() -> None:
    assert cpr_state([Decision(ended_at=ENDED)], TODAY) is CprState.YES


def test_that_a_decision_that_holds_outweighs_one_that_is_overdue() -> None:
    assert cpr_state([Decision(review_on=date(2026, 1, 1)), Decision()], TODAY) is CprState.NO
