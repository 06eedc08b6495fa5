"""Those who were on the practice ward before: the beds have a past, and the last day's leavers are listed."""

from __future__ import annotations

from datetime import datetime, timedelta

from ward_app.practice.admitting import payer, register, version
from ward_app.practice.content import Inpatient, Person, former, inpatients, phrases
from ward_app.practice.stage import Stage
from ward_app.sharing.terms import SharingTerms
from ward_app.stays import commands as stays
from ward_app.stays.model import CareForm, Purpose
from ward_app.wards import commands as wards

WEEKS = timedelta(days=23)
PURPOSES = (
    Purpose.MEDICAL_TREATMENT,
    Purpose.REHABILITATION,
    Purpose.MEDICAL_INVESTIGATION,
    Purpose.HOME_CARE_SUPPORT,
)
LEFT_YESTERDAY = "3:2"
DIED = "9"


def all_of_them(stage: Stage) -> None:
    """One former patient a bed, where the bed was free for long enough before the one who has it now."""
    now_in = {one.bed: one for one in inpatients()}
    beds = [LEFT_YESTERDAY, DIED, *(label for label in stage.beds if _was_free(now_in.get(label)))]
    for person, label in zip(former(), dict.fromkeys(beds), strict=False):
        _stay(stage, person, label, _until(stage, label, now_in.get(label)))


def _was_free(one: Inpatient | None) -> bool:
    return one is None or one.days <= 12


def _until(stage: Stage, label: str, one: Inpatient | None) -> datetime:
    if label == LEFT_YESTERDAY:
        return stage.now - timedelta(hours=17)
    if label == DIED:
        return stage.now - timedelta(days=2, hours=3)
    days = one.days if one else 1
    return stage.on_day(days + 1, 13, stage.random.randrange(60))


def _stay(stage: Stage, person: Person, label: str, until: datetime) -> None:
    begun = max(until - timedelta(days=stage.random.randrange(6, 11)), stage.now - WEEKS)
    reason = stage.random.choice(phrases()["former_reasons"])
    purpose = Purpose.PALLIATIVE if label == DIED else stage.random.choice(PURPOSES)
    care_form = CareForm.INPATIENT

    def arrive() -> None:
        door = stage.named("Falk")
        patient_id = register(door, person)
        stay_id = door.do(
            stays.admit, patient_id, stage.unit_id, stage.beds[label], purpose=purpose, care_form=care_form,
            funding_principal=payer(care_form), reason=reason, decided_by="Dr Ingrid Lund",
            sharing=SharingTerms(is_given=True),
        )  # fmt: skip
        stage.at(until, lambda: _leave(stage, stay_id, label))

    stage.at(begun, arrive)


def _leave(stage: Stage, stay_id: int, label: str) -> None:
    door = stage.named("Lund")
    seen = version(door, stay_id)
    if label == DIED:
        door.do(stays.record_death, stay_id, seen, stage.clock(), needs_cleaning=False)
        return
    home = stage.random.choice(phrases()["homes"])
    door.do(stays.discharge, stay_id, seen, discharged_to=home)
    if label != LEFT_YESTERDAY:
        cleaner = stage.named("Falk")
        stage.at(stage.clock() + timedelta(hours=2), lambda: cleaner.do(wards.bed_cleaned, stage.beds[label]))
