"""The decision on reading against the table of the law, and the table against a program that forgets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.data import disclosure as table
from tests.data.disclosure import NOW, Case, Row, Who
from ward_app.access.disclosure import (
    PARAGRAPH,
    Aim,
    Answer,
    CollaborationModel,
    Decision,
    Ground,
    Hint,
    Reader,
    Relation,
    Sharing,
    Span,
    may_read,
)
from ward_app.access.policy import Actor, Role
from ward_app.owners import LegalBasis, Principal, RecordOwner

Facts = tuple[Reader, Sharing]
CITED = re.compile(r"(PDL|LSVO|SoL|OSL|HSL|KL) \d+:\d+")


def decide(case: Case, reader: Reader, patient: Sharing) -> Decision:
    return may_read(reader, patient, case.owner, NOW, table.written_on(case))


def disagreements(forget: Callable[[Reader, Sharing], Facts] = lambda *facts: facts) -> Iterator[Case]:
    """Where a program that forgets something decides otherwise than the table."""
    for case in table.cases():
        reader, patient = forget(table.reader_of(case.who, case.aim), table.sharing_of(case))
        row = table.row_of(case)
        if decide(case, reader, patient) != Decision(row.ground, row.hint):
            yield case


def test_that_every_combination_meets_exactly_one_row() -> None:
    met = {table.key_of(case) for case in table.cases()}
    assert [key for key in met if len(table.rows_for(*key)) != 1] == []
    assert sum(1 for _ in table.cases()) > 300_000


def test_that_every_row_is_met_and_every_ground_is_in_the_table() -> None:
    assert set(table.examples()) == set(table.ROWS)
    assert {row.ground for row in table.ROWS} == set(Ground)


def test_that_the_program_decides_as_the_table_says_pdl_15_18_19_lsvo_02_to_09_osl_02() -> None:
    assert list(disagreements()) == []


@pytest.mark.parametrize("row", table.ROWS, ids=lambda row: f"{row.paragraph}: {row.ground.value}")
def test_that_a_row_names_its_paragraph_and_tells_no_more_than_it_may_lsvo_04(row: Row) -> None:
    assert CITED.search(row.paragraph)
    assert row.hint is Hint.NOTHING or not row.ground.opens
    if row.ground in (Ground.NO_RIGHT, Ground.NO_RELATION, Ground.OTHER_AIM, Ground.BLOCKED_ELSEWHERE):
        assert row.hint is Hint.NOTHING


def test_that_every_ground_of_the_program_has_a_paragraph() -> None:
    assert set(PARAGRAPH) == set(Ground)
    assert all(CITED.search(paragraph) for paragraph in PARAGRAPH.values())


@pytest.mark.parametrize("who", list(Who), ids=lambda who: who.name)
def test_that_the_policy_gives_each_role_the_records_it_works_in_pdl_16_osl_02(who: Who) -> None:
    reader = table.reader_of(who, Aim.CARE)
    assert reader.homes == table.RECORDS.get(who, frozenset())
    if who in table.RECORDS:
        assert reader.reads == frozenset(LegalBasis)


def test_that_the_other_licensed_read_as_nurses_do_pdl_16() -> None:
    nurse = table.reader_of(Who.NURSE, Aim.CARE)
    for role in (Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST):
        held = table.held(role, Principal.KOMMUN)
        assert Actor(7, "x", "X", (held,)).reader(NOW) == nurse


def everything(reader: Reader) -> Reader:
    return replace(
        reader, reads=frozenset(LegalBasis), homes=reader.homes or frozenset({RecordOwner.KOMMUN_HSL})
    )


ALWAYS = Span(table.BEFORE)
STRICT = CollaborationModel.TWO_CAREGIVERS
FORGETFUL: dict[str, Callable[[Reader, Sharing], Facts]] = {
    "rights": lambda reader, patient: (everything(reader), patient),
    "the aim": lambda reader, patient: (replace(reader, aim=Aim.CARE), patient),
    "the relation": lambda reader, patient: (
        reader, replace(patient, relations=((Relation.TEAM, ALWAYS),))
    ),
    "blocks": lambda reader, patient: (reader, replace(patient, blocks=())),
    "who lifted": lambda reader, patient: (
        reader,
        replace(patient, blocks=tuple(replace(one, lifted=(ALWAYS,)) for one in patient.blocks)),
    ),
    "that blocks end": lambda reader, patient: (
        reader, replace(patient, blocks=tuple(replace(one, span=ALWAYS) for one in patient.blocks))
    ),
    "units": lambda reader, patient: (replace(reader, units=frozenset({None})), patient),
    "consent": lambda reader, patient: (
        reader, replace(patient, answers=(Answer(ALWAYS, True, True),))
    ),
    "that a consent ends": lambda reader, patient: (
        reader, replace(patient, answers=tuple(replace(one, span=ALWAYS) for one in patient.answers))
    ),
    "information": lambda reader, patient: (reader, replace(patient, informed=ALWAYS)),
    "who cannot answer": lambda reader, patient: (reader, replace(patient, presumed=())),
    "emergencies": lambda reader, patient: (reader, replace(patient, emergencies=())),
    "the model": lambda reader, patient: (reader, replace(patient, model=STRICT)),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGETFUL)
def test_that_the_table_finds_a_program_that_forgets(what: str) -> None:
    assert next(disagreements(FORGETFUL[what]), None) is not None
