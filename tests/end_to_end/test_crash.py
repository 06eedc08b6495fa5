"""The plug is pulled while someone writes and while something is saved: what came back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end import crash, plaintext
from tests.end_to_end.display import Display
from tests.end_to_end.house import KNOWN_NUMBER, LOGIN, PASSWORD, THEIR_NUMBER, House
from ward_app.app import App
from ward_app.entrance.entrance import Entrance
from ward_app.entrance.opening import Place
from ward_app.notes import queries as notes
from ward_app.notes.rows import NoteRow
from ward_app.patients import queries as patients
from ward_app.store import health
from ward_app.wards import queries as wards

WRITTEN = 150
"""Letters, by when more than two seconds have been written."""
CANARY = "onda har lättat"
SECRETS = [CANARY, "Rad 1 av natten", KNOWN_NUMBER, THEIR_NUMBER, PASSWORD]


def came_back(house: House, screen: Display) -> str:
    said = crash.run(house, screen, "reopen")
    return next(line.removeprefix("found ") for line in said if line.startswith("found"))


def lost(told: crash.Told, text: str) -> int:
    """Letters that had been typed a second before the end and are gone."""
    begun = told.last("begun")
    return max(0, told.last("typed", before=told.killed_at - 1.0) - begun - len(text))


def test_that_a_crash_costs_at_most_the_last_second_of_what_was_typed(house: House, screen: Display) -> None:
    told = crash.run_until(house, screen, "type_on", f"typed {WRITTEN}")
    left = plaintext.found_in(house.folder, SECRETS)
    text = came_back(house, screen)
    assert lost(told, text) == 0
    assert CANARY in text
    assert left == plaintext.found_in(house.folder, SECRETS) == []


def test_that_a_program_which_keeps_drafts_too_late_is_found_out(house: House, screen: Display) -> None:
    told = crash.run_until(house, screen, "type_on_lazily", f"typed {WRITTEN}")
    assert lost(told, came_back(house, screen)) > 0


@pytest.mark.parametrize("nth", [1, 4, 6])
def test_that_a_crash_while_a_note_is_signed_loses_none_that_was_said_to_be(
    nth: int, house: House, screen: Display
) -> None:
    told = crash.run_until(house, screen, "sign_on", f"signing {nth}")
    assert told.last("signed") == nth - 1
    stored = stored_notes(house)
    assert all(stored[line(one)].is_signed for one in range(1, nth))
    assert line(nth) in stored or came_back(house, screen) == line(nth)
    assert plaintext.found_in(house.folder, SECRETS) == []


def test_that_a_program_which_throws_the_draft_away_too_early_is_found_out(
    house: House, screen: Display
) -> None:
    crash.run_until(house, screen, "sign_carelessly", "signing 1")
    assert line(1) not in stored_notes(house) and came_back(house, screen) == ""


def line(nth: int) -> str:
    return f"Rad {nth} av natten."


def stored_notes(house: House) -> dict[str, NoteRow]:
    """By their text. The store itself is whole."""
    entrance = Entrance(Place(house.config))
    app = entrance.enter(LOGIN, PASSWORD).app
    found = {text_of(row): row for row in notes_in(app)}
    assert health.faults_in(app.store) == []
    entrance.close()
    return found


def notes_in(app: App) -> list[NoteRow]:
    unit = app.ask(wards.units)[0]
    hit = app.ask(patients.find, "Öberg", unit.id)[0]
    return app.ask(notes.notes_of, hit.patient_id, hit.stay_id)


def text_of(row: NoteRow) -> str:
    return "".join(section.text for section in row.sections)


def test_that_a_word_left_in_the_open_is_found(tmp_path: Path) -> None:
    for number, content in enumerate([b"194605233198", "Lättat".encode("utf-16-le"), b"460523-3198", b"ok"]):
        (tmp_path / f"{number}.log").write_bytes(content)
    (tmp_path / "460523-3198.pdf").touch()
    found = plaintext.found_in(tmp_path, ["Lättat", THEIR_NUMBER])
    assert [line.rpartition(" ")[2] for line in found] == ["0.log", "1.log", "2.log", "460523-3198.pdf"]
