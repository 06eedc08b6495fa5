"""`ward-app audit …`"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from ward_app.cli.station import Station
from ward_app.errors import Refused
from ward_app.i18n import N_, _, moment_text, ngettext
from ward_app.settings import upkeep
from ward_app.store import audit, log_check
from ward_app.store.log_check import Break, Damage

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
    store = station.app.store
    with store.reader.connect() as connection:
        breaks = log_check.verify(connection, store.audit_key, anchors=anchors)
        heads = audit.anchors(connection)
    for one in breaks:
        print(sentence(one), file=sys.stderr)
    for stream, head in sorted(heads.items()):
        print(f"{stream} {head}")
    if not breaks:
        print(_("The log is whole."))
        return 0
    many = ngettext("{n} break in the log.", "{n} breaks in the log.", len(breaks))
    print(many.format(n=len(breaks)), file=sys.stderr)
    return FOUND


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
