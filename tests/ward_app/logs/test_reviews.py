"""The log is checked again and again, by chance and on suspicion, by someone else than the one checked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests import factories
from ward_app.access.policy import Actor, Role
from ward_app.app import App
from ward_app.errors import Conflict, Invalid, NotAllowed, Refused
from ward_app.logs import commands, queries
from ward_app.logs.drawing import by_chance
from ward_app.logs.model import Judgement, ReviewKind
from ward_app.logs.occasions import Pattern
from ward_app.logs.rows import AccessRow
from ward_app.patients import queries as patients

TODAY = date(2026, 11, 21)
PERIOD = (TODAY - timedelta(days=6), TODAY)
WHY = "Anmälan från patienten"


def drawn(reviewer: App, review_id: int) -> tuple[AccessRow, ...]:
    return reviewer.ask(queries.review, review_id).accesses


def judge_all(reviewer: App, review_id: int) -> None:
    for one in drawn(reviewer, review_id):
        reviewer.do(commands.judge, one.id, one.version, Judgement.JUSTIFIED)


def version(reviewer: App, review_id: int) -> int:
    return reviewer.ask(queries.review, review_id).head.version


def test_that_a_sample_is_drawn_shown_in_words_judged_and_closed_log_04(
    reviewer: App, stays: dict[str, int]
) -> None:
    review_id = reviewer.do(commands.draw_random, *PERIOD, 5, seed=1)
    found = drawn(reviewer, review_id)
    assert len(found) == 5
    one = next(
        row for row in found if row.action == "read the record" or row.action == "admitted the patient"
    )
    assert (one.who, one.role, one.owner) == ("M. Falk", "Nurse", "Municipality HSL")
    assert one.unit == "Närvårdsenheten"
    assert one.patient
    for row in found:
        reviewer.do(commands.judge, row.id, row.version, Judgement.JUSTIFIED)
    reviewer.do(commands.close_review, review_id, version(reviewer, review_id), "Inget att anmärka.")
    [head] = reviewer.ask(queries.reviews)
    assert (head.kind, head.accesses, head.judged, head.unjustified) == (ReviewKind.RANDOM, 5, 5, 0)
    assert head.outcome == "Inget att anmärka."
    assert head.criteria.seed == 1
    assert head.by == "S. Ek"


def test_that_one_operation_is_one_access(reviewer: App, stays: dict[str, int]) -> None:
    """An admission leaves several rows in the log."""
    review_id = reviewer.do(commands.draw_targeted, Pattern.PATIENT, *PERIOD, WHY, patient_id=stays["Öberg"])
    actions = [row.action for row in drawn(reviewer, review_id)]
    assert actions.count("admitted the patient") == 1
    assert "read the record" in actions


def test_that_the_same_seed_draws_the_same(reviewer: App, stays: dict[str, int]) -> None:
    ids = list(range(1000))
    assert by_chance([], ids, 20, 7) == by_chance([], ids, 20, 7)
    assert by_chance([], ids, 20, 7) != by_chance([], ids, 20, 8)


@pytest.mark.parametrize(("size", "protected"), [(10, 2), (11, 3), (5, 1), (1, 1)])
def test_that_the_protected_are_drawn_more_often_prot_04(size: int, protected: int) -> None:
    chosen = by_chance(range(1000, 1100), range(1000), size, 3)
    assert len(chosen) == size
    assert sum(one >= 1000 for one in chosen) == protected


def test_that_a_sample_is_filled_from_what_there_is() -> None:
    assert len(by_chance(range(10, 13), range(4), 5, 1)) == 5
    assert by_chance(range(10, 13), range(4), 50, 1) == [0, 1, 2, 3, 10, 11, 12]


def test_that_every_access_to_the_protected_is_listed_and_masked_prot_04(
    reviewer: App, stays: dict[str, int]
) -> None:
    review_id = reviewer.do(commands.draw_targeted, Pattern.PROTECTED, *PERIOD, WHY)
    found = drawn(reviewer, review_id)
    assert {row.action for row in found} >= {"read the record", "admitted the patient"}
    assert all(row.is_protected for row in found)
    assert not any("Siv" in row.patient or row.patient[-1].isdigit() for row in found)


def test_that_no_one_is_shown_or_judges_their_own_log_05(app: App, stays: dict[str, int]) -> None:
    """A nurse who also is the log reviewer: her own accesses are left to another."""
    nurse = app.user
    both = Actor(nurse.user_id, nurse.login, nurse.name, (*nurse.held, *_reviewer(app).held), nurse.stamp)
    with pytest.raises(Refused):
        app.acting(both).do(commands.draw_random, *PERIOD, 50)
    with pytest.raises(Refused):
        app.acting(both).do(commands.draw_targeted, Pattern.USER, *PERIOD, WHY, user_id=nurse.user_id)
    with pytest.raises(Refused):
        app.acting(both).do(commands.draw_random, *PERIOD, 50, user_id=nurse.user_id)


def _reviewer(app: App) -> Actor:
    return factories.make_user(app, Role.LOG_REVIEWER, "Ek", "Sara")


def test_that_own_accesses_are_left_out_and_counted_log_05(reviewer: App, stays: dict[str, int]) -> None:
    reviewer.do(commands.draw_targeted, Pattern.PATIENT, *PERIOD, WHY, patient_id=stays["Öberg"])
    [before] = reviewer.ask(queries.reviews)
    assert before.criteria.own == 0
    reviewer.ask(queries.review, before.id)
    again = reviewer.do(commands.draw_targeted, Pattern.PATIENT, *PERIOD, WHY, patient_id=stays["Öberg"])
    head = reviewer.ask(queries.review, again).head
    assert head.criteria.own >= 1, (
        "the log of the reading of the log is there, and is not the reader's to judge"
    )
    assert head.criteria.found == before.criteria.found


def test_that_an_own_access_that_stands_in_a_sample_cannot_be_judged_log_05(
    reviewer: App, stays: dict[str, int]
) -> None:
    """As it would if a draw had forgotten to leave it out."""
    review_id = reviewer.do(commands.draw_random, *PERIOD, 5)
    first = drawn(reviewer, review_id)[0]
    with reviewer.store.writer.begin() as connection:
        own = connection.scalar(
            text("SELECT max(id) FROM audit_log WHERE user_id = :id"), {"id": reviewer.user.user_id}
        )
        connection.execute(
            text("UPDATE log_review_row SET log_id = :own WHERE id = :id"), {"own": own, "id": first.id}
        )
    with pytest.raises(Refused, match="Nobody reviews"):
        reviewer.do(commands.judge, first.id, first.version, Judgement.JUSTIFIED)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LOG_REVIEWER])
def test_that_only_log_reviewers_read_the_log_log_05(app: App, role: Role) -> None:
    other = app.acting(factories.make_user(app, role))
    for op in (queries.reviews, queries.review):
        assert not other.allows(op)
    with pytest.raises(NotAllowed):
        other.do(commands.draw_random, *PERIOD, 5)


def logged(app: App, action: str) -> list[Any]:
    with app.store.reader.connect() as connection:
        query = text("SELECT user_id, patient_id FROM audit_log WHERE action = :action")
        return list(connection.execute(query, {"action": action}))


def test_that_looking_at_the_log_is_in_the_log_log_05(reviewer: App, stays: dict[str, int]) -> None:
    review_id = reviewer.do(commands.draw_targeted, Pattern.PATIENT, *PERIOD, WHY, patient_id=stays["Öberg"])
    judge_all(reviewer, review_id)
    reviewer.ask(queries.reviews)
    reviewer.do(commands.close_review, review_id, version(reviewer, review_id), "Inget att anmärka.")
    mine = (reviewer.user.user_id, stays["Öberg"])
    for action in ("logs.review", "logs.reviews", "logs.judged"):
        assert mine in [tuple(row) for row in logged(reviewer, action)], action
    for action in ("logs.draw_targeted", "logs.close_review"):
        assert {row.user_id for row in logged(reviewer, action)} == {reviewer.user.user_id}


def test_that_a_targeted_check_says_why_and_whom_log_04(reviewer: App, stays: dict[str, int]) -> None:
    with pytest.raises(Invalid, match="Say why"):
        reviewer.do(commands.draw_targeted, Pattern.PROTECTED, *PERIOD, "  ")
    with pytest.raises(Invalid, match="patient"):
        reviewer.do(commands.draw_targeted, Pattern.PATIENT, *PERIOD, WHY)
    with pytest.raises(Invalid, match="whose"):
        reviewer.do(commands.draw_targeted, Pattern.USER, *PERIOD, WHY)


@pytest.mark.parametrize(
    ("begin", "end"),
    [(TODAY + timedelta(days=1), TODAY + timedelta(days=2)), (TODAY, TODAY - timedelta(days=1))],
)
def test_that_a_period_is_one(reviewer: App, begin: date, end: date) -> None:
    with pytest.raises(Invalid):
        reviewer.do(commands.draw_random, begin, end, 5)


def test_that_nothing_is_drawn_from_nothing(reviewer: App, stays: dict[str, int]) -> None:
    long_ago = TODAY - timedelta(days=400)
    with pytest.raises(Refused):
        reviewer.do(commands.draw_random, long_ago, long_ago, 5)


@pytest.mark.parametrize("size", [0, 501])
def test_that_a_sample_has_a_size_that_can_be_looked_at(reviewer: App, size: int) -> None:
    with pytest.raises(Invalid):
        reviewer.do(commands.draw_random, *PERIOD, size)


def test_that_one_colleague_and_one_unit_can_be_looked_at(
    app: App, reviewer: App, stays: dict[str, int], ward: factories.Ward
) -> None:
    colleague = app.acting(factories.make_user(app, Role.NURSE, "Berg", "Anna", unit_id=ward.unit_id))
    colleague.ask(patients.banner, stays["Lund"])
    only = reviewer.do(commands.draw_targeted, Pattern.USER, *PERIOD, WHY, user_id=colleague.user.user_id)
    assert {row.who for row in drawn(reviewer, only)} == {"A. Berg"}
    by_unit = reviewer.do(commands.draw_random, *PERIOD, 50, unit_id=ward.unit_id)
    assert {row.unit for row in drawn(reviewer, by_unit)} == {"Närvårdsenheten"}


def test_that_namesakes_and_colleagues_are_found(app: App, reviewer: App, ward: factories.Ward) -> None:
    patient_id = factories.make_patient(app, "Falk", "Maria")
    factories.make_stay(app, ward, "1:1", patient_id=patient_id)
    for pattern in (Pattern.COLLEAGUE, Pattern.NAMESAKE):
        review_id = reviewer.do(commands.draw_targeted, pattern, *PERIOD, WHY)
        assert {row.patient.split(" ")[0] for row in drawn(reviewer, review_id)} == {"Falk,"}


def test_that_refused_attempts_are_found(app: App, reviewer: App, stays: dict[str, int]) -> None:
    elsewhere = factories.make_ward(app, "Avdelning 2").unit_id
    stranger = app.acting(factories.make_user(app, Role.NURSE, "Berg", "Anna", unit_id=elsewhere))
    with pytest.raises(NotAllowed):
        stranger.ask(patients.banner, stays["Lund"])
    review_id = reviewer.do(commands.draw_targeted, Pattern.REFUSED, *PERIOD, WHY)
    [row] = drawn(reviewer, review_id)
    assert (row.who, row.is_refused, row.action) == ("A. Berg", True, "opened the record")


def test_that_what_is_not_justified_needs_words_log_04(reviewer: App, stays: dict[str, int]) -> None:
    review_id = reviewer.do(commands.draw_random, *PERIOD, 3)
    first = drawn(reviewer, review_id)[0]
    with pytest.raises(Invalid):
        reviewer.do(commands.judge, first.id, first.version, Judgement.UNJUSTIFIED, " ")
    reviewer.do(commands.judge, first.id, first.version, Judgement.UNJUSTIFIED, "Arbetade inte då")
    with pytest.raises(Conflict):
        reviewer.do(commands.judge, first.id, first.version, Judgement.JUSTIFIED)
    assert reviewer.ask(queries.review, review_id).head.unjustified == 1


def test_that_a_check_is_closed_when_all_is_judged_and_then_stays_log_04(
    reviewer: App, stays: dict[str, int]
) -> None:
    review_id = reviewer.do(commands.draw_random, *PERIOD, 3)
    with pytest.raises(Refused, match="3 accesses"):
        reviewer.do(commands.close_review, review_id, version(reviewer, review_id), "Klart")
    judge_all(reviewer, review_id)
    with pytest.raises(Invalid):
        reviewer.do(commands.close_review, review_id, version(reviewer, review_id), " ")
    reviewer.do(commands.close_review, review_id, version(reviewer, review_id), "Klart")
    first = drawn(reviewer, review_id)[0]
    with pytest.raises(Refused, match="closed"):
        reviewer.do(commands.judge, first.id, first.version, Judgement.ASK)
    with pytest.raises(Refused, match="closed"):
        reviewer.do(commands.close_review, review_id, version(reviewer, review_id), "Igen")


def test_that_only_the_one_who_drew_it_judges(app: App, reviewer: App, stays: dict[str, int]) -> None:
    review_id = reviewer.do(commands.draw_random, *PERIOD, 3)
    other = app.acting(_reviewer(app))
    first = other.ask(queries.review, review_id).accesses[0]
    with pytest.raises(Refused, match="Another reviewer"):
        other.do(commands.judge, first.id, first.version, Judgement.JUSTIFIED)
    assert not other.ask(queries.reviews)[0].is_mine
