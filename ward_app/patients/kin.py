"""The people close to a patient, in the order in which they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from sqlalchemy import func, select

from ward_app.access.policy import Permission
from ward_app.cleaning import clean_text, one_line
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.patients.fields import expect_no_abode, required
from ward_app.patients.model import NextOfKin
from ward_app.patients.records import open_record

LIMITS = {"relation": 60, "phone": 60}
NOTE = 2_000


class KinFields(TypedDict, total=False):
    """What is known of someone close. `position` is the place in the order of calling, from 1."""

    name: str
    relation: str
    phone: str | None
    phone_at_night: bool
    note: str | None
    position: int


@command(Permission.PATIENT_EDIT)
def add_kin(
    work: Work,
    patient_id: int,
    name: str,
    relation: str = "",
    phone: str | None = None,
    phone_at_night: bool = False,
    note: str | None = None,
) -> int:
    """Someone to call, after those there are already."""
    patient = open_record(work, patient_id)
    values = _cleaned({
        "name": name, "relation": relation, "phone": phone, "phone_at_night": phone_at_night, "note": note,
    })  # fmt: skip
    if patient.hides_abode:
        expect_no_abode(values)
    kin = NextOfKin(patient_id=patient_id, position=_last(work, patient_id) + 1, **values)
    work.session.add(kin)
    work.session.flush()
    return kin.id


@command(Permission.PATIENT_EDIT)
def update_kin(work: Work, kin_id: int, seen: int, **fields: Unpack[KinFields]) -> None:
    kin = _open_kin(work, kin_id, seen)
    values = _cleaned(fields)
    if open_record(work, kin.patient_id).hides_abode:
        expect_no_abode(values)
    for name, value in values.items():
        setattr(kin, name, value)


@command(Permission.PATIENT_EDIT)
def end_kin(work: Work, kin_id: int, seen: int) -> None:
    """No longer to be called: gone from the lists, kept in the record."""
    _open_kin(work, kin_id, seen).ended_at = work.now


def _open_kin(work: Work, kin_id: int, seen: int) -> NextOfKin:
    kin = work.session.get_one(NextOfKin, kin_id)
    kin.expect(seen)
    if kin.ended_at is not None:
        raise Refused(_("This person has been taken off the list already."))
    return kin


def _cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(fields)
    if "name" in values:
        values["name"] = required(values["name"], "name", _("Type the name of the next of kin."), 200)
    for name, limit in LIMITS.items():
        if name in values:
            values[name] = one_line(values[name] or "", limit=limit, field=name)
    if "phone" in values:
        values["phone"] = values["phone"] or None
    if "note" in values:
        values["note"] = clean_text(values["note"] or "", limit=NOTE, field="note").strip() or None
    return values


def _last(work: Work, patient_id: int) -> int:
    highest = select(func.max(NextOfKin.position)).where(
        NextOfKin.patient_id == patient_id, NextOfKin.ended_at.is_(None)
    )
    return work.session.scalar(highest) or 0
