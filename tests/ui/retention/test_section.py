"""Proposals for the archive in the settings: seen, kept for research, saved, and never removed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests import factories
from tests.ui.entering import ADMINISTRATOR, NURSE, PASSWORD
from tests.ui.keys import press
from tests.ui.seating import FakeGuide
from tests.ui.settings.conftest import Open
from tests.ward_app.retention.test_proposals import social_entry
from ui.kit import dialogs
from ui.retention.section import RetentionSection
from ui.settings.page import SettingsPage
from ward_app.app import App
from ward_app.entrance.entrance import Entrance
from ward_app.owners import Principal
from ward_app.stays import commands as stays
from ward_app.store.audit import LOG
from ward_app.wards import queries as wards


@pytest.fixture
def page(open_page: Open, entrance: Entrance) -> SettingsPage:
    """Someone was here eleven years ago, of whom the social services wrote too."""
    nurse = entrance.enter(NURSE, PASSWORD).app
    bed = next(row.id for row in nurse.ask(wards.beds, 1) if row.label == "1:2")
    person = factories.make_patient(nurse)
    stay_id = factories.make_stay(
        nurse, factories.Ward(1, {"1:2": bed}), "1:2", patient_id=person, funding_principal=Principal.KOMMUN
    )
    social_entry(nurse, person)
    wait(nurse, timedelta(hours=2))
    version = factories.version_of(nurse, stay_id)
    nurse.do(stays.discharge, stay_id, version, discharged_to="hemmet", needs_cleaning=False)
    wait(nurse, timedelta(days=366 * 11))
    return open_page(ADMINISTRATOR, "retention")


def wait(app: App, how_long: timedelta) -> None:
    app.clock.advance(how_long)  # type: ignore[attr-defined]


def section(page: SettingsPage) -> RetentionSection:
    assert isinstance(page.section, RetentionSection)
    return page.section


def rows(page: SettingsPage) -> dict[str, tuple[str, ...]]:
    return {texts[2]: (texts[1], *texts[3:]) for texts in section(page).table.texts()}


def test_that_each_owners_record_has_its_line_without_a_name_pdl_14_sol_06(page: SettingsPage) -> None:
    found = rows(page)
    assert found["Municipality HSL"][1:] == ("2026-11-21", "2036-11-21", "", "May be proposed")
    assert found["Municipality SoL"][1:] == ("2026-11-21", "2031-11-21", "2032-12-31", "Overdue")
    assert all(texts[0].endswith("-XXXX") for texts in found.values())


def test_that_a_person_is_kept_for_research_and_no_longer_sol_06(page: SettingsPage) -> None:
    table = section(page).table
    social = next(row for row in table.rows if row.owner == "kommun_sol")
    table.select(social.id)
    press(section(page).keep, "Space")
    assert rows(page)["Municipality SoL"][-1] == "Kept for research"
    table.select(social.id)
    assert section(page).keep.text().replace("&", "") == "No longer keep for research"
    press(section(page).keep, "Space")
    assert rows(page)["Municipality SoL"][-1] == "Overdue"


def test_that_a_research_municipality_keeps_all_of_it_sol_06(page: SettingsPage) -> None:
    press(section(page).sample.input, "Space")
    assert rows(page)["Municipality SoL"][-1] == "Kept for research"
    assert rows(page)["Municipality HSL"][-1] == "May be proposed"


def test_that_it_is_saved_after_the_log_knows_log_01(
    page: SettingsPage, guide: FakeGuide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gallring.csv"
    monkeypatch.setattr(dialogs, "choose_file", lambda *_args, **_more: path)
    press(section(page).export, "Space")
    written = path.read_text("utf-8-sig")
    assert "2032-12-31" in written
    assert "Öberg" not in written
    assert guide.notices == ["Saved as gallring.csv."]
    with page._bench.app.store.reader.connect() as connection:
        logged = connection.execute(LOG.select().where(LOG.c.action == "export.retention")).all()
    assert len(logged) == 2


def test_that_old_rows_of_the_log_are_told_log_03(page: SettingsPage) -> None:
    assert "older than five years" in section(page).old_log.text()


def test_that_a_nurse_reads_why_there_is_nothing(open_page: Open) -> None:
    nurse = open_page(NURSE, "retention")
    assert section(nurse).keep.accessibleDescription() == "Your role does not include this."
    assert not section(nurse).sample.isEnabled()
