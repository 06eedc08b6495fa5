"""Two records of one person: the numbers move to the one that stays, the record rows remain where they are.

Signed text belongs to the record it was written in, so nothing of it is moved. The record that gives its
numbers away is closed for writing, leaves the search, and is reached through the one that stays. Both ways
are in the log, and a merge can be taken back (ID-02).
"""

from __future__ import annotations

from sqlalchemy import exists, select

from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.patients.model import Patient, PatientIdentity
from ward_app.patients.numbers import choose_primary, numbers_of, owner_of, reindex
from ward_app.patients.objections import keep_objections
from ward_app.patients.records import called, open_record
from ward_app.patients.warnings import carry_warnings
from ward_app.patients.whereabouts import is_here_or_expected


@command(Permission.PATIENT_MERGE)
def merge(work: Work, from_id: int, to_id: int) -> None:
    """Both records are of one person: `from_id` gives its numbers to `to_id`, the better number is shown."""
    gives, stays = open_record(work, from_id), open_record(work, to_id)
    _expect_mergeable(work, gives, stays)
    moved = numbers_of(work, from_id)
    for number in moved:
        number.retired_at = work.now
    gives.merged_into_id, gives.merged_at = to_id, work.now
    work.session.flush()
    for number in moved:
        work.session.add(PatientIdentity(
            patient_id=to_id, domain=number.domain, value=number.value, status=number.status,
            reason=number.reason, is_primary=False, recorded_at=work.now,
        ))  # fmt: skip
    choose_primary(work, to_id)
    carry_warnings(work, gives, stays)
    reindex(work, gives)
    reindex(work, stays)


@command(Permission.PATIENT_MERGE)
def unmerge(work: Work, from_id: int) -> None:
    """They were two people after all: the numbers go back.

    Warnings that were carried over stay until someone ends them: one too many is safer than one too few.
    So do blocks and refusals that were recorded meanwhile, in both.
    """
    gave = work.session.get_one(Patient, from_id)
    if gave.merged_into_id is None:
        raise Refused(_("This record is not merged into another."))
    kept = work.session.get_one(Patient, gave.merged_into_id)
    for number in _numbers_given(work, gave):
        _take_back(work, number, kept.id)
    keep_objections(work, kept, gave)
    gave.merged_into_id = gave.merged_at = None
    choose_primary(work, kept.id)
    reindex(work, gave)
    reindex(work, kept)


def merged_into(work: Work, patient_id: int) -> list[int]:
    """The records of the same person that gave their numbers to this one."""
    found = select(Patient.id).where(Patient.merged_into_id == patient_id).order_by(Patient.id)
    return list(work.session.scalars(found))


def _expect_mergeable(work: Work, gives: Patient, stays: Patient) -> None:
    if gives.id == stays.id:
        raise Refused(_("Choose two different records to merge."))
    if is_here_or_expected(work.session, gives.id):
        raise Refused(
            _(
                "{person} is on the ward or expected there with this record. Merge the other one into it."
            ).format(person=called(work, gives.id))
        )
    if gives.protection is not stays.protection:
        raise Refused(
            _("Only one of the records has this protected identity. Set the same for both, then merge.")
        )
    if work.session.scalar(select(exists().where(Patient.merged_into_id == gives.id))):
        raise Refused(_("Another record has been merged into this one. Take that back first."))


def _numbers_given(work: Work, gave: Patient) -> list[PatientIdentity]:
    given = select(PatientIdentity).where(
        PatientIdentity.patient_id == gave.id, PatientIdentity.retired_at == gave.merged_at
    )
    return list(work.session.scalars(given))


def _take_back(work: Work, number: PatientIdentity, kept_id: int) -> None:
    for copy in numbers_of(work, kept_id):
        if (copy.domain, copy.value) == (number.domain, number.value):
            copy.retired_at = work.now
    work.session.flush()
    if (holder := owner_of(work, number.value)) is not None:
        raise Refused(
            _("{person} has one of the numbers now. The merge cannot be taken back.").format(
                person=called(work, holder)
            )
        )
    number.retired_at = None
    work.session.flush()
