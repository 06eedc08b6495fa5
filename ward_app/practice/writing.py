"""What the practice ward's staff write: an admission note, then some lines each shift."""

from __future__ import annotations

from datetime import datetime, timedelta

from ward_app.access.policy import Permission, Role
from ward_app.app import App
from ward_app.i18n import local
from ward_app.notes import commands as notes
from ward_app.notes.model import Note, NoteKind
from ward_app.ops import Work, command
from ward_app.practice.content import Inpatient, phrases
from ward_app.practice.stage import Stage
from ward_app.stays.model import Purpose

Sections = list[tuple[str, str]]
SHIFTS = (("night", 5, Role.ASSISTANT_NURSE), ("day", 10, Role.NURSE), ("evening", 20, Role.ASSISTANT_NURSE))
REHAB = (Purpose.REHABILITATION,)


@command(Permission.NOTE_SIGN)
def write_signed(
    work: Work,
    patient_id: int,
    stay_id: int | None,
    kind: NoteKind,
    sections: Sections,
    occurred_at: datetime,
) -> None:
    """Write and sign in one go, as an experienced colleague does."""
    note_id = notes.save(work, patient_id, stay_id, kind, sections, occurred_at)
    note = work.session.get_one(Note, note_id)
    if note.signing_required:
        notes.sign(work, note_id, note.version)


def admission(stage: Stage, one: Inpatient, patient_id: int, stay_id: int) -> None:
    sections = [
        ("reason", one.reason),
        ("background", one.background),
        ("social", _kin(one)),
        ("plan", one.sbar[3]),
    ]
    kept = [(keyword, text) for keyword, text in sections if text]
    _write(stage, stage.named(one.nurse), patient_id, stay_id, NoteKind.ADMISSION, kept)


def days(stage: Stage, one: Inpatient, patient_id: int, stay_id: int) -> None:
    """A line or two most shifts; the doctor twice a week; the physiotherapist on weekdays of a rehab stay."""
    begun = stage.clock() + timedelta(hours=2)
    for days_ago in range(one.days, -1, -1):
        for name, hour, role in SHIFTS:
            moment = stage.on_day(days_ago, hour, stage.random.randrange(5, 55))
            if moment > begun and stage.random.random() < 0.55:
                _later(stage, moment, role, patient_id, stay_id, NoteKind.NURSING, name)
        weekday = local(stage.on_day(days_ago, 12)).weekday()
        if weekday in (1, 3):
            moment = stage.on_day(days_ago, 11, stage.random.randrange(60))
            if moment > begun:
                _later(stage, moment, Role.DOCTOR, patient_id, stay_id, NoteKind.ROUND, "doctor")
        if one.purpose in REHAB and weekday in (0, 2, 4):
            moment = stage.on_day(days_ago, 13, stage.random.randrange(60))
            if moment > begun:
                kind = NoteKind.PHYSIOTHERAPY
                _later(stage, moment, Role.PHYSIOTHERAPIST, patient_id, stay_id, kind, "physiotherapy")


def _later(
    stage: Stage, moment: datetime, role: Role, patient_id: int, stay_id: int, kind: NoteKind, phrase: str
) -> None:  # fmt: skip
    lines = stage.random.sample(phrases()[phrase], k=1 + (stage.random.random() < 0.4))
    sections = list(dict(lines).items())
    writer = stage.someone(role)
    stage.at(moment, lambda: _write(stage, writer, patient_id, stay_id, kind, sections))


def _write(
    stage: Stage, door: App, patient_id: int, stay_id: int, kind: NoteKind, sections: Sections
) -> None:
    """The newest ones of some authors are still unsigned, as on any morning."""
    at = stage.clock() - timedelta(minutes=10)
    is_fresh = stage.now - stage.clock() < timedelta(hours=16)
    if is_fresh and stage.random.random() < 0.3:
        door.do(notes.save, patient_id, stay_id, kind, sections, at)
    else:
        door.do(write_signed, patient_id, stay_id, kind, sections, at)


def _kin(one: Inpatient) -> str:
    return "; ".join(f"{relation} {name}" for name, relation, *_rest in one.kin)
