"""`ward-app security …`"""

from __future__ import annotations

import argparse
import sys

from ward_app.cli.station import Station
from ward_app.entrance import security
from ward_app.i18n import _, ngettext


def check(asked: argparse.Namespace, station: Station) -> int:
    """Exit code 5 and a line on standard error for each thing that needs attention; the rest is listed."""
    found = security.check(station.app, station.config)
    for one in found:
        print(one.sentence, file=sys.stdout if one.is_ok else sys.stderr)
    if wrong := sum(not one.is_ok for one in found):
        many = ngettext("{n} thing needs attention.", "{n} things need attention.", wrong)
        print(many.format(n=wrong), file=sys.stderr)
        return 5
    print(_("Everything is as it should be."))
    return 0
