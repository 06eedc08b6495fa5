"""A shift in short, in the real window, by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from tests.end_to_end import crash, plaintext
from tests.end_to_end.display import Display
from tests.end_to_end.house import KNOWN, KNOWN_NUMBER, LOGIN, PASSWORD, THEIR_NUMBER, House
from tests.end_to_end.scripts import ADMISSION_NOTE, SITUATION
from ward_app.entrance.entrance import Entrance
from ward_app.entrance.opening import Place
from ward_app.notes import queries as notes
from ward_app.patients import queries as patients
from ward_app.sharing.queries import sharing_of
from ward_app.stays.queries import board
from ward_app.wards import queries as wards

MOST_ACTIONS = 6 + 1
"""Keys beside the typed data, from the board until someone known here is in bed; one is the consent."""


def test_that_a_shift_is_worked_by_keyboard_alone_from_sign_in_to_the_printed_handover(
    house: House, screen: Display, tmp_path: Path
) -> None:
    sheet = tmp_path / "rapport.pdf"
    said = crash.run(house, screen, "whole_task", SHEET=str(sheet))
    counts = {line.split()[0]: tuple(map(int, line.split()[1:])) for line in said}
    actions, letters = counts["admission"]
    assert actions <= MOST_ACTIONS
    assert letters >= len(KNOWN_NUMBER)
    assert counts["all"][0] < 40
    printed = text_of(sheet)
    assert ", ".join(KNOWN) in printed
    assert SITUATION.split(",")[0] in printed
    check_store(house)
    assert plaintext.found_in(house.folder, [KNOWN_NUMBER, THEIR_NUMBER, PASSWORD, ADMISSION_NOTE]) == []


def check_store(house: House) -> None:
    """Who lies where, and what was signed by whom."""
    entrance = Entrance(Place(house.config))
    app = entrance.enter(LOGIN, PASSWORD).app
    unit = app.ask(wards.units)[0]
    place = next(one for one in app.ask(board, unit.id).places if one.label == "9")
    assert place.card is not None and place.card.name == ", ".join(KNOWN)
    hit = app.ask(patients.find, KNOWN[0], unit.id)[0]
    answer = app.ask(sharing_of, hit.patient_id).answer
    assert answer is not None and answer.is_given
    (note,) = app.ask(notes.notes_of, hit.patient_id, hit.stay_id)
    assert note.is_signed
    assert [section.text for section in note.sections] == [ADMISSION_NOTE]
    entrance.close()


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())
