"""`ward-app audit …`"""

from __future__ import annotations

import argparse
import sys

from ward_app.cli.station import Station
from ward_app.i18n import N_, _, ngettext
from ward_app.settings import upkeep
from ward_app.store import audit

WHAT = {
    "missing": N_("Stream {stream}, row {seq}: missing"),
    "changed": N_("Stream {stream}, row {seq}: changed, inserted or out of order"),
    "end": N_("Stream {stream}, row {seq}: the end does not fit the head"),
}


def verify(asked: argparse.Namespace, station: Station) -> int:
    """Exit code 5 and a line for each break; else the heads of the streams, to compare with the paper."""
    station.app.do(upkeep.note_verified)
    store = station.app.store
    with store.reader.connect() as connection:
        breaks = audit.verify(connection, store.audit_key)
        heads = audit.anchors(connection)
    for one in breaks:
        print(_(WHAT[one.what]).format(stream=one.stream, seq=one.seq), file=sys.stderr)
    for stream, head in sorted(heads.items()):
        print(f"{stream} {head}")
    if not breaks:
        print(_("The log is whole."))
        return 0
    many = ngettext("{n} break in the log.", "{n} breaks in the log.", len(breaks))
    print(many.format(n=len(breaks)), file=sys.stderr)
    return 5
