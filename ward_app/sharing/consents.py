"""What the patient was told of sharing, and what the patient answered (LSVO 2:2, 3:1, 3:2)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select

from ward_app.access.policy import Permission
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.patients.records import open_record, writer
from ward_app.sharing.capacity import end_assessments
from ward_app.sharing.duties import records_of
from ward_app.sharing.model import AnswerForm, Consent, ConsentScope, SharingInformation
from ward_app.stays.model import Stay


@command(Permission.SHARING_RECORD)
def inform(work: Work, patient_id: int, form: AnswerForm = AnswerForm.SPOKEN) -> int:
    """The patient was told what sharing means, that they may object, and when it shows that they did."""
    open_record(work, patient_id)
    return _informed(work, patient_id, form, work.now)


@command(Permission.SHARING_RECORD)
def record_answer(
    work: Work, patient_id: int, *, is_given: bool, social: bool = False,
    scope: ConsentScope = ConsentScope.THIS_STAY, form: AnswerForm = AnswerForm.SPOKEN,
    stay_id: int | None = None, given_at: datetime | None = None,
) -> int:  # fmt: skip
    """Yes or no, by the patient. Takes the place of every earlier answer, and of an assessment that the
    patient could not answer. Who answers has been told: that is recorded with it if it was not before."""
    open_record(work, patient_id)
    at = _expect_latest(work, patient_id, given_at)
    if not work.session.scalar(_told(work, patient_id, at)):
        _informed(work, patient_id, form, at)
    end_assessments(work, patient_id)
    answer = Consent(
        patient_id=patient_id, is_given=is_given, social=social and is_given, scope=scope,
        stay_id=_stay(work, patient_id, stay_id) if scope is ConsentScope.THIS_STAY else None,
        form=form, given_at=at, recorded_at=work.now, by_id=writer(work).user_id,
    )  # fmt: skip
    work.session.add(answer)
    work.session.flush()
    return answer.id


@command(Permission.SHARING_RECORD)
def withdraw(work: Work, patient_id: int) -> None:
    """The patient takes the consent back: closed from this moment on, for everyone."""
    standing = [
        one
        for one in work.session.scalars(_answers(work, patient_id))
        if one.is_given and one.withdrawn_at is None and not _has_ended(work, one)
    ]
    if not standing:
        raise Refused(_("There is no consent that counts now, so there is none to withdraw."))
    by = writer(work)
    for consent in standing:
        consent.withdrawn_at, consent.withdrawn_by_id = work.now, by.user_id
    end_assessments(work, patient_id)


def _informed(work: Work, patient_id: int, form: AnswerForm, at: datetime) -> int:
    told = SharingInformation(
        patient_id=patient_id, given_at=at, by_id=writer(work).user_id, form=form, recorded_at=work.now
    )
    work.session.add(told)
    work.session.flush()
    return told.id


def _told(work: Work, patient_id: int, at: datetime) -> Select[int]:
    return select(SharingInformation.id).where(
        SharingInformation.patient_id.in_(records_of(work, patient_id)), SharingInformation.given_at <= at,
        SharingInformation.ended_at.is_(None),
    )  # fmt: skip


def _answers(work: Work, patient_id: int) -> Select[Consent]:
    return (
        select(Consent)
        .where(Consent.patient_id.in_(records_of(work, patient_id)))
        .order_by(Consent.given_at, Consent.id)
    )


def _has_ended(work: Work, answer: Consent) -> bool:
    if answer.stay_id is None:
        return False
    stay = work.session.get_one(Stay, answer.stay_id)
    return stay.ended_at is not None or stay.cancelled_at is not None


def _expect_latest(work: Work, patient_id: int, given_at: datetime | None) -> datetime:
    """An answer recorded late must not undo what was said after it."""
    at = given_at or work.now
    if at > work.now:
        raise Invalid("given_at", _("The answer cannot have been given in the future."))
    if any(
        max(one.given_at, one.withdrawn_at or at) > at
        for one in work.session.scalars(_answers(work, patient_id))
    ):
        raise Invalid("given_at", _("The patient has said something later than this, and that counts."))
    return at


def _stay(work: Work, patient_id: int, stay_id: int | None) -> int:
    """The stay that the answer holds during: the one under way, else the next that is expected."""
    stays = select(Stay).where(
        Stay.patient_id == patient_id, Stay.ended_at.is_(None), Stay.cancelled_at.is_(None)
    )
    if stay_id is not None:
        stays = stays.where(Stay.id == stay_id)
    found = list(work.session.scalars(stays))
    if not found:
        raise Invalid(
            "scope",
            _("There is no stay here that the answer could hold during. Let it hold until it is withdrawn."),
        )
    return min(found, key=lambda stay: (not stay.is_open, stay.planned_at or work.now, stay.id)).id
