"""The answer about sharing as it comes with an admission or a planned arrival."""

from __future__ import annotations

from dataclasses import dataclass

from ward_app.access.policy import Permission, allowed
from ward_app.errors import NotAllowed
from ward_app.i18n import _
from ward_app.ops import Work
from ward_app.sharing.consents import record_answer
from ward_app.sharing.model import AnswerForm, ConsentScope


@dataclass(frozen=True, slots=True)
class SharingTerms:
    """What the patient answered."""

    is_given: bool
    social: bool = False
    form: AnswerForm = AnswerForm.SPOKEN
    scope: ConsentScope = ConsentScope.THIS_STAY


def record_terms(work: Work, patient_id: int, stay_id: int, terms: SharingTerms | None) -> None:
    """In the transaction of the stay that it came with. None is a patient who has not been asked yet."""
    if terms is None:
        return
    if not allowed(work.user, Permission.SHARING_RECORD, work.now):
        raise NotAllowed(_("Your role does not include recording the patient's answer about sharing."))
    record_answer(
        work, patient_id, is_given=terms.is_given, social=terms.social, scope=terms.scope, form=terms.form,
        stay_id=stay_id if terms.scope is ConsentScope.THIS_STAY else None,
    )  # fmt: skip
