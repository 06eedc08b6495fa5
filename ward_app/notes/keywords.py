"""Keywords: the headings that notes are written under, by kind of note (after VIPS and SBAR).

A note stores the keyword, never the heading, so that headings may be worded better without a signed note
changing. So a keyword that has been used is never taken away from here.
"""

from __future__ import annotations

from enum import StrEnum, auto

from ward_app.i18n import N_, _
from ward_app.notes.model import NoteKind


class Keyword(StrEnum):
    """What a section of a note is about."""

    TEXT = auto()
    REASON = auto()
    BACKGROUND = auto()
    SITUATION = auto()
    CURRENT_STATE = auto()
    RECOMMENDATION = auto()
    HISTORY = auto()
    SOCIAL = auto()
    STATUS = auto()
    DIAGNOSIS = auto()
    ASSESSMENT = auto()
    MEASURES = auto()
    ORDERS = auto()
    GOALS = auto()
    PLAN = auto()
    FOLLOW_UP = auto()
    COMMUNICATION = auto()
    BREATHING = auto()
    NUTRITION = auto()
    ELIMINATION = auto()
    SKIN = auto()
    ACTIVITY = auto()
    SLEEP = auto()
    PAIN = auto()
    PSYCHOSOCIAL = auto()
    OTHER = auto()
    BODY_FUNCTION = auto()
    TRANSFERS = auto()
    TRAINING = auto()
    DAILY_LIVING = auto()
    COGNITION = auto()
    AIDS = auto()
    HOME = auto()
    INFORMED = auto()
    INFORMATION = auto()
    CHOICES = auto()
    SECOND_OPINION = auto()
    DECLINED = auto()
    DECLINED_WHY = auto()
    CONSEQUENCES = auto()
    KIN = auto()
    CONTENT = auto()
    COURSE = auto()
    STATE_AT_DISCHARGE = auto()
    CIRCUMSTANCES = auto()
    DEATH_ESTABLISHED = auto()
    KIN_INFORMED = auto()
    IMPLANTS = auto()
    BELONGINGS = auto()
    AFTERCARE = auto()


HEADINGS: dict[str, str] = {
    Keyword.TEXT: N_("Note"),
    Keyword.REASON: N_("Reason for care"),
    Keyword.BACKGROUND: N_("Background"),
    Keyword.SITUATION: N_("Situation"),
    Keyword.CURRENT_STATE: N_("Current state"),
    Keyword.RECOMMENDATION: N_("Recommendation"),
    Keyword.HISTORY: N_("Health history"),
    Keyword.SOCIAL: N_("Social situation"),
    Keyword.STATUS: N_("Status"),
    Keyword.DIAGNOSIS: N_("Diagnosis"),
    Keyword.ASSESSMENT: N_("Assessment"),
    Keyword.MEASURES: N_("Measures"),
    Keyword.ORDERS: N_("Orders"),
    Keyword.GOALS: N_("Goals"),
    Keyword.PLAN: N_("Plan"),
    Keyword.FOLLOW_UP: N_("Follow-up"),
    Keyword.COMMUNICATION: N_("Communication"),
    Keyword.BREATHING: N_("Breathing/circulation"),
    Keyword.NUTRITION: N_("Nutrition"),
    Keyword.ELIMINATION: N_("Elimination"),
    Keyword.SKIN: N_("Skin/tissue"),
    Keyword.ACTIVITY: N_("Activity"),
    Keyword.SLEEP: N_("Sleep"),
    Keyword.PAIN: N_("Pain"),
    Keyword.PSYCHOSOCIAL: N_("Psychosocial"),
    Keyword.OTHER: N_("Other matters"),
    Keyword.BODY_FUNCTION: N_("Body function"),
    Keyword.TRANSFERS: N_("Moving and walking"),
    Keyword.TRAINING: N_("Training"),
    Keyword.DAILY_LIVING: N_("Activities of daily living"),
    Keyword.COGNITION: N_("Cognition"),
    Keyword.AIDS: N_("Aids"),
    Keyword.HOME: N_("Home environment"),
    Keyword.INFORMED: N_("Who was informed"),
    Keyword.INFORMATION: N_("Information given"),
    Keyword.CHOICES: N_("Choice between treatments"),
    Keyword.SECOND_OPINION: N_("Second medical opinion"),
    Keyword.DECLINED: N_("What the patient declines"),
    Keyword.DECLINED_WHY: N_("The patient's reasons"),
    Keyword.CONSEQUENCES: N_("Information about the consequences"),
    Keyword.KIN: N_("Talk with"),
    Keyword.CONTENT: N_("What was said"),
    Keyword.COURSE: N_("Course of care"),
    Keyword.STATE_AT_DISCHARGE: N_("State at discharge"),
    Keyword.CIRCUMSTANCES: N_("Circumstances"),
    Keyword.DEATH_ESTABLISHED: N_("How death was established"),
    Keyword.KIN_INFORMED: N_("Next of kin informed"),
    Keyword.IMPLANTS: N_("Implants"),
    Keyword.BELONGINGS: N_("Belongings"),
    Keyword.AFTERCARE: N_("Care of the deceased"),
}

_K = Keyword

TEMPLATES: dict[NoteKind, tuple[Keyword, ...]] = {
    NoteKind.ADMISSION: (
        _K.REASON, _K.BACKGROUND, _K.HISTORY, _K.SOCIAL, _K.STATUS, _K.DIAGNOSIS, _K.ASSESSMENT, _K.PLAN,
        _K.INFORMATION,
    ),
    NoteKind.NURSING: (
        _K.COMMUNICATION, _K.BREATHING, _K.NUTRITION, _K.ELIMINATION, _K.SKIN, _K.ACTIVITY, _K.SLEEP, _K.PAIN,
        _K.PSYCHOSOCIAL, _K.MEASURES, _K.OTHER,
    ),
    NoteKind.SBAR: (_K.SITUATION, _K.BACKGROUND, _K.CURRENT_STATE, _K.RECOMMENDATION),
    NoteKind.DOCTOR: (
        _K.REASON, _K.CURRENT_STATE, _K.STATUS, _K.DIAGNOSIS, _K.ASSESSMENT, _K.ORDERS, _K.PLAN,
        _K.INFORMATION,
    ),
    NoteKind.ROUND: (_K.CURRENT_STATE, _K.ASSESSMENT, _K.ORDERS, _K.PLAN),
    NoteKind.PHYSIOTHERAPY: (
        _K.BODY_FUNCTION, _K.TRANSFERS, _K.TRAINING, _K.AIDS, _K.ASSESSMENT, _K.GOALS, _K.PLAN,
    ),
    NoteKind.OCCUPATIONAL_THERAPY: (
        _K.DAILY_LIVING, _K.COGNITION, _K.AIDS, _K.HOME, _K.ASSESSMENT, _K.GOALS, _K.PLAN,
    ),
    NoteKind.INFORMATION_GIVEN: (_K.INFORMED, _K.INFORMATION, _K.CHOICES, _K.SECOND_OPINION),
    NoteKind.CARE_DECLINED: (_K.DECLINED, _K.DECLINED_WHY, _K.CONSEQUENCES),
    NoteKind.KIN_CONTACT: (_K.KIN, _K.CONTENT),
    NoteKind.DISCHARGE_SUMMARY: (
        _K.REASON, _K.COURSE, _K.DIAGNOSIS, _K.STATE_AT_DISCHARGE, _K.MEASURES, _K.INFORMATION, _K.FOLLOW_UP,
    ),
    NoteKind.DEATH: (
        _K.CIRCUMSTANCES, _K.DEATH_ESTABLISHED, _K.KIN_INFORMED, _K.IMPLANTS, _K.BELONGINGS, _K.AFTERCARE,
    ),
    NoteKind.OTHER: (_K.TEXT,),
}  # fmt: skip


def template(kind: NoteKind) -> tuple[Keyword, ...]:
    """The headings that a new note of this kind offers. What is left empty is not stored."""
    return TEMPLATES[kind]


def heading(keyword: str) -> str:
    """What is read above a section. A keyword of a newer program is read as it stands."""
    return _(HEADINGS[keyword]) if keyword in HEADINGS else keyword
