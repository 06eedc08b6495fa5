"""Who cannot answer, and not only for a while: what is known of what they would have wanted (LSVO 2:6)."""

from __future__ import annotations

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.patients.records import open_record, writer
from ward_app.sharing.duties import expect_judge, records_of
from ward_app.sharing.model import CapacityAssessment
from ward_app.sharing.reading import reach_of
from ward_app.sharing.wording import said


@command(Permission.SHARING_RECORD)
def assess_capacity(work: Work, patient_id: int, *, findings: str, attitude: str, would_object: bool) -> int:
    """The other owners' data open if nothing speaks for the patient being against it (LSVO 3:3, 3:4).

    Not past the patient's own no. A new assessment takes the place of an earlier one.
    """
    open_record(work, patient_id)
    expect_judge(work)
    answer = reach_of(work, [patient_id]).patients[patient_id].answer(work.now)
    if answer is not None and not answer.is_given and not would_object:
        raise Refused(
            _("The patient has said no to sharing, and that holds also when they can no longer answer.")
        )
    end_assessments(work, patient_id)
    assessment = CapacityAssessment(
        patient_id=patient_id, would_object=would_object, made_at=work.now, recorded_at=work.now,
        by_id=writer(work).user_id,
        findings=said(findings, "findings", _("Say what shows that the patient cannot answer.")),
        attitude=said(
            attitude, "attitude", _("Say what is known of the patient's attitude, and from whom.")
        ),
    )  # fmt: skip
    work.session.add(assessment)
    work.session.flush()
    return assessment.id


@command(Permission.SHARING_RECORD)
def end_assessment(work: Work, assessment_id: int, seen: int) -> None:
    """The patient can answer again, or it was wrong: ask the patient."""
    assessment = work.session.get_one(CapacityAssessment, assessment_id)
    assessment.expect(seen)
    expect_judge(work)
    if assessment.ended_at is not None:
        raise Refused(_("The assessment has ended already."))
    assessment.ended_at, assessment.ended_by_id = work.now, writer(work).user_id


def end_assessments(work: Work, patient_id: int) -> None:
    """Whoever answers can answer."""
    standing = select(CapacityAssessment).where(
        CapacityAssessment.patient_id.in_(records_of(work, patient_id)), CapacityAssessment.ended_at.is_(None)
    )
    for assessment in work.session.scalars(standing):
        assessment.ended_at, assessment.ended_by_id = work.now, writer(work).user_id
