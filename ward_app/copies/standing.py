"""The parts of a copy beside the entries: stays, warnings, decisions, facts, tasks, earlier copies."""

from __future__ import annotations

from collections.abc import Iterator

from ward_app.copies.model import Disclosure
from ward_app.copies.reading import Source, entered, said
from ward_app.copies.rows import CopyItem, CopyPart
from ward_app.handovers.model import HandoverRemark
from ward_app.i18n import _, date_text, moment_text
from ward_app.patients.model import Alert, TreatmentLimitation
from ward_app.social.model import SocialDecision
from ward_app.stays.model import CareFact, Stay
from ward_app.tasks.model import Task
from ward_app.words import word


def stays(source: Source) -> CopyPart:
    return CopyPart(_("Stays"), source.in_order(_stay(one) for one in source.rows(Stay)))


def _stay(one: Stay) -> CopyItem:
    at = one.admitted_at or one.planned_at or one.recorded_at
    ended = _("{kind} {moment}").format(
        kind=word(one.end_kind), moment=moment_text(one.ended_at)
    ) if one.end_kind and one.ended_at else ""  # fmt: skip
    cancelled = (
        _("Cancelled {moment}").format(moment=moment_text(one.cancelled_at)) if one.cancelled_at else ""
    )
    came = _("Admitted {moment}") if one.admitted_at else _("Planned {moment}")
    about = " · ".join(part for part in (came.format(moment=moment_text(at)), ended) if part)
    texts = said(
        (_("Reason"), one.reason), (_("Background"), one.background), (_("From"), one.referred_from),
        (_("Decided by"), one.decided_by), (_("Discharged to"), one.discharged_to),
        (_("Why it was cancelled"), one.cancel_reason),
    )  # fmt: skip
    return CopyItem(("stay", one.id), at, word(one.care_form), about, texts, cancelled)


def alerts(source: Source) -> CopyPart:
    rows = source.rows(Alert)
    source.know(user for one in rows for user in (one.recorded_by_id, one.verified_by_id))
    return CopyPart(_("Warnings"), source.in_order(_alert(source, one) for one in rows))


def _alert(source: Source, one: Alert) -> CopyItem:
    texts = said(
        ("", one.text), (_("Reaction"), one.reaction), (_("Severity"), word(one.severity)),
        (_("Source"), one.source), (_("Since"), date_text(one.since_on) if one.since_on else ""),
        (_("Verified by"), source.name(one.verified_by_id)), (_("Why it ended"), one.end_reason),
    )  # fmt: skip
    about = entered(one.recorded_at, source.name(one.recorded_by_id))
    ended = _("Ended {moment}").format(moment=moment_text(one.ended_at)) if one.ended_at else ""
    return CopyItem(("alert", one.id), one.recorded_at, word(one.kind), about, texts, ended)


def limitations(source: Source) -> CopyPart:
    rows = source.rows(TreatmentLimitation)
    source.know(one.decided_by_id for one in rows)
    return CopyPart(_("Treatment limitations"), source.in_order(_limitation(source, one) for one in rows))


def _limitation(source: Source, one: TreatmentLimitation) -> CopyItem:
    texts = said(
        ("", one.text), (_("Grounds"), one.grounds), (_("Consulted"), one.consulted),
        (_("The patient's attitude"), one.patient_attitude), (_("Next of kin informed"), one.kin_informed),
        (_("Review"), date_text(one.review_on)), (_("Why it ended"), one.end_reason),
    )  # fmt: skip
    about = _("Decided {moment} by {name}").format(
        moment=moment_text(one.decided_at), name=source.name(one.decided_by_id)
    )
    ended = _("Ended {moment}").format(moment=moment_text(one.ended_at)) if one.ended_at else ""
    return CopyItem(("treatment_limitation", one.id), one.decided_at, word(one.kind), about, texts, ended)


def care_facts(source: Source) -> CopyPart:
    rows = source.rows(CareFact)
    source.know(one.by_id for one in rows)
    return CopyPart(_("Standing facts"), source.in_order(
        CopyItem(
            ("care_fact", one.id), one.recorded_at, word(one.kind),
            entered(one.recorded_at, source.name(one.by_id)), said(("", one.text)),
            _("Replaced {moment}").format(moment=moment_text(one.replaced_at)) if one.replaced_at else "",
        )
        for one in rows
    ))  # fmt: skip


def tasks(source: Source) -> CopyPart:
    rows = source.rows(Task)
    source.know(user for one in rows for user in (one.by_id, one.done_by_id))
    return CopyPart(_("Tasks"), source.in_order(_task(source, one) for one in rows))


def _task(source: Source, one: Task) -> CopyItem:
    done = ""
    if one.done_at is not None and not one.not_done_reason:
        done = _("Done {moment} by {name}").format(
            moment=moment_text(one.done_at), name=source.name(one.done_by_id)
        )
    texts = said(("", one.text), ("", done), (_("Not done"), one.not_done_reason))
    mark = _("Cancelled {moment}").format(moment=moment_text(one.cancelled_at)) if one.cancelled_at else ""
    due = _("Due {moment}").format(moment=moment_text(one.due_at))
    about = entered(one.recorded_at, source.name(one.by_id))
    return CopyItem(("task", one.id), one.recorded_at, due, about, texts, mark)


def reports(source: Source) -> CopyPart:
    rows = source.rows(HandoverRemark)
    source.know(one.by_id for one in rows)
    return CopyPart(_("Reports between shifts"), source.in_order(
        CopyItem(
            ("handover_remark", one.id), one.recorded_at, _("Report"),
            entered(one.recorded_at, source.name(one.by_id)), tuple(_sbar(one)),
        )
        for one in rows
    ))  # fmt: skip


def _sbar(one: HandoverRemark) -> Iterator[tuple[str, str]]:
    yield from said(
        (_("Situation"), one.situation), (_("Background"), one.background), (_("Assessment"), one.assessment),
        (_("Recommendation"), one.recommendation), (_("If – then"), one.if_then),
    )  # fmt: skip


def decisions(source: Source) -> CopyPart:
    rows = source.rows(SocialDecision)
    source.know(one.by_id for one in rows)
    return CopyPart(_("Decisions"), source.in_order(_decision(source, one) for one in rows))


def _decision(source: Source, one: SocialDecision) -> CopyItem:
    until = date_text(one.to_on) if one.to_on else _("until further notice")
    texts = said(
        (_("Period"), f"{date_text(one.from_on)} – {until}"), (_("Law"), one.paragraph),
        (_("Decided by"), one.decided_by), (_("Decided on"), date_text(one.decided_on)),
        (_("Why it ended"), one.end_reason),
    )  # fmt: skip
    about = entered(one.recorded_at, source.name(one.by_id))
    ended = _("Ended {moment}").format(moment=date_text(one.ended_on)) if one.ended_on else ""
    return CopyItem(("social_decision", one.id), one.recorded_at, one.what, about, texts, ended)


def disclosures(source: Source) -> CopyPart:
    rows = source.rows(Disclosure)
    source.know(one.by_id for one in rows)
    return CopyPart(_("Copies handed out"), source.in_order(
        CopyItem(
            ("disclosure", one.id), one.handed_at, one.recipient,
            entered(one.handed_at, source.name(one.by_id)),
            said((_("Decided by"), one.decided_by), (_("Legal ground"), word(one.ground))),
        )
        for one in rows
    ))  # fmt: skip
