"""What must not be a search term is none: not typed, not as a parameter, not in an index (PDL 2:8)."""

from __future__ import annotations

import inspect
from enum import Enum
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import Column, Index, Table

from tests import factories
from tests.ward_app.test_every_operation import queries
from ward_app.access.policy import Permission
from ward_app.access.search_terms import COLUMNS, NAMES, WORDS, ForbiddenTerm, Sensitive, forbidden
from ward_app.app import App
from ward_app.ops import Query, Work, query
from ward_app.patients.queries import find
from ward_app.social.model import SocialKind
from ward_app.stays.model import CareForm
from ward_app.store.models import METADATA

TYPES: frozenset[type[Enum]] = frozenset({SocialKind, CareForm})
"""Choices over such facts: a parameter of one would filter by it."""


def faults_of(one: Query[..., Any]) -> list[str]:
    hints = get_type_hints(one.run)
    named = [name for name in inspect.signature(one.run).parameters if forbidden(name)]
    typed = [name for name, hint in hints.items() if name != "return" and TYPES & kinds_in(hint)]
    return [] if one.run.__module__.startswith("ward_app.social.") else sorted({*named, *typed})


def kinds_in(hint: Any) -> set[Any]:
    return {hint}.union(*(kinds_in(part) for part in get_args(hint))) if get_args(hint) else {hint}


def indexed() -> set[str]:
    """`table.column` of everything an index or a unique key stands on, expressions and conditions too."""
    return {name for index in indexes() for name in named_in(index)}


def indexes() -> list[Index]:
    return [index for table in METADATA.sorted_tables for index in table.indexes]


def named_in(index: Index) -> set[str]:
    assert isinstance(index.table, Table)
    words = " ".join(str(one) for one in [*index.expressions, *index.kwargs.values()])
    return {f"{index.table.name}.{column.name}" for column in index.table.columns if column.name in words}


@pytest.mark.parametrize("one", queries(), ids=lambda one: one.name)
def test_that_no_query_can_be_asked_by_a_forbidden_fact_pdl_21(one: Query[..., Any]) -> None:
    assert faults_of(one) == []


def test_that_no_index_is_over_a_forbidden_fact_pdl_21_lsvo_11() -> None:
    assert not indexed() & COLUMNS


def test_that_every_column_of_the_ban_is_there() -> None:
    there = {f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.columns}
    assert there >= COLUMNS


@pytest.mark.parametrize("kind", list(Sensitive))
def test_that_each_kind_has_words_and_a_name(kind: Sensitive) -> None:
    assert NAMES[kind]
    assert all(forbidden(word) is kind for word in WORDS[kind].split())


@pytest.mark.parametrize("typed", [
    "sol:ja", "SoL: ja", "bistånd:ja", "Bistand=ja", "insats:2 veckor", "andersson religion:katolik",
    "lss:1 ja", "facklig: ja", "etnicitet:x", "tolkspråk:arabiska",
])  # fmt: skip
def test_that_a_search_by_a_forbidden_term_is_refused_by_name_pdl_21(app: App, typed: str) -> None:
    with pytest.raises(ForbiddenTerm, match="PDL 2:8"):
        app.ask(find, typed, None)


@pytest.mark.parametrize(
    "typed", ["1:2", "Sol:1", "sol", "Trogen, Eva", "search_key:ek", "12:30 prov", "andersson:"]
)
def test_that_beds_and_names_are_still_found(app: App, ward: factories.Ward, typed: str) -> None:
    factories.make_stay(app, ward, "1:2")
    assert len(app.ask(find, typed, ward.unit_id)) == (typed == "1:2")


def test_that_a_query_with_such_a_parameter_is_not_even_made_pdl_21() -> None:
    with pytest.raises(TypeError, match=r"religion.*|.*religion"):

        @query(Permission.PATIENT_FIND)
        def of_belief(work: Work, religion: str) -> None: ...


def test_that_a_filter_hidden_in_a_choice_is_found_pdl_21() -> None:
    @query(Permission.PATIENT_FIND)
    def of_form(work: Work, form: CareForm | None = None) -> None: ...

    assert faults_of(of_form) == ["form"]


def test_that_an_index_over_a_decision_is_found_pdl_21() -> None:
    decision = METADATA.tables["social_decision"]
    extra = Index("ix_broken", Column("to_on"), _table=decision)
    try:
        assert "social_decision.to_on" in indexed()
    finally:
        decision.indexes.discard(extra)
