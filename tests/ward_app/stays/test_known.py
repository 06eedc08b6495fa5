"""The ward as it was known at some moment: corrections made later do not reach back."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests import factories
from tests.factories import Ward, make_patient, make_stay, version_of
from tests.ward_app.stays.steps import discharge, move
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.patients.model import Protection
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import Purpose

NOW = factories.MORNING
HOUR = timedelta(hours=1)


def known(app: App, ward: Ward, at: datetime) -> dict[str, int]:
    return {row.bed: row.stay_id for row in app.ask(queries.as_known, ward.unit_id, at)}


def test_that_a_late_entry_was_not_known_before(app: App, ward: Ward, clock: FrozenClock) -> None:
    clock.advance(2 * HOUR)
    stay = make_stay(app, ward, "1:2", at=NOW)
    assert known(app, ward, NOW + HOUR) == {}
    assert known(app, ward, NOW + 2 * HOUR) == {"1:2": stay}


def test_that_a_discharge_was_known_until_it_was_undone(app: App, ward: Ward, clock: FrozenClock) -> None:
    stay = make_stay(app, ward, "1:2", at=NOW - HOUR)
    clock.advance(2 * HOUR)
    discharge(app, stay, NOW + HOUR)
    clock.advance(2 * HOUR)
    app.do(stays.undo_discharge, stay, version_of(app, stay), "Fel patient")
    before, meanwhile, after = NOW + HOUR, NOW + 3 * HOUR, NOW + 5 * HOUR
    assert known(app, ward, before) == {"1:2": stay}
    assert known(app, ward, meanwhile) == {}
    clock.set(after)
    assert known(app, ward, after) == {"1:2": stay}


def test_that_an_undone_admission_was_believed_until_then(app: App, ward: Ward, clock: FrozenClock) -> None:
    stay = make_stay(app, ward, "1:2")
    clock.advance(2 * HOUR)
    app.do(stays.undo_admission, stay, version_of(app, stay), "Fel person")
    assert known(app, ward, NOW + HOUR) == {"1:2": stay}
    assert known(app, ward, NOW + 2 * HOUR) == {}


def test_that_a_late_move_is_known_from_its_entry_on(app: App, ward: Ward, clock: FrozenClock) -> None:
    stay = make_stay(app, ward, "1:2")
    clock.advance(4 * HOUR)
    move(app, ward, stay, "2:1", NOW + HOUR)
    assert known(app, ward, NOW + 2 * HOUR) == {"1:2": stay}
    assert known(app, ward, NOW + 4 * HOUR) == {"2:1": stay}


def test_that_leave_and_purpose_are_those_of_the_time(app: App, ward: Ward, clock: FrozenClock) -> None:
    stay = make_stay(app, ward, "1:2")
    clock.advance(HOUR)
    app.do(stays.start_leave, stay, version_of(app, stay))
    clock.advance(HOUR)
    app.do(stays.return_from_leave, stay, version_of(app, stay))
    app.do(stays.change_purpose, stay, version_of(app, stay), Purpose.PALLIATIVE, NOW)
    told = [
        (row.on_leave, row.purpose)
        for hours in (0, 1, 2)
        for row in app.ask(queries.as_known, ward.unit_id, NOW + hours * HOUR)
    ]
    treatment = Purpose.MEDICAL_TREATMENT
    assert told == [(False, treatment), (True, treatment), (False, Purpose.PALLIATIVE)]


def test_that_who_is_protected_was_never_named(app: App, ward: Ward) -> None:
    hidden = make_patient(app, protection=Protection.ASSUMED_IDENTITY)
    make_stay(app, ward, "1:2", patient_id=hidden)
    [row] = app.ask(queries.as_known, ward.unit_id, NOW)
    assert (row.name, row.is_protected) == ("Å.Ö., protected identity", True)
