from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests import factories
from tests.ward_app.patients import steps
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import NotAllowed, Refused
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.patients import commands as patients
from ward_app.patients.cpr import CprState
from ward_app.patients.model import (
    AlertKind,
    HypersensitivityAnswer,
    LimitationKind,
    Protection,
    Severity,
)
from ward_app.patients.search import find

RESERVE = "991981000010"


@pytest.fixture
def reserve(app: App) -> int:
    """Admitted once in a hurry, by a reserve number."""
    return app.do(patients.register, "Oeberg", "Ake", RESERVE)


def numbers_of(app: App, patient_id: int) -> list[tuple[str, bool]]:
    """Those that hold, and which is shown."""
    rows = steps.person(app, patient_id).numbers
    return [(row.number, row.is_primary) for row in rows if row.retired_at is None]


def test_that_a_merge_moves_the_numbers_and_shows_the_personal_number_id_02(
    app: App, patient: int, reserve: int
) -> None:
    [(number, _)] = numbers_of(app, patient)
    app.do(patients.merge, reserve, patient)
    assert numbers_of(app, patient) == [(number, True), (RESERVE, False)]
    assert numbers_of(app, reserve) == []
    assert [row.number for row in steps.person(app, reserve).numbers] == [RESERVE]


def test_that_the_record_on_the_ward_takes_over_the_personal_number(
    app: App, ward: factories.Ward, patient: int, reserve: int
) -> None:
    factories.make_stay(app, ward, "1:2", patient_id=reserve)
    [(number, _)] = numbers_of(app, patient)
    with pytest.raises(Refused, match="Merge the other one into it"):
        app.do(patients.merge, reserve, patient)
    app.do(patients.merge, patient, reserve)
    banner = steps.banner(app, reserve)
    assert (banner.number, banner.stay and banner.stay.bed) == (number, "1:2")


def test_that_a_merged_record_says_where_to_look_and_is_not_written_in(
    app: App, patient: int, reserve: int
) -> None:
    app.do(patients.merge, reserve, patient)
    merged = steps.person(app, reserve).merged_into
    assert merged is not None
    assert (merged.patient_id, merged.name) == (patient, "Öberg, Åke")
    assert [other.patient_id for other in steps.person(app, patient).merged_here] == [reserve]
    with pytest.raises(Refused, match="merged into that of Öberg, Åke"):
        app.do(patients.update, reserve, steps.version(app, reserve), phone="1")


def test_that_nobody_is_admitted_under_a_merged_record(
    app: App, ward: factories.Ward, patient: int, reserve: int
) -> None:
    app.do(patients.merge, reserve, patient)
    with pytest.raises(Refused, match="merged into that of Öberg, Åke"):
        factories.make_stay(app, ward, "1:2", patient_id=reserve)


def test_that_only_the_record_that_stays_is_found(app: App, patient: int, reserve: int) -> None:
    app.do(patients.merge, reserve, patient)
    assert app.ask(find, "oeberg", None) == []
    assert [hit.patient_id for hit in app.ask(find, RESERVE, None)] == [patient]


def test_that_warnings_and_limits_follow_the_person(
    app: App, ward: factories.Ward, doctor: App, patient: int, reserve: int
) -> None:
    factories.make_stay(app, ward, "1:2", patient_id=patient)
    app.do(patients.add_alert, reserve, AlertKind.HYPERSENSITIVITY, "Penicillin", "Utslag")
    app.do(patients.add_alert, reserve, AlertKind.FALL)
    app.do(patients.add_alert, patient, AlertKind.FALL)
    doctor.do(
        patients.decide_limitation, reserve, LimitationKind.NO_CPR, "Svår hjärtsvikt", "J. Ek, ssk",
        "Önskar det", date(2026, 12, 1),
    )  # fmt: skip
    app.do(patients.merge, reserve, patient)
    person = steps.person(app, patient)
    assert [alert.kind for alert in person.alerts] == [AlertKind.HYPERSENSITIVITY, AlertKind.FALL]
    assert (person.alerts[0].text, person.alerts[0].source) == ("Penicillin", "Merged record")
    assert person.hypersensitivity is HypersensitivityAnswer.KNOWN
    assert [one.grounds for one in person.limitations] == ["Svår hjärtsvikt"]


def test_that_the_graver_warning_and_the_later_review_are_not_lost(
    app: App, ward: factories.Ward, doctor: App, clock: FrozenClock, patient: int, reserve: int
) -> None:
    factories.make_stay(app, ward, "1:2", patient_id=patient)
    penicillin = (AlertKind.HYPERSENSITIVITY, "Penicillin")
    app.do(patients.add_alert, patient, *penicillin)
    app.do(patients.add_alert, reserve, *penicillin, "Anafylaxi", Severity.LIFE_THREATENING)
    for record, review_on in ((patient, date(2026, 11, 21)), (reserve, date(2026, 12, 21))):
        doctor.do(
            patients.decide_limitation, record, LimitationKind.NO_CPR, "Svår hjärtsvikt", "J. Ek, ssk",
            "Önskar det", review_on,
        )  # fmt: skip
    clock.advance(timedelta(days=1))
    app.do(patients.merge, reserve, patient)
    banner = steps.banner(app, patient)
    assert banner.hypersensitivities[0].severity is Severity.LIFE_THREATENING
    assert banner.cpr is CprState.NO


def test_that_nobody_writes_a_note_under_a_merged_record(app: App, patient: int, reserve: int) -> None:
    app.do(patients.merge, reserve, patient)
    with pytest.raises(Refused, match="Write there instead"):
        app.do(notes.save, reserve, None, NoteKind.NURSING, [(Keyword.SLEEP, "Sover")], app.clock())


def test_that_a_merge_can_be_taken_back_with_nothing_lost_id_02(app: App, patient: int, reserve: int) -> None:
    before = (numbers_of(app, patient), numbers_of(app, reserve))
    app.do(patients.merge, reserve, patient)
    app.do(patients.unmerge, reserve)
    assert (numbers_of(app, patient), numbers_of(app, reserve)) == before
    assert steps.person(app, reserve).merged_into is None
    assert [hit.patient_id for hit in app.ask(find, "oeberg", None)] == [reserve]
    assert [hit.patient_id for hit in app.ask(find, RESERVE, None)] == [reserve]
    history = [row.number for row in steps.person(app, patient).numbers if row.retired_at is not None]
    assert history == [RESERVE]


def test_that_a_merge_can_be_made_again(app: App, patient: int, reserve: int) -> None:
    app.do(patients.merge, reserve, patient)
    app.do(patients.unmerge, reserve)
    app.do(patients.merge, reserve, patient)
    assert [number for number, _ in numbers_of(app, patient)][1:] == [RESERVE]


def test_that_a_number_given_to_someone_else_meanwhile_stops_the_way_back(
    app: App, patient: int, reserve: int
) -> None:
    app.do(patients.merge, reserve, patient)
    moved = next(row for row in steps.person(app, patient).numbers if row.number == RESERVE)
    app.do(patients.retire_number, patient, moved.identity_id, steps.version(app, patient), "Fel")
    app.do(patients.register, "Lund", "Rut", RESERVE)
    with pytest.raises(Refused, match="Lund, Rut"):
        app.do(patients.unmerge, reserve)


def test_that_impossible_merges_are_refused(app: App, patient: int, reserve: int) -> None:
    other = factories.make_patient(app, "Lund", "Rut")
    protected = factories.make_patient(app, "Holm", "Siv", protection=Protection.MARKED)
    with pytest.raises(Refused, match="two different"):
        app.do(patients.merge, patient, patient)
    with pytest.raises(Refused, match="not merged"):
        app.do(patients.unmerge, patient)
    with pytest.raises(Refused, match="protected identity"):
        app.do(patients.merge, protected, patient)
    app.do(patients.merge, reserve, patient)
    with pytest.raises(Refused, match="merged into that of"):
        app.do(patients.merge, reserve, other)
    with pytest.raises(Refused, match="Take that back first"):
        app.do(patients.merge, patient, other)


def test_that_a_merge_is_in_the_log_of_both(app: App, patient: int, reserve: int) -> None:
    app.do(patients.merge, reserve, patient)
    rows = steps.logged(app, "patients.merge")
    assert {patient_id for patient_id, _ in rows} == {patient, reserve}
    assert [None, patient] in [detail.get("changed", {}).get("merged_into_id") for _, detail in rows]


def test_that_who_may_not_edit_patients_merges_nobody(administrator: App, patient: int, reserve: int) -> None:
    with pytest.raises(NotAllowed):
        administrator.do(patients.merge, reserve, patient)
    with pytest.raises(NotAllowed):
        administrator.do(patients.unmerge, reserve)


def test_that_a_better_birth_date_is_a_new_number_beside_the_old_id_02(
    app: App, reserve: int, numbers: Iterator[str]
) -> None:
    app.do(patients.add_number, reserve, "991945000023", make_primary=True)
    assert numbers_of(app, reserve) == [("991945000023", True), (RESERVE, False)]
