"""The lists of who is expected and who has left: names for the ward, words for who may read them."""

from __future__ import annotations

from datetime import timedelta

from tests import factories
from tests.factories import Ward, make_stay
from tests.ward_app.stays.steps import discharge, plan
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.patients.shown import NOT_SHOWN
from ward_app.stays import queries

NOW = factories.MORNING
DAY = timedelta(days=1)


def test_that_an_arrival_is_named_to_all_and_explained_to_who_may_read_it_lsvo_06(
    app: App, doctor: App, ward: Ward, patient: int
) -> None:
    plan(app, ward, patient, NOW + DAY)
    [mine] = app.ask(queries.planned_arrivals, ward.unit_id)
    [theirs] = doctor.ask(queries.planned_arrivals, ward.unit_id)
    assert (mine.name, mine.reason) == ("Öberg, Åke", "Växelvård")
    assert mine.decided_by == "B. Ahl, biståndshandläggare"
    assert (theirs.name, theirs.bed, theirs.purpose) == (mine.name, mine.bed, mine.purpose)
    assert (theirs.reason, theirs.background, theirs.decided_by, theirs.referred_from) == ("", "", "", "")


def test_that_where_someone_went_is_told_to_who_may_read_it_lsvo_06(
    app: App, doctor: App, ward: Ward, patient: int
) -> None:
    discharge(app, make_stay(app, ward, patient_id=patient, at=NOW - DAY, consent=False))
    [mine] = app.ask(queries.discharged_since, ward.unit_id, NOW - DAY)
    [theirs] = doctor.ask(queries.discharged_since, ward.unit_id, NOW - DAY)
    assert (mine.discharged_to, theirs.discharged_to) == ("Home", "")


def test_that_whose_care_is_long_over_is_named_in_no_list_pdl_15(
    app: App, ward: Ward, patient: int, clock: FrozenClock
) -> None:
    stay = make_stay(app, ward, patient_id=patient)
    clock.advance(DAY)
    discharge(app, stay)
    clock.advance(8 * DAY)
    assert app.ask(queries.discharged_since, ward.unit_id, NOW) == []
    [row] = app.ask(queries.as_known, ward.unit_id, NOW)
    assert (row.bed, row.name) == ("1:2", NOT_SHOWN)
