"""Rows of a handover sheet in few words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from ward_app.access.policy import Role
from ward_app.handovers.parts import (
    SheetAlert,
    SheetFact,
    SheetKin,
    SheetLimitation,
    SheetRemark,
    SheetTask,
)
from ward_app.handovers.rows import Printed, SheetRow
from ward_app.owners import RecordOwner
from ward_app.patients.model import AlertKind, HypersensitivityAnswer, LimitationKind, Severity, Sex
from ward_app.stays.model import CareFactKind, CareForm, Purpose

NOW = datetime(2026, 11, 21, 5, 48, tzinfo=UTC)
"""06:48 on the ward's clock."""
KOMMUN, REGION = RecordOwner.KOMMUN_HSL, RecordOwner.REGION_HSL
PRINTED = Printed("261121-0007", "48211-RK5U2H5Y", "ws3", NOW, "M. Falk", Role.NURSE)

FACTS = {
    "gång": CareFactKind.MOBILITY,
    "hjälpm": CareFactKind.AIDS,
    "kost": CareFactKind.NUTRITION,
    "elim": CareFactKind.ELIMINATION,
    "infart": CareFactKind.LINES,
    "smärta": CareFactKind.PAIN,
    "hud": CareFactKind.SKIN,
    "komm": CareFactKind.COMMUNICATION,
    "svar": CareFactKind.PENDING,
}
ROLES = {
    "ssk": Role.NURSE,
    "usk": Role.ASSISTANT_NURSE,
    "läk": Role.DOCTOR,
    "ft": Role.PHYSIOTHERAPIST,
    "at": Role.OCCUPATIONAL_THERAPIST,
}


def facts(**texts: str) -> tuple[SheetFact, ...]:
    """A text that begins with ► is new."""
    return tuple(
        SheetFact(FACTS[key], text.removeprefix("►"), KOMMUN, text.startswith("►"))
        for key, text in texts.items()
    )


def tasks(*lines: str) -> tuple[SheetTask, ...]:
    """`08:00 usk Väga` or `► 08:00 usk Väga`."""
    made = []
    for number, line in enumerate(lines):
        at, role, text = line.removeprefix("►").strip().split(" ", 2)
        hour, minute = map(int, at.split(":"))
        due = datetime(2026, 11, 21, hour, minute, tzinfo=UTC) - timedelta(hours=1)
        owner = REGION if role == "läk" else KOMMUN
        made.append(SheetTask(number, 1, text, due, ROLES.get(role), owner, line.startswith("►")))
    return tuple(made)


def alerts(*lines: str) -> tuple[SheetAlert, ...]:
    kinds = {
        "allergi": AlertKind.HYPERSENSITIVITY,
        "smitta": AlertKind.INFECTION,
        "fall": AlertKind.FALL,
        "trycksår": AlertKind.PRESSURE_ULCER,
        "nutrition": AlertKind.NUTRITION,
        "delir": AlertKind.DELIRIUM,
    }
    made = []
    for line in lines:
        kind, _, rest = line.removeprefix("►").partition(" ")
        text, _, reaction = rest.partition("/")
        severity = Severity.LIFE_THREATENING if "chock" in reaction else Severity.HARMFUL
        made.append(SheetAlert(kinds[kind], text, reaction, severity, KOMMUN, line.startswith("►")))
    return tuple(made)


def no_cpr(
    decided: str,
    review: str,
    by: str = "A. Lund",
    kind: LimitationKind = LimitationKind.NO_CPR,
    text: str = "",
) -> SheetLimitation:
    due = date.fromisoformat(review)
    holds = due >= date(2026, 11, 21)
    return SheetLimitation(kind, text, date.fromisoformat(decided), by, due, holds, REGION)


def remark(s: str = "", b: str = "", a: str = "", r: str = "", if_then: str = "") -> SheetRemark:
    at = NOW - timedelta(hours=1)
    return SheetRemark(1, s, b, a, r, if_then, at, "J. Ek", KOMMUN, is_new=True)


def patient(
    stay_id: int,
    bed: str,
    name: str,
    number: str,
    purpose: Purpose,
    day: int,
    reason: str,
    background: str,
    *,
    kin: Iterable[SheetKin] = (),
    answer: HypersensitivityAnswer = HypersensitivityAnswer.NONE_KNOWN,
    nurse: str = "M. Falk",
    doctor: str = "A. Lund",
    home: str = "",
    **more: object,
) -> SheetRow:
    born = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    return SheetRow(
        stay_id=stay_id,
        patient_id=1000 + stay_id,
        bed=bed,
        room=bed.split(":")[0],
        name=name,
        number=f"{number[2:8]}-XXXX",
        is_protected=False,
        birth_date=born,
        sex=Sex.MALE if int(number[10]) % 2 else Sex.FEMALE,
        purpose=purpose,
        care_form=CareForm.INPATIENT,
        day=day,
        admitted_at=NOW - timedelta(days=day - 1),
        owner=REGION,
        reason=reason,
        background=background,
        hypersensitivity=answer,
        nurse=nurse,
        doctor=doctor,
        planned_discharge_on=date.fromisoformat(home) if home else None,
        kin=tuple(kin),
        **more,  # type: ignore[arg-type]
    )


def person(name: str, relation: str, phone: str, *, night: bool = False) -> SheetKin:
    return SheetKin(name, relation, phone, night)


INVESTIGATION, TREATMENT = Purpose.MEDICAL_INVESTIGATION, Purpose.MEDICAL_TREATMENT
REHAB, PALLIATIVE, SUPPORT = Purpose.REHABILITATION, Purpose.PALLIATIVE, Purpose.HOME_CARE_SUPPORT
ASSESSMENT = Purpose.CARE_NEEDS_ASSESSMENT
KNOWN = HypersensitivityAnswer.KNOWN
