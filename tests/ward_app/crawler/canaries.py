"""Words that say whose they are: every text of every owned table holds one, by patient, owner and unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.factories import MORNING
from ward_app.access.policy import Role
from ward_app.copies.model import Disclosure, LegalGround
from ward_app.handovers.model import HandoverRemark
from ward_app.notes.keywords import Keyword
from ward_app.notes.model import Note, NoteKind, NoteRemark
from ward_app.owners import RecordOwner
from ward_app.patients.model import Alert, AlertKind, LimitationKind, TreatmentLimitation
from ward_app.social.model import SocialDecision, SocialEntry, SocialKind, SocialRemark
from ward_app.stays.model import CareFact, CareFactKind, Stay
from ward_app.store.owned import Owned
from ward_app.tasks.model import Task

_LETTERS = dict(zip("RKS", RecordOwner, strict=True))
_OWNERS = {owner: letter for letter, owner in _LETTERS.items()}
_FOUND = re.compile(r"Zq(\d+)([RKS])(\d+)x")
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Canary:
    """Short, so that no print breaks it."""

    patient_id: int
    owner: RecordOwner
    unit_id: int

    def __str__(self) -> str:
        return f"Zq{self.patient_id}{_OWNERS[self.owner]}{self.unit_id}x"


def canaries_in(text: str) -> Iterator[Canary]:
    for patient_id, letter, unit_id in _FOUND.findall(text):
        yield Canary(int(patient_id), _LETTERS[letter], int(unit_id))


@dataclass(frozen=True)
class Nest:
    """Where one canary is put."""

    canary: Canary
    stay_id: int
    by_id: int

    @property
    def word(self) -> str:
        return str(self.canary)

    @property
    def whose(self) -> dict[str, Any]:
        mine = self.canary
        return {"patient_id": mine.patient_id, "owner": mine.owner, "unit_id": mine.unit_id}

    @property
    def written(self) -> dict[str, Any]:
        """What every signed entry has."""
        return self.whose | {
            "author_id": self.by_id, "author_title": Role.NURSE.value, "occurred_at": MORNING - HOUR,
            "recorded_at": MORNING - HOUR, "stay_id": self.stay_id,
        }  # fmt: skip


def _notes(nest: Nest) -> Iterator[Any]:
    sections = [[Keyword.SITUATION.value, nest.word]]
    for signed_at in (MORNING, None):
        yield Note(
            kind=NoteKind.OTHER,
            sections=sections,
            entered_by_id=nest.by_id,
            signed_at=signed_at,
            **nest.written,
        )


def _alert(nest: Nest) -> Iterator[Any]:
    kinds = (AlertKind.HYPERSENSITIVITY, AlertKind.INFECTION, AlertKind.FALL)
    for kind, ended_at in zip(kinds, (None, None, MORNING), strict=True):
        yield Alert(
            kind=kind, text=nest.word, reaction=nest.word, source=nest.word, recorded_at=MORNING,
            recorded_by_id=nest.by_id, ended_at=ended_at, end_reason=nest.word if ended_at else None,
            **nest.whose,
        )  # fmt: skip


def _limitation(nest: Nest) -> Iterator[Any]:
    yield TreatmentLimitation(
        kind=LimitationKind.OTHER, text=nest.word, grounds=nest.word, decided_by_id=nest.by_id,
        decided_at=MORNING, consulted=nest.word, patient_attitude=nest.word, kin_informed=nest.word,
        review_on=MORNING.date(), **nest.whose,
    )  # fmt: skip


def _care_fact(nest: Nest) -> Iterator[Any]:
    """One that holds for each stay and kind: each owner and unit has its own."""
    kinds = [one for one in CareFactKind if one is not CareFactKind.SOCIAL]
    nth = list(RecordOwner).index(nest.canary.owner) + 3 * (nest.canary.unit_id % 2)
    more: dict[str, Any] = {"stay_id": nest.stay_id, "text": nest.word, "by_id": nest.by_id, **nest.whose}
    yield CareFact(kind=kinds[nth], recorded_at=MORNING, **more)
    yield CareFact(kind=kinds[nth], recorded_at=MORNING - HOUR, replaced_at=MORNING, **more)


def _task(nest: Nest) -> Iterator[Any]:
    more: dict[str, Any] = {"stay_id": nest.stay_id, "text": nest.word, "by_id": nest.by_id, **nest.whose}
    yield Task(due_at=MORNING + HOUR, recorded_at=MORNING, **more)
    yield Task(
        due_at=MORNING, recorded_at=MORNING, done_at=MORNING, done_by_id=nest.by_id,
        not_done_reason=nest.word, **more,
    )  # fmt: skip


def _remark(nest: Nest) -> Iterator[Any]:
    yield HandoverRemark(
        stay_id=nest.stay_id, situation=nest.word, background=nest.word, assessment=nest.word,
        recommendation=nest.word, if_then=nest.word, recorded_at=MORNING, by_id=nest.by_id, **nest.whose,
    )  # fmt: skip


def _disclosure(nest: Nest) -> Iterator[Any]:
    yield Disclosure(
        recipient=nest.word, decided_by=nest.word, ground=LegalGround.CONSENT, content={}, handed_at=MORNING,
        by_id=nest.by_id, **nest.whose,
    )  # fmt: skip


def _entries(nest: Nest) -> Iterator[Any]:
    if nest.canary.owner is RecordOwner.KOMMUN_SOL:
        for signed_at in (MORNING, None):
            yield SocialEntry(kind=SocialKind.EVENT, text=nest.word, signed_at=signed_at, **nest.written)


def _decision(nest: Nest) -> Iterator[Any]:
    if nest.canary.owner is RecordOwner.KOMMUN_SOL:
        yield SocialDecision(
            what=nest.word, from_on=MORNING.date(), to_on=(MORNING + 24 * HOUR).date(), decided_by=nest.word,
            decided_on=MORNING.date(), paragraph=nest.word, by_id=nest.by_id, recorded_at=MORNING,
            **nest.whose,
        )  # fmt: skip


Maker = Callable[[Nest], Iterator[Any]]
MAKERS: dict[type[Owned], Maker | None] = {
    Note: _notes,
    Alert: _alert,
    TreatmentLimitation: _limitation,
    CareFact: _care_fact,
    Task: _task,
    HandoverRemark: _remark,
    Disclosure: _disclosure,
    SocialEntry: _entries,
    SocialDecision: _decision,
    Stay: None,
}
"""How each owned table gets its canaries. A stay gets them when it is made."""


def rows(nest: Nest) -> list[Any]:
    return [row for make in MAKERS.values() if make for row in make(nest)]


def remarks_on(row: Any, nest: Nest) -> Iterator[Any]:
    """What hangs on a signed entry and is of its owner."""
    by: dict[str, Any] = {"text": nest.word, "by_id": nest.by_id, "recorded_at": MORNING}
    if isinstance(row, Note) and row.signed_at:
        yield NoteRemark(note_id=row.id, **by)
    if isinstance(row, SocialEntry) and row.signed_at:
        yield SocialRemark(social_entry_id=row.id, **by)
