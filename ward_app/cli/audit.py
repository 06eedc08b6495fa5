"""`ward-app audit …`"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable

from ward_app.cli.station import Station
from ward_app.entrance import log_watch
from ward_app.errors import Refused
from ward_app.i18n import _, ngettext

FOUND = 5
_ANCHOR = re.compile("[0-9]{1,18}-[A-Z2-7]{8}")


def verify(asked: argparse.Namespace, station: Station) -> int:
    """Exit code 5 and a line for each break; else the heads of the streams, to compare with the paper."""
    anchors = printed(asked.anchor)
    looked = log_watch.look(
        station.app, station.config.data_folder, only_new=asked.new, forget=asked.forget, anchors=anchors
    )
    for line in looked.wrong:
        print(line, file=sys.stderr)
    for stream, head in looked.heads.items():
        print(f"{stream} {head}")
    if not looked.wrong:
        print(_("The log is whole."))
        return 0
    many = ngettext("{n} break in the log.", "{n} breaks in the log.", len(looked.wrong))
    print(many.format(n=len(looked.wrong)), file=sys.stderr)
    return FOUND


def printed(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Stream and anchor as typed from a paper."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for stream, anchor in pairs:
        if not _ANCHOR.fullmatch(anchor.upper()):
            raise Refused(_("An anchor looks like this: 48211-RK5U2H5Y"))
        found[stream] += (anchor.upper(),)
    return found
