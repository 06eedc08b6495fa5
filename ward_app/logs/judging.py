"""What the reviewer thinks of an access, and what came out of the whole check (LOG-04)."""

from __future__ import annotations

from sqlalchemy import func, select

from ward_app.access.policy import Permission
from ward_app.cleaning import clean_text
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _, ngettext
from ward_app.logs.model import Judgement, LogReview, LogReviewRow
from ward_app.ops import Work, command
from ward_app.store.audit import LOG


@command(Permission.LOG_REVIEW, relation=False)
def judge(work: Work, row_id: int, seen: int, judgement: Judgement, comment: str = "") -> None:
    """Judge one access, or judge it anew while the check is open. What is not justified needs words."""
    row = work.session.get_one(LogReviewRow, row_id)
    row.expect(seen)
    _open_review(work, row.review_id)
    doer, patient_id = work.session.execute(
        select(LOG.c.user_id, LOG.c.patient_id).where(LOG.c.id == row.log_id)
    ).one()
    if doer == work.user.user_id:
        raise Refused(_("Nobody reviews what they did themselves. Ask another log reviewer."))
    words = clean_text(comment, limit=2000, field="comment").strip()
    if judgement is Judgement.UNJUSTIFIED and not words:
        raise Invalid("comment", _("Say what is wrong with this access."))
    row.judgement, row.comment, row.judged_at = judgement, words, work.now
    work.log("logs.judged", patient_id=patient_id, judgement=judgement.value)


@command(Permission.LOG_REVIEW, relation=False)
def close_review(work: Work, review_id: int, seen: int, outcome: str) -> None:
    """Write what the check came to. After that nothing in it changes."""
    review = _open_review(work, review_id)
    review.expect(seen)
    left = work.session.scalar(
        select(func.count())
        .select_from(LogReviewRow)
        .where(LogReviewRow.review_id == review_id, LogReviewRow.judgement.is_(None))
    )
    if left:
        raise Refused(
            ngettext(
                "{n} access is still to be judged.", "{n} accesses are still to be judged.", left
            ).format(n=left)
        )
    words = clean_text(outcome, limit=4000, field="outcome").strip()
    if not words:
        raise Invalid("outcome", _("Write what the check came to, also when nothing was found."))
    review.outcome, review.closed_at = words, work.now


def _open_review(work: Work, review_id: int) -> LogReview:
    """Whoever drew it judges it: the outcome is theirs."""
    review = work.session.get_one(LogReview, review_id)
    if review.by_id != work.user.user_id:
        raise Refused(_("Another reviewer has drawn this sample. Draw one of your own."))
    if review.closed_at is not None:
        raise Refused(_("This check is closed and is kept as it is."))
    return review
