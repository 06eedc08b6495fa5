"""The practice ward holds one person of each kind that the rules of sharing and secrecy know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest
from sqlalchemy import text

from ward_app.access.disclosure import Ground
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.config import Config
from ward_app.owners import RecordOwner
from ward_app.patients import queries as people
from ward_app.patients.model import Protection
from ward_app.practice import ward
from ward_app.practice.ward import PracticeEntrance
from ward_app.sharing import queries as sharing
from ward_app.sharing.rows import SharingRow
from ward_app.social import queries as social

NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
REGION, KOMMUN, SOCIAL = RecordOwner


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeEntrance]:
    config = Config(data_folder=tmp_path_factory.mktemp("kinds") / "ward", workstation="ws1")
    entrance = ward.entrance(config, clock=FrozenClock(NOW))
    yield entrance
    entrance.close()


def signed_in(practice: PracticeEntrance, name: str) -> App:
    click = next(one for one in practice.names() if one.name == name)
    return practice.enter_as(click.user_id).app


@pytest.fixture(scope="module")
def nurse(practice: PracticeEntrance) -> App:
    return signed_in(practice, "Maria Falk")


@cache
def ids(app: App) -> dict[str, int]:
    with app.store.reader.connect() as connection:
        found = connection.execute(text("SELECT family_name, id FROM patient"))
        return {row.family_name: row.id for row in found}


def shared(app: App, family_name: str) -> SharingRow:
    return app.ask(sharing.sharing_of, ids(app)[family_name])


def ground(row: SharingRow, owner: RecordOwner) -> Ground:
    return next(one.ground for one in row.reads if one.owner is owner)


def test_that_on_most_days_nothing_is_noticed_lsvo_06(nurse: App) -> None:
    row = shared(nurse, "Öberg")
    assert row.answer is not None and row.answer.is_given
    assert ground(row, REGION) is Ground.CONSENT
    assert not (row.has_elsewhere or row.has_blocked)


def test_that_someone_has_said_no_lsvo_06(nurse: App) -> None:
    row = shared(nurse, "Nilsson")
    assert ground(row, REGION) is Ground.REFUSED
    assert row.has_elsewhere


def test_that_someone_has_blocked_the_regions_record_lsvo_03(nurse: App, practice: PracticeEntrance) -> None:
    assert not shared(nurse, "Åström").has_elsewhere
    doctor = signed_in(practice, "Ingrid Lund")
    (block,) = shared(doctor, "Åström").blocks
    assert block.owner is REGION


def test_that_someone_has_blocked_home_care_from_the_ward_pdl_18(nurse: App) -> None:
    row = shared(nurse, "Wikström")
    assert row.has_blocked and row.blocks == ()


def test_that_someone_cannot_answer_lsvo_05(nurse: App) -> None:
    row = shared(nurse, "Nyström")
    assert row.assessment is not None and row.answer is None
    assert ground(row, REGION) is Ground.PRESUMED


@pytest.mark.parametrize(
    ("family_name", "level"),
    [
        ("Persson", Protection.MARKED),
        ("Mattsson", Protection.PROTECTED_REGISTRATION),
        ("Forsberg", Protection.ASSUMED_IDENTITY),
    ],
)
def test_that_someone_is_protected_at_each_level_prot_01(
    nurse: App, family_name: str, level: Protection
) -> None:
    assert nurse.ask(people.person, ids(nurse)[family_name]).protection is level


def test_that_someone_has_no_number_id_03(nurse: App) -> None:
    person = nurse.ask(people.person, ids(nurse)["Eriksson"])
    assert person.numbers == () and person.unnamed_reason


def test_that_the_social_services_write_of_someone_sol_01(nurse: App, practice: PracticeEntrance) -> None:
    for name in ("Berit Ahl", "Lena Åkesson"):
        entries = signed_in(practice, name).ask(social.entries_of, ids(nurse)["Bäckman"])
        assert len(entries) == 3
    row = shared(signed_in(practice, "Berit Ahl"), "Bäckman")
    assert [one.ground for one in row.reads] == [Ground.CONSENT, Ground.CONSENT, Ground.OWN_RECORD]


def test_that_the_log_reviewer_signs_in_too_log_05(practice: PracticeEntrance) -> None:
    assert signed_in(practice, "Ewa Stål").allows(sharing.emergencies)
