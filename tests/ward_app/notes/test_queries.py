"""Reading notes: newest first, what waits for a signature, what the record lacks, and the log of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.entries import is_long_ago
from ward_app.errors import NotAllowed
from ward_app.notes import commands as notes
from ward_app.notes import queries
from ward_app.notes.keywords import HEADINGS, TEMPLATES, Keyword, heading, template
from ward_app.notes.model import NoteKind
from ward_app.notes.record_check import PartState, RecordPart, record_check
from ward_app.notes.writing import Sections, kinds_for
from ward_app.patients.model import Protection
from ward_app.stays.model import Stay
from ward_app.store import audit
from ward_app.store.engine import Store


@pytest.fixture
def stay(app: App, ward: Ward) -> int:
    return factories.make_stay(app, ward, "1:2", at=app.clock() - timedelta(days=19))


@pytest.fixture
def patient(app: App, stay: int) -> int:
    return int(factories.ask(app, lambda session: session.get_one(Stay, stay).patient_id))


def write(
    app: App, patient: int, stay: int | None, text: str = "x", *, hours: float = 0,
    kind: NoteKind = NoteKind.NURSING, sections: Sections | None = None,
) -> int:  # fmt: skip
    at = app.clock() - timedelta(hours=hours)
    return app.do(notes.save, patient, stay, kind, sections or [(Keyword.SLEEP, text)], at)


def test_that_the_latest_event_comes_first(app: App, patient: int, stay: int) -> None:
    write(app, patient, stay, "i morse", hours=2)
    write(app, patient, stay, "nyss")
    write(app, patient, stay, "i går", hours=24)
    texts = [row.sections[0].text for row in app.ask(queries.notes_of, patient)]
    assert texts == ["nyss", "i morse", "i går"]


def test_that_a_stays_notes_can_be_read_alone(app: App, patient: int, stay: int) -> None:
    write(app, patient, None, "before the stay")
    write(app, patient, stay, "of the stay")
    assert len(app.ask(queries.notes_of, patient)) == 2
    [row] = app.ask(queries.notes_of, patient, stay)
    assert row.sections[0].text == "of the stay"


def test_that_a_list_has_room_for_so_many_and_takes_the_newest(app: App, patient: int) -> None:
    for hours in range(5):
        write(app, patient, None, str(hours), hours=hours)
    rows = app.ask(queries.notes_of, patient, limit=3)
    assert [row.sections[0].text for row in rows] == ["0", "1", "2"]


def test_that_notes_take_few_statements_however_many_there_are(
    app: App, store: Store, patient: int, stay: int
) -> None:
    for nth in range(12):
        note_id = write(app, patient, stay, str(nth))
        app.do(notes.sign, note_id, 1)
        app.do(notes.remark, note_id, "fel")
        app.do(notes.correct, note_id, [(Keyword.SLEEP, "rätt")], app.clock(), "fel")
    app.ask(queries.notes_of, patient)
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", count)
    rows = app.ask(queries.notes_of, patient)
    event.remove(store.engine, "before_cursor_execute", count)
    assert [len(row.earlier) for row in rows] == [1] * 12
    assert len([sql for sql in statements if "FROM note" in sql or "user_account" in sql]) <= 5


def test_that_opening_the_notes_is_logged_before_they_are_shown_log_01(app: App, patient: int) -> None:
    app.ask(queries.notes_of, patient)

    def reads(session: Session) -> int:
        wanted = select(audit.LOG.c.id).where(
            audit.LOG.c.action == "notes", audit.LOG.c.patient_id == patient
        )
        return len(session.execute(wanted).all())

    assert factories.ask(app, reads) == 1


def test_that_a_manager_does_not_read_notes(app: App, ward: Ward, patient: int) -> None:
    manager = app.acting(factories.make_user(app, Role.UNIT_MANAGER, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        manager.ask(queries.notes_of, patient)


def test_that_the_unsigned_of_an_author_wait_with_their_age_pdl_09(
    app: App, clock: FrozenClock, ward: Ward, patient: int, stay: int
) -> None:
    old = write(app, patient, stay)
    clock.advance(timedelta(hours=5))
    new = write(app, patient, None)
    signed = write(app, patient, stay)
    app.do(notes.sign, signed, 1)
    thrown_away = write(app, patient, stay)
    app.do(notes.discard, thrown_away, 1)
    rows = app.ask(queries.unsigned)
    assert [(row.note_id, row.age_minutes, row.bed) for row in rows] == [(old, 300, "1:2"), (new, 0, "")]
    assert rows[0].patient == "Öberg, Åke"


def test_that_the_unsigned_of_a_unit_are_everyones_pdl_09(
    app: App, ward: Ward, patient: int, stay: int
) -> None:
    colleague = app.acting(factories.make_user(app, Role.NURSE, "Ek", unit_id=ward.unit_id))
    write(app, patient, stay)
    write(colleague, patient, stay)
    elsewhere = factories.make_ward(app, "Annan enhet", [("1", ["1"])])
    other = factories.make_patient(app)
    there = app.acting(factories.make_user(app, Role.NURSE, "Alm", unit_id=elsewhere.unit_id))
    write(there, other, factories.make_stay(there, elsewhere, "1", patient_id=other))
    assert [row.author for row in app.ask(queries.unsigned, unit_id=ward.unit_id)] == ["M. Falk", "M. Ek"]
    mine = app.ask(queries.unsigned, unit_id=ward.unit_id, author_id=app.user.user_id)
    assert [row.author for row in mine] == ["M. Falk"]


def test_that_a_protected_person_is_masked_among_the_unsigned_prot_03(app: App) -> None:
    person = factories.make_patient(app, "Öberg", "Åke", protection=Protection.PROTECTED_REGISTRATION)
    write(app, person, None)
    [row] = app.ask(queries.unsigned)
    assert (row.patient, row.is_protected) == ("Å.Ö., protected identity", True)


def test_that_a_nurse_writes_in_her_own_name_and_a_secretary_for_others(app: App, ward: Ward) -> None:
    doctor = factories.make_user(app, Role.DOCTOR, "Björk", unit_id=ward.unit_id)
    factories.make_user(app, Role.UNIT_MANAGER, "Chef", unit_id=ward.unit_id)
    secretary = app.acting(factories.make_user(app, Role.SECRETARY, "Berg", unit_id=ward.unit_id))
    own = app.ask(queries.choices)
    assert own.authors == ()
    assert own.kinds[:2] == (NoteKind.NURSING, NoteKind.SBAR)
    others = secretary.ask(queries.choices)
    assert others.kinds == ()
    assert [row.name for row in others.authors] == ["M. Björk", "M. Falk"]
    assert others.authors[0].id == doctor.user_id
    assert others.authors[0].kinds[0] is NoteKind.DOCTOR


@pytest.mark.parametrize(
    ("role", "first", "barred"),
    [
        (Role.NURSE, NoteKind.NURSING, {NoteKind.DOCTOR, NoteKind.PHYSIOTHERAPY}),
        (Role.ASSISTANT_NURSE, NoteKind.NURSING, {NoteKind.DOCTOR}),
        (Role.DOCTOR, NoteKind.DOCTOR, {NoteKind.PHYSIOTHERAPY, NoteKind.OCCUPATIONAL_THERAPY}),
        (Role.PHYSIOTHERAPIST, NoteKind.PHYSIOTHERAPY, {NoteKind.DOCTOR, NoteKind.OCCUPATIONAL_THERAPY}),
        (Role.OCCUPATIONAL_THERAPIST, NoteKind.OCCUPATIONAL_THERAPY, {NoteKind.PHYSIOTHERAPY}),
    ],
)
def test_that_each_profession_has_its_kinds(role: Role, first: NoteKind, barred: set[NoteKind]) -> None:
    kinds = kinds_for(role)
    assert kinds[0] is first
    assert barred & set(kinds) == set()
    assert len(set(kinds)) == len(kinds)


def test_that_every_kind_has_headings_and_every_heading_a_word() -> None:
    assert set(TEMPLATES) == set(NoteKind)
    assert set(HEADINGS) == set(Keyword)
    assert all(len(set(keywords)) == len(keywords) > 0 for keywords in TEMPLATES.values())
    assert [heading(keyword) for keyword in template(NoteKind.SBAR)] == [
        "Situation", "Background", "Current state", "Recommendation",
    ]  # fmt: skip
    assert heading("from a newer program") == "from a newer program"


def test_that_a_week_back_is_asked_about(clock: FrozenClock) -> None:
    now = clock()
    assert is_long_ago(now - timedelta(days=7, minutes=1), now)
    assert not is_long_ago(now - timedelta(days=7), now)


def test_that_the_record_check_names_what_is_missing_pdl_05(app: App, patient: int, stay: int) -> None:
    check = app.ask(record_check, stay)
    assert {row.part: row.state for row in check.parts} == {
        RecordPart.IDENTITY: PartState.PRESENT,
        RecordPart.BACKGROUND: PartState.MISSING,
        RecordPart.DIAGNOSIS: PartState.MISSING,
        RecordPart.MEASURES: PartState.MISSING,
        RecordPart.INFORMATION: PartState.MISSING,
        RecordPart.DECLINED: PartState.NOT_RECORDED,
    }
    assert [row.text for row in check.missing][:1] == ["Background of the care"]
    assert not check.is_complete


def test_that_the_record_check_is_content_when_all_is_written_and_signed_pdl_05(
    app: App, patient: int, stay: int
) -> None:
    sections = [
        (Keyword.BACKGROUND, "KOL"), (Keyword.DIAGNOSIS, "Exacerbation"), (Keyword.PLAN, "Syrgas"),
        (Keyword.INFORMATION, "Muntligt till patient och dotter"),
    ]  # fmt: skip
    note_id = write(app, patient, stay, kind=NoteKind.ADMISSION, sections=sections)
    declined = [(Keyword.DECLINED, "Vill inte ha kateter")]
    other = write(app, patient, stay, kind=NoteKind.CARE_DECLINED, sections=declined)
    check = app.ask(record_check, stay)
    assert (check.missing, check.unsigned, check.is_complete) == ((), 2, False)
    app.do(notes.sign, note_id, 1)
    app.do(notes.sign, other, 1)
    check = app.ask(record_check, stay)
    assert {row.state for row in check.parts} == {PartState.PRESENT}
    assert check.is_complete


def test_that_a_note_thrown_away_proves_nothing(app: App, patient: int, stay: int) -> None:
    note_id = write(app, patient, stay, sections=[(Keyword.MEASURES, "x")])
    app.do(notes.discard, note_id, 1)
    assert RecordPart.MEASURES in {row.part for row in app.ask(record_check, stay).missing}
