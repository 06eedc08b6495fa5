"""The words of a destroyed record, taken out of handovers that were closed and frozen (PDL 8:4).

Works on the stored JSON, so that handovers of every earlier program lose them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from ward_app.handovers.model import HandoverRemark
from ward_app.patients.model import Alert, TreatmentLimitation
from ward_app.stays.model import CareFact, Stay
from ward_app.store.base import Entity
from ward_app.tasks.model import Task

_QUOTED: Mapping[type[Entity], str] = {
    Alert: "alerts", TreatmentLimitation: "limitations", CareFact: "facts", Task: "tasks",
}  # fmt: skip
"""The parts of a patient's row on a sheet, and what they quote."""
_STAY_TEXTS = ("reason", "background")


@dataclass(frozen=True, slots=True)
class Gone:
    """What is to go, as sheets quote it."""

    stay_ids: frozenset[int]
    remark_ids: frozenset[int]
    quoted: Mapping[str, frozenset[tuple[str, str, str]]] = field(default_factory=dict)
    """By part: owner, kind and text of each row, before it is emptied."""


def gone(rows: Iterable[Entity]) -> Gone:
    """To be asked before the rows are emptied."""
    found = list(rows)
    quoted = {
        part: frozenset(_quote(row) for row in found if isinstance(row, table))
        for table, part in _QUOTED.items()
    }
    return Gone(
        frozenset(row.id for row in found if isinstance(row, Stay)),
        frozenset(row.id for row in found if isinstance(row, HandoverRemark)),
        quoted,
    )


def scrubbed(snapshot: Mapping[str, Any], patient_ids: frozenset[int], what: Gone) -> dict[str, Any]:
    """The sheet without these words. Equal to what came in when it does not quote them."""
    sheet = deepcopy(dict(snapshot))
    for row in sheet.get("rows") or ():
        if row.get("patient_id") in patient_ids:
            _scrub(row, what)
    for row in sheet.get("left") or ():
        if row.get("patient_id") in patient_ids and row.get("stay_id") in what.stay_ids:
            row["discharged_to"] = ""
    return sheet


def _scrub(row: dict[str, Any], what: Gone) -> None:
    if row.get("stay_id") in what.stay_ids:
        row.update(dict.fromkeys(_STAY_TEXTS, ""))
    for part, quotes in what.quoted.items():
        row[part] = [one for one in row.get(part) or () if _quoted(one) not in quotes]
    remark = row.get("remark")
    if remark and remark.get("remark_id") in what.remark_ids:
        row["remark"] = None


def _quote(row: Any) -> tuple[str, str, str]:
    return str(row.owner.value), str(getattr(row, "kind", "")), row.text


def _quoted(part: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(part.get("owner")), str(part.get("kind", "")), str(part.get("text"))
