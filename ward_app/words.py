"""The word people read for each choice there is. One table, so that a choice has one word everywhere."""

from __future__ import annotations

from enum import StrEnum

from ward_app.access.policy import Role
from ward_app.i18n import N_, _
from ward_app.notes.model import NoteKind
from ward_app.owners import LegalBasis, Principal, RecordOwner
from ward_app.patients.cpr import CprState
from ward_app.patients.model import (
    AlertKind,
    HypersensitivityAnswer,
    LimitationKind,
    Protection,
    Severity,
    Sex,
)
from ward_app.stays.model import CareFactKind, CareForm, EndKind, Purpose, StayEventKind
from ward_app.wards.model import BedKind, ClosureKind

WORDS: tuple[tuple[StrEnum, str], ...] = (
    (Principal.REGION, N_("Region")),
    (Principal.KOMMUN, N_("Municipality")),
    (LegalBasis.HSL, N_("Health care act (HSL)")),
    (LegalBasis.SOL, N_("Social services act (SoL)")),
    (RecordOwner.REGION_HSL, N_("Region")),
    (RecordOwner.KOMMUN_HSL, N_("Municipality HSL")),
    (RecordOwner.KOMMUN_SOL, N_("Municipality SoL")),
    (Role.ASSISTANT_NURSE, N_("Assistant nurse")),
    (Role.NURSE, N_("Nurse")),
    (Role.DOCTOR, N_("Doctor")),
    (Role.PHYSIOTHERAPIST, N_("Physiotherapist")),
    (Role.OCCUPATIONAL_THERAPIST, N_("Occupational therapist")),
    (Role.UNIT_MANAGER, N_("Unit manager")),
    (Role.SECRETARY, N_("Medical secretary")),
    (Role.LOG_REVIEWER, N_("Log reviewer")),
    (Role.SYSTEM_ADMINISTRATOR, N_("System administrator")),
    (Role.NEEDS_ASSESSOR, N_("Needs assessor")),
    (Purpose.MEDICAL_INVESTIGATION, N_("Medical investigation")),
    (Purpose.MEDICAL_TREATMENT, N_("Medical treatment")),
    (Purpose.HOME_CARE_SUPPORT, N_("Support place for home care")),
    (Purpose.REHABILITATION, N_("Rehabilitation")),
    (Purpose.CARE_NEEDS_ASSESSMENT, N_("Assessment of care needs")),
    (Purpose.PALLIATIVE, N_("Palliative care")),
    (Purpose.RESPITE, N_("Respite")),
    (Purpose.SAFETY, N_("Safety place")),
    (Purpose.DAY_CARE, N_("Day care")),
    (CareForm.INPATIENT, N_("Inpatient care")),
    (CareForm.MUNICIPAL_HEALTH_SHORT_TERM, N_("Short-term stay, municipal health care")),
    (CareForm.SOCIAL_SHORT_TERM, N_("Short-term stay, social services")),
    (CareForm.DAY_CARE, N_("Day care without a bed")),
    (EndKind.DISCHARGED, N_("Discharged")),
    (EndKind.DECEASED, N_("Deceased")),
    (StayEventKind.PLANNED, N_("Arrival planned")),
    (StayEventKind.ADMITTED, N_("Admitted")),
    (StayEventKind.PURPOSE_CHANGED, N_("Type of stay changed")),
    (StayEventKind.MOVED, N_("Moved")),
    (StayEventKind.SWAPPED, N_("Swapped beds")),
    (StayEventKind.LEFT, N_("Went on leave")),
    (StayEventKind.RETURNED, N_("Returned from leave")),
    (StayEventKind.LEAVE_CANCELLED, N_("Leave cancelled")),
    (StayEventKind.READY, N_("Ready for discharge")),
    (StayEventKind.READY_REVOKED, N_("No longer ready for discharge")),
    (StayEventKind.DISCHARGED, N_("Discharged")),
    (StayEventKind.DECEASED, N_("Deceased")),
    (StayEventKind.ADMISSION_UNDONE, N_("Admission undone")),
    (StayEventKind.DISCHARGE_UNDONE, N_("Discharge undone")),
    (StayEventKind.DEATH_UNDONE, N_("Death record undone")),
    (StayEventKind.PLAN_CANCELLED, N_("Planned arrival cancelled")),
    (CareFactKind.MOBILITY, N_("Mobility")),
    (CareFactKind.AIDS, N_("Aids")),
    (CareFactKind.NUTRITION, N_("Nutrition")),
    (CareFactKind.ELIMINATION, N_("Elimination")),
    (CareFactKind.LINES, N_("Lines and catheters")),
    (CareFactKind.PAIN, N_("Pain")),
    (CareFactKind.SKIN, N_("Skin and wounds")),
    (CareFactKind.COMMUNICATION, N_("Communication")),
    (CareFactKind.PENDING, N_("Waiting for")),
    (CareFactKind.SOCIAL, N_("Social situation")),
    (BedKind.ORDINARY, N_("Bed")),
    (BedKind.OVER_OCCUPANCY, N_("Over-occupancy place")),
    (ClosureKind.CLEANING, N_("Being cleaned")),
    (ClosureKind.STAFFING, N_("Closed: staffing")),
    (ClosureKind.TECHNICAL, N_("Closed: technical fault")),
    (ClosureKind.INFECTION, N_("Closed: infection")),
    (ClosureKind.OTHER, N_("Closed")),
    (Sex.FEMALE, N_("Woman")),
    (Sex.MALE, N_("Man")),
    (Sex.UNKNOWN, N_("Unknown sex")),
    (Protection.NONE, N_("No protected identity")),
    (Protection.MARKED, N_("Secrecy marking")),
    (Protection.PROTECTED_REGISTRATION, N_("Protected registration")),
    (Protection.ASSUMED_IDENTITY, N_("Assumed identity")),
    (HypersensitivityAnswer.NOT_ASKED, N_("Hypersensitivity not documented")),
    (HypersensitivityAnswer.NONE_KNOWN, N_("No known hypersensitivity")),
    (HypersensitivityAnswer.NOT_KNOWN, N_("Hypersensitivity unknown")),
    (HypersensitivityAnswer.KNOWN, N_("Hypersensitivity")),
    (AlertKind.HYPERSENSITIVITY, N_("Hypersensitivity")),
    (AlertKind.INFECTION, N_("Infection")),
    (AlertKind.FALL, N_("Fall risk")),
    (AlertKind.PRESSURE_ULCER, N_("Pressure ulcer risk")),
    (AlertKind.NUTRITION, N_("Nutrition risk")),
    (AlertKind.DELIRIUM, N_("Delirium")),
    (AlertKind.OTHER, N_("Note well")),
    (Severity.LIFE_THREATENING, N_("Life-threatening")),
    (Severity.HARMFUL, N_("Harmful")),
    (Severity.DISCOMFORT, N_("Discomforting")),
    (Severity.UNKNOWN, N_("Severity unknown")),
    (LimitationKind.NO_CPR, N_("No CPR")),
    (LimitationKind.NO_INTENSIVE_CARE, N_("No intensive care")),
    (LimitationKind.NO_HOSPITAL, N_("No transfer to hospital")),
    (LimitationKind.OTHER, N_("Other limitation")),
    (CprState.YES, N_("CPR")),
    (CprState.NO, N_("No CPR")),
    (CprState.OVERDUE, N_("No CPR: review overdue, not valid")),
    (NoteKind.ADMISSION, N_("Admission note")),
    (NoteKind.NURSING, N_("Nursing note")),
    (NoteKind.SBAR, N_("SBAR")),
    (NoteKind.DOCTOR, N_("Doctor's note")),
    (NoteKind.ROUND, N_("Round")),
    (NoteKind.PHYSIOTHERAPY, N_("Physiotherapy")),
    (NoteKind.OCCUPATIONAL_THERAPY, N_("Occupational therapy")),
    (NoteKind.INFORMATION_GIVEN, N_("Information given")),
    (NoteKind.CARE_DECLINED, N_("Care declined")),
    (NoteKind.KIN_CONTACT, N_("Contact with next of kin")),
    (NoteKind.DISCHARGE_SUMMARY, N_("Discharge summary")),
    (NoteKind.DEATH, N_("Death")),
    (NoteKind.OTHER, N_("Other note")),
)

BRIEF: tuple[tuple[StrEnum, str], ...] = (
    (Role.ASSISTANT_NURSE, N_("AN")),
    (Role.NURSE, N_("RN")),
    (Role.DOCTOR, N_("Dr")),
    (Role.PHYSIOTHERAPIST, N_("PT")),
    (Role.OCCUPATIONAL_THERAPIST, N_("OT")),
    (Role.UNIT_MANAGER, N_("Manager")),
    (Role.SECRETARY, N_("Secr.")),
    (Sex.FEMALE, N_("F")),
    (Sex.MALE, N_("M")),
    (Sex.UNKNOWN, N_("Sex?")),
    (Purpose.MEDICAL_INVESTIGATION, N_("Investigation")),
    (Purpose.MEDICAL_TREATMENT, N_("Treatment")),
    (Purpose.HOME_CARE_SUPPORT, N_("Support")),
    (Purpose.REHABILITATION, N_("Rehab")),
    (Purpose.CARE_NEEDS_ASSESSMENT, N_("Assessment")),
    (Purpose.PALLIATIVE, N_("Palliative")),
    (AlertKind.HYPERSENSITIVITY, N_("Allergy")),
    (AlertKind.FALL, N_("Fall")),
    (AlertKind.PRESSURE_ULCER, N_("Pressure ulcer")),
    (AlertKind.NUTRITION, N_("Nutrition")),
)
"""Shorter words for tags and narrow columns, where there is one."""


_WORDS = {(type(choice), choice): text for choice, text in WORDS}
_BRIEF = _WORDS | {(type(choice), choice): text for choice, text in BRIEF}
# with their types: two enums may have a member of one value, and would be one key without


def word(choice: StrEnum) -> str:
    return _(_WORDS[type(choice), choice])


def brief(choice: StrEnum) -> str:
    return _(_BRIEF[type(choice), choice])
