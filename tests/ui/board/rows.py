"""Boards made by hand, for what a real store would need many steps to come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.factories import LABELS, MORNING, NAMES
from ward_app.patients.cpr import CprState
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, Sex
from ward_app.stays.board_rows import AlertTag, Board, BoardCard, BoardPlace, PlaceState
from ward_app.stays.model import Purpose

CARD = BoardCard(
    stay_id=1, patient_id=1, version=1, name="Öberg, Åke", initials="Å.Ö.", number="", is_protected=False,
    same_name=False, age=80, sex=Sex.MALE, purpose=Purpose.MEDICAL_TREATMENT, day=19,
    reason="Exacerbation KOL",
    alerts=(), hypersensitivity=HypersensitivityAnswer.NONE_KNOWN, limitations=(), cpr=CprState.YES,
    next_task_at=MORNING + timedelta(hours=3), next_task_text="Promenad i korridor", tasks_left=4,
    tasks_overdue=0, nurse="M. Falk", doctor="B. Lund", nurse_id=1, doctor_id=2,
    planned_discharge_on=date(2026, 11, 30), is_ready=False, on_leave_until=None, deceased=False,
)  # fmt: skip

EVERYTHING = replace(
    CARD,
    name="Sjölund-Håkansson, Birgitta Maria Elisabet",
    reason="Hjärtsvikt NYHA III, njursvikt och sår på vänster underben sedan i våras",
    alerts=tuple(AlertTag(kind, "text") for kind in AlertKind),
    same_name=True,
    limitations=("No CPR", "No intensive care", "No transfer to hospital"),
    cpr=CprState.NO,
    next_task_at=MORNING - timedelta(hours=1),
    tasks_overdue=2,
)


def card(**changes: Any) -> BoardCard:
    return replace(CARD, **changes)


def place(label: str = "1:2", bed_id: int = 1, **changes: Any) -> BoardPlace:
    kept = BoardPlace(bed_id, label, label, False, PlaceState.OCCUPIED, "", CARD)
    return replace(kept, **changes)


def board(places: int = 18, full: BoardCard = CARD) -> Board:
    """As many places as asked for; those beyond the beds are over-occupancy places."""
    extra = [f"Ö{nth}" for nth in range(1, places - len(LABELS) + 1)]
    made = []
    for nth, label in enumerate([*LABELS, *extra][:places]):
        name = ", ".join(NAMES[nth % len(NAMES)])
        patient = replace(full, stay_id=nth + 1, patient_id=nth + 1, name=name)
        made.append(place(label, nth + 1, card=patient, is_over_occupancy=label.startswith("Ö")))
    return Board("Närvårdsenheten", MORNING, tuple(made), ())
