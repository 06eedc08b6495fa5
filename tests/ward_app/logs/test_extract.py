"""The patient may know from which unit and when someone took part of their data (LOG-06, PDL 8:5)."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import pytest
from sqlalchemy import text

from tests import factories
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.logs import commands
from ward_app.logs.extract import Extract, extract_person
from ward_app.patients import queries as patients
from ward_app.reports import log_extract
from ward_app.settings import commands as settings
from ward_app.settings.registry import NAMES_IN_EXTRACT


def lines(extract: Extract) -> set[tuple[str, str, str, str, str]]:
    return {
        (part.controller, one.unit, one.role, one.what, one.who)
        for part in extract.parts
        for one in part.taken
    }


def words(extract: Extract) -> list[str]:
    to = BytesIO()
    log_extract.render(extract, to)
    with pypdfium2.PdfDocument(to.getvalue()) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_that_it_says_unit_time_and_what_for_each_controller_log_06_pdl_20(
    app: App, reviewer: App, stays: dict[str, int], ward: factories.Ward
) -> None:
    doctor = app.acting(factories.make_user(app, Role.DOCTOR, "Berg", "Anna", unit_id=ward.unit_id))
    doctor.ask(patients.banner, stays["Öberg"])
    found = reviewer.do(commands.make_extract, stays["Öberg"])
    assert [part.controller for part in found.parts] == [
        "Östhammars kommun (Municipality HSL)",
        "Region Uppsala (Region)",
    ]
    unit = "Närvårdsenheten"
    assert ("Östhammars kommun (Municipality HSL)", unit, "Nurse", "admitted the patient", "") in lines(found)
    region = [line for line in lines(found) if line[0].startswith("Region")]
    assert [line[:3] for line in region] == [("Region Uppsala (Region)", unit, "Doctor")]


def test_that_names_of_the_staff_are_shown_only_where_the_ward_says_so_log_06(
    reviewer: App, stays: dict[str, int]
) -> None:
    before = reviewer.do(commands.make_extract, stays["Öberg"])
    assert "Falk" not in " ".join(words(before))
    reviewer.acting(SYSTEM).do(settings.change, NAMES_IN_EXTRACT, True)
    assert "M. Falk" in " ".join(words(reviewer.do(commands.make_extract, stays["Öberg"])))


def test_that_the_same_on_one_day_is_one_line_with_every_time_log_06(
    app: App, reviewer: App, stays: dict[str, int], clock: FrozenClock
) -> None:
    for _time in range(3):
        clock.advance(timedelta(hours=1))
        app.ask(patients.banner, stays["Lund"])
    found = reviewer.do(commands.make_extract, stays["Lund"])
    [reads] = [one for part in found.parts for one in part.taken if one.what.startswith("read the record")]
    assert len(reads.times) == 4
    assert "08:42, 09:42, 10:42, 11:42" in " ".join(words(found))


def test_that_refused_attempts_and_other_patients_are_not_in_it(
    app: App, reviewer: App, stays: dict[str, int]
) -> None:
    elsewhere = factories.make_ward(app, "Avdelning 2").unit_id
    stranger = app.acting(factories.make_user(app, Role.NURSE, "Berg", "Anna", unit_id=elsewhere))
    with pytest.raises(NotAllowed):
        stranger.ask(patients.banner, stays["Lund"])
    found = reviewer.do(commands.make_extract, stays["Lund"])
    assert "Avdelning 2" not in {line[1] for line in lines(found)}
    assert "Öberg" not in " ".join(words(found))


def test_that_making_and_printing_it_is_in_the_log_log_05(reviewer: App, stays: dict[str, int]) -> None:
    reviewer.do(commands.make_extract, stays["Holm"])
    reviewer.do(commands.record_extract, stays["Holm"], copies=2)
    query = text("SELECT action FROM audit_log WHERE user_id = :user AND patient_id = :patient ORDER BY id")
    who = {"user": reviewer.user.user_id, "patient": stays["Holm"]}
    with reviewer.store.reader.connect() as connection:
        assert list(connection.scalars(query, who)) == ["logs.extract", "print.log_extract"]


def test_that_the_reading_of_the_log_is_in_the_next_one(reviewer: App, stays: dict[str, int]) -> None:
    reviewer.do(commands.make_extract, stays["Holm"])
    again = reviewer.do(commands.make_extract, stays["Holm"])
    assert "made an extract of the log" in {line[3] for line in lines(again)}


def test_that_a_period_can_be_chosen(reviewer: App, stays: dict[str, int]) -> None:
    before = date(2026, 11, 1)
    found = reviewer.do(commands.make_extract, stays["Holm"], before, before)
    assert found.parts == ()
    assert "holds no access" in words(found)[0]
    with pytest.raises(Invalid):
        reviewer.do(commands.make_extract, stays["Holm"], date(2026, 11, 2), before)


def test_that_the_person_is_found_by_the_whole_number_only(reviewer: App, stays: dict[str, int]) -> None:
    number = factories.next_number()
    patient_id = factories.make_patient(reviewer, "Åström", "Siv", number=number)
    for typed in (number, f"{number[:8]}-{number[8:]}", number[2:]):
        assert [one.patient_id for one in reviewer.ask(extract_person, typed)] == [patient_id]
    assert reviewer.ask(extract_person, factories.next_number()) == []
    for typed in ("Åström", "Siv", ""):
        with pytest.raises(Invalid):
            reviewer.ask(extract_person, typed)


def test_that_who_is_protected_stays_so_on_paper_prot_01(reviewer: App, stays: dict[str, int]) -> None:
    page = words(reviewer.do(commands.make_extract, stays["Siv"]))[0]
    assert "protected identity" in page
    assert "Siv" not in page


def test_that_only_log_reviewers_make_one_log_05(app: App, stays: dict[str, int]) -> None:
    with pytest.raises(NotAllowed):
        app.do(commands.make_extract, stays["Holm"])
    with pytest.raises(NotAllowed):
        app.ask(extract_person, "194601131234")


def test_that_there_is_none_of_nobody(reviewer: App) -> None:
    with pytest.raises(Refused):
        reviewer.do(commands.make_extract, 4711)


def test_that_a_long_one_goes_on_over_pages_that_say_who_is_answerable(
    app: App, reviewer: App, stays: dict[str, int], clock: FrozenClock
) -> None:
    for _day in range(60):
        clock.advance(timedelta(hours=13))
        app.ask(patients.banner, stays["Lund"])
    pages = words(reviewer.do(commands.make_extract, stays["Lund"]))
    assert len(pages) > 1
    assert all("Östhammars kommun" in page for page in pages)
