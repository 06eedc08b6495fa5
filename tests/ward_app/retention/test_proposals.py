"""What is proposed for disposal, from the store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories
from ward_app.access.policy import Permission, Role
from ward_app.app import App
from ward_app.errors import NotAllowed
from ward_app.ops import Work, command
from ward_app.owners import Principal, RecordOwner
from ward_app.patients.model import Patient, Protection
from ward_app.retention import commands as retention
from ward_app.retention.export import as_csv, neutral
from ward_app.retention.queries import Proposals, proposals
from ward_app.retention.reading import MOMENTS
from ward_app.settings import commands as settings
from ward_app.settings.registry import RESEARCH_MUNICIPALITY
from ward_app.social.model import SocialDecision, SocialEntry, SocialKind
from ward_app.stays import commands as stays
from ward_app.store.audit import LOG
from ward_app.store.owned import Owned
from ward_app.tasks.model import Task

YEAR = timedelta(days=366)


@pytest.fixture
def manager(door: App, ward: factories.Ward) -> App:
    """Employed by the municipality."""
    return door.acting(factories.make_user(door, Role.UNIT_MANAGER, unit_id=ward.unit_id))


@command(Permission.PATIENT_EDIT, relation=False)
def _add(work: Work, row: Any) -> None:
    work.session.add(row)


def social_entry(app: App, patient_id: int) -> None:
    assert app.user.user_id is not None
    now = app.clock()
    app.do(_add, SocialEntry(
        patient_id=patient_id, owner=RecordOwner.KOMMUN_SOL, kind=SocialKind.EVENT, text="Flyttade hem.",
        author_id=app.user.user_id, author_title="nurse", occurred_at=now, recorded_at=now,
    ))  # fmt: skip


def old_stay(app: App, ward: factories.Ward, **person: Any) -> int:
    """A patient whose stay in the municipality's record ended on the day the test begins."""
    patient_id = factories.make_patient(app, **person)
    stay_id = factories.make_stay(app, ward, "1:2", patient_id=patient_id, funding_principal=Principal.KOMMUN)
    app.clock.advance(timedelta(hours=2))  # type: ignore[attr-defined]
    version = factories.version_of(app, stay_id)
    app.do(stays.discharge, stay_id, version, discharged_to="hemmet", needs_cleaning=False)
    return patient_id


def found(app: App) -> list[tuple[int, RecordOwner]]:
    return [(row.patient_id, row.owner) for row in asked(app).rows]


def asked(app: App) -> Proposals:
    return app.ask(proposals)


def wait(app: App, years: float) -> None:
    app.clock.advance(YEAR * years)  # type: ignore[attr-defined]


def test_that_a_health_record_is_proposed_after_ten_years_pdl_14(
    app: App, manager: App, ward: factories.Ward
) -> None:
    patient_id = old_stay(app, ward)
    wait(app, 9.5)
    assert found(manager) == []
    wait(app, 1)
    assert found(manager) == [(patient_id, RecordOwner.KOMMUN_HSL)]


def test_that_each_owner_has_its_own_term_lsvo_10_sol_06(
    app: App, manager: App, ward: factories.Ward
) -> None:
    patient_id = old_stay(app, ward)
    social_entry(app, patient_id)
    wait(app, 5.1)
    [row] = asked(manager).rows
    assert (row.owner, row.last_on, row.due_on) == (
        RecordOwner.KOMMUN_SOL, date(2026, 11, 21), date(2031, 11, 21),
    )  # fmt: skip
    assert row.deadline == date(2032, 12, 31)
    assert not row.is_late(date(2032, 12, 31))
    assert row.is_late(date(2033, 1, 1))


def test_that_a_decision_under_way_holds_it_back_sol_06(app: App, manager: App, ward: factories.Ward) -> None:
    patient_id = old_stay(app, ward)
    social_entry(app, patient_id)
    assert app.user.user_id is not None
    today = date(2026, 11, 21)
    app.do(_add, SocialDecision(
        patient_id=patient_id, owner=RecordOwner.KOMMUN_SOL, what="Korttidsplats", from_on=today,
        decided_by="E. Sund", decided_on=today, by_id=app.user.user_id, recorded_at=app.clock(),
    ))  # fmt: skip
    wait(app, 6)
    assert found(manager) == []


@pytest.mark.parametrize("how", ["person", "municipality"])
def test_that_what_is_kept_for_research_is_shown_as_kept_sol_06(
    app: App, manager: App, ward: factories.Ward, how: str
) -> None:
    patient_id = old_stay(app, ward)
    social_entry(app, patient_id)
    wait(app, 6)
    [row] = asked(manager).rows
    if how == "person":
        manager.do(retention.keep_for_research, patient_id, row.version, True)
    else:
        manager.do(settings.change, RESEARCH_MUNICIPALITY, True)
    [kept] = asked(manager).rows
    assert (row.is_research, kept.is_research) == (False, True)
    assert not kept.is_late(date(2099, 1, 1))


def test_that_a_merged_persons_younger_record_holds_the_older_back_sol_06(
    app: App, manager: App, ward: factories.Ward
) -> None:
    """Not while other data on the same person are unpurged."""
    older, newer = old_stay(app, ward), factories.make_patient(app)
    social_entry(app, older)
    wait(app, 5.5)
    social_entry(app, newer)
    assert found(manager) == [(older, RecordOwner.KOMMUN_SOL)]
    app.do(_merge, older, newer)
    assert found(manager) == []


@command(Permission.PATIENT_EDIT, relation=False)
def _merge(work: Work, gone: int, into: int) -> None:
    work.session.get_one(Patient, gone).merged_into_id = into


def test_that_a_principal_sees_its_own_records_only_pdl_20(door: App, app: App, ward: factories.Ward) -> None:
    region = factories.make_user(
        door, Role.UNIT_MANAGER, unit_id=ward.unit_id, principal=Principal.REGION
    )  # fmt: skip
    patient_id = old_stay(app, ward)
    social_entry(app, patient_id)
    wait(app, 11)
    assert found(door.acting(region)) == []


def test_that_a_proposal_names_nobody_sol_07_prot_05(app: App, manager: App, ward: factories.Ward) -> None:
    patient_id = old_stay(app, ward)
    hidden = old_stay(app, ward, family_name="Ek", protection=Protection.MARKED)
    wait(app, 11)
    rows = {row.patient_id: row for row in asked(manager).rows}
    assert rows[patient_id].number.endswith("-XXXX")
    assert rows[hidden].number == ""
    written = as_csv(tuple(rows.values())).decode("utf-8-sig")
    assert "Öberg" not in written
    assert rows[patient_id].number in written
    assert written.count('"OSL 25:1"') == len(rows)


def test_that_proposals_are_logged_for_each_person_log_01(
    app: App, manager: App, ward: factories.Ward
) -> None:
    patient_id = old_stay(app, ward)
    wait(app, 11)
    rows = asked(manager).rows
    manager.do(retention.record_export, rows)
    with app.store.reader.connect() as connection:
        logged = connection.execute(LOG.select().where(LOG.c.patient_id == patient_id)).all()
    assert {"retention", "export.retention"} <= {row.action for row in logged}


def test_that_old_rows_of_the_log_are_counted_log_03(app: App, manager: App, ward: factories.Ward) -> None:
    old_stay(app, ward)
    wait(app, 4.9)
    assert asked(manager).old_log_rows == 0
    wait(app, 0.2)
    assert asked(manager).old_log_rows > 0


def test_that_a_nurse_sees_no_proposals(app: App) -> None:
    with pytest.raises(NotAllowed):
        app.ask(proposals)


def test_that_every_table_of_the_record_counts_as_an_entry_pdl_14() -> None:
    assert set(MOMENTS) == set(Owned.__subclasses__())
    assert Task in MOMENTS


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "\nx"])
def test_that_no_cell_is_a_formula(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"
    assert neutral("Kommun") == "Kommun"
