"""Signed entries on a copy: each with its remarks, and below it the versions that it corrects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ward_app.copies.reading import Source, mark_of, title_text, written
from ward_app.copies.rows import CopyItem, CopyPart
from ward_app.copies.tombstones import tombstones
from ward_app.i18n import _, moment_text
from ward_app.notes.keywords import heading
from ward_app.notes.model import Note, NoteRemark
from ward_app.social.model import SocialEntry, SocialRemark
from ward_app.words import word

Texts = Callable[[Any], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class _Entries:
    """What notes and entries of the social services differ in."""

    table: Any
    remark: Any
    about: Any
    """The column of the remark that points at the entry."""
    texts: Texts


_NOTES = _Entries(
    Note,
    NoteRemark,
    NoteRemark.note_id,
    lambda one: tuple((heading(key), text) for key, text in one.sections),
)
_SOCIAL = _Entries(SocialEntry, SocialRemark, SocialRemark.social_entry_id, lambda one: (("", one.text),))


def notes(source: Source) -> CopyPart:
    return CopyPart(_("Notes"), _items(source, _NOTES))


def social_entries(source: Source) -> CopyPart:
    return CopyPart(_("Entries"), _items(source, _SOCIAL))


def _items(source: Source, kind: _Entries) -> tuple[CopyItem, ...]:
    entries: Sequence[Any] = source.rows(kind.table)
    by_id = {entry.id: entry for entry in entries}
    corrected = {entry.corrects_id for entry in entries if entry.corrects_id and entry.discarded_at is None}
    remarks = _remarks(source, kind, list(by_id))
    source.know(user for one in entries for user in (one.author_id, getattr(one, "entered_by_id", None)))
    gone = tombstones(source.session, entries)

    def item(entry: Any) -> CopyItem:
        before = by_id.get(entry.corrects_id)
        return CopyItem(
            (kind.table.__tablename__, entry.id), entry.occurred_at, word(entry.kind),
            _about(source, entry), kind.texts(entry), mark_of(entry, gone),
            tuple(remarks.get(entry.id, ())), (item(before),) if before is not None else (),
        )  # fmt: skip

    return source.in_order(item(entry) for entry in entries if entry.id not in corrected)


def _about(source: Source, entry: Any) -> str:
    author = _("{author}, {title}").format(
        author=source.name(entry.author_id), title=title_text(entry.author_title)
    )
    said = [written(entry.occurred_at, entry.recorded_at, author)]
    entered_by = getattr(entry, "entered_by_id", entry.author_id)
    if entered_by != entry.author_id:
        said.append(_("entered by {name}").format(name=source.name(entered_by)))
    if entry.signed_at is not None:
        said.append(_("signed {moment}").format(moment=moment_text(entry.signed_at)))
    if entry.correction_reason:
        said.append(_("Why it was corrected: {reason}").format(reason=entry.correction_reason))
    return " · ".join(said)


def _remarks(source: Source, kind: _Entries, ids: list[int]) -> dict[int, list[str]]:
    rows = source.session.scalars(
        select(kind.remark).where(kind.about.in_(ids)).order_by(kind.remark.recorded_at, kind.remark.id)
    ).all()
    source.know(row.by_id for row in rows)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        if row.text:
            found[getattr(row, kind.about.key)].append(
                _("The patient considers this wrong: {text} ({by}, {when})").format(
                    text=row.text, by=source.name(row.by_id), when=moment_text(row.recorded_at)
                )
            )
    return found
