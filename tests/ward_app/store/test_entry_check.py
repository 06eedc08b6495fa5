"""A signed entry that was changed past the program is found by what the log tells of it (PDL 3:14)."""

from __future__ import annotations

import pytest

from tests import factories
from tests.ward_app.store.forging import past_the_guards
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.social import commands as social
from ward_app.social.model import SocialKind
from ward_app.stays.model import Stay
from ward_app.store.engine import Store
from ward_app.store.entry_check import Altered, altered


@pytest.fixture
def note_id(app: App, ward: factories.Ward) -> int:
    """Signed, corrected once, and one more that is not signed yet."""
    stay_id = factories.make_stay(app, ward, "1:2")
    patient_id = factories.ask(app, lambda session: session.get_one(Stay, stay_id).patient_id)

    def write(said: str) -> int:
        sections = [(Keyword.SLEEP, said)]
        return app.do(notes.save, patient_id, stay_id, NoteKind.NURSING, sections, app.clock())

    first = write("Sover gott")
    app.do(notes.rewrite, first, 1, [(Keyword.SLEEP, "Sover")], app.clock())
    app.do(notes.sign, first, 2)
    app.do(notes.correct, first, [(Keyword.SLEEP, "Vaken")], app.clock(), "fel person")
    write("Orolig")
    return first


def found(store: Store) -> list[Altered]:
    with store.reader.connect() as connection:
        return altered(connection, store.audit_key)


def test_that_entries_are_as_the_log_tells_of_them_pdl_12(store: Store, note_id: int) -> None:
    assert found(store) == []


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ('sections = \'[["sleep", "Sovet"]]\'', "sections"),
        ("sections = '[]'", "sections"),
        ("author_title = 'Läkare'", "author_title"),
        ("occurred_at = recorded_at, recorded_at = signed_at, kind = 'round'", "kind"),
        ("owner = 'region_hsl'", "owner"),
        ("signed_at = NULL, discarded_at = recorded_at", "signed_at"),
    ],
)
def test_that_a_changed_entry_is_named_pdl_12(store: Store, note_id: int, change: str, column: str) -> None:
    past_the_guards(store, "note", f"UPDATE note SET {change} WHERE id = {note_id}")
    [one] = found(store)
    assert (one.table, one.id) == ("note", note_id)
    assert column in one.columns


def test_that_an_entry_the_log_does_not_know_is_named_pdl_12(store: Store, note_id: int) -> None:
    """Signed straight in the database: the log tells of no signature."""
    past_the_guards(store, "note", "UPDATE note SET signed_at = recorded_at WHERE signed_at IS NULL")
    assert {(one.table, one.columns) for one in found(store)} == {("note", ("signed_at",))}


def test_that_the_social_record_is_looked_at_too_sol_01(app: App, ward: factories.Ward, store: Store) -> None:
    carer = app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, unit_id=ward.unit_id, social=True))
    stay_id = factories.make_stay(app, ward, "1:2")
    patient_id = factories.ask(app, lambda session: session.get_one(Stay, stay_id).patient_id)
    entry = carer.do(social.write, patient_id, stay_id, SocialKind.EVENT, "Hembesök", carer.clock())
    carer.do(social.sign, entry, 1)
    assert found(store) == []
    past_the_guards(store, "social_entry", "UPDATE social_entry SET text = 'Inget'")
    assert [one.columns for one in found(store)] == [("text",)]
