"""Care relations that do not follow from the assignment: said by the reader, or asked to help (PDL 4:1)."""

from __future__ import annotations

from datetime import datetime, timedelta

from ward_app.access.model import User
from ward_app.access.policy import Permission, allowed
from ward_app.access.queries import actor_of
from ward_app.errors import Invalid
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.patients.records import open_record, writer
from ward_app.sharing.model import CareRelation, RelationKind, RelationReason
from ward_app.sharing.wording import said, spoken

STATED_LASTS = timedelta(hours=12)
"""A long shift: whoever still takes part tomorrow says so tomorrow."""
LONGEST_CONSULT = timedelta(days=30)
CONSULTED = "consult"


@command(Permission.RELATION_STATE, relation=False)
def state_relation(work: Work, patient_id: int, reason: RelationReason, text: str = "") -> None:
    """Why the user opens a record that the assignment does not open. Logged, and looked at in reviews."""
    open_record(work, patient_id)
    missing = _("Say in your own words why you open the record.")
    why = said(text, "text", missing) if reason is RelationReason.OTHER else spoken(text, "text")
    me = writer(work).user_id
    work.session.add(CareRelation(
        patient_id=patient_id, user_id=me, kind=RelationKind.STATED, reason=reason, text=why, by_id=me,
        from_at=work.now, until_at=work.now + STATED_LASTS,
    ))  # fmt: skip
    work.because(reason.value)


@command(Permission.RELATION_STATE)
def call_in(work: Work, patient_id: int, user_id: int, until_at: datetime, text: str) -> int:
    """Ask a colleague to help with this patient, until a given time."""
    open_record(work, patient_id)
    if not work.now < until_at <= work.now + LONGEST_CONSULT:
        raise Invalid(
            "until_at",
            _("Choose a time to come, at most {days} days ahead.").format(days=LONGEST_CONSULT.days),
        )
    _expect_colleague(work, user_id)
    asked = CareRelation(
        patient_id=patient_id, user_id=user_id, kind=RelationKind.CONSULT, reason=RelationReason.OTHER,
        text=said(text, "text", _("Say what the colleague is asked to help with.")),
        by_id=writer(work).user_id, from_at=work.now, until_at=until_at,
    )  # fmt: skip
    work.session.add(asked)
    work.because(CONSULTED)
    work.session.flush()
    return asked.id


def _expect_colleague(work: Work, user_id: int) -> None:
    user = work.session.get(User, user_id)
    if user is None or user_id == work.user.user_id:
        raise Invalid("user_id", _("Choose a colleague."))
    if not user.is_active or not allowed(actor_of(work.session, user), Permission.PATIENT_READ, work.now):
        raise Invalid("user_id", _("{name} does not work with patients now.").format(name=user.shown_name))
