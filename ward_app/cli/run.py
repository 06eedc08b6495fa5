"""Running one command: its exit code, and a sentence on standard error when it cannot be done."""

from __future__ import annotations

import sys
import traceback
from dataclasses import replace

from ward_app import config, i18n
from ward_app.cli.station import Station
from ward_app.errors import SignInFailed, StoreDown, StoreUnusable, WardError
from ward_app.i18n import _

DONE, REFUSED, USAGE, UNUSABLE, NOT_SIGNED_IN, FOUND, BUG = 0, 1, 2, 3, 4, 5, 70
"""FOUND: the check was made and found something wrong. USAGE is argparse's own."""


def run(words: list[str]) -> int:
    i18n.use("sv")
    from ward_app.cli.parser import parser

    asked = parser().parse_args(words)
    try:
        settings = config.load(asked.config)
        if asked.language:
            settings = replace(settings, language=asked.language)
        i18n.use(settings.language)
        with Station(settings, asked.user, asked.password_file) as station:
            return int(asked.run(asked, station))
    except WardError as refusal:
        print(refusal.sentence, file=sys.stderr)
        return _code(refusal)
    except KeyboardInterrupt:
        return 130
    except Exception as bug:  # noqa: BLE001  the last net: a traceback could show a patient, this cannot
        place = traceback.extract_tb(bug.__traceback__)[-1]
        where = f"{type(bug).__name__} {place.name}:{place.lineno}"
        print(_("An unexpected error, nothing more was done: {where}").format(where=where), file=sys.stderr)
        return BUG


def _code(refusal: WardError) -> int:
    if isinstance(refusal, SignInFailed):
        return NOT_SIGNED_IN
    return UNUSABLE if isinstance(refusal, StoreUnusable | StoreDown) else REFUSED
