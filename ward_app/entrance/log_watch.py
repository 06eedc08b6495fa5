"""Is the log as it was written, and are signed entries as the log tells of them? Asked at the command line in
full, and at a sign-in for what is new in the log.

What this workstation found whole it remembers (`store.log_memory`); what anyone has on paper can be held
against the log as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ward_app.app import App
from ward_app.entrance.wording import in_words
from ward_app.i18n import N_, _, moment_text
from ward_app.settings import upkeep
from ward_app.store import audit, entry_check, log_check, log_memory
from ward_app.store.log_check import Break, Damage, Place

WHAT = {
    Damage.CHANGED: N_("Stream {stream}, row {rows}: changed or moved"),
    Damage.REMOVED: N_("Stream {stream}, row {rows}: removed; the row after it cannot be checked by itself"),
    Damage.INSERTED: N_("Stream {stream}, row {rows}: inserted"),
    Damage.CUT: N_("Stream {stream}, row {rows}: the end is not where it was"),
    Damage.STREAM_REMOVED: N_("Stream {stream}, row {rows}: the whole stream is removed"),
    Damage.REBUILT: N_("Stream {stream}, row {rows}: not what was written down, the stream was rebuilt"),
}
ALTERED = N_("Signed entry {table} {id}: not what the log says was signed")


@dataclass(frozen=True, slots=True)
class Looked:
    """What is wrong, a sentence each, and where the streams end now."""

    wrong: tuple[str, ...]
    heads: Mapping[str, str]


@in_words()
def look(
    app: App, folder: Path, *, only_new: bool = False, forget: bool = False,
    anchors: Mapping[str, tuple[str, ...]] | None = None,
) -> Looked:  # fmt: skip
    """Read the log back and say so in it; remember its ends where it is whole.

    `forget` is for a log that rightly ends earlier than before: a backup was put back.
    """
    app.do(upkeep.note_verified)
    if forget:
        log_memory.forget(folder, app.store.audit_key)
    store, wrong = app.store, []
    try:
        known = log_memory.recall(folder, store.audit_key)
    except log_memory.Forged:
        known = {}
        wrong.append(_("What this workstation remembers of the log has been changed by another program."))
    with store.reader.connect() as connection:
        breaks = log_check.verify(
            connection, store.audit_key, since=known if only_new else None,
            anchors=dict(anchors or {}) if only_new else _with(known, anchors or {}),
        )  # fmt: skip
        ends = log_check.heads_of(connection)
        entries = [] if only_new else entry_check.altered(connection, store.audit_key)
    wrong += [sentence(one) for one in breaks]
    wrong += [_(ALTERED).format(table=one.table, id=one.id) for one in entries]
    if not wrong:
        log_memory.remember(folder, store.audit_key, ends)
    return Looked(tuple(wrong), {stream: audit.anchor_text(*place) for stream, place in sorted(ends.items())})


def sentence(one: Break) -> str:
    """Which rows, what was done to them, and when they say that they were written."""
    rows = str(one.seq) if one.last == one.seq else f"{one.seq}–{one.last}"
    said = _(WHAT[one.what]).format(stream=one.stream, rows=rows)
    if (at := _time(one.at)) is None:
        return said
    return _("{break_}, written {at}").format(break_=said, at=at)


def _with(known: Mapping[str, Place], anchors: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    remembered = {stream: (audit.anchor_text(*place),) for stream, place in known.items()}
    streams = {*remembered, *anchors}
    return {stream: (*anchors.get(stream, ()), *remembered.get(stream, ())) for stream in streams}


def _time(at: str | None) -> str | None:
    """What a forger wrote into the time need not be one."""
    try:
        return moment_text(datetime.fromisoformat(at)) if at else None
    except (TypeError, ValueError):
        return None
