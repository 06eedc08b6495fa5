"""Whoever answers the telephone may say what the patient has said may be said, and cannot be drawn out."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.errors import Conflict, Invalid, NotAllowed
from ward_app.patients.model import Protection
from ward_app.stays import commands as stays
from ward_app.stays.model import Presence, Stay
from ward_app.stays.queries import may_tell, stay_summary
from ward_app.store.audit import LOG

NUMBER = "194002049163"


def admitted(
    app: App, ward: Ward, presence: Presence, named: str = "", bed: str = "1:2", **person: object
) -> int:
    patient_id = factories.make_patient(app, number=NUMBER, **person)  # type: ignore[arg-type]
    stay_id = factories.make_stay(app, ward, bed, patient_id=patient_id)
    app.do(stays.set_presence, stay_id, factories.version_of(app, stay_id), presence, named)
    return patient_id


def told(app: App, ward: Ward, text: str) -> list[tuple[str, str]]:
    return [(one.name, one.only_to) for one in app.ask(may_tell, text, ward.unit_id)]


@pytest.mark.parametrize(
    "asked_for", ["Öberg", "oberg åke", "Åke Öberg", NUMBER, "19400204-9163", "400204-9163"]
)
def test_that_yes_is_told_by_whole_names_or_the_number_psl_01(app: App, ward: Ward, asked_for: str) -> None:
    admitted(app, ward, Presence.YES)
    assert told(app, ward, asked_for) == [("Öberg, Åke", "")]


def test_that_only_the_named_are_told_psl_01(app: App, ward: Ward) -> None:
    admitted(app, ward, Presence.NAMED, " Dottern Eva Öberg ")
    assert told(app, ward, "Öberg") == [("Öberg, Åke", "Dottern Eva Öberg")]


@pytest.mark.parametrize("presence", [Presence.NO, Presence.UNASKED])
def test_that_secret_and_unknown_are_one_answer_psl_01(app: App, ward: Ward, presence: Presence) -> None:
    admitted(app, ward, presence)
    assert app.ask(may_tell, "Öberg", ward.unit_id) == app.ask(may_tell, "Nobody", ward.unit_id) == ()


@pytest.mark.parametrize("level", [one for one in Protection if one is not Protection.NONE])
def test_that_nothing_is_told_of_who_is_protected_psl_01_prot_04(
    app: App, ward: Ward, level: Protection
) -> None:
    admitted(app, ward, Presence.YES, protection=level)
    assert told(app, ward, "Öberg") == told(app, ward, NUMBER) == []


@pytest.mark.parametrize("asked_for", ["", "Öb", "Ö", "%", "_", "1:2", "1940", "Öberg Karin"])
def test_that_parts_of_a_name_and_beds_find_nobody(app: App, ward: Ward, asked_for: str) -> None:
    admitted(app, ward, Presence.YES)
    assert told(app, ward, asked_for) == []


def test_that_it_holds_for_the_unit_and_while_the_patient_is_here(app: App, ward: Ward) -> None:
    patient_id = admitted(app, ward, Presence.YES)
    other = factories.make_ward(app, "Korttidsenheten", [("1", ["1:1"])])
    assert told(app, other, "Öberg") == []
    stay_id = factories.ask(app, _stay_of, patient_id)
    app.do(stays.discharge, stay_id, factories.version_of(app, stay_id), discharged_to="Hemmet")
    assert told(app, ward, "Öberg") == []


def test_that_asking_is_in_the_log_also_for_who_is_secret_log_01(app: App, ward: Ward) -> None:
    patient_id = admitted(app, ward, Presence.NO)
    app.ask(may_tell, "Öberg", ward.unit_id)
    rows = factories.ask(app, lambda session: session.execute(select(LOG.c.action, LOG.c.patient_id)).all())
    assert ("presence", patient_id) in {(row.action, row.patient_id) for row in rows}


def test_that_the_manager_may_ask_but_not_decide_psl_01(app: App, ward: Ward) -> None:
    admitted(app, ward, Presence.YES)
    manager = app.acting(factories.make_user(app, Role.UNIT_MANAGER, "Ek", "Jan", unit_id=ward.unit_id))
    assert told(manager, ward, "Öberg") == [("Öberg, Åke", "")]
    with pytest.raises(NotAllowed):
        manager.do(stays.set_presence, 1, 1, Presence.NO)


def test_that_named_needs_names_and_the_others_keep_none(app: App, ward: Ward) -> None:
    stay_id = factories.make_stay(app, ward, "1:2")
    with pytest.raises(Invalid) as refusal:
        app.do(stays.set_presence, stay_id, factories.version_of(app, stay_id), Presence.NAMED, "  ")
    assert refusal.value.field == "named"
    app.do(stays.set_presence, stay_id, factories.version_of(app, stay_id), Presence.YES, "Eva")
    summary = app.ask(stay_summary, stay_id)
    assert (summary.presence, summary.presence_named) == (Presence.YES, "")


def test_that_of_two_who_decide_the_later_one_is_told(app: App, ward: Ward) -> None:
    stay_id = factories.make_stay(app, ward, "1:2")
    seen = factories.version_of(app, stay_id)
    app.do(stays.set_presence, stay_id, seen, Presence.YES)
    with pytest.raises(Conflict):
        app.do(stays.set_presence, stay_id, seen, Presence.NO)


def _stay_of(session: Session, patient_id: int) -> int:
    return session.scalars(select(Stay.id).where(Stay.patient_id == patient_id)).one()
