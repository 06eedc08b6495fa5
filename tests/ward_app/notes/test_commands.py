"""Writing the record: who, when, signed or not, corrected and never changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import SYSTEM, Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.notes import commands as notes
from ward_app.notes import queries
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.notes.rows import NoteConflict, NoteRow
from ward_app.owners import RecordOwner
from ward_app.settings import commands as settings
from ward_app.settings.registry import SIGNING_ROUTINE
from ward_app.stays.model import Stay
from ward_app.store import audit

TEXT = [(Keyword.BREATHING, "AF 24, SpO₂ 87 % på 2 l"), (Keyword.PAIN, "Ingen smärta")]


@pytest.fixture
def stay(app: App, ward: Ward) -> int:
    return factories.make_stay(app, ward, "1:2", at=app.clock() - timedelta(days=19))


@pytest.fixture
def patient(app: App, stay: int) -> int:
    return patient_of(app, stay)


def patient_of(app: App, stay_id: int) -> int:
    found = factories.ask(app, lambda session: session.get_one(Stay, stay_id).patient_id)
    return int(found)


def colleague(app: App, ward: Ward, role: Role, family_name: str = "Ek") -> App:
    return app.acting(factories.make_user(app, role, family_name, unit_id=ward.unit_id))


def write(
    app: App, patient: int, stay: int | None = None, kind: NoteKind = NoteKind.NURSING, text: str = "Sover"
) -> int:
    sections = [(Keyword.SLEEP, text)]
    return app.do(notes.save, patient, stay, kind, sections, app.clock() - timedelta(minutes=5))


def signed(app: App, patient: int, stay: int | None = None, text: str = "Sover") -> int:
    note_id = write(app, patient, stay, text=text)
    app.do(notes.sign, note_id, 1)
    return note_id


def the_note(app: App, note_id: int) -> NoteRow:
    return app.ask(queries.note, note_id)


def test_that_a_note_says_who_wrote_what_and_when_pdl_06(app: App, patient: int, stay: int) -> None:
    at = app.clock() - timedelta(minutes=10)
    note_id = app.do(notes.save, patient, stay, NoteKind.NURSING, TEXT, at)
    row = the_note(app, note_id)
    assert [(section.keyword, section.text) for section in row.sections] == [(*pair,) for pair in TEXT]
    assert (row.author, row.author_title, row.entered_by) == ("M. Falk", "Nurse", "")
    assert (row.occurred_at, row.recorded_at) == (at, app.clock())
    assert (row.owner, row.is_signed, row.awaits_signature) == (RecordOwner.KOMMUN_HSL, False, True)


def test_that_a_doctor_of_the_region_writes_in_the_regions_record(
    app: App, ward: Ward, patient: int, stay: int
) -> None:
    doctor = colleague(app, ward, Role.DOCTOR)
    note_id = doctor.do(
        notes.save, patient, stay, NoteKind.DOCTOR, [(Keyword.DIAGNOSIS, "KOL")], doctor.clock()
    )
    assert the_note(doctor, note_id).owner is RecordOwner.REGION_HSL


def test_that_headings_left_empty_are_not_stored(app: App, patient: int) -> None:
    sections = [(Keyword.SLEEP, " \n\t"), (Keyword.PAIN, "VAS 3"), (Keyword.SKIN, "")]
    note_id = app.do(notes.save, patient, None, NoteKind.NURSING, sections, app.clock())
    assert [section.keyword for section in the_note(app, note_id).sections] == [Keyword.PAIN]


def test_that_an_empty_note_is_refused(app: App, patient: int) -> None:
    with pytest.raises(Invalid, match="empty") as refusal:
        app.do(notes.save, patient, None, NoteKind.NURSING, [(Keyword.SLEEP, " ")], app.clock())
    assert refusal.value.field == "sections"


def test_that_a_note_is_not_about_the_future(app: App, patient: int) -> None:
    with pytest.raises(Invalid, match="has happened"):
        app.do(notes.save, patient, None, NoteKind.NURSING, TEXT, app.clock() + timedelta(minutes=1))


def test_that_a_note_says_how_late_it_was_written_pdl_08(app: App, patient: int) -> None:
    at = app.clock() - timedelta(hours=9, minutes=30)
    row = the_note(app, app.do(notes.save, patient, None, NoteKind.NURSING, TEXT, at))
    assert (row.late_minutes, row.is_late) == (570, True)
    soon = the_note(app, app.do(notes.save, patient, None, NoteKind.NURSING, TEXT, app.clock()))
    assert (soon.late_minutes, soon.is_late) == (0, False)


@pytest.mark.parametrize(
    "text",
    [
        "å" * 100_000,
        "rad\n" * 25_000,
        "שלום עולם — مرحبا",
        "👩🏽‍⚕️ 🫀 H₂O ≥ 90 %",
        "<b>fet</b> &amp; <img src=x onerror=alert(1)> {0} %s",
        "'; DROP TABLE note; --",
        "=HYPERLINK(1)",
    ],
)
def test_that_no_visible_character_is_lost(app: App, patient: int, text: str) -> None:
    note_id = app.do(notes.save, patient, None, NoteKind.OTHER, [(Keyword.TEXT, text)], app.clock())
    assert the_note(app, note_id).sections[0].text == text


def test_that_control_characters_go_and_the_rest_stays(app: App, patient: int) -> None:
    text = "före\x00\x07\x1b[31m\ud800 efter\r\nrad"
    note_id = app.do(notes.save, patient, None, NoteKind.OTHER, [(Keyword.TEXT, text)], app.clock())
    assert the_note(app, note_id).sections[0].text == "före[31m\ufffd efter\nrad"


def test_that_a_stay_of_someone_else_cannot_be_named_pdl_01(app: App, stay: int) -> None:
    other = factories.make_patient(app)
    with pytest.raises(ValueError, match="another patient"):
        write(app, other, stay)


def test_that_a_signature_is_the_authors_own_and_comes_once_pdl_09(
    app: App, ward: Ward, patient: int
) -> None:
    note_id = write(app, patient)
    with pytest.raises(Refused, match="Only the author"):
        colleague(app, ward, Role.NURSE).do(notes.sign, note_id, 1)
    app.do(notes.sign, note_id, 1)
    row = the_note(app, note_id)
    assert (row.signed_at, row.is_signed, row.may_sign) == (app.clock(), True, False)
    with pytest.raises(Refused, match="signed"):
        app.do(notes.sign, note_id, row.version)


def test_that_signing_other_words_than_those_read_is_refused(app: App, patient: int) -> None:
    note_id = write(app, patient, text="Sover gott")
    app.do(notes.rewrite, note_id, 1, [(Keyword.SLEEP, "Vaken hela natten")], app.clock())
    with pytest.raises(NoteConflict) as conflict:
        app.do(notes.sign, note_id, 1)
    assert conflict.value.theirs.sections[0].text == "Vaken hela natten"


def test_that_an_unsigned_note_can_be_rewritten_by_its_author_only(
    app: App, ward: Ward, patient: int
) -> None:
    note_id = write(app, patient)
    version = app.do(notes.rewrite, note_id, 1, [(Keyword.SLEEP, "Vaken")], app.clock())
    row = the_note(app, note_id)
    assert (row.sections[0].text, row.version) == ("Vaken", version)
    with pytest.raises(Refused, match="Only the author"):
        colleague(app, ward, Role.NURSE).do(notes.rewrite, note_id, version, TEXT, app.clock())


def test_that_the_later_of_two_who_save_gets_both_texts(app: App, ward: Ward, patient: int) -> None:
    secretary = colleague(app, ward, Role.SECRETARY, "Berg")
    sections = [(Keyword.SLEEP, "Enligt diktat")]
    note_id = secretary.do(
        notes.save, patient, None, NoteKind.NURSING, sections, app.clock(), author_id=app.user.user_id
    )
    app.do(notes.rewrite, note_id, 1, [(Keyword.SLEEP, "Författarens ord")], app.clock())
    with pytest.raises(NoteConflict, match="since you opened it") as conflict:
        secretary.do(notes.rewrite, note_id, 1, [(Keyword.SLEEP, "Sekreterarens ord")], app.clock())
    assert conflict.value.theirs.sections[0].text == "Författarens ord"
    assert the_note(app, note_id).sections[0].text == "Författarens ord"


def test_that_a_secretary_enters_what_someone_else_answers_for_pdl_03(
    app: App, ward: Ward, patient: int
) -> None:
    secretary = colleague(app, ward, Role.SECRETARY, "Berg")
    doctor = colleague(app, ward, Role.DOCTOR, "Björk")
    sections = [(Keyword.ASSESSMENT, "Pneumoni")]
    note_id = secretary.do(
        notes.save, patient, None, NoteKind.DOCTOR, sections, app.clock(), author_id=doctor.user.user_id
    )
    row = the_note(secretary, note_id)
    assert (row.author, row.author_title, row.entered_by) == ("M. Björk", "Doctor", "M. Berg")
    assert row.owner is RecordOwner.REGION_HSL
    assert (row.may_sign, row.may_rewrite) == (False, True)
    with pytest.raises(NotAllowed):
        secretary.do(notes.sign, note_id, 1)
    doctor.do(notes.sign, note_id, 1)
    assert the_note(doctor, note_id).is_signed


def test_that_a_secretary_has_to_say_for_whom(app: App, ward: Ward, patient: int) -> None:
    secretary = colleague(app, ward, Role.SECRETARY)
    with pytest.raises(Invalid, match="who answers"):
        write(secretary, patient)
    manager = colleague(app, ward, Role.UNIT_MANAGER)
    with pytest.raises(Invalid, match="no assignment"):
        secretary.do(
            notes.save, patient, None, NoteKind.OTHER, [(Keyword.TEXT, "x")], app.clock(),
            author_id=manager.user.user_id,
        )  # fmt: skip


def test_that_nobody_who_signs_can_write_in_a_colleagues_name_pdl_03(
    app: App, ward: Ward, patient: int
) -> None:
    doctor = colleague(app, ward, Role.DOCTOR)
    with pytest.raises(Refused, match="own name"):
        app.do(
            notes.save, patient, None, NoteKind.ROUND, [(Keyword.PLAN, "x")], app.clock(),
            author_id=doctor.user.user_id,
        )  # fmt: skip


def test_that_a_kind_of_another_profession_is_refused(app: App, patient: int) -> None:
    with pytest.raises(Invalid, match="another profession"):
        app.do(notes.save, patient, None, NoteKind.DOCTOR, [(Keyword.PLAN, "x")], app.clock())


def test_that_observations_need_a_signature_until_the_ward_has_a_routine_pdl_09(
    app: App, ward: Ward, patient: int
) -> None:
    assistant = colleague(app, ward, Role.ASSISTANT_NURSE)
    assert the_note(assistant, write(assistant, patient)).awaits_signature
    app.acting(SYSTEM).do(settings.change, SIGNING_ROUTINE, "Rutin 2026-14")
    assert not the_note(assistant, write(assistant, patient)).awaits_signature
    information = assistant.do(
        notes.save, patient, None, NoteKind.INFORMATION_GIVEN, [(Keyword.INFORMATION, "x")], app.clock()
    )
    assert the_note(assistant, information).awaits_signature
    assert the_note(app, write(app, patient)).awaits_signature


def test_that_a_correction_is_a_new_version_and_both_can_be_read_pdl_12(
    app: App, clock: FrozenClock, patient: int
) -> None:
    wrong = signed(app, patient, text="VAS 8")
    clock.advance(timedelta(hours=1))
    right = app.do(notes.correct, wrong, [(Keyword.SLEEP, "VAS 3")], app.clock(), "Fel siffra")
    [row] = app.ask(queries.notes_of, patient)
    assert (row.id, row.sections[0].text, row.correction_reason) == (right, "VAS 3", "Fel siffra")
    assert (row.is_signed, row.author) == (False, "M. Falk")
    [before] = row.earlier
    assert (before.id, before.sections[0].text, before.is_signed) == (wrong, "VAS 8", True)


def test_that_a_correction_of_a_correction_keeps_all_versions_pdl_12(app: App, patient: int) -> None:
    first = signed(app, patient, text="1")
    second = app.do(notes.correct, first, [(Keyword.SLEEP, "2")], app.clock(), "fel")
    app.do(notes.sign, second, 1)
    app.do(notes.correct, second, [(Keyword.SLEEP, "3")], app.clock(), "fel igen")
    [row] = app.ask(queries.notes_of, patient)
    assert [version.sections[0].text for version in (row, *row.earlier)] == ["3", "2", "1"]


def test_that_only_a_signed_note_is_corrected_and_only_with_a_reason(app: App, patient: int) -> None:
    unsigned = write(app, patient)
    with pytest.raises(Refused, match="Only a signed note"):
        app.do(notes.correct, unsigned, TEXT, app.clock(), "fel")
    app.do(notes.sign, unsigned, 1)
    with pytest.raises(Invalid, match="Say why"):
        app.do(notes.correct, unsigned, TEXT, app.clock(), " ")


def test_that_the_second_of_two_corrections_is_shown_the_first(app: App, ward: Ward, patient: int) -> None:
    wrong = signed(app, patient)
    colleague(app, ward, Role.NURSE).do(notes.correct, wrong, [(Keyword.SLEEP, "först")], app.clock(), "fel")
    with pytest.raises(NoteConflict, match=r"M\. Ek corrected this note today 08:42") as conflict:
        app.do(notes.correct, wrong, [(Keyword.SLEEP, "sedan")], app.clock(), "fel")
    assert conflict.value.theirs.sections[0].text == "först"


def test_that_a_correction_thrown_away_leaves_room_for_another(app: App, patient: int) -> None:
    wrong = signed(app, patient)
    mistake = app.do(notes.correct, wrong, [(Keyword.SLEEP, "x")], app.clock(), "fel")
    app.do(notes.discard, mistake, 1)
    again = app.do(notes.correct, wrong, [(Keyword.SLEEP, "rätt")], app.clock(), "fel")
    assert [row.id for row in app.ask(queries.notes_of, patient)] == [again]


def test_that_a_note_of_the_other_principal_is_not_corrected(app: App, ward: Ward, patient: int) -> None:
    wrong = signed(app, patient)
    with pytest.raises(Refused, match="another organisation"):
        colleague(app, ward, Role.DOCTOR).do(notes.correct, wrong, TEXT, app.clock(), "fel")


def test_that_what_the_patient_considers_wrong_stands_beside_the_note_pdl_07(
    app: App, ward: Ward, patient: int
) -> None:
    note_id = signed(app, patient)
    before = the_note(app, note_id)
    colleague(app, ward, Role.NURSE).do(notes.remark, note_id, "Har inte sovit alls")
    after = the_note(app, note_id)
    assert (after.sections, after.version) == (before.sections, before.version)
    [remark] = after.remarks
    assert (remark.text, remark.by, remark.recorded_at) == ("Har inte sovit alls", "M. Ek", app.clock())
    with pytest.raises(Invalid):
        app.do(notes.remark, note_id, "  ")


def test_that_an_unsigned_mistake_is_hidden_but_kept(app: App, patient: int) -> None:
    note_id = write(app, patient, text="fel patient")
    app.do(notes.discard, note_id, 1)
    assert app.ask(queries.notes_of, patient) == []
    [row] = app.ask(queries.notes_of, patient, discarded=True)
    assert (row.id, row.discarded_at, row.awaits_signature) == (note_id, app.clock(), False)
    with pytest.raises(Refused, match="thrown away"):
        app.do(notes.rewrite, note_id, row.version, TEXT, app.clock())


def test_that_a_signed_note_cannot_be_thrown_away_or_rewritten_pdl_12(app: App, patient: int) -> None:
    note_id = signed(app, patient)
    version = the_note(app, note_id).version
    with pytest.raises(Refused, match="signed"):
        app.do(notes.discard, note_id, version)
    with pytest.raises(Refused, match="signed"):
        app.do(notes.rewrite, note_id, version, TEXT, app.clock())


def test_that_the_log_tells_of_the_note_without_its_words(app: App, patient: int) -> None:
    signed(app, patient, text="hemligt innehåll")

    def logged(session: Session) -> list[tuple[str, str | None]]:
        wanted = select(audit.LOG.c.action, audit.LOG.c.detail).where(
            audit.LOG.c.patient_id == patient, audit.LOG.c.entity == "note"
        )
        return [(row.action, row.detail) for row in session.execute(wanted)]

    rows = factories.ask(app, logged)
    assert [action for action, _detail in rows] == ["notes.save", "notes.sign"]
    assert "hemligt" not in str(rows)


def test_that_who_may_not_write_is_refused(app: App, ward: Ward, patient: int) -> None:
    with pytest.raises(NotAllowed):
        write(colleague(app, ward, Role.UNIT_MANAGER), patient)


def test_that_a_colleagues_words_in_a_conflict_are_logged_as_read_log_01(app: App, patient: int) -> None:
    note_id = write(app, patient, text="Fått besked")
    for attempt in (
        lambda: app.do(notes.rewrite, note_id, 99, [(Keyword.SLEEP, "x")], app.clock()),
        lambda: app.do(notes.sign, note_id, 99),
        lambda: app.do(notes.discard, note_id, 99),
    ):
        with pytest.raises(NoteConflict):
            attempt()
    app.do(notes.sign, note_id, 1)
    app.do(notes.correct, note_id, [(Keyword.SLEEP, "rätt")], app.clock(), "fel")
    with pytest.raises(NoteConflict):
        app.do(notes.correct, note_id, [(Keyword.SLEEP, "annat")], app.clock(), "fel")
    assert refused_reads(app, patient) == ["notes.rewrite", "notes.sign", "notes.discard", "notes.correct"]


def refused_reads(app: App, patient: int) -> list[str]:
    wanted = (audit.LOG.c.patient_id == patient) & (audit.LOG.c.outcome == audit.REFUSED)
    with app.store.reader.connect() as connection:
        return list(
            connection.scalars(select(audit.LOG.c.action).where(wanted).order_by(audit.LOG.c.id)).all()
        )
