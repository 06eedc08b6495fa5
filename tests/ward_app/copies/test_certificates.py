"""A certificate says that someone was here and when, and nothing of why (PDL 3:16)."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from io import BytesIO

import pytest

from tests import factories
from tests.ward_app.copies.conftest import WORDS, Told
from tests.ward_app.reports.pages import texts
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.copies.certificates import certificate_printed, certify_stay
from ward_app.copies.rows import Certificate
from ward_app.errors import NoRelation, Refused
from ward_app.reports import stay_certificate
from ward_app.stays import commands as stays
from ward_app.store.audit import LOG


def paper(certificate: Certificate) -> str:
    to = BytesIO()
    stay_certificate.render(certificate, to)
    [page] = texts(to.getvalue())
    return page


def test_that_it_says_who_where_and_since_when_pdl_13(app: App, told: Told) -> None:
    page = paper(app.do(certify_stay, told.stay_id))
    for said in (
        "Öberg, Åke",
        "Närvårdsenheten",
        "21 November 2026",
        "still here",
        "M. Falk, nurse",
        "OSL 25:1",
    ):
        assert said in page
    assert not [word for word in WORDS if word in page]


def test_that_it_says_until_when_pdl_13(app: App, told: Told) -> None:
    app.clock.advance(timedelta(days=2))  # type: ignore[attr-defined]
    version = factories.version_of(app, told.stay_id)
    app.do(stays.discharge, told.stay_id, version, discharged_to="hemmet", needs_cleaning=False)
    page = paper(app.do(certify_stay, told.stay_id))
    assert "from Saturday 21 November 2026 to Monday 23 November 2026" in page
    assert "hemmet" not in page


def test_that_it_has_no_room_for_a_reason_pdl_13() -> None:
    told = {field.name for field in fields(Certificate)}
    assert not told & {"reason", "background", "purpose", "care_form", "diagnosis", "discharged_to"}


def test_that_looking_and_printing_are_in_the_log_log_01(app: App, told: Told) -> None:
    app.do(certify_stay, told.stay_id)
    app.do(certificate_printed, told.stay_id, copies=2)
    with app.store.reader.connect() as connection:
        rows = connection.execute(LOG.select().where(LOG.c.patient_id == told.patient_id)).all()
    assert {"print.preview", "print.certificate"} <= {row.action for row in rows}


def test_that_nobody_is_certified_who_was_not_here(app: App, ward: factories.Ward) -> None:
    stay_id = factories.make_stay(app, ward, "3:1")
    app.do(stays.undo_admission, stay_id, factories.version_of(app, stay_id), reason="fel person")
    with pytest.raises(Refused, match="has not been admitted"):
        app.do(certify_stay, stay_id)


def test_that_it_takes_part_in_the_care_pdl_15(door: App, told: Told) -> None:
    other = factories.make_ward(door, "Korttidsenheten")
    stranger = door.acting(factories.make_user(door, Role.NURSE, unit_id=other.unit_id))
    with pytest.raises(NoRelation):
        stranger.do(certify_stay, told.stay_id)
