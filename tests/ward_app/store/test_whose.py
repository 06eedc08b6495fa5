"""Whose record a call is about: no parameter that names a row of a patient's is overlooked."""

from __future__ import annotations

import inspect

import pytest

from tests import factories
from tests.factories import Ward
from tests.ward_app.test_every_operation import operations
from ward_app.app import App
from ward_app.patients import commands as patients
from ward_app.stays.arriving import Known
from ward_app.store.whose import PATIENTS, patients_named, table_of

OF_NO_PATIENT = {
    "assignment_id",
    "author_id",
    "bed_id",
    "card_id",
    "handover_id",
    "planned_stay_id",
    "responsible_doctor_id",
    "responsible_nurse_id",
    "review_id",
    "room_id",
    "row_id",
    "session_id",
    "unit_id",
    "user_id",
}
"""Ids of accounts, places and sheets; a planned stay is named beside its patient."""

PARAMETERS = {
    name
    for one in operations()
    for name in inspect.signature(one.run).parameters
    if name.endswith(("_id", "_ids"))
}


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_that_every_id_is_of_a_patient_or_known_not_to_be(name: str) -> None:
    is_whose = name in PATIENTS or table_of(name) is not None
    assert is_whose != (name in OF_NO_PATIENT)


def test_that_rows_lists_and_people_lead_to_their_patients(app: App, ward: Ward) -> None:
    one, other = factories.make_patient(app), factories.make_patient(app)
    stay_id = factories.make_stay(app, ward, "1:2", patient_id=one)
    kin_id = app.do(patients.add_kin, other, "Anna")
    with app.store.reader.connect() as connection:
        for arguments, whose in (
            ({"patient_id": one}, {one}), ({"patient_ids": {one, other}}, {one, other}),
            ({"stay_id": stay_id, "unit_id": ward.unit_id}, {one}), ({"stay_ids": [stay_id, 99]}, {one}),
            ({"kin_id": kin_id}, {other}), ({"person": Known(other, 1)}, {other}),
            ({"stay_id": None, "text": "Öberg", "seen": one}, set()), ({"stay_id": 99}, set()),
        ):  # fmt: skip
            assert patients_named(connection, arguments) == whose
