"""A copy of one owner's record leaves the ward with its reason, and the record knows (PDL 3:11)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from tests import factories
from tests.ward_app.copies.conftest import ELSEWHERE, SOCIAL, WORDS, Told
from tests.ward_app.copies.test_destroying import DECISION, OWNER
from ward_app.access.policy import HOLDS, Permission, Role
from ward_app.app import App
from ward_app.copies import commands as copies
from ward_app.copies.information import information
from ward_app.copies.model import Disclosure, LegalGround
from ward_app.copies.queries import disclosures_of, owners_to_copy, preview
from ward_app.copies.rows import CopyItem, CopyTerms, RecordCopy
from ward_app.errors import Invalid, NotAllowed, Refused
from ward_app.owners import Principal, RecordOwner
from ward_app.sharing.model import Block
from ward_app.store.audit import LOG

TERMS = CopyTerms("Åke Öberg", "Enhetschef Holm", LegalGround.OSL_12_1)


def words_of(copy: RecordCopy) -> str:
    return "\n".join(said for item in copy.items for said in _said(item))


def _said(item: CopyItem) -> list[str]:
    texts = [text for _heading, text in item.texts]
    return [item.heading, item.about, item.mark, *texts, *item.remarks]


def handed_out(app: App, told: Told, owner: RecordOwner = OWNER, terms: CopyTerms = TERMS) -> RecordCopy:
    return app.do(copies.hand_out, told.patient_id, owner, terms)


def test_that_a_copy_holds_all_of_one_record_and_nothing_of_another_pdl_10_pdl_20(
    secretary: App, told: Told, social: int
) -> None:
    said = words_of(handed_out(secretary, told))
    assert [word for word in WORDS if word not in said] == []
    assert [word for word in ELSEWHERE + SOCIAL if word in said] == []


def test_that_the_wrong_text_is_readable_below_the_right_one_pdl_12(secretary: App, told: Told) -> None:
    [notes] = [part for part in handed_out(secretary, told).parts if part.title == "Notes"]
    corrected, unsigned = notes.items
    [earlier] = corrected.earlier
    assert (corrected.texts[0][1], earlier.texts[0][1]) == ("rättad", "felskriven")
    assert "felval" in corrected.about
    assert "patientens-invändning" in earlier.remarks[0]
    assert (earlier.mark, unsigned.mark) == ("", "Not signed")


def test_that_each_entry_says_who_with_which_title_and_both_times_pdl_06(secretary: App, told: Told) -> None:
    [notes] = [part for part in handed_out(secretary, told).parts if part.title == "Notes"]
    assert "M. Falk, Nurse" in notes.items[0].about
    assert notes.items[0].about.count("2026-11-21 08:42") == 3


def test_that_the_record_tells_of_the_copy_pdl_10(app: App, secretary: App, told: Told) -> None:
    copy = handed_out(secretary, told)
    [row] = app.ask(disclosures_of, told.patient_id)
    assert (row.recipient, row.decided_by, row.ground) == (TERMS.recipient, TERMS.decided_by, TERMS.ground)
    assert (row.owner, row.by, row.serial) == (OWNER, "A. Ek", copy.serial)

    def content(session: Any) -> Any:
        return session.get_one(Disclosure, row.disclosure_id).content

    held = factories.ask(app, content)
    assert set(held["note"]) == {told.first_note, told.corrected_note, told.unsigned_note}


def test_that_the_next_copy_names_the_first_pdl_10(secretary: App, told: Told) -> None:
    handed_out(secretary, told)
    said = words_of(handed_out(secretary, told))
    assert "Enhetschef Holm" in said


def test_that_what_was_handed_out_is_never_changed_pdl_10(secretary: App, told: Told) -> None:
    handed_out(secretary, told)
    for change in ("UPDATE disclosure SET recipient = 'ingen'", "DELETE FROM disclosure"):
        with pytest.raises(DBAPIError), secretary.store.writer.begin() as connection:
            connection.exec_driver_sql(change)


def test_that_a_draft_has_no_number_and_leaves_no_disclosure(app: App, secretary: App, told: Told) -> None:
    draft = secretary.ask(preview, told.patient_id, OWNER, TERMS)
    assert (draft.serial, draft.disclosure_id) == ("", None)
    assert app.ask(disclosures_of, told.patient_id) == []
    with secretary.store.reader.connect() as connection:
        logged = connection.execute(LOG.select().where(LOG.c.action == "copy.preview")).all()
    assert [row.patient_id for row in logged] == [told.patient_id]


def test_that_handing_out_and_printing_are_in_the_log_log_01(secretary: App, told: Told) -> None:
    copy = handed_out(secretary, told)
    assert copy.disclosure_id is not None
    secretary.do(copies.record_paper, copy.disclosure_id, copies=2)
    secretary.do(copies.record_draft, told.patient_id, OWNER)
    with secretary.store.reader.connect() as connection:
        rows = connection.execute(LOG.select().where(LOG.c.patient_id == told.patient_id)).all()
    actions = [row.action for row in rows]
    assert "copies.hand_out" in actions
    assert actions.count("print.copy") == 2


def test_that_only_who_works_in_the_record_hands_it_out_pdl_20(
    door: App, secretary: App, ward: factories.Ward, told: Told
) -> None:
    assert secretary.ask(owners_to_copy) == (OWNER,)
    for owner in (RecordOwner.REGION_HSL, RecordOwner.KOMMUN_SOL):
        with pytest.raises(NotAllowed):
            handed_out(secretary, told, owner)
        with pytest.raises(NotAllowed):
            secretary.ask(preview, told.patient_id, owner, TERMS)
    region = door.acting(
        factories.make_user(door, Role.SECRETARY, unit_id=ward.unit_id, principal=Principal.REGION)
    )
    said = words_of(handed_out(region, told, RecordOwner.REGION_HSL))
    assert "region-uppgift" in said
    assert not [word for word in WORDS if word in said]


def test_that_the_social_record_is_a_print_of_its_own_sol_01(
    door: App, ward: factories.Ward, told: Told, social: int
) -> None:
    assessor = door.acting(factories.make_user(door, Role.NEEDS_ASSESSOR, unit_id=ward.unit_id))
    assert assessor.ask(owners_to_copy) == (RecordOwner.KOMMUN_SOL,)
    said = words_of(handed_out(assessor, told, RecordOwner.KOMMUN_SOL))
    assert [word for word in SOCIAL if word not in said] == []
    assert [word for word in WORDS + ELSEWHERE if word in said] == []


def test_that_a_block_does_not_hide_ones_own_record_from_a_copy_pdl_18(
    app: App, secretary: App, ward: factories.Ward, told: Told
) -> None:
    """A block is against reading for care in other units: the controller still answers for its record."""
    block(app, told, unit_id=ward.unit_id)
    assert "felskriven" in words_of(handed_out(secretary, told))


def block(app: App, told: Told, unit_id: int) -> None:
    from tests.ward_app.copies.conftest import _write

    assert app.user.user_id is not None
    _write(app, Block(
        patient_id=told.patient_id, owner=OWNER, unit_id=unit_id, from_at=app.clock(), by_id=app.user.user_id
    ))  # fmt: skip


def test_that_no_care_relation_is_needed_to_hand_out_years_later(secretary: App, told: Told) -> None:
    """Whoever does it takes no part in the care; the right and the own record are enough."""
    secretary.clock.advance(timedelta(days=900))  # type: ignore[attr-defined]
    assert handed_out(secretary, told).serial


@pytest.mark.parametrize(("since", "until", "is_there"), [
    (date(2026, 11, 21), date(2026, 11, 21), True), (None, date(2026, 11, 20), False),
    (date(2026, 11, 22), None, False), (date(2026, 11, 1), None, True),
])  # fmt: skip
def test_that_a_period_includes_both_its_days(
    secretary: App, told: Told, since: date | None, until: date | None, is_there: bool
) -> None:
    terms = CopyTerms("x", "y", LegalGround.CONSENT, since, until)
    copy = secretary.ask(preview, told.patient_id, OWNER, terms)
    assert ("rättad" in words_of(copy)) == is_there


def test_that_an_empty_copy_is_not_handed_out(secretary: App, told: Told) -> None:
    with pytest.raises(Refused, match="holds nothing"):
        handed_out(secretary, told, terms=CopyTerms("x", "y", LegalGround.CONSENT, date(2030, 1, 1)))


@pytest.mark.parametrize(("terms", "field"), [
    (CopyTerms(" ", "y", LegalGround.CONSENT), "recipient"),
    (CopyTerms("x", "", LegalGround.CONSENT), "decided_by"),
    (CopyTerms("x", "y", LegalGround.CONSENT, date(2026, 2, 1), date(2026, 1, 1)), "until_on"),
])  # fmt: skip
def test_that_it_is_said_to_whom_and_by_whose_decision_pdl_10(
    secretary: App, told: Told, terms: CopyTerms, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        handed_out(secretary, told, terms=terms)
    assert refused.value.field == field


def test_that_a_destroyed_note_stands_there_without_its_text_pdl_23(
    secretary: App, administrator: App, told: Told
) -> None:
    administrator.do(
        copies.destroy_record, told.patient_id, OWNER, entries=[("note", told.first_note)], **DECISION
    )
    copy = handed_out(secretary, told)
    marks = [item.mark for item in copy.items if item.source[0] == "note"]
    assert sum(DECISION["decision_ref"] in mark for mark in marks) == 2
    assert "felskriven" not in words_of(copy)


@pytest.mark.parametrize("role", [role for role in Role if Permission.RECORD_COPY not in HOLDS[role]])
def test_that_only_a_few_roles_hand_out_copies(
    door: App, ward: factories.Ward, told: Told, role: Role
) -> None:
    someone = door.acting(factories.make_user(door, role, unit_id=ward.unit_id))
    with pytest.raises(NotAllowed):
        handed_out(someone, told)


def test_that_the_information_names_the_ward_and_the_owners_pdl_24(app: App, ward: factories.Ward) -> None:
    told = app.ask(information, ward.unit_id)
    assert told.unit == "Närvårdsenheten"
    assert told.owners == ("Region Uppsala", "Östhammars kommun")
