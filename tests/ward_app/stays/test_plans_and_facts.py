"""Planned arrivals that change, and standing facts that several people write."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import MORNING, Ward, make_patient
from tests.ward_app.stays.steps import plan
from ward_app.app import App
from ward_app.errors import Conflict, Invalid, Refused
from ward_app.owners import Principal
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import CareFactKind, CareForm, Purpose

TOMORROW = MORNING + timedelta(days=1)


def change(app: App, row: queries.ArrivalRow, **more: Any) -> None:
    terms: dict[str, Any] = {
        "purpose": row.purpose, "care_form": row.care_form, "funding_principal": row.funding_principal,
        "reason": row.reason, "expected_at": row.expected_at, "decided_by": row.decided_by,
        "bed_id": row.bed_id, **more,
    }  # fmt: skip
    app.do(stays.change_plan, row.stay_id, row.version, **terms)


def planned(app: App, ward: Ward) -> queries.ArrivalRow:
    [row] = app.ask(queries.planned_arrivals, ward.unit_id)
    return row


def test_that_time_bed_and_purpose_of_an_arrival_can_be_changed(app: App, ward: Ward) -> None:
    plan(app, ward, make_patient(app), TOMORROW)
    change(
        app, planned(app, ward), expected_at=TOMORROW + timedelta(hours=3), bed_id=ward.beds["3:2"],
        purpose=Purpose.PALLIATIVE, care_form=CareForm.INPATIENT, funding_principal=Principal.REGION,
    )  # fmt: skip
    row = planned(app, ward)
    assert (row.expected_at, row.bed, row.purpose) == (
        TOMORROW + timedelta(hours=3),
        "3:2",
        Purpose.PALLIATIVE,
    )
    assert (row.care_form, row.funding_principal) == (CareForm.INPATIENT, Principal.REGION)


def test_that_an_arrival_is_not_moved_into_the_past(app: App, ward: Ward) -> None:
    plan(app, ward, make_patient(app), TOMORROW)
    with pytest.raises(Invalid):
        change(app, planned(app, ward), expected_at=MORNING - timedelta(hours=1))


def test_that_a_late_arrival_can_get_another_bed(app: App, ward: Ward, clock: Any) -> None:
    plan(app, ward, make_patient(app), MORNING + timedelta(hours=1))
    clock.advance(timedelta(hours=2))
    change(app, planned(app, ward), bed_id=ward.beds["8"])
    assert planned(app, ward).bed == "8"


def test_that_an_arrival_is_not_moved_to_a_day_on_which_the_person_is_expected(app: App, ward: Ward) -> None:
    patient = make_patient(app)
    plan(app, ward, patient, TOMORROW)
    plan(app, ward, patient, TOMORROW + timedelta(days=7), "8")
    first = app.ask(queries.planned_arrivals, ward.unit_id)[0]
    with pytest.raises(Refused):
        change(app, first, expected_at=TOMORROW + timedelta(days=7))


def test_that_who_saw_an_older_plan_is_told(app: App, ward: Ward) -> None:
    plan(app, ward, make_patient(app), TOMORROW)
    row = planned(app, ward)
    change(app, row, reason="Palliativ vård")
    with pytest.raises(Conflict):
        change(app, row, reason="Växelvård")


def facts(app: App, stay: int) -> dict[CareFactKind, str]:
    return {fact.kind: fact.text for fact in app.ask(queries.stay_summary, stay).facts}


def test_that_several_facts_are_written_at_once(app: App, stay: int) -> None:
    app.do(
        stays.set_care_facts, stay, {CareFactKind.MOBILITY: "Rollator", CareFactKind.AIDS: "Hörapparat"}, {}
    )
    app.do(
        stays.set_care_facts, stay, {CareFactKind.AIDS: ""}, {CareFactKind.AIDS: "Hörapparat"}
    )  # fmt: skip
    assert facts(app, stay) == {CareFactKind.MOBILITY: "Rollator"}


def test_that_a_fact_someone_else_has_written_meanwhile_is_not_overwritten(app: App, stay: int) -> None:
    app.do(stays.set_care_facts, stay, {CareFactKind.MOBILITY: "Lyft"}, {})
    texts = {CareFactKind.AIDS: "Rullstol", CareFactKind.MOBILITY: "Rollator"}
    with pytest.raises(Conflict, match=r"M\. Falk .*Lyft"):
        app.do(stays.set_care_facts, stay, texts, {})
    assert facts(app, stay) == {CareFactKind.MOBILITY: "Lyft"}


def test_that_a_fact_someone_else_has_cleared_meanwhile_is_told(app: App, stay: int) -> None:
    app.do(stays.set_care_facts, stay, {CareFactKind.MOBILITY: "Lyft"}, {})
    seen = {CareFactKind.MOBILITY: "Lyft"}
    app.do(stays.set_care_facts, stay, {CareFactKind.MOBILITY: ""}, seen)
    with pytest.raises(Conflict):
        app.do(stays.set_care_facts, stay, {CareFactKind.MOBILITY: "Rollator"}, seen)
