"""Beslut om insats: registered, changed, ended. A stay under SoL rests on one (SOL-04)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select

from ward_app.access.policy import Permission
from ward_app.cleaning import clean_text
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _, dated_text, local
from ward_app.ops import Work, command
from ward_app.owners import RecordOwner
from ward_app.patients.records import open_record
from ward_app.sharing.reading import reach_of
from ward_app.social.model import SocialDecision
from ward_app.social.terms import DecisionTerms, cleaned
from ward_app.social.writers import social_writer


@command(Permission.SOCIAL_WRITE)
def register_decision(work: Work, patient_id: int, terms: DecisionTerms) -> int:
    """That a decision was made, by whom the law lets decide: the fact of it, seen on paper or made here."""
    social_writer(work)
    return register(work, patient_id, terms).id


@command(Permission.SOCIAL_DECIDE)
def change_decision(work: Work, decision_id: int, seen: int, terms: DecisionTerms, reason: str) -> int:
    """A new decision in the place of this one, from the day it begins; both stay readable."""
    before = _open(work, decision_id, seen)
    after = register(work, before.patient_id, terms)
    before.ended_on = max(before.from_on, after.from_on)
    if before.to_on is not None and before.ended_on > before.to_on:
        raise Invalid(
            "decision_from_on",
            _("The decision ends {date} anyway. Register the new one beside it instead.").format(
                date=dated_text(before.to_on)
            ),
        )
    before.end_reason = _told(reason)
    return after.id


@command(Permission.SOCIAL_DECIDE)
def end_decision(work: Work, decision_id: int, seen: int, last_on: date, reason: str) -> None:
    """It ends before its time, or at a day where it had none."""
    decision = _open(work, decision_id, seen)
    if last_on < decision.from_on:
        raise Invalid("last_on", _("That is before the decision begins. Give a later day."))
    if decision.to_on is not None and last_on >= decision.to_on:
        raise Invalid("last_on", _("It ends then anyway. Give an earlier day."))
    decision.ended_on = last_on + timedelta(days=1)
    decision.end_reason = _told(reason)


def register(work: Work, patient_id: int, terms: DecisionTerms) -> SocialDecision:
    """The row itself, for whoever may: an admission registers one under its own right."""
    open_record(work, patient_id)
    if work.user.user_id is None:
        raise Refused(_("You have no assignment here now, so no record to write in. Ask the unit manager."))
    values = asdict(cleaned(terms, local(work.now).date()))
    decision = SocialDecision(
        patient_id=patient_id, owner=RecordOwner.KOMMUN_SOL, by_id=work.user.user_id, recorded_at=work.now,
        **values,
    )  # fmt: skip
    work.session.add(decision)
    work.session.flush()
    return decision


def admit_under(work: Work, patient_id: int, day: date, terms: DecisionTerms | None) -> None:
    """Refuse a stay under the act without a decision that covers its first day (SOL-04).

    That there is one is asked whoever admits: it is the ground of the stay, and nothing of it is shown.
    """
    if terms is not None:
        decision = register(work, patient_id, terms)
        if not decision.holds(day):
            raise Invalid(
                "decision_from_on",
                _("The decision does not cover {date}, when the stay begins. Check the days.").format(
                    date=dated_text(day)
                ),
            )
    elif work.session.scalar(select(SocialDecision.id).where(covering(patient_id, day)).limit(1)) is None:
        raise Invalid(
            "decision_what",
            _(
                "A stay under the Social Services Act needs a decision that covers {date}. Fill in the"
                " decision."
            ).format(date=dated_text(day)),
        )


def covering(patient_id: int, day: date) -> ColumnElement[bool]:
    """The decisions of one person that hold on a day."""
    return (
        (SocialDecision.patient_id == patient_id)
        & (SocialDecision.from_on <= day)
        & or_(SocialDecision.to_on.is_(None), SocialDecision.to_on >= day)
        & or_(SocialDecision.ended_on.is_(None), SocialDecision.ended_on > day)
    )


def _open(work: Work, decision_id: int, seen: int) -> SocialDecision:
    social_writer(work)
    decision = work.session.get_one(SocialDecision, decision_id)
    if not reach_of(work, [decision.patient_id]).shows(decision):
        raise Refused(_("You may not read this decision, so you cannot change it."))
    decision.expect(seen)
    open_record(work, decision.patient_id)
    if decision.ended_on is not None:
        raise Refused(_("This decision has been ended or replaced already. Register a new one."))
    return decision


def _told(reason: str) -> str:
    reason = clean_text(reason, field="reason").strip()
    if not reason:
        raise Invalid("reason", _("Say why the decision is changed or ended."))
    return reason
