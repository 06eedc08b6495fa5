"""`ward-app handover print`: the sheet as a file, for the time when the screen is down."""

from __future__ import annotations

import argparse
import os
from io import BytesIO

from ward_app.cli.station import Station
from ward_app.errors import Refused
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.rows import Layout
from ward_app.i18n import _

LAYOUTS = tuple(layout.value for layout in Layout)


def handover(asked: argparse.Namespace, station: Station) -> int:
    """Numbered and logged for each patient before the file is written: a file is as good as paper."""
    from ward_app.reports import handover_sheet

    app, unit_id, layout = station.app, station.unit_id(), Layout(asked.layout)
    sheet = app.ask(queries.sheet, unit_id)
    if asked.out.exists():
        raise Refused(_("{file} exists already. Choose another name.").format(file=asked.out))
    printed = app.do(handovers.record_print, unit_id, layout, sheet.stay_ids)
    pdf = BytesIO()
    handover_sheet.render(layout, sheet, printed, pdf)
    try:
        handle = os.open(asked.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(_("The file {file} cannot be written.").format(file=asked.out)) from error
    with os.fdopen(handle, "wb") as file:
        file.write(pdf.getvalue())
    print(_("{file}: sheet {serial}").format(file=asked.out, serial=printed.serial))
    return 0
