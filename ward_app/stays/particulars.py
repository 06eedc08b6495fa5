"""What is said of a stay when it is planned or begins: cleaned once, what must be filled in required once."""

from __future__ import annotations

from typing import Any

from ward_app.cleaning import clean_text, one_line
from ward_app.errors import Invalid
from ward_app.i18n import N_, _
from ward_app.owners import Principal
from ward_app.stays.model import CareForm

_MISSING = {
    "reason": N_("Fill in the reason for the stay."),
    "decided_by": N_("Fill in who decided on the admission."),
    "discharged_to": N_("Fill in where the patient goes."),
    "undo_reason": N_("Say why this is undone."),
    "cancel_reason": N_("Say why the arrival is cancelled."),
}


def particulars(
    *, care_form: CareForm, funding_principal: Principal, reason: str, decided_by: str, referred_from: str,
    background: str,
) -> dict[str, Any]:  # fmt: skip
    """Values of a Stay by the names of its columns."""
    return {
        "care_form": care_form,
        "funding_principal": funding_principal,
        "reason": told(reason, "reason"),
        "decided_by": named(decided_by, "decided_by"),
        "referred_from": one_line(referred_from, field="referred_from"),
        "background": clean_text(background, field="background").strip(),
    }


def told(text: str, field: str, *, missing: str | None = None) -> str:
    """A text that must not be empty; `missing` names the sentence where the field's own does not fit."""
    return _filled(clean_text(text, field=field).strip(), field, missing)


def named(text: str, field: str, *, missing: str | None = None) -> str:
    """One line that must not be empty."""
    return _filled(one_line(text, field=field), field, missing)


def _filled(text: str, field: str, missing: str | None) -> str:
    if not text:
        raise Invalid(field, _(_MISSING[missing or field]))
    return text
