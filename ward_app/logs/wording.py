"""What stands in a row of the log as codes, in the words of the ward."""

from __future__ import annotations

import json
from enum import StrEnum

from ward_app.access.disclosure import Ground
from ward_app.access.policy import Role
from ward_app.i18n import N_, _
from ward_app.logs.model import Judgement
from ward_app.logs.occasions import Pattern
from ward_app.owners import RecordOwner
from ward_app.sharing.model import LiftReason, RelationReason
from ward_app.words import word

GROUNDS = {
    Ground.SAME_PROVIDER: N_("same care provider"),
    Ground.CONSENT: N_("consent"),
    Ground.PRESUMED: N_("could not consent, would not have objected"),
    Ground.EMERGENCY: N_("emergency"),
    Ground.LIFTED_BLOCK: N_("block lifted"),
}
PATTERNS = {
    Pattern.PATIENT: N_("One patient's record"),
    Pattern.USER: N_("One colleague's accesses"),
    Pattern.PROTECTED: N_("Patients with protected identity"),
    Pattern.EMERGENCY: N_("Opened in an emergency"),
    Pattern.LIFTED_BLOCK: N_("Blocks looked at or lifted"),
    Pattern.STATED_RELATION: N_("Opened with a reason, without a care relation"),
    Pattern.COLLEAGUE: N_("Patients with a colleague's name"),
    Pattern.NAMESAKE: N_("Patients with the reader's own family name"),
    Pattern.REFUSED: N_("Refused attempts"),
}
JUDGEMENTS = {
    Judgement.JUSTIFIED: N_("Justified"),
    Judgement.ASK: N_("To be asked about"),
    Judgement.UNJUSTIFIED: N_("Not justified"),
}
_REASONS: tuple[type[StrEnum], ...] = (RelationReason, LiftReason)


def role_words(code: str | None) -> str:
    return word(Role(code)) if code in set(Role) else code or ""


def owner_words(code: str | None) -> str:
    return word(RecordOwner(code)) if code in set(RecordOwner) else code or ""


def ground_words(reason: str | None, detail: str | None) -> str:
    """`Region: consent · Covers for a colleague or helps out here`"""
    parts = [_on_ground(owner, ground) for owner, ground in sorted(_read(detail).items())]
    return " · ".join([*parts, _reason(reason)] if reason else parts)


def _on_ground(owner: str, ground: str) -> str:
    said = _(GROUNDS[Ground(ground)]) if ground in set(GROUNDS) else ground
    return f"{owner_words(owner)}: {said}"


def _read(detail: str | None) -> dict[str, str]:
    try:
        found = json.loads(detail or "{}")
    except ValueError:
        return {}
    read = found.get("read") if isinstance(found, dict) else None
    return {str(owner): str(ground) for owner, ground in read.items()} if isinstance(read, dict) else {}


def _reason(code: str) -> str:
    known = {one.value: one for kind in _REASONS for one in kind}
    return word(known[code]) if code in known else code


def pattern_words(pattern: Pattern) -> str:
    return _(PATTERNS[pattern])


def judgement_words(judgement: Judgement) -> str:
    return _(JUDGEMENTS[judgement])
