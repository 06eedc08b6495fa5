"""How the facts of a note are worded on the screen."""

from __future__ import annotations

from datetime import datetime, timedelta

from ward_app.entries import EntryRow
from ward_app.i18n import _, duration_text, relative_text
from ward_app.words import word


def who(row: EntryRow) -> str:
    """`M. Falk, Sjuksköterska`, and who entered it if it was someone else."""
    if row.entered_by:
        return _("{author}, {title} (entered by {secretary})").format(
            author=row.author, title=row.author_title, secretary=row.entered_by
        )
    return _("{author}, {title}").format(author=row.author, title=row.author_title)


def when_written(row: EntryRow, now: datetime) -> str:
    """Both clocks and the signature: written, late by how much, signed."""
    parts = [_("Written {when}").format(when=relative_text(row.recorded_at, now))]
    if row.is_late:
        late = duration_text(timedelta(minutes=row.late_minutes))
        parts.append(_("{duration} after the event").format(duration=late))
    if row.signed_at is not None:
        parts.append(_("Signed {when}").format(when=relative_text(row.signed_at, now)))
    if row.discarded_at is not None:
        parts.append(_("Thrown away {when}").format(when=relative_text(row.discarded_at, now)))
    return " · ".join(parts)


def spoken(row: EntryRow, now: datetime) -> str:
    """What a screen reader says of a note in the list."""
    facts = [word(row.kind), relative_text(row.occurred_at, now), who(row), word(row.owner), state(row)]
    return ". ".join(fact for fact in facts if fact) + f". {row.text}"


def state(row: EntryRow) -> str:
    if row.discarded_at is not None:
        return _("Thrown away")
    if row.awaits_signature:
        return _("Unsigned correction") if row.corrects_id is not None else _("Unsigned")
    if not row.is_signed:
        return _("Needs no signature")
    return _("Corrected") if row.corrects_id is not None else ""
