"""What is typed about consent, blocks and emergencies, cleaned once where it comes in."""

from __future__ import annotations

from ward_app.cleaning import clean_text
from ward_app.errors import Invalid

LONGEST = 5_000


def said(text: str, field: str, missing: str) -> str:
    """A reason that must be given: `missing` is the sentence for who gives none."""
    if cleaned := spoken(text, field):
        return cleaned
    raise Invalid(field, missing)


def spoken(text: str, field: str) -> str:
    return clean_text(text, limit=LONGEST, field=field).strip()
