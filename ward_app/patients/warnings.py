"""Warnings and limits that follow a person from one record into another."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from sqlalchemy import inspect, select

from ward_app.i18n import _
from ward_app.ops import Work
from ward_app.patients.model import Alert, AlertKind, HypersensitivityAnswer, Patient, TreatmentLimitation
from ward_app.sorting import search_key
from ward_app.store.base import Entity

W = TypeVar("W", Alert, TreatmentLimitation)
R = TypeVar("R", bound=Entity)


def carry_warnings(work: Work, from_: Patient, to: Patient) -> None:
    """Copy what holds to the record that stays, unless it says so already. Owners and authors are kept."""
    for limitation in _new(work, TreatmentLimitation, from_.id, to.id):
        work.session.add(limitation)
    for alert in _new(work, Alert, from_.id, to.id):
        alert.source = alert.source or _("Merged record")
        work.session.add(alert)
        if alert.kind is AlertKind.HYPERSENSITIVITY:
            to.hypersensitivity = HypersensitivityAnswer.KNOWN
            to.hypersensitivity_asked_at = from_.hypersensitivity_asked_at
            to.hypersensitivity_owner = alert.owner


def _new(work: Work, kind: type[W], from_id: int, to_id: int) -> list[W]:
    there = {_said(row) for row in _open(work, kind, to_id)}
    return [copied(row, to_id) for row in _open(work, kind, from_id) if _said(row) not in there]


def _said(row: Alert | TreatmentLimitation) -> tuple[object, ...]:
    """What it tells: a graver reaction or a later review is not said by a milder or an overdue one."""
    if isinstance(row, TreatmentLimitation):
        return row.kind, search_key(row.text), row.review_on
    return row.kind, search_key(row.text), search_key(row.reaction or ""), row.severity


def _open(work: Work, kind: type[W], patient_id: int) -> list[W]:
    held = select(kind).where(kind.patient_id == patient_id, kind.ended_at.is_(None)).order_by(kind.id)
    return list(work.session.scalars(held))


def copied(row: R, patient_id: int) -> R:
    """The same row about another record."""
    names = {attribute.key for attribute in inspect(type(row)).column_attrs} - {"id", "version", "patient_id"}
    another: R = cast(Any, type(row))(**{name: getattr(row, name) for name in names}, patient_id=patient_id)
    return another
