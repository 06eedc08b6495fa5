"""What holds of the decision on reading whatever the facts are, and that the statement decides as it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from tests.data.disclosure import NOW
from ward_app.access.disclosure import (
    Aim,
    Answer,
    BlockFact,
    CollaborationModel,
    Ground,
    Reader,
    Relation,
    Sharing,
    Span,
    may_read,
)
from ward_app.access.reach import Reach
from ward_app.owners import HEALTH, LegalBasis, RecordOwner
from ward_app.patients.model import Alert, AlertKind, Severity

UNITS = (1, 2, None)
moments = st.integers(-3, 3).map(lambda hours: NOW + timedelta(hours=hours))
ALWAYS = Span(NOW - timedelta(hours=9))
spans = st.one_of(st.just(ALWAYS), st.builds(Span, moments, st.none() | moments))
"""Every other one holds now, so that what depends on many of them is met as well."""
owners = st.sampled_from(RecordOwner)
readers = st.builds(
    Reader,
    user_id=st.just(7),
    homes=st.frozensets(owners),
    reads=st.just(frozenset(LegalBasis)) | st.frozensets(st.sampled_from(LegalBasis)),
    units=st.frozensets(st.sampled_from(UNITS), max_size=1),
    aim=st.just(Aim.CARE) | st.sampled_from(Aim),
)
blocks = st.builds(BlockFact, spans, owners, st.sampled_from(UNITS), st.lists(spans, max_size=2).map(tuple))
answers = st.lists(st.builds(Answer, spans, st.booleans(), st.booleans()), max_size=3)
relations = st.lists(st.tuples(st.sampled_from(Relation), spans), max_size=2).map(tuple)
people = st.builds(
    Sharing,
    model=st.sampled_from(CollaborationModel),
    relations=st.just(((Relation.TEAM, ALWAYS),)) | relations,
    informed=st.just(ALWAYS) | st.none() | spans,
    answers=answers.map(lambda found: tuple(sorted(found, key=lambda one: one.span.from_at))),
    presumed=st.lists(spans, max_size=1).map(tuple),
    emergencies=st.lists(spans, max_size=1).map(tuple),
    blocks=st.lists(blocks, max_size=3).map(tuple),
)
units = st.sampled_from(UNITS)


def reads(reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None) -> bool:
    return may_read(reader, patient, owner, NOW, unit_id).allowed


@given(readers, people, owners, units, blocks)
def test_that_one_more_block_never_opens_pdl_18_lsvo_03(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None, more: BlockFact
) -> None:
    blocked = replace(patient, blocks=(*patient.blocks, more))
    assert reads(reader, patient, owner, unit_id) or not reads(reader, blocked, owner, unit_id)


@given(readers, people, owners, units)
def test_that_no_fact_opens_another_providers_block_but_its_end_lsvo_08_09(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None
) -> None:
    is_one = (
        patient.model is not CollaborationModel.TWO_CAREGIVERS and owner in HEALTH and reader.homes & HEALTH
    )
    if owner not in reader.homes and not is_one:
        blocked = replace(patient, blocks=(*patient.blocks, BlockFact(Span(NOW), owner, None, (Span(NOW),))))
        assert not reads(reader, blocked, owner, unit_id)


@given(readers, people, owners, units, st.sampled_from(CollaborationModel))
def test_that_no_role_and_no_model_opens_what_is_blocked_elsewhere_lsvo_09(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None, model: CollaborationModel
) -> None:
    """A model makes it the provider's own block at most, which the reader must have lifted."""
    if may_read(reader, patient, owner, NOW, unit_id).ground is Ground.BLOCKED_ELSEWHERE:
        every = replace(reader, reads=frozenset(LegalBasis))
        found = may_read(every, replace(patient, model=model), owner, NOW, unit_id)
        assert found.ground in (Ground.BLOCKED_ELSEWHERE, Ground.BLOCKED, Ground.LIFTED_BLOCK)


@given(readers, people, owners, units)
def test_that_an_emergency_never_opens_what_is_blocked_lsvo_08(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None
) -> None:
    if may_read(reader, patient, owner, NOW, unit_id).ground in (Ground.BLOCKED, Ground.BLOCKED_ELSEWHERE):
        assert not reads(reader, replace(patient, emergencies=(Span(NOW),)), owner, unit_id)


NURSE = Reader(7, frozenset({RecordOwner.KOMMUN_HSL}), frozenset(LegalBasis), frozenset({1}))
TWO_ANSWERS = Sharing(
    relations=((Relation.TEAM, ALWAYS),), informed=ALWAYS,
    answers=(Answer(ALWAYS, True, social=True), Answer(Span(NOW - timedelta(hours=1)), True)),
)  # fmt: skip
"""The later yes is to less: the earlier one must not come back with its end."""


@given(readers, people, owners, units)
@example(NURSE, TWO_ANSWERS, RecordOwner.KOMMUN_SOL, None)
def test_that_taking_a_consent_back_never_opens_lsvo_06(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None
) -> None:
    for nth, answer in enumerate(patient.answers):
        if answer.is_given and answer.span.counts(NOW):
            ended = replace(answer, span=Span(answer.span.from_at, NOW))
            fewer = replace(patient, answers=(*patient.answers[:nth], ended, *patient.answers[nth + 1 :]))
            assert reads(reader, patient, owner, unit_id) or not reads(reader, fewer, owner, unit_id)


@given(readers, people, owners, units)
def test_that_a_no_never_opens_lsvo_06(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None
) -> None:
    told = replace(patient, answers=(*patient.answers, Answer(Span(NOW), is_given=False)))
    assert reads(reader, patient, owner, unit_id) or not reads(reader, told, owner, unit_id)


@given(readers, people, owners, units)
def test_that_who_has_no_right_reads_nothing_pdl_16(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None
) -> None:
    for without in (replace(reader, reads=frozenset()), replace(reader, homes=frozenset())):
        assert may_read(without, patient, owner, NOW, unit_id).ground is Ground.NO_RIGHT


@given(readers, people, owners, units)
def test_that_only_care_crosses_owners_lsvo_09(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None
) -> None:
    if reader.aim is not Aim.CARE and owner not in reader.homes:
        assert not reads(reader, patient, owner, unit_id)


@given(readers, people, owners, units)
def test_that_fewer_relations_never_open_pdl_15(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None
) -> None:
    alone = replace(patient, relations=())
    assert reads(reader, patient, owner, unit_id) or not reads(reader, alone, owner, unit_id)


@given(readers, people, owners, units)
def test_that_a_lift_opens_for_who_lifted_within_the_provider_only_pdl_19_lsvo_09(
    reader: Reader, patient: Sharing, owner: RecordOwner, unit_id: int | None
) -> None:
    ground = may_read(reader, patient, owner, NOW, unit_id).ground
    always = tuple(replace(one, lifted=(Span(NOW),)) for one in patient.blocks)
    if reads(reader, replace(patient, blocks=always), owner, unit_id):
        assert ground.opens or ground is Ground.BLOCKED


WRITTEN = tuple(product((1, 2), RecordOwner, UNITS))


@pytest.fixture(scope="module")
def rows() -> Iterator[Session]:
    """One row of each owner, unit and patient."""
    engine = create_engine("sqlite://")
    table = Alert.metadata.tables["alert"]
    table.create(engine)
    with engine.begin() as connection:
        for nth, (patient_id, owner, unit_id) in enumerate(WRITTEN):
            connection.execute(table.insert().values(
                id=nth, version=1, patient_id=patient_id, owner=owner, unit_id=unit_id, text="",
                kind=AlertKind.FALL, severity=Severity.UNKNOWN, recorded_at=NOW, recorded_by_id=1,
            ))  # fmt: skip
    with Session(engine) as session:
        yield session
    engine.dispose()


@given(readers, people, people)
def test_that_the_statement_lets_out_just_what_the_decision_opens_lsvo_11(
    rows: Session, reader: Reader, one: Sharing, other: Sharing
) -> None:
    reach = Reach(reader, NOW, {1: one, 2: other})
    left = set(rows.scalars(select(Alert.id).where(reach.where(Alert))))
    assert left == {nth for nth, written in enumerate(WRITTEN) if reach.allows(*written)}
