"""Writing in the social services' record: entries, signatures, corrections, objections (SoL 14:3, 14:6).

Only who works in that record writes in it, and what is written is the municipality's social services' own,
whatever else the author works with (SOL-01, SOL-03, OSL 8:2).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from ward_app.access.policy import Permission
from ward_app.cleaning import clean_text
from ward_app.entries import corrected_sentence, expect_correctable, expect_past, reason_to_correct
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.owners import RecordOwner
from ward_app.patients.records import open_record
from ward_app.sharing.reading import reach_of
from ward_app.social.model import SocialEntry, SocialKind, SocialRemark
from ward_app.social.reading import rows_of
from ward_app.social.rows import SocialConflict, SocialRow
from ward_app.social.writers import SocialWriter, social_writer
from ward_app.stays.model import Stay


@command(Permission.SOCIAL_WRITE)
def write(
    work: Work, patient_id: int, stay_id: int | None, kind: SocialKind, text: str, occurred_at: datetime
) -> int:
    """A new, unsigned entry in one's own name."""
    open_record(work, patient_id)
    if stay_id is not None and work.session.get_one(Stay, stay_id).patient_id != patient_id:
        raise ValueError("the stay belongs to another patient")
    return _add(work, _entry(work, social_writer(work), patient_id, stay_id, kind, text, occurred_at))


@command(Permission.SOCIAL_WRITE)
def rewrite(work: Work, entry_id: int, seen: int, text: str, occurred_at: datetime) -> int:
    """Other words for an entry that is not signed. Gives the version it has now."""
    entry = _own(work, entry_id, seen)
    expect_past(occurred_at, work.now)
    entry.rewrite(_filled(text), occurred_at)
    work.session.flush()
    return entry.version


@command(Permission.SOCIAL_WRITE)
def sign(work: Work, entry_id: int, seen: int) -> None:
    """By the author, once: from then on it never changes."""
    writer = social_writer(work)
    _seen(work, entry_id, seen).sign(writer.user_id, work.now)


@command(Permission.SOCIAL_WRITE)
def correct(work: Work, entry_id: int, text: str, occurred_at: datetime, reason: str) -> int:
    """A new version that points at a signed one; both stay readable (SoL 14:6). To be signed in its turn."""
    writer = social_writer(work)
    wrong = _readable(work, entry_id)
    expect_correctable(is_signed=wrong.is_signed, is_destroyed=wrong.destruction_id is not None)
    if (theirs := _correction_of(work, entry_id)) is not None:
        raise SocialConflict(corrected_sentence(theirs, work.now), theirs)
    reason = reason_to_correct(reason)
    entry = _entry(work, writer, wrong.patient_id, wrong.stay_id, wrong.kind, text, occurred_at)
    entry.corrects_id = wrong.id
    entry.correction_reason = reason
    return _add(work, entry)


@command(Permission.SOCIAL_WRITE)
def discard(work: Work, entry_id: int, seen: int) -> None:
    """An unsigned entry made by mistake. It is kept, and shown in the history only."""
    _own(work, entry_id, seen).discard(work.now)


@command(Permission.SOCIAL_WRITE)
def remark(work: Work, entry_id: int, text: str) -> int:
    """What the person considers wrong: said beside the entry, which stays as it is (SOL-02, SoL 14:6)."""
    writer = social_writer(work)
    entry = _readable(work, entry_id)
    text = clean_text(text)
    if not text.strip():
        raise Invalid("text", _("Write what the person considers wrong."))
    if entry.discarded_at is not None:
        raise Refused(_("The note was thrown away and cannot be changed."))
    row = SocialRemark(social_entry_id=entry.id, text=text, by_id=writer.user_id, recorded_at=work.now)
    work.session.add(row)
    work.session.flush()
    return row.id


def _entry(
    work: Work, writer: SocialWriter, patient_id: int, stay_id: int | None, kind: SocialKind, text: str,
    occurred_at: datetime,
) -> SocialEntry:  # fmt: skip
    expect_past(occurred_at, work.now)
    return SocialEntry(
        patient_id=patient_id, stay_id=stay_id, owner=RecordOwner.KOMMUN_SOL, kind=kind, text=_filled(text),
        author_id=writer.user_id, author_title=writer.title, occurred_at=occurred_at, recorded_at=work.now,
    )  # fmt: skip


def _add(work: Work, entry: SocialEntry) -> int:
    work.session.add(entry)
    work.session.flush()
    return entry.id


def _readable(work: Work, entry_id: int) -> SocialEntry:
    """What one may not read one does not change either (SoL 14:7)."""
    entry = work.session.get_one(SocialEntry, entry_id)
    if not reach_of(work, [entry.patient_id]).shows(entry):
        raise Refused(_("You may not read this note, so you cannot change it."))
    return entry


def _seen(work: Work, entry_id: int, seen: int) -> SocialEntry:
    """The entry, if it still is the one the user was looking at."""
    entry = _readable(work, entry_id)
    if entry.version != seen:
        theirs = _row(work, entry)
        raise SocialConflict(
            _("{name} has changed this note since you opened it. Compare the texts and choose.").format(
                name=theirs.author
            ),
            theirs,
        )
    return entry


def _own(work: Work, entry_id: int, seen: int) -> SocialEntry:
    writer = social_writer(work)
    entry = _seen(work, entry_id, seen)
    if entry.author_id != writer.user_id:
        raise Refused(_("Only the author can change an unsigned note. Write your own."))
    return entry


def _correction_of(work: Work, entry_id: int) -> SocialRow | None:
    other = work.session.scalars(
        select(SocialEntry).where(SocialEntry.corrects_id == entry_id, SocialEntry.discarded_at.is_(None))
    ).one_or_none()
    return None if other is None else _row(work, other)


def _row(work: Work, entry: SocialEntry) -> SocialRow:
    """What someone else has written meanwhile, as far as the user may read it."""
    _readable(work, entry.id)
    work.opened([entry.patient_id])
    [row] = rows_of(work, [entry], history=False)
    return row


def _filled(text: str) -> str:
    text = clean_text(text)
    if not text.strip():
        raise Invalid("text", _("The note is empty. Write something first."))
    return text
