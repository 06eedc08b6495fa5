"""What most stays of a purpose are, as a default that whoever admits can change."""

from __future__ import annotations

from ward_app.owners import Principal
from ward_app.stays.model import CareForm, Purpose

_REGION = CareForm.INPATIENT, Principal.REGION
_KOMMUN = CareForm.MUNICIPAL_HEALTH_SHORT_TERM, Principal.KOMMUN
_SOCIAL = CareForm.SOCIAL_SHORT_TERM, Principal.KOMMUN

USUAL: dict[Purpose, tuple[CareForm, Principal]] = {
    Purpose.MEDICAL_INVESTIGATION: _REGION,
    Purpose.MEDICAL_TREATMENT: _REGION,
    Purpose.HOME_CARE_SUPPORT: _REGION,
    Purpose.PALLIATIVE: _REGION,
    Purpose.REHABILITATION: _KOMMUN,
    Purpose.CARE_NEEDS_ASSESSMENT: _SOCIAL,
    Purpose.RESPITE: _SOCIAL,
    Purpose.SAFETY: _SOCIAL,
    Purpose.DAY_CARE: (CareForm.DAY_CARE, Principal.KOMMUN),
}
"""Care form, and who pays."""
