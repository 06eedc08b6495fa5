"""Whoever answers for the log hears at once when it is not as this workstation last saw it (LOG-02)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from tests import factories
from tests.ward_app.store.forging import past_the_guards, without_guards
from ward_app.access.policy import SYSTEM
from ward_app.app import App
from ward_app.entrance import log_watch
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.stays.model import Stay
from ward_app.store import log_memory


def changed(app: App, statement: str) -> None:
    with app.store.writer.begin() as connection:
        without_guards(app.store, connection)
        connection.execute(text(statement))


def test_that_a_whole_log_is_remembered_and_goes_on_from_there_log_02(app: App, tmp_path: Path) -> None:
    system = app.acting(SYSTEM)
    first = log_watch.look(system, tmp_path)
    assert first.wrong == ()
    factories.make_patient(app)
    assert log_watch.look(system, tmp_path, only_new=True).wrong == ()
    known = log_memory.recall(tmp_path, app.store.audit_key)
    assert known["ws1"][0] > int(first.heads["ws1"].partition("-")[0])


def test_that_a_stream_removed_with_its_head_is_told_of_log_02(app: App, tmp_path: Path) -> None:
    system = app.acting(SYSTEM)
    assert log_watch.look(system, tmp_path).wrong == ()
    changed(app, "DELETE FROM audit_log")
    changed(app, "DELETE FROM audit_stream")
    assert log_watch.look(system, tmp_path, only_new=True).wrong
    assert log_watch.look(system, tmp_path, only_new=True).wrong, "said until someone has looked into it"
    assert log_watch.look(system, tmp_path, forget=True).wrong == ()


def test_that_a_store_made_anew_begins_without_a_memory(app: App, tmp_path: Path) -> None:
    log_memory.remember(tmp_path, bytes(32), {"ws1": (4711, "ff")})
    assert log_watch.look(app.acting(SYSTEM), tmp_path, only_new=True).wrong == ()


def test_that_an_ordinary_day_makes_no_noise_of_it(app: App, tmp_path: Path) -> None:
    for _look in range(3):
        assert log_watch.look(app.acting(SYSTEM), tmp_path, only_new=True).wrong == ()


def test_that_a_signed_note_that_is_no_longer_what_was_signed_is_told_of_pdl_12(
    app: App, ward: factories.Ward, tmp_path: Path
) -> None:
    stay_id = factories.make_stay(app, ward, "1:2")
    patient_id = factories.ask(app, lambda session: session.get_one(Stay, stay_id).patient_id)
    said = [(Keyword.SLEEP, "Sover")]
    note_id = app.do(notes.save, patient_id, stay_id, NoteKind.NURSING, said, app.clock())
    app.do(notes.sign, note_id, 1)
    assert log_watch.look(app.acting(SYSTEM), tmp_path).wrong == ()
    past_the_guards(app.store, "note", "UPDATE note SET author_title = 'Doctor'")
    assert log_watch.look(app.acting(SYSTEM), tmp_path).wrong == (
        f"Signed entry note {note_id}: not what the log says was signed",
    )
