"""Each use case of stays and wards: who may, who may not, and what the log says of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Ward, make_patient, make_stay, version_of
from tests.ward_app.stays.steps import discharge, plan
from ward_app.access.disclosure import CollaborationModel
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.errors import NotAllowed
from ward_app.ops import Command, Query
from ward_app.owners import Principal
from ward_app.patients.model import HypersensitivityAnswer
from ward_app.social.terms import DecisionTerms
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.arriving import Known, Risks
from ward_app.stays.model import CareFactKind, CareForm, Presence, Purpose
from ward_app.store import audit
from ward_app.wards import commands as wards
from ward_app.wards import queries as beds
from ward_app.wards.model import ClosureKind

NOW = factories.MORNING
NURSE, ASSISTANT, DOCTOR = Role.NURSE, Role.ASSISTANT_NURSE, Role.DOCTOR
MANAGER, REVIEWER, ADMINISTRATOR = Role.UNIT_MANAGER, Role.LOG_REVIEWER, Role.SYSTEM_ADMINISTRATOR


@dataclass(frozen=True)
class Scene:
    """A ward with Öberg, Åke in 1:2 and Ek, Siv in 2:1, seen by a nurse."""

    app: App
    ward: Ward
    patient: int
    stay: int
    other: int

    @property
    def seen(self) -> int:
        return version_of(self.app, self.stay)

    def bed(self, label: str) -> int:
        return self.ward.beds[label]

    @property
    def unit(self) -> int:
        return self.ward.unit_id

    def third(self) -> int:
        return make_patient(self.app)

    def known(self) -> Known:
        return Known(self.third(), 1)

    def expected(self) -> int:
        return plan(self.app, self.ward, self.third(), TOMORROW)

    def ended(self) -> int:
        discharge(self.app, self.stay)
        return self.stay

    def away(self) -> int:
        self.app.do(stays.start_leave, self.stay, self.seen, NOW - timedelta(hours=1))
        return self.stay

    def ready(self) -> int:
        doctor = factories.make_user(self.app, DOCTOR, unit_id=self.ward.unit_id)
        self.app.acting(doctor).do(stays.mark_ready, self.stay, self.seen)
        return self.stay

    def closed(self, kind: ClosureKind) -> int:
        self.app.do(wards.close_bed, self.bed("9"), kind)
        return self.bed("9")

    def extra(self) -> int:
        return self.app.do(wards.open_over_occupancy, self.room, "9X", "Full")

    @property
    def room(self) -> int:
        return int(factories.ask(self.app, factories.room_of, self.bed("9")))


@pytest.fixture
def scene(app: App, ward: Ward, patient: int) -> Scene:
    day_before = NOW - timedelta(days=1)
    stay = make_stay(app, ward, "1:2", patient_id=patient, at=day_before)
    other = make_stay(app, ward, "2:1", patient_id=make_patient(app, "Ek", "Siv"), at=day_before)
    return Scene(app, ward, patient, stay, other)


TERMS = {
    "purpose": Purpose.RESPITE, "care_form": CareForm.SOCIAL_SHORT_TERM, "reason": "Växelvård",
    "funding_principal": Principal.KOMMUN, "decided_by": "B. Ahl",
}  # fmt: skip
DECIDED = DecisionTerms("Växelvård", NOW.date(), None, "B. Ahl", NOW.date())
NEW_UNIT = {"unit_name": "B", "region_name": "R", "municipality_name": "K", "rooms": []}
TOMORROW = NOW + timedelta(days=1)
NONE = Risks(HypersensitivityAnswer.NONE_KNOWN)
LATER = {"expected_at": TOMORROW}
Given = tuple[tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """A use case, how it is called, one role that holds the right and one that does not."""

    op: Command[..., Any] | Query[..., Any]
    given: Callable[[Scene], Given]
    may: Role
    may_not: Role


def call(*args: Any, **kwargs: Any) -> Given:
    return args, kwargs


OF_STAYS = [
    Case(
        stays.admit,
        lambda s: call(s.third(), s.unit, s.bed("9"), **TERMS, decision=DECIDED), NURSE, ASSISTANT,
    ),
    Case(stays.plan_arrival, lambda s: call(s.third(), s.unit, **TERMS, **LATER), MANAGER, ASSISTANT),
    Case(
        stays.admit_person,
        lambda s: call(s.known(), NONE, s.unit, s.bed("9"), **TERMS, decision=DECIDED), NURSE, ASSISTANT,
    ),
    Case(stays.expect_person, lambda s: call(s.known(), s.unit, **TERMS, **LATER), MANAGER, ASSISTANT),
    Case(stays.change_plan, lambda s: call(s.expected(), 1, **TERMS, **LATER), MANAGER, ASSISTANT),
    Case(stays.cancel_plan, lambda s: call(s.expected(), 1, "-"), MANAGER, ASSISTANT),
    Case(stays.move, lambda s: call(s.stay, s.bed("9"), s.seen), ASSISTANT, REVIEWER),
    Case(stays.swap, lambda s: call(s.stay, s.other, s.seen, s.seen), ASSISTANT, REVIEWER),
    Case(stays.start_leave, lambda s: call(s.stay, s.seen), ASSISTANT, REVIEWER),
    Case(stays.return_from_leave, lambda s: call(s.away(), s.seen), ASSISTANT, REVIEWER),
    Case(stays.cancel_leave, lambda s: call(s.away(), s.seen), ASSISTANT, REVIEWER),
    Case(stays.change_purpose, lambda s: call(s.stay, s.seen, Purpose.PALLIATIVE), DOCTOR, ASSISTANT),
    Case(stays.update_stay, lambda s: call(s.stay, s.seen, reason="UVI"), ASSISTANT, MANAGER),
    Case(stays.mark_ready, lambda s: call(s.stay, s.seen), DOCTOR, NURSE),
    Case(stays.revoke_ready, lambda s: call(s.ready(), s.seen), DOCTOR, NURSE),
    Case(stays.set_care_fact, lambda s: call(s.stay, CareFactKind.AIDS, "Rollator"), ASSISTANT, MANAGER),
    Case(stays.set_care_facts, lambda s: call(s.stay, {CareFactKind.AIDS: "-"}, {}), ASSISTANT, MANAGER),
    Case(stays.discharge, lambda s: call(s.stay, s.seen, discharged_to="Home"), NURSE, ASSISTANT),
    Case(stays.record_death, lambda s: call(s.stay, s.seen, NOW), DOCTOR, ASSISTANT),
    Case(stays.set_presence, lambda s: call(s.stay, s.seen, Presence.NO), ASSISTANT, MANAGER),
    Case(stays.undo_admission, lambda s: call(s.stay, s.seen, "-"), NURSE, MANAGER),
    Case(stays.undo_discharge, lambda s: call(s.ended(), s.seen, "-"), NURSE, MANAGER),
]  # fmt: skip
OF_WARDS = [
    Case(wards.set_up, lambda s: call(**NEW_UNIT), ADMINISTRATOR, NURSE),
    Case(
        wards.set_collaboration,
        lambda s: call(s.unit, 1, CollaborationModel.COMMISSIONED, "RS § 40"), ADMINISTRATOR, NURSE,
    ),
    Case(wards.add_room, lambda s: call(s.unit, "13"), MANAGER, ASSISTANT),
    Case(wards.add_bed, lambda s: call(s.unit, s.room, "9:2"), ADMINISTRATOR, DOCTOR),
    Case(wards.open_over_occupancy, lambda s: call(s.room, "9X", "Full"), NURSE, ASSISTANT),
    Case(wards.close_over_occupancy, lambda s: call(s.extra(), 1), NURSE, ASSISTANT),
    Case(wards.close_bed, lambda s: call(s.bed("9"), ClosureKind.STAFFING), NURSE, ASSISTANT),
    Case(wards.reopen_bed, lambda s: call(s.closed(ClosureKind.STAFFING)), NURSE, ASSISTANT),
    Case(wards.bed_cleaned, lambda s: call(s.closed(ClosureKind.CLEANING)), ASSISTANT, MANAGER),
]  # fmt: skip
READS = [
    Case(queries.board, lambda s: call(s.unit), MANAGER, REVIEWER),
    Case(queries.as_known, lambda s: call(s.unit, NOW), MANAGER, REVIEWER),
    Case(queries.planned_arrivals, lambda s: call(s.unit), MANAGER, REVIEWER),
    Case(queries.discharged_since, lambda s: call(s.unit, NOW), MANAGER, REVIEWER),
    Case(queries.stay_summary, lambda s: call(s.stay), ASSISTANT, MANAGER),
    Case(queries.stay_events, lambda s: call(s.stay), ASSISTANT, MANAGER),
    Case(beds.free_beds, lambda s: call(s.unit), ASSISTANT, REVIEWER),
    Case(beds.beds, lambda s: call(s.unit), MANAGER, ASSISTANT),
    Case(beds.rooms, lambda s: call(s.unit), MANAGER, ASSISTANT),
    Case(beds.collaboration, lambda s: call(s.unit), MANAGER, ASSISTANT),
]  # fmt: skip


def name(case: Case) -> str:
    return case.op.name


def as_role(scene: Scene, role: Role) -> App:
    return scene.app.acting(factories.make_user(scene.app, role, "Prov", unit_id=scene.ward.unit_id))


def rows_since(session: Session, row_id: int) -> list[Any]:
    return list(session.execute(select(audit.LOG).where(audit.LOG.c.id > row_id)).mappings())


def logged(app: App, after: int = 0) -> list[Any]:
    rows: list[Any] = factories.ask(app, rows_since, after)
    return rows


@pytest.mark.parametrize("case", OF_STAYS + OF_WARDS, ids=name)
def test_that_a_command_needs_its_right_and_is_in_the_log(scene: Scene, case: Case) -> None:
    args, kwargs = case.given(scene)
    stranger, holder = as_role(scene, case.may_not), as_role(scene, case.may)
    before = logged(scene.app)[-1]["id"]
    assert (stranger.allows(case.op), holder.allows(case.op)) == (False, True)
    with pytest.raises(NotAllowed):
        stranger.do(case.op, *args, **kwargs)  # type: ignore[arg-type]
    holder.do(case.op, *args, **kwargs)  # type: ignore[arg-type]
    found = logged(scene.app, before)
    refused = [row for row in found if row["outcome"] == audit.REFUSED]
    rows = [row for row in found if row not in refused]
    assert {(row["action"], row["user_id"]) for row in refused} == {(case.op.name, stranger.user.user_id)}
    assert {(row["action"], row["outcome"]) for row in rows} == {(case.op.name, audit.OK)}
    assert {row["user_id"] for row in rows} == {holder.user.user_id}
    about = [row["patient_id"] for row in rows if row["entity"] != "bed_closure"]
    assert case in OF_WARDS or (about and all(about))


@pytest.mark.parametrize("case", READS, ids=name)
def test_that_a_read_needs_its_right(scene: Scene, case: Case) -> None:
    args, kwargs = case.given(scene)
    with pytest.raises(NotAllowed):
        as_role(scene, case.may_not).ask(case.op, *args, **kwargs)  # type: ignore[arg-type]
    as_role(scene, case.may).ask(case.op, *args, **kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize("read", [queries.board, queries.as_known, queries.stay_summary, queries.stay_events])
def test_that_reading_of_a_patient_is_in_the_log(scene: Scene, read: Query[..., Any]) -> None:
    args = {"board": (scene.ward.unit_id,), "as_known": (scene.ward.unit_id, NOW)}
    before = logged(scene.app)[-1]["id"]
    scene.app.ask(read, *args.get(read.run.__name__, (scene.stay,)))
    assert scene.patient in {row["patient_id"] for row in logged(scene.app, before)}


def test_that_every_command_of_a_stay_is_looked_at_here() -> None:
    assert {case.op.name for case in OF_STAYS} == {f"stays.{one}" for one in stays.__all__}


def test_that_every_use_case_of_a_ward_is_looked_at_here() -> None:
    found = {op.name for op in vars(wards).values() if isinstance(op, Command)}
    assert {case.op.name for case in OF_WARDS} == found


def test_that_no_text_of_the_record_is_in_the_log(scene: Scene) -> None:
    scene.app.do(stays.update_stay, scene.stay, scene.seen, reason="Hemlig anledning")
    scene.app.do(stays.undo_admission, scene.other, version_of(scene.app, scene.other), "Hemligt skäl")
    detail = " ".join(row["detail"] or "" for row in logged(scene.app))
    assert "Hemlig" not in detail
