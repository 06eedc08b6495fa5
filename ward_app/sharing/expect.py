"""What a command asks before it touches what someone else may have written: may the user read it at all?"""

from __future__ import annotations

from ward_app.access.disclosure import Hint
from ward_app.access.reach import Reach
from ward_app.errors import NoRelation, Unreadable
from ward_app.i18n import _
from ward_app.ops import Work
from ward_app.sharing.reading import reach_of
from ward_app.store.owned import Owned


def expect_readable(work: Work, row: Owned) -> None:
    """Nobody corrects, ticks or ends what they may not read, and no refusal tells what it says."""
    reach = reach_of(work, [row.patient_id])
    expect_relation(reach, row.patient_id)
    if reach.shows(row):
        return
    if reach.decide(row.patient_id, row.owner, row.unit_id).hint is Hint.BLOCKED:
        raise Unreadable(
            row.patient_id, _("These data are blocked. Lift the block first, if there is ground.")
        )
    raise Unreadable(
        row.patient_id,
        _("This is in a record that you may not read, so you cannot change it. Ask whose record it is."),
    )


def expect_relation(reach: Reach, patient_id: int) -> None:
    if reach.relation(patient_id) is None:
        raise NoRelation(
            patient_id, _("You take no part in this patient's care here. Say why you open the record first.")
        )
