"""`ward-app audit …`"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from ward_app.cli.station import Station
from ward_app.errors import Refused
from ward_app.i18n import N_, _, moment_text, ngettext
from ward_app.settings import upkeep
from ward_app.store import audit, log_check, log_memory
from ward_app.store.log_check import Break, Damage, Place

FOUND = 5
WHAT = {
    Damage.CHANGED: N_("Stream {stream}, row {rows}: changed or moved"),
    Damage.REMOVED: N_("Stream {stream}, row {rows}: removed; the row after it cannot be checked by itself"),
    Damage.INSERTED: N_("Stream {stream}, row {rows}: inserted"),
    Damage.CUT: N_("Stream {stream}, row {rows}: the end is not where it was"),
    Damage.STREAM_REMOVED: N_("Stream {stream}, row {rows}: the whole stream is removed"),
    Damage.REBUILT: N_("Stream {stream}, row {rows}: not what is printed, the stream was rebuilt"),
}
_ANCHOR = re.compile("[0-9]{1,18}-[A-Z2-7]{8}")


def verify(asked: argparse.Namespace, station: Station) -> int:
    """Exit code 5 and a line for each break; else the heads of the streams, to compare with the paper."""
    anchors = printed(asked.anchor)
    station.app.do(upkeep.note_verified)
    store, folder = station.app.store, station.config.data_folder
    if asked.forget:
        log_memory.forget(folder)
    known, said = _known(folder, store.audit_key)
    for stream, place in [] if asked.new else known.items():
        anchors[stream] = (*anchors.get(stream, ()), audit.anchor_text(*place))
    with store.reader.connect() as connection:
        since = known if asked.new else None
        breaks = log_check.verify(connection, store.audit_key, anchors=anchors, since=since)
        ends = log_check.heads_of(connection)
    said += [sentence(one) for one in breaks]
    for line in said:
        print(line, file=sys.stderr)
    for stream, place in sorted(ends.items()):
        print(f"{stream} {audit.anchor_text(*place)}")
    if not said:
        log_memory.remember(folder, store.audit_key, ends)
        print(_("The log is whole."))
        return 0
    many = ngettext("{n} break in the log.", "{n} breaks in the log.", len(said))
    print(many.format(n=len(said)), file=sys.stderr)
    return FOUND


def _known(folder: Path, key: bytes) -> tuple[dict[str, Place], list[str]]:
    """What this workstation remembers, and what is wrong with that."""
    try:
        return log_memory.recall(folder, key), []
    except log_memory.Forged:
        return {}, [_("What this workstation remembers of the log has been changed by another program.")]


def printed(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Stream and anchor as typed from a paper."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for stream, anchor in pairs:
        if not _ANCHOR.fullmatch(anchor.upper()):
            raise Refused(_("An anchor looks like this: 48211-RK5U2H5Y"))
        found[stream] += (anchor.upper(),)
    return found


def sentence(one: Break) -> str:
    """Which rows, what was done to them, and when they say that they were written."""
    rows = str(one.seq) if one.last == one.seq else f"{one.seq}–{one.last}"
    said = _(WHAT[one.what]).format(stream=one.stream, rows=rows)
    if (at := _time(one.at)) is None:
        return said
    return _("{break_}, written {at}").format(break_=said, at=at)


def _time(at: str | None) -> str | None:
    """What a forger wrote into the time need not be one."""
    try:
        return moment_text(datetime.fromisoformat(at)) if at else None
    except (TypeError, ValueError):
        return None
