"""Drafts of what has been destroyed by decision go from this workstation's disk too (PDL 8:4)."""

from __future__ import annotations

from functools import partial

from ui.desk import Desk
from ui.drafts.drafts import Drafts
from ui.notes import writing as notes
from ui.social import writing as social
from ward_app.copies.queries import destroyed_among

Drafted = dict[int, list[str]]
"""The subjects of drafts that change or correct an entry, by its id."""


def forget_destroyed(desk: Desk, drafts: Drafts) -> None:
    """When someone has signed in: only their own key finds their drafts."""
    of_notes, of_entries = (_drafted(drafts, form) for form in (notes.FORM, social.FORM))
    if of_notes or of_entries:
        call = desk.ask(destroyed_among, tuple(of_notes), tuple(of_entries))
        call.then(partial(_forget, drafts, of_notes, of_entries), owner=drafts)


def _drafted(drafts: Drafts, form: str) -> Drafted:
    """A subject is `patient/mode/entry`; one of a new entry has no third part."""
    found: Drafted = {}
    for draft in drafts.all(form):
        parts = draft.subject.split("/")
        if len(parts) == 3 and parts[2].isdecimal():
            found.setdefault(int(parts[2]), []).append(draft.subject)
    return found


def _forget(
    drafts: Drafts, of_notes: Drafted, of_entries: Drafted, gone: tuple[frozenset[int], frozenset[int]]
) -> None:
    for form, drafted, ids in ((notes.FORM, of_notes, gone[0]), (social.FORM, of_entries, gone[1])):
        for subject in (one for id_ in ids for one in drafted[id_]):
            drafts.drop(form, subject)
