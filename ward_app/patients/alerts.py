"""Warnings about a person, and the answer on hypersensitivity that every admission needs."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ward_app.access.policy import MUST_DOCUMENT, Permission
from ward_app.cleaning import clean_text, one_line
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _, local
from ward_app.ops import Work, command
from ward_app.patients.fields import required
from ward_app.patients.model import Alert, AlertKind, HypersensitivityAnswer, Patient, Severity
from ward_app.patients.records import open_record, writer
from ward_app.sharing.expect import expect_readable
from ward_app.sharing.reading import reach_of
from ward_app.sorting import search_key

TEXT, REACTION, SOURCE, REASON = 200, 500, 200, 500
NEEDS_TEXT = frozenset({AlertKind.HYPERSENSITIVITY, AlertKind.INFECTION, AlertKind.OTHER})
"""Kinds that say nothing without substance, agent or risk in words."""


@command(Permission.PATIENT_EDIT)
def answer_hypersensitivity(work: Work, patient_id: int, seen: int, answer: HypersensitivityAnswer) -> None:
    """What the person, or who knows them, said. A known one is told by `add_alert`, with its substance."""
    patient = open_record(work, patient_id, seen)
    known = _readable(work, patient_id, AlertKind.HYPERSENSITIVITY)
    if answer is HypersensitivityAnswer.NOT_ASKED:
        raise Invalid("answer", _("Answer yes, no or not known."))
    if answer is HypersensitivityAnswer.KNOWN and not known:
        raise Invalid("answer", _("Say what the person is hypersensitive to."))
    if answer is not HypersensitivityAnswer.KNOWN and known:
        raise Refused(
            _("Hypersensitivity to {substances} is in the record. End that first, with the reason.").format(
                substances=", ".join(alert.text for alert in known)
            )
        )
    _answer(work, patient, answer)


@command(Permission.PATIENT_EDIT)
def add_alert(
    work: Work,
    patient_id: int,
    kind: AlertKind,
    text: str = "",
    reaction: str | None = None,
    severity: Severity = Severity.UNKNOWN,
    source: str | None = None,
    since_on: date | None = None,
) -> int:
    """A new warning. Verified at once when a licensed colleague writes it."""
    patient = open_record(work, patient_id)
    by = writer(work)
    said = one_line(text, limit=TEXT)
    if kind in NEEDS_TEXT and not said:
        raise Invalid("text", _("Say what the warning is about."))
    _refuse_twice(work, patient_id, kind, said)
    if since_on is not None and since_on > local(work.now).date():
        raise Invalid("since_on", _("The date is in the future."))
    alert = Alert(
        patient_id=patient_id, owner=by.owner, kind=kind, text=said, severity=severity,
        reaction=clean_text(reaction or "", limit=REACTION, field="reaction").strip() or None,
        source=one_line(source or "", limit=SOURCE, field="source") or None, since_on=since_on,
        recorded_at=work.now, recorded_by_id=by.user_id,
        verified_by_id=by.user_id if _is_licensed(work) else None,
    )  # fmt: skip
    work.session.add(alert)
    if kind is AlertKind.HYPERSENSITIVITY:
        _answer(work, patient, HypersensitivityAnswer.KNOWN)
    work.session.flush()
    return alert.id


@command(Permission.PATIENT_EDIT)
def verify_alert(work: Work, alert_id: int, seen: int) -> None:
    """A licensed colleague has made sure of it."""
    alert = _open_alert(work, alert_id, seen)
    if not _is_licensed(work):
        raise Refused(_("A warning is verified by licensed staff. Ask a nurse or a doctor."))
    alert.verified_by_id = writer(work).user_id


@command(Permission.PATIENT_EDIT)
def end_alert(work: Work, alert_id: int, seen: int, reason: str) -> None:
    """It no longer holds, or never did. When no hypersensitivity is left, the question is open again."""
    alert = _open_alert(work, alert_id, seen)
    alert.end_reason = required(reason, "reason", _("Say why the warning no longer holds."), REASON)
    alert.ended_at, alert.ended_by_id = work.now, writer(work).user_id
    work.session.flush()
    if alert.kind is AlertKind.HYPERSENSITIVITY and not _open_alerts(work, alert.patient_id, alert.kind):
        patient = open_record(work, alert.patient_id)
        patient.hypersensitivity = HypersensitivityAnswer.NOT_ASKED
        patient.hypersensitivity_asked_at = patient.hypersensitivity_owner = None


def _answer(work: Work, patient: Patient, answer: HypersensitivityAnswer) -> None:
    patient.hypersensitivity = answer
    patient.hypersensitivity_asked_at = work.now
    patient.hypersensitivity_owner = work.user.owner(work.now)


def _open_alerts(work: Work, patient_id: int, kind: AlertKind) -> list[Alert]:
    return list(
        work.session.scalars(
            select(Alert)
            .where(Alert.patient_id == patient_id, Alert.kind == kind, Alert.ended_at.is_(None))
            .order_by(Alert.id)
        )
    )


def _readable(work: Work, patient_id: int, kind: AlertKind) -> list[Alert]:
    """Those that the user may know of: no refusal tells of others."""
    reach = reach_of(work, [patient_id])
    return [alert for alert in _open_alerts(work, patient_id, kind) if reach.shows(alert)]


def _refuse_twice(work: Work, patient_id: int, kind: AlertKind, text: str) -> None:
    if any(search_key(alert.text) == search_key(text) for alert in _readable(work, patient_id, kind)):
        raise Refused(_("This warning is in the record already."))


def _open_alert(work: Work, alert_id: int, seen: int) -> Alert:
    alert = work.session.get_one(Alert, alert_id)
    expect_readable(work, alert)
    alert.expect(seen)
    if alert.ended_at is not None:
        raise Refused(_("The warning has ended already."))
    return alert


def _is_licensed(work: Work) -> bool:
    return bool(work.user.roles(work.now) & MUST_DOCUMENT)
