"""Sheets on paper: each set has a serial number, is logged for every patient, and is shredded in the end.

Opening the preview makes the set and its number, for the number must stand on the pages; the log then says
`print.preview`. Printing or saving it says `print.handover`. So a preview that was cancelled is in the log as
what it was: someone has read it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from ward_app.access.policy import Permission
from ward_app.errors import Refused
from ward_app.handovers.model import Printout
from ward_app.handovers.rows import Layout, Printed
from ward_app.handovers.statements import named
from ward_app.i18n import _, local
from ward_app.ops import Work, command
from ward_app.stays.model import Stay
from ward_app.store import audit

PREVIEW, PAPER = "print.preview", "print.handover"


@command(Permission.HANDOVER_PRINT)
def record_print(
    work: Work, unit_id: int, layout: Layout, stay_ids: Iterable[int], *, preview: bool = False
) -> Printed:
    """Number a set and say in the log whose data is on it. Without `preview` it is on its way to paper.

    `stay_ids` are those of the user's own sheet; the store says whose they are, and the door whether the user
    takes part in their care.
    """
    if work.user.user_id is None:
        raise Refused(_("You have no assignment here today, so nothing can be written in your name."))
    people = _people(work, unit_id, frozenset(stay_ids))
    anchor = audit.anchor(work.session.connection(), work.workstation)
    printout = Printout(
        unit_id=unit_id, serial=_next_serial(work), layout=layout.value, printed_at=work.now,
        by_id=work.user.user_id, workstation=work.workstation, patients=len(people), anchor=anchor,
        stay_ids=sorted(people), left_at=None if preview else work.now,
    )  # fmt: skip
    work.session.add(printout)
    work.session.flush()
    for patient_id in sorted(set(people.values())):
        work.log(
            PREVIEW if preview else PAPER, patient_id=patient_id, serial=printout.serial, layout=layout.value
        )
    duty = work.user.duty(work.now)
    role = duty.role if duty else None
    return Printed(printout.serial, anchor, work.workstation, work.now, work.user.name, role)


@command(Permission.HANDOVER_PRINT)
def record_paper(work: Work, serial: str, *, copies: int = 1, saved: bool = False) -> None:
    """A set that its maker was looking at has been printed, or saved as a file."""
    printout = _printout(work, serial)
    if printout.by_id != work.user.user_id:
        raise Refused(_("Only who made a print can send it to the printer or save it."))
    printout.left_at = printout.left_at or work.now
    how = {"saved": True} if saved else {"copies": copies}
    people = work.session.scalars(select(Stay.patient_id).where(Stay.id.in_(printout.stay_ids)))
    for patient_id in sorted(set(people)):
        work.log(PAPER, patient_id=patient_id, serial=serial, layout=printout.layout, **how)


@command(Permission.HANDOVER_PRINT)
def shredded(work: Work, serial: str) -> None:
    """Every page of the set has been destroyed (HAND-05)."""
    printout = _printout(work, serial)
    printout.shredded_at = printout.shredded_at or work.now


def _people(work: Work, unit_id: int, stay_ids: frozenset[int]) -> dict[int, int]:
    """Whose stays they are, of those who stand on the unit's sheet now."""
    here = named(unit_id, work.now).with_only_columns(Stay.id, Stay.patient_id)
    people = {row.id: row.patient_id for row in work.session.execute(here)}
    if not stay_ids <= people.keys():
        raise Refused(_("Someone on the sheet is no longer on the ward. Make the print anew."))
    return {stay_id: people[stay_id] for stay_id in stay_ids}


def _printout(work: Work, serial: str) -> Printout:
    return work.session.scalars(select(Printout).where(Printout.serial == serial)).one()


def _next_serial(work: Work) -> str:
    """`261121-0007`: the day on the ward, and the seventh set of that day. A race for one runs again."""
    day = f"{local(work.now):%y%m%d}-"
    newest = work.session.scalar(select(func.max(Printout.serial)).where(Printout.serial.startswith(day)))
    number = int(newest.removeprefix(day)) if newest else 0
    return f"{day}{number + 1:04}"
