"""Reading the handover: the one under way, the earlier ones, and the sheets that are on paper."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import defer

from ward_app.access.model import User
from ward_app.access.policy import Permission
from ward_app.handovers import building
from ward_app.handovers.model import Handover, Printout
from ward_app.handovers.reading import as_read
from ward_app.handovers.rows import ClosedRow, Layout, PrintoutRow, Sheet
from ward_app.handovers.snapshot import thaw
from ward_app.ops import Work, query
from ward_app.patients.shown import Audience, of_several

SHOWN_TO = frozenset({Audience.PRINT, Audience.BOARD, Audience.DISCREET})
KEPT_IN_SIGHT = timedelta(hours=36)
"""So long a sheet set is asked for that nobody has reported as shredded."""


@query(Permission.HANDOVER_READ, log="handover", log_seconds=900)
def sheet(work: Work, unit_id: int, audience: Audience = Audience.PRINT) -> Sheet:
    """The ward as the shift hands it over now, masked, with what the reader may read of it (HAND-06)."""
    of_several(audience, SHOWN_TO)
    return building.build(work, unit_id, audience)


@query(Permission.HANDOVER_READ)
def closed_sheets(work: Work, unit_id: int, limit: int = 60) -> list[ClosedRow]:
    """Earlier handovers, the latest first."""
    found = (
        select(Handover, User)
        .options(defer(Handover.snapshot))
        .join(User, User.id == Handover.by_id)
        .where(Handover.unit_id == unit_id)
        .order_by(Handover.closed_at.desc(), Handover.id.desc())
        .limit(limit)
    )
    return [
        ClosedRow(one.id, one.day, one.from_shift, one.to_shift, one.closed_at, user.shown_name)
        for one, user in work.session.execute(found)
    ]


@query(Permission.HANDOVER_READ, log="handover.earlier", log_seconds=900)
def closed(work: Work, handover_id: int) -> Sheet:
    """An earlier handover as it was then, as far as the reader may read it now."""
    return as_read(work, thaw(work.session.get_one(Handover, handover_id).snapshot))


@query(Permission.HANDOVER_PRINT)
def on_paper(work: Work, unit_id: int) -> list[PrintoutRow]:
    """Sheet sets that were printed or saved and are still to be shredded, the latest first."""
    found = (
        select(Printout, User)
        .join(User, User.id == Printout.by_id)
        .where(Printout.unit_id == unit_id, Printout.left_at > work.now - KEPT_IN_SIGHT)
        .where(Printout.shredded_at.is_(None))
        .order_by(Printout.printed_at.desc(), Printout.id.desc())
    )
    return [
        PrintoutRow(
            one.serial, Layout(one.layout), one.printed_at, user.shown_name, one.patients, one.left_at,
            one.shredded_at,
        )
        for one, user in work.session.execute(found)
    ]  # fmt: skip
