"""Who may write what, in whose name, and whether it must be signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ward_app.access.model import User
from ward_app.access.policy import HOLDS, Actor, Held, Permission, Role
from ward_app.access.queries import actor_of
from ward_app.cleaning import clean_text
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _
from ward_app.notes.keywords import HEADINGS
from ward_app.notes.model import NoteKind
from ward_app.ops import Work
from ward_app.owners import RecordOwner, health_record_of
from ward_app.settings.queries import value_of
from ward_app.settings.registry import SIGNING_ROUTINE

Sections = Iterable[tuple[str, str]]
"""Pairs of keyword and text."""

ONLY_FOR: dict[NoteKind, frozenset[Role]] = {
    NoteKind.DOCTOR: frozenset({Role.DOCTOR}),
    NoteKind.PHYSIOTHERAPY: frozenset({Role.PHYSIOTHERAPIST}),
    NoteKind.OCCUPATIONAL_THERAPY: frozenset({Role.OCCUPATIONAL_THERAPIST}),
}
"""Kinds that belong to one profession; anyone who signs may write the others."""

FIRST: dict[Role, tuple[NoteKind, ...]] = {
    Role.DOCTOR: (NoteKind.DOCTOR, NoteKind.ROUND, NoteKind.ADMISSION, NoteKind.DISCHARGE_SUMMARY),
    Role.PHYSIOTHERAPIST: (NoteKind.PHYSIOTHERAPY,),
    Role.OCCUPATIONAL_THERAPIST: (NoteKind.OCCUPATIONAL_THERAPY,),
}
"""What a profession writes most; for the others it is the nursing note."""

MAY_STAND_UNSIGNED: dict[Role, frozenset[NoteKind]] = {
    Role.ASSISTANT_NURSE: frozenset({NoteKind.NURSING, NoteKind.KIN_CONTACT, NoteKind.OTHER}),
}
"""Observations that the care provider may except from signing, by a written routine (PDL 3:10, H-10)."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who answers for an entry, in which profession and in whose record (PDL-03, PDL-06)."""

    id: int
    role: Role
    owner: RecordOwner


def author_of(work: Work, author_id: int | None) -> Author:
    """Whoever signs writes in their own name only. Who does not sign enters what someone else answers for."""
    own = signing_duty(work.user, work.now)
    if own is not None:
        if work.user.user_id is None or author_id not in (None, work.user.user_id):
            raise Refused(_("You write in your own name. Only a secretary enters notes for a colleague."))
        return Author(work.user.user_id, own.role, health_record_of(own.principal))
    author = work.session.get(User, author_id) if author_id is not None else None
    if author is None:
        raise Invalid("author_id", _("Choose who answers for the note."))
    held = signing_duty(actor_of(work.session, author), work.now) if author.is_active else None
    if held is None:
        raise Invalid(
            "author_id",
            _("{name} has no assignment here that includes notes now. Choose someone else.").format(
                name=author.shown_name
            ),
        )
    return Author(author.id, held.role, health_record_of(held.principal))


def signing_duty(actor: Actor, at: datetime) -> Held | None:
    """The assignment a person signs under: the first that counts and includes it."""
    return next((held for held in actor.current(at) if Permission.NOTE_SIGN in HOLDS[held.role]), None)


def kinds_for(role: Role) -> tuple[NoteKind, ...]:
    """The kinds a profession writes, its own first."""
    first = FIRST.get(role, (NoteKind.NURSING, NoteKind.SBAR))
    rest = (kind for kind in NoteKind if kind not in first)
    return tuple(kind for kind in (*first, *rest) if role in ONLY_FOR.get(kind, {role}))


def expect_kind(kind: NoteKind, role: Role) -> None:
    if role not in ONLY_FOR.get(kind, {role}):
        raise Invalid(
            "kind", _("This kind of note belongs to another profession. Choose the kind that fits yours.")
        )


def is_signing_required(session: Session, role: Role, kind: NoteKind) -> bool:
    """Always, unless the ward has said by which written routine an observation may stand unsigned."""
    if kind not in MAY_STAND_UNSIGNED.get(role, ()):
        return True
    return not value_of(session, SIGNING_ROUTINE)


def cleaned(sections: Sections) -> list[list[str]]:
    """What is stored: sections with something in them, in the order given, every visible character kept."""
    kept = [[keyword, clean_text(text, field=keyword)] for keyword, text in sections]
    kept = [[keyword, text] for keyword, text in kept if text.strip()]
    if not kept:
        raise Invalid("sections", _("The note is empty. Write under at least one heading."))
    keywords = [keyword for keyword, _text in kept]
    if len(set(keywords)) < len(keywords) or not HEADINGS.keys() >= set(keywords):
        raise ValueError("a section has an unknown keyword, or a keyword comes twice")
    return kept
