"""What a row claims by what does not stand in it: only where the reader may read all there is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ward_app.access.reach import Reach
from ward_app.handovers.rows import SheetRow
from ward_app.owners import RecordOwner
from ward_app.patients.answers import told
from ward_app.patients.model import AlertKind


def answered(row: SheetRow, reach: Reach) -> SheetRow:
    """After what may not be read has been left out."""
    return replace(
        row, reads_limits=reach.reads_all_of(row.patient_id, RecordOwner.REGION_HSL),
        hypersensitivity=told(
            row.hypersensitivity, row.hypersensitivity_owner,
            has_warning=any(one.kind is AlertKind.HYPERSENSITIVITY for one in row.alerts),
            reads=partial(reach.allows, row.patient_id),
        ),
    )  # fmt: skip
