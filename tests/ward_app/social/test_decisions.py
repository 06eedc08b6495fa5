"""Decisions, and the stays that rest on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.i18n import local
from ward_app.owners import Principal, RecordOwner
from ward_app.patients.shown import Audience
from ward_app.social import commands as social
from ward_app.social import queries
from ward_app.social.model import SocialDecision
from ward_app.social.rows import DecisionRow, DecisionState, state_on
from ward_app.social.terms import DecisionTerms
from ward_app.stays import commands as stays
from ward_app.stays import queries as stay_queries
from ward_app.stays.model import CareForm, Purpose, Stay

SOCIAL: dict[str, Any] = {"care_form": CareForm.SOCIAL_SHORT_TERM, "purpose": Purpose.RESPITE}
TODAY = local(factories.MORNING).date()


def terms(days: int | None = 14, *, begins: int = 0) -> DecisionTerms:
    return factories.make_terms(factories.MORNING + timedelta(days=begins), days)


def decided(door: App, patient: int) -> list[DecisionRow]:
    return door.ask(queries.decisions_of, patient)


def test_that_a_stay_under_the_act_needs_a_decision_sol_04(app: App, ward: Ward, patient: int) -> None:
    with pytest.raises(Invalid, match="needs a decision that covers") as refusal:
        factories.make_stay(app, ward, "8", patient_id=patient, decision=None, **SOCIAL)
    assert refusal.value.field == "decision_what"
    assert factories.ask(app, lambda session: session.query(Stay).count()) == 0


@pytest.mark.parametrize("form", [one for one in CareForm if one is not CareForm.SOCIAL_SHORT_TERM])
def test_that_a_stay_under_the_health_care_act_needs_none_sol_04(
    app: App, ward: Ward, patient: int, form: CareForm
) -> None:
    assert factories.make_stay(app, ward, "8", patient_id=patient, care_form=form)


def test_that_the_terms_typed_at_the_admission_are_registered_sol_04(
    app: App, ward: Ward, assessor: App, patient: int
) -> None:
    factories.make_stay(app, ward, "8", patient_id=patient, decision=terms(), **SOCIAL)
    [row] = decided(assessor, patient)
    assert (row.what, row.from_on, row.to_on) == ("Korttidsplats", TODAY, TODAY + timedelta(days=14))
    assert (row.decided_by, row.paragraph, row.by) == (
        "Berit Ahl, biståndshandläggare",
        "SoL 11:1",
        "M. Falk",
    )
    owner = factories.ask(app, lambda session: session.query(SocialDecision).one().owner)
    assert owner is RecordOwner.KOMMUN_SOL


@pytest.mark.parametrize(
    ("given", "is_enough"),
    [
        (terms(0), True),
        (terms(None, begins=-400), True),
        (terms(3, begins=-3), True),
        (terms(2, begins=-3), False),
        (terms(begins=1), False),
    ],
    ids=["that day only", "until further notice", "its last day", "over", "to come"],
)
def test_that_the_decision_covers_the_day_of_the_admission_sol_04(
    app: App, ward: Ward, assessor: App, patient: int, given: DecisionTerms, is_enough: bool
) -> None:
    """Typed at the admission or registered before it: the same days are enough."""
    if not is_enough:
        with pytest.raises(Invalid, match="does not cover"):
            factories.make_stay(
                app, ward, "8", patient_id=patient, decision=replace(given, decided_on=TODAY), **SOCIAL
            )
    assessor.do(social.register_decision, patient, replace(given, decided_on=TODAY))
    if is_enough:
        assert factories.make_stay(app, ward, "8", patient_id=patient, decision=None, **SOCIAL)
        return
    with pytest.raises(Invalid, match="needs a decision"):
        factories.make_stay(app, ward, "8", patient_id=patient, decision=None, **SOCIAL)


def test_that_a_planned_arrival_may_bring_its_decision_sol_04(
    app: App, ward: Ward, assessor: App, patient: int
) -> None:
    planned = app.do(
        stays.plan_arrival, patient, ward.unit_id, reason="Växelvård", decided_by="B. Ahl",
        expected_at=app.clock() + timedelta(hours=2), funding_principal=Principal.KOMMUN, decision=terms(),
        **SOCIAL,
    )  # fmt: skip
    assert len(decided(assessor, patient)) == 1
    assert planned == factories.make_stay(
        app, ward, "8", patient_id=patient, planned_stay_id=planned, decision=None, **SOCIAL
    )


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (replace(terms(), what="  "), "decision_what"),
        (replace(terms(), from_on=None), "decision_from_on"),
        (replace(terms(), to_on=TODAY - timedelta(days=1)), "decision_to_on"),
        (replace(terms(), decided_by=""), "decision_decided_by"),
        (replace(terms(), decided_on=None), "decision_decided_on"),
        (replace(terms(), decided_on=TODAY + timedelta(days=1)), "decision_decided_on"),
    ],
    ids=["what", "from", "to", "by", "on", "not made yet"],
)
def test_that_a_refusal_names_the_field_sol_04(
    assessor: App, patient: int, broken: DecisionTerms, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        assessor.do(social.register_decision, patient, broken)
    assert refusal.value.field == field


def test_who_registers_and_who_decides_sol_03(app: App, assistant: App, patient: int, stay: int) -> None:
    """That a decision was made is registered by who works in the record; changing one is to decide."""
    with pytest.raises(NotAllowed):
        app.do(social.register_decision, patient, terms())
    assert assistant.do(social.register_decision, patient, terms())
    [newest, _of_the_stay] = decided(assistant, patient)
    with pytest.raises(NotAllowed):
        assistant.do(social.change_decision, newest.id, newest.version, terms(), "Fel")
    with pytest.raises(NotAllowed):
        assistant.do(social.end_decision, newest.id, newest.version, TODAY, "Flyttar hem")


def test_that_an_ended_decision_says_why_and_holds_to_that_day_sol_04(assessor: App, patient: int) -> None:
    assessor.do(social.register_decision, patient, terms())
    [row] = decided(assessor, patient)
    assessor.do(social.end_decision, row.id, row.version, TODAY + timedelta(days=2), "Plats på boende")
    [ended] = decided(assessor, patient)
    assert (ended.last_on, ended.end_reason) == (TODAY + timedelta(days=2), "Plats på boende")
    assert (ended.to_on, ended.is_open) == (TODAY + timedelta(days=14), False)
    with pytest.raises(Refused, match="ended or replaced already"):
        assessor.do(social.end_decision, row.id, ended.version, TODAY, "En gång till")


@pytest.mark.parametrize(
    ("last_on", "reason", "sentence"),
    [
        (TODAY - timedelta(days=1), "Hem", "before the decision begins"),
        (TODAY + timedelta(days=14), "Hem", "ends then anyway"),
        (TODAY, " ", "Say why"),
    ],
    ids=["before", "no earlier", "no reason"],
)
def test_that_an_end_that_is_none_is_refused(
    assessor: App, patient: int, last_on: date, reason: str, sentence: str
) -> None:
    assessor.do(social.register_decision, patient, terms())
    [row] = decided(assessor, patient)
    with pytest.raises(Invalid, match=sentence):
        assessor.do(social.end_decision, row.id, row.version, last_on, reason)


def test_that_a_new_decision_takes_the_place_of_the_old_from_its_first_day_sol_04(
    assessor: App, patient: int
) -> None:
    assessor.do(social.register_decision, patient, terms(14, begins=-5))
    [row] = decided(assessor, patient)
    later = terms(30, begins=-1)
    assessor.do(social.change_decision, row.id, row.version, later, "Förlängt")
    [new, old] = decided(assessor, patient)
    assert (new.from_on, new.last_on, new.is_open) == (later.from_on, later.to_on, True)
    assert (old.last_on, old.end_reason, old.has_held) == (TODAY - timedelta(days=2), "Förlängt", True)


def test_that_one_replaced_from_its_first_day_has_never_held_sol_04(assessor: App, patient: int) -> None:
    """As when a day was typed wrong: the stay no longer rests on it."""
    assessor.do(social.register_decision, patient, terms(40))
    [row] = decided(assessor, patient)
    assessor.do(social.change_decision, row.id, row.version, terms(4), "Fel datum")
    [new, old] = decided(assessor, patient)
    assert not old.has_held
    record = assessor.ask(queries.social_record, patient)
    assert record.ground is not None
    assert record.ground.id == new.id


def test_that_a_decision_after_the_end_replaces_nothing(assessor: App, patient: int) -> None:
    assessor.do(social.register_decision, patient, terms(4))
    [row] = decided(assessor, patient)
    with pytest.raises(Invalid, match="anyway"):
        assessor.do(
            social.change_decision, row.id, row.version,
            replace(terms(begins=6), decided_on=TODAY), "Förlängt",
        )  # fmt: skip
    assert len(decided(assessor, patient)) == 1


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (None, DecisionState.HOLDS), (8, DecisionState.HOLDS), (7, DecisionState.ENDS_SOON),
        (2, DecisionState.ENDS_SOON), (1, DecisionState.ENDS_NOW), (0, DecisionState.ENDS_NOW),
        (-1, DecisionState.OVER),
    ],
)  # fmt: skip
def test_when_the_end_is_warned_of_sol_04(days: int | None, state: DecisionState) -> None:
    assert state_on(TODAY, None if days is None else TODAY + timedelta(days=days)) is state


def test_that_the_list_of_those_that_end_is_minimal_sol_07(
    app: App, ward: Ward, assistant: App, assessor: App, clock: FrozenClock
) -> None:
    for label, days in (("7", 30), ("8", 5), ("9", 1), ("10", None)):
        factories.make_stay(app, ward, label, consent=False, decision=terms(days), **SOCIAL)
    factories.make_stay(app, ward, "11", decision=terms(1))
    for door in (assistant, assessor):
        rows = door.ask(queries.decisions_ending, ward.unit_id)
        assert [(row.bed, row.state) for row in rows] == [
            ("9", DecisionState.ENDS_NOW), ("8", DecisionState.ENDS_SOON),
        ]  # fmt: skip
        assert rows[0].contact == "Berit Ahl, biståndshandläggare"
    clock.advance(timedelta(days=3))
    rows = assistant.ask(queries.decisions_ending, ward.unit_id)
    assert [(row.bed, row.state) for row in rows] == [
        ("9", DecisionState.OVER), ("8", DecisionState.ENDS_SOON)
    ]  # fmt: skip


def test_that_who_may_not_read_is_not_warned_osl_02(app: App, ward: Ward, patient: int, stay: int) -> None:
    """A nurse of the same municipality, without consent: another branch of it (OSL 8:2)."""
    assert app.ask(queries.decisions_ending, ward.unit_id) == []
    manager = app.acting(factories.make_user(app, Role.UNIT_MANAGER, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        manager.ask(queries.decisions_ending, ward.unit_id)


def test_that_the_board_warns_who_may_read_the_decision_sol_04(app: App, ward: Ward, assistant: App) -> None:
    for label, days in (("7", 30), ("8", 5), ("9", None)):
        factories.make_stay(app, ward, label, consent=label == "8", decision=terms(days), **SOCIAL)
    factories.make_stay(app, ward, "10", consent=False, decision=terms(0), **SOCIAL)
    assert warned(assistant, ward) == {"8": DecisionState.ENDS_SOON, "10": DecisionState.ENDS_NOW}
    assert warned(app, ward) == {"8": DecisionState.ENDS_SOON}, "a nurse with consent"
    assert warned(assistant, ward, Audience.DISCREET) == {}, "visitors can see it"


def warned(door: App, ward: Ward, audience: Audience = Audience.BOARD) -> dict[str, DecisionState]:
    places = door.ask(stay_queries.board, ward.unit_id, audience).places
    ends = {place.label: place.card.decision_end for place in places if place.card is not None}
    return {label: end.state for label, end in ends.items() if end is not None}
