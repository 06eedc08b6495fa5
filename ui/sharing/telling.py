"""What is shared with whom and why, in plain words. Says no more than the row does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ui.record.cards import CardAct
from ui.sharing.unread_line import unread_text
from ward_app.access.disclosure import CollaborationModel, Ground, Hint
from ward_app.i18n import N_, _, relative_text
from ward_app.sharing.rows import BlockedRow, EmergencyRow, ReadRow, RequestRow, SharingRow
from ward_app.words import word

WHY: dict[Ground, str] = {
    Ground.OWN_RECORD: N_("You read it: your own record"),
    Ground.SAME_PROVIDER: N_("You read it: the same care provider"),
    Ground.CONSENT: N_("You read it: the patient agrees"),
    Ground.PRESUMED: N_("You read it: the patient cannot answer and is taken not to object"),
    Ground.EMERGENCY: N_("You read it: opened in an emergency"),
    Ground.LIFTED_BLOCK: N_("You read it: the block is lifted for you"),
    Ground.NO_RIGHT: N_("You do not read it: not part of your role"),
    Ground.NO_RELATION: N_("You do not read it: you take no part in the care"),
    Ground.OTHER_AIM: N_("You do not read it"),
    Ground.BLOCKED: N_("You do not read it: blocked"),
    Ground.BLOCKED_ELSEWHERE: N_("You do not read it"),
    Ground.REFUSED: N_("You do not read it: the patient says no"),
    Ground.NOT_INFORMED: N_("You do not read it: the patient has not been informed"),
    Ground.NO_CONSENT: N_("You do not read it: there is no consent"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line. `label` may be empty; `ink` is a role of labels and, with an icon, its colour too."""

    text: str
    label: str = ""
    ink: str = "text"
    icon: str = ""
    acts: Sequence[CardAct] = ()


@dataclass(frozen=True, slots=True)
class Shield:
    """The banner's word on sharing, with its icon."""

    text: str
    icon: str
    is_missing: bool = False


def shield(row: SharingRow) -> Shield:
    said = _consent(row)
    if row.blocks or row.has_blocked:
        said = Shield(_("{consent} · Block").format(consent=said.text), said.icon, said.is_missing)
    if row.emergencies:
        said = Shield(_("{consent} · Emergency").format(consent=said.text), "shield-alert", said.is_missing)
    return said


def _consent(row: SharingRow) -> Shield:
    if row.answer is not None:
        if row.answer.is_given:
            return Shield(_("Consent given"), "shield-check")
        return Shield(_("Says no to sharing"), "shield")
    if row.presumed:
        return Shield(_("Shared by assessment"), "shield-check")
    if row.assessment is not None:
        return Shield(_("Not shared, by assessment"), "shield")
    if row.model is not CollaborationModel.TWO_CAREGIVERS:
        return Shield(_("Shared within the care"), "shield-check")
    return Shield(_("Consent missing"), "shield-alert", is_missing=True)


def reads(row: SharingRow) -> list[Told]:
    lines = [_read(one) for one in row.reads]
    hints = [hint for hint, told in _hints(row) if told]
    if hints:
        lines.append(Told(unread_text(hints), ink="strong", icon="shield"))
    return lines


def _hints(row: SharingRow) -> list[tuple[Hint, bool]]:
    return [(Hint.ELSEWHERE, row.has_elsewhere), (Hint.BLOCKED, row.has_blocked)]


def _read(one: ReadRow) -> Told:
    icon, ink = ("eye", "text") if one.allowed else ("eye-off", "muted")
    return Told(_("{owner}: {why}").format(owner=word(one.owner), why=_(WHY[one.ground])), ink=ink, icon=icon)


def answers(row: SharingRow, now: datetime) -> list[Told]:
    """The patient's answer, or that there is none; when the patient was told; the assessment."""
    return [*_answer(row, now), *_informed(row, now), *_assessment(row, now)]


def _answer(row: SharingRow, now: datetime) -> list[Told]:
    answer = row.answer
    if answer is None:
        if row.assessment is not None:
            return []
        return [Told(_("The patient has not been asked yet."), ink="warning", icon="shield-alert")]
    facts = [word(answer.form), word(answer.scope)]
    if answer.is_given:
        said = _("The patient agrees to region and municipality reading each other's records.")
        also = _("The social services' documentation too.")
        only = _("The social services' documentation is not included.")
        said = f"{said} {also if answer.social else only}"
    else:
        said = _("The patient says no: each reads only its own record.")
    when = _by(answer.given_at, answer.by, now)
    return [Told(said, ink="strong"), Told(" · ".join((when, *facts)), ink="small")]


def _informed(row: SharingRow, now: datetime) -> list[Told]:
    """Who cannot answer need not have been told (LSVO 2:6)."""
    if row.informed_at is None and row.assessment is not None:
        return []
    if row.informed_at is None:
        return [Told(_("Information has not been given."), ink="warning", icon="info")]
    return [Told(_("Informed {time}").format(time=relative_text(row.informed_at, now)), ink="small")]


def _assessment(row: SharingRow, now: datetime) -> list[Told]:
    one = row.assessment
    if one is None:
        return []
    said = _("Cannot answer. It is assessed that the patient would object.") if one.would_object else _(
        "Cannot answer. Nothing speaks for the patient objecting."
    )  # fmt: skip
    return [
        Told(said, ink="strong"),
        Told(one.findings, _("Findings")), Told(one.attitude, _("Attitude")),
        Told(_by(one.made_at, one.by, now), ink="small"),
    ]  # fmt: skip


def block_text(one: BlockedRow, now: datetime) -> str:
    since = relative_text(one.since, now)
    if one.unit:
        said = _("{owner}: what was written at {unit}, from other units, since {time}")
        return said.format(owner=word(one.owner), unit=one.unit, time=since)
    return _("{owner}: the whole record, from the other owners, since {time}").format(
        owner=word(one.owner), time=since
    )


def request_text(one: RequestRow, now: datetime) -> str:
    said = _("{name} asks {owner} to lift its block ({time}): “{text}”").format(
        name=one.by, owner=word(one.owner), time=relative_text(one.sent_at, now), text=one.text
    )
    if one.is_granted is None:
        return said
    outcome = _("Lifted") if one.is_granted else _("Not lifted")
    return f"{said} {outcome}. {one.answer}".strip()


def emergency_text(one: EmergencyRow, now: datetime) -> str:
    return _("{name} opened in an emergency {time}, until {until}: “{text}”").format(
        name=one.by, time=relative_text(one.from_at, now), until=relative_text(one.until_at, now),
        text=one.text,
    )  # fmt: skip


def part_taken(row: SharingRow) -> list[Told]:
    """Why the reader takes part in the care, and how the unit is run."""
    relation = word(row.relation) if row.relation is not None else _("You take no part in the care here")
    return [Told(relation, icon="user-check"), Told(word(row.model), _("How the unit is run"), ink="muted")]


def _by(at: datetime, name: str, now: datetime) -> str:
    return _("{time} by {name}").format(time=relative_text(at, now), name=name)
