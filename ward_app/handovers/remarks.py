"""What a nurse leaves for the next shift about one patient, in SBAR."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ward_app.access.names import names_of
from ward_app.access.policy import Permission
from ward_app.cleaning import clean_text
from ward_app.errors import Conflict, Invalid, Refused
from ward_app.handovers.model import HandoverRemark
from ward_app.handovers.parts import SheetRemark
from ward_app.handovers.statements import REMARK_COUNTS
from ward_app.i18n import _, relative_text
from ward_app.notes import commands as notes
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import NoteKind
from ward_app.ops import Work, command
from ward_app.sharing.expect import expect_readable
from ward_app.sharing.reading import reach_of
from ward_app.stays.model import Stay

FIELDS = ("situation", "background", "assessment", "recommendation", "if_then")


class RemarkConflict(Conflict):
    """A colleague wrote a report for the same patient meanwhile: both are shown, and one chooses."""

    def __init__(self, sentence: str, theirs: SheetRemark) -> None:
        super().__init__(sentence)
        self.theirs = theirs


@command(Permission.HANDOVER_WRITE)
def write_remark(
    work: Work,
    stay_id: int,
    *,
    seen: int | None,
    situation: str = "",
    background: str = "",
    assessment: str = "",
    recommendation: str = "",
    if_then: str = "",
) -> int:
    """The newest one counts, for three days. `seen` is the remark the user was looking at, None for none.

    What another owner's staff wrote and the user may not read stands beside it: it is no conflict, and no
    refusal tells of it.
    """
    stay = work.session.get_one(Stay, stay_id)
    if not stay.is_open:
        raise Refused(_("The patient is no longer on the ward. There is nothing to hand over."))
    texts = (situation, background, assessment, recommendation, if_then)
    cleaned = {name: clean_text(text, field=name).strip() for name, text in zip(FIELDS, texts, strict=True)}
    newest = _newest(work, stay)
    if newest and newest.id != seen:
        work.opened([stay.patient_id])
        raise _conflict(work, newest)
    if newest is None and not any(cleaned.values()):
        raise Invalid("situation", _("Write at least one line for the next shift."))
    if newest and all(getattr(newest, name) == text for name, text in cleaned.items()):
        return newest.id
    return _add(work, stay, cleaned)


@command(Permission.NOTE_WRITE)
def make_note(work: Work, remark_id: int) -> int:
    """The remark as an entry of the record, to be signed: a remark counts for three days only (HAND-09)."""
    remark = work.session.get_one(HandoverRemark, remark_id)
    expect_readable(work, remark)
    if remark.by_id != work.user.user_id:
        raise Refused(_("Only who wrote the report can make it a note: a note is in its author's own words."))
    stay = work.session.get_one(Stay, remark.stay_id)
    advice = "\n".join(text for text in (remark.recommendation, remark.if_then) if text)
    texts = {
        Keyword.SITUATION: remark.situation,
        Keyword.BACKGROUND: remark.background,
        Keyword.CURRENT_STATE: remark.assessment,
        Keyword.RECOMMENDATION: advice,
    }
    sections = [(keyword, text) for keyword, text in texts.items() if text]
    return notes.save(work, stay.patient_id, stay.id, NoteKind.SBAR, sections, remark.recorded_at)


def _add(work: Work, stay: Stay, cleaned: dict[str, Any]) -> int:
    owner = work.user.owner(work.now)
    if owner is None or work.user.user_id is None:
        raise Refused(_("You have no assignment here today, so nothing can be written in your name."))
    remark = HandoverRemark(
        stay_id=stay.id,
        patient_id=stay.patient_id,
        owner=owner,
        recorded_at=work.now,
        by_id=work.user.user_id,
        **cleaned,
    )
    work.session.add(remark)
    work.session.flush()
    return remark.id


def _newest(work: Work, stay: Stay) -> HandoverRemark | None:
    since, reach = work.now - REMARK_COUNTS, reach_of(work, [stay.patient_id])
    return work.session.scalars(
        select(HandoverRemark)
        .where(HandoverRemark.stay_id == stay.id, HandoverRemark.recorded_at > since)
        .where(reach.where(HandoverRemark))
        .order_by(HandoverRemark.recorded_at.desc(), HandoverRemark.id.desc())
        .limit(1)
    ).one_or_none()


def _conflict(work: Work, theirs: HandoverRemark) -> RemarkConflict:
    by = names_of(work.session, [theirs.by_id])[theirs.by_id]
    when = relative_text(theirs.recorded_at, work.now)
    sentence = _("{name} wrote a report for this patient {when}. Compare the two and choose.")
    row = SheetRemark(
        theirs.id, theirs.situation, theirs.background, theirs.assessment, theirs.recommendation,
        theirs.if_then, theirs.recorded_at, by, theirs.owner, unit_id=theirs.unit_id,
    )  # fmt: skip
    return RemarkConflict(sentence.format(name=by, when=when), row)
