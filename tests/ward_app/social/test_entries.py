"""Writing in the social services' record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.errors import Invalid, NoRelation, NotAllowed, Refused
from ward_app.notes import queries as notes
from ward_app.ops import Work, command
from ward_app.owners import Principal, RecordOwner
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import RelationReason
from ward_app.social import commands as social
from ward_app.social import queries
from ward_app.social.model import SocialEntry, SocialKind
from ward_app.social.rows import SocialConflict, SocialRow
from ward_app.store.audit import LOG

WORDS = "Valborg har gått en promenad med ledsagare"


def write(door: App, patient: int, stay: int | None = None, text: str = WORDS) -> int:
    return door.do(social.write, patient, stay, SocialKind.MEASURE, text, door.clock() - timedelta(hours=1))


def only(door: App, patient: int, **more: Any) -> SocialRow:
    [row] = door.ask(queries.entries_of, patient, **more)
    return row


def test_that_an_entry_is_the_social_services_own_whoever_else_employs_the_author_sol_01(
    assistant: App, patient: int, stay: int
) -> None:
    write(assistant, patient, stay)
    row = only(assistant, patient)
    assert (row.owner, row.kind, row.text) == (RecordOwner.KOMMUN_SOL, SocialKind.MEASURE, WORDS)
    assert (row.author, row.author_title) == ("J. Ek", "Assistant nurse")
    assert (row.is_signed, row.may_sign, row.awaits_signature) == (False, True, True)
    assert assistant.ask(notes.notes_of, patient) == []


def test_that_it_has_two_clocks_and_never_tells_the_future_pdl_06(assistant: App, patient: int) -> None:
    write(assistant, patient)
    row = only(assistant, patient)
    assert row.recorded_at - row.occurred_at == timedelta(hours=1)
    with pytest.raises(Invalid, match="Choose a time that has been"):
        assistant.do(
            social.write, patient, None, SocialKind.EVENT, WORDS, assistant.clock() + timedelta(minutes=1)
        )


@pytest.mark.parametrize("role", [Role.NURSE, Role.DOCTOR, Role.SECRETARY, Role.UNIT_MANAGER])
def test_that_who_does_not_work_in_the_record_does_not_write_in_it_sol_03(
    app: App, ward: Ward, patient: int, stay: int, role: Role
) -> None:
    other = app.acting(factories.make_user(app, role, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        write(other, patient, stay)


@pytest.mark.parametrize("principal", list(Principal))
def test_that_an_assistant_without_the_assignment_is_told_why_sol_03(
    app: App, ward: Ward, patient: int, stay: int, principal: Principal
) -> None:
    """The role holds the right; the record is worked in by assignment only (OSL 8:2)."""
    other = app.acting(
        factories.make_user(app, Role.ASSISTANT_NURSE, unit_id=ward.unit_id, principal=principal)
    )
    with pytest.raises(Refused, match="You do not work in the social services' record"):
        write(other, patient, stay)


def test_that_only_the_author_signs_and_once_sol_01(assistant: App, assessor: App, patient: int) -> None:
    entry = write(assistant, patient)
    with pytest.raises(Refused, match="Only the author can sign"):
        assessor.do(social.sign, entry, 1)
    assistant.do(social.sign, entry, 1)
    assert only(assistant, patient).signed_at == assistant.clock()
    with pytest.raises(Refused, match="signed and cannot be changed"):
        assistant.do(social.sign, entry, 2)


def test_that_only_the_author_changes_what_is_unsigned(assistant: App, assessor: App, patient: int) -> None:
    entry = write(assistant, patient)
    with pytest.raises(Refused, match="Only the author can change"):
        assessor.do(social.rewrite, entry, 1, "Annat", assessor.clock())
    assert assistant.do(social.rewrite, entry, 1, "Promenad på förmiddagen", assistant.clock()) == 2
    assert only(assistant, patient).text == "Promenad på förmiddagen"
    with pytest.raises(Refused, match="Only the author can change"):
        assessor.do(social.discard, entry, 2)


def test_that_who_looked_at_another_version_is_shown_the_new_one(assistant: App, patient: int) -> None:
    entry = write(assistant, patient)
    assistant.do(social.rewrite, entry, 1, "Nytt", assistant.clock())
    with pytest.raises(SocialConflict) as caught:
        assistant.do(social.sign, entry, 1)
    assert caught.value.theirs.text == "Nytt"


def test_that_a_correction_leaves_both_versions_readable_sol_02(
    assistant: App, patient: int, clock: FrozenClock
) -> None:
    entry = write(assistant, patient)
    with pytest.raises(Refused, match="Only a signed note is corrected"):
        assistant.do(social.correct, entry, "Rätt", assistant.clock(), "Fel person")
    assistant.do(social.sign, entry, 1)
    with pytest.raises(Invalid, match="Say why"):
        assistant.do(social.correct, entry, "Rätt", assistant.clock(), "  ")
    clock.advance(timedelta(minutes=5))
    second = assistant.do(social.correct, entry, "Rätt", assistant.clock(), "Fel ledsagare")
    row = only(assistant, patient)
    assert (row.id, row.text, row.correction_reason, row.is_signed) == (
        second,
        "Rätt",
        "Fel ledsagare",
        False,
    )
    assert [(one.id, one.text) for one in row.earlier] == [(entry, WORDS)]
    with pytest.raises(SocialConflict, match="corrected this note"):
        assistant.do(social.correct, entry, "En till", assistant.clock(), "Också")


def test_that_what_was_thrown_away_is_kept_in_the_history(assistant: App, patient: int) -> None:
    entry = write(assistant, patient)
    assistant.do(social.discard, entry, 1)
    assert assistant.ask(queries.entries_of, patient) == []
    assert only(assistant, patient, discarded=True).discarded_at is not None
    with pytest.raises(Refused, match="thrown away"):
        assistant.do(social.sign, entry, 2)


def test_that_an_objection_stands_beside_the_entry_sol_02(
    assistant: App, assessor: App, patient: int
) -> None:
    entry = write(assistant, patient)
    assistant.do(social.sign, entry, 1)
    assessor.do(social.remark, entry, "Det var inte jag som ville gå in")
    row = only(assistant, patient)
    assert [(one.text, one.by) for one in row.remarks] == [("Det var inte jag som ville gå in", "B. Ahl")]
    assert row.text == WORDS
    with pytest.raises(Invalid, match="Write what the person considers wrong"):
        assessor.do(social.remark, entry, " ")


@pytest.mark.parametrize("text", ["", "  \n "])
def test_that_an_empty_entry_is_refused(assistant: App, patient: int, text: str) -> None:
    with pytest.raises(Invalid, match="empty"):
        write(assistant, patient, text=text)


def test_that_who_takes_no_part_in_the_care_changes_nothing_pdl_15(
    app: App, assistant: App, patient: int, stay: int
) -> None:
    entry = write(assistant, patient, stay)
    assistant.do(social.sign, entry, 1)
    other_ward = factories.make_ward(app, "Korttidsboendet")
    elsewhere = app.acting(
        factories.make_user(app, Role.ASSISTANT_NURSE, unit_id=other_ward.unit_id, social=True)
    )
    with pytest.raises(NoRelation):
        elsewhere.do(social.correct, entry, "Nytt", app.clock(), "Fel")
    with pytest.raises(NoRelation):
        write(elsewhere, patient)
    elsewhere.do(sharing.state_relation, patient, RelationReason.COVERS, "")
    assert elsewhere.do(social.remark, entry, "Nej")
    assert [one.text for one in only(elsewhere, patient).remarks] == ["Nej"]


@command(None, relation=False)
def behind_the_door(work: Work, entry_id: int) -> int:
    """A use case that calls another and whose author forgot the relation."""
    return social.remark(work, entry_id, "Nej")


def test_that_an_entry_asks_itself_whether_it_may_be_read_sol_03(
    app: App, assistant: App, patient: int, stay: int
) -> None:
    entry = write(assistant, patient, stay)
    other_ward = factories.make_ward(app, "Korttidsboendet")
    elsewhere = app.acting(
        factories.make_user(app, Role.ASSISTANT_NURSE, unit_id=other_ward.unit_id, social=True)
    )
    with pytest.raises(Refused, match="may not read"):
        elsewhere.do(behind_the_door, entry)
    assert assistant.do(behind_the_door, entry)


def test_that_the_words_are_never_in_the_log_log_03(assistant: App, patient: int) -> None:
    write(assistant, patient)
    rows = factories.ask(
        assistant, lambda session: [str(one) for one in session.execute(LOG.select()).mappings()]
    )
    assert any("social_entry" in row for row in rows)
    assert not any("promenad" in row for row in rows)


def test_that_an_entry_belongs_to_the_stay_of_its_own_patient(
    app: App, assistant: App, patient: int, stay: int
) -> None:
    other = factories.make_patient(app, "Persson", "Elsy")
    with pytest.raises(ValueError, match="another patient"):
        write(assistant, other, stay)
    assert factories.ask(app, lambda session: session.query(SocialEntry).count()) == 0
