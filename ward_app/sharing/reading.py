"""The facts behind the decision on reading, for one patient or a whole ward, in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    Boolean,
    CompoundSelect,
    Integer,
    Row,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)  # fmt: skip
from sqlalchemy.orm import aliased

from ward_app.access.disclosure import (
    Aim,
    Answer,
    BlockFact,
    CollaborationModel,
    Reader,
    Relation,
    Sharing,
    Span,
)  # fmt: skip
from ward_app.access.reach import Reach
from ward_app.ops import Work
from ward_app.owners import RecordOwner
from ward_app.patients.model import Patient
from ward_app.sharing.model import (
    Block,
    BlockLift,
    CapacityAssessment,
    CareRelation,
    Consent,
    EmergencyOpening,
    RelationKind,
    SharingInformation,
)  # fmt: skip
from ward_app.stays.model import Stay
from ward_app.store.base import Instant
from ward_app.wards.model import Unit

AFTERCARE = timedelta(days=7)
"""So long after a stay the unit still takes part in the care: final notes, calls from home, an undone end."""

COLUMNS: dict[str, Any] = {
    "person_id": Integer(), "id": Integer(), "ref": Integer(), "code": String(), "owner": String(),
    "yes": Boolean(), "also": Boolean(), "from_at": Instant(), "to_at": Instant(), "nurse_id": Integer(),
    "doctor_id": Integer(),
}  # fmt: skip
Rows = dict[str, list[Row[Any]]]


def reach_of(work: Work, patients: Iterable[int] | Select[Any], *, aim: Aim = Aim.CARE) -> Reach:
    """What the user reaches of these patients now. Ids, or a SELECT that finds them in the same statement.

    What holds for a person holds for every record of theirs, merged or not (ID-02). Kept with the work: the
    door looks there whether the user has a care relation to whom it shows.
    """
    reader = work.user.reader(work.now, aim)
    wanted = patients if isinstance(patients, Select) else sorted(set(patients))
    found: dict[int, Rows] = defaultdict(lambda: defaultdict(list))
    for row in work.session.execute(_everything(wanted, reader.user_id)):
        found[row.person_id][row.part].append(row)
    known = dict.fromkeys([] if isinstance(wanted, Select) else wanted, _NEWCOMER)
    for rows in found.values():
        known |= dict.fromkeys((row.id for row in rows["record"]), _sharing(rows, reader, work.now))
    reach = Reach(reader, work.now, known)
    work.reached(reach)
    return reach


_NEWCOMER = Sharing(relations=((Relation.NEWCOMER, Span(datetime.min.replace(tzinfo=UTC))),))
"""Someone of whom the store has no row yet."""


def _sharing(rows: Rows, reader: Reader, now: datetime) -> Sharing:
    return Sharing(
        model=_model(rows, reader, now),
        relations=tuple(_relations(rows, reader, now)),
        informed=next((_span(row) for row in rows["informed"] if _span(row).counts(now)), None),
        answers=tuple(Answer(_span(row), row.yes, row.also) for row in rows["consent"]),
        presumed=tuple(_span(row) for row in rows["presumed"]),
        emergencies=tuple(_span(row) for row in rows["emergency"]),
        blocks=tuple(
            BlockFact(
                _span(row), RecordOwner(row.owner), row.ref,
                tuple(_span(lift) for lift in rows["lift"] if lift.ref == row.id),
            )
            for row in rows["block"]
        ),
    )  # fmt: skip


def _span(row: Row[Any]) -> Span:
    return Span(row.from_at, row.to_at)


def _model(rows: Rows, reader: Reader, now: datetime) -> CollaborationModel:
    """That of the unit where the reader takes part in the care, if every unit that the patient was on has
    the same: its decision reaches no further than itself. Otherwise the strict one."""
    is_here = any(reader.works_on(row.ref) and _stay_span(row, now).counts(now) for row in rows["stay"])
    models = {CollaborationModel(row.code) for row in rows["stay"]}
    return models.pop() if is_here and len(models) == 1 else CollaborationModel.TWO_CAREGIVERS


def _relations(rows: Rows, reader: Reader, now: datetime) -> Iterable[tuple[Relation, Span]]:
    """From the stays first: what follows from the assignment needs no words."""
    for row in rows["stay"]:
        if reader.works_on(row.ref):
            yield Relation.TEAM, _stay_span(row, now)
        if reader.user_id is not None and reader.user_id in (row.nurse_id, row.doctor_id):
            yield Relation.NAMED, _stay_span(row, now)
    for row in rows["relation"]:
        is_consult = row.code == RelationKind.CONSULT.value
        yield (Relation.CONSULT if is_consult else Relation.STATED), _span(row)
    if not rows["stay"]:
        yield Relation.NEWCOMER, Span(now)


def _stay_span(row: Row[Any], now: datetime) -> Span:
    """An arrival that is expected counts already; an end counts for a few days more."""
    return Span(min(row.from_at, now), row.to_at + AFTERCARE if row.to_at else None)


def _everything(ids: list[int] | Select[Any], user_id: int | None) -> CompoundSelect[Any]:
    same = _records(ids)
    return union_all(
        _part("record", Patient, same, id=Patient.id),
        _part("stay", Stay, same, id=Stay.id, ref=Stay.unit_id, code=Unit.collaboration_model,
              from_at=Stay.recorded_at, to_at=_first(Stay.ended_at, Stay.cancelled_at),
              nurse_id=Stay.responsible_nurse_id, doctor_id=Stay.responsible_doctor_id)
        .join(Unit, Unit.id == Stay.unit_id),
        _part("informed", SharingInformation, same, id=SharingInformation.id,
              from_at=SharingInformation.given_at, to_at=SharingInformation.ended_at),
        _part("consent", Consent, same, id=Consent.id, yes=Consent.is_given, also=Consent.social,
              from_at=Consent.given_at, to_at=_first(Consent.withdrawn_at, Stay.ended_at, Stay.cancelled_at))
        .outerjoin(Stay, Stay.id == Consent.stay_id),
        _part("presumed", CapacityAssessment, same, id=CapacityAssessment.id,
              from_at=CapacityAssessment.made_at, to_at=CapacityAssessment.ended_at)
        .where(~CapacityAssessment.would_object),
        _part("block", Block, same, id=Block.id, ref=Block.unit_id, owner=Block.owner, from_at=Block.from_at,
              to_at=Block.lifted_at),
        _part("lift", BlockLift, same, id=BlockLift.id, ref=BlockLift.block_id, from_at=BlockLift.from_at,
              to_at=BlockLift.until_at).where(BlockLift.user_id == user_id),
        _part("relation", CareRelation, same, id=CareRelation.id, code=CareRelation.kind,
              from_at=CareRelation.from_at, to_at=CareRelation.until_at)
        .where(CareRelation.user_id == user_id),
        _part("emergency", EmergencyOpening, same, id=EmergencyOpening.id, from_at=EmergencyOpening.from_at,
              to_at=EmergencyOpening.until_at).where(EmergencyOpening.user_id == user_id),
    ).order_by("from_at", "id")  # fmt: skip


def _records(ids: list[int] | Select[Any]) -> CTE:
    """Every record of these people, with the one that stands for the person: a merge has one step (ID-02)."""
    asked = aliased(Patient)
    people = select(func.coalesce(asked.merged_into_id, asked.id)).where(asked.id.in_(ids))
    theirs = or_(Patient.id.in_(people), Patient.merged_into_id.in_(people))
    person = func.coalesce(Patient.merged_into_id, Patient.id).label("person_id")
    return select(Patient.id, person).where(theirs).cte("same")


def _first(*moments: Any) -> Any:
    return func.coalesce(*moments, type_=Instant())


def _part(part: str, table: Any, same: CTE, **columns: Any) -> Select[Any]:
    """The rows of one table in the common shape, for these people."""
    columns["person_id"] = same.c.person_id
    shaped = (
        (type_coerce(columns[name], kind) if name in columns else cast(null(), kind)).label(name)
        for name, kind in COLUMNS.items()
    )
    record_id = Patient.id if table is Patient else table.patient_id
    rows = select(literal(part).label("part"), *shaped).select_from(table)
    return rows.join(same, same.c.id == record_id)
