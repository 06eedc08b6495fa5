"""What is being written in the social services' record, and its drafts: as with notes, under another form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ui.calls import Call
from ui.desk import Desk
from ui.notes.writing import Mode, Writing
from ward_app.cleaning import clean_text
from ward_app.drafts.journal import Draft
from ward_app.social import commands as social
from ward_app.social.model import SocialKind
from ward_app.social.rows import SocialRow

FORM = "social"
"""The form's name in the journal of drafts."""
TEXT = "text"


def send(desk: Desk, writing: Writing, kind: SocialKind, values: dict[str, Any]) -> Call[int]:
    """Save it as what it is. `ui.notes.sending.saved_as` tells what the answer means."""
    text, when = values[TEXT] or "", values["occurred_at"]
    if writing.mode is Mode.NEW:
        return desk.do(social.write, writing.patient_id, writing.stay_id, kind, text, when)
    assert writing.note_id is not None
    if writing.mode is Mode.REWRITE:
        return desk.do(social.rewrite, writing.note_id, writing.seen, text, when)
    return desk.do(social.correct, writing.note_id, text, when, values["reason"])


def is_saved(draft: Draft, rows: Sequence[SocialRow]) -> bool:
    """Whether its text already stands in the record: the program ended just after the save."""
    typed = draft.values.get(TEXT, "")
    text = clean_text(typed, limit=len(typed))
    mode, _slash, entry_id = draft.subject.partition("/")[2].partition("/")
    for row in rows:
        if mode == Mode.NEW:
            is_it = row.corrects_id is None and row.recorded_at >= draft.kept_at
        else:
            is_it = str(row.corrects_id if mode == Mode.CORRECT else row.id) == entry_id
        if is_it and row.text == text:
            return True
    return False
