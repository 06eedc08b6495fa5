"""What is decided about keeping. Nothing here removes a record: that takes the archive's decision."""

from __future__ import annotations

from collections.abc import Iterable

from ward_app.access.policy import Permission
from ward_app.ops import Work, command
from ward_app.patients.model import Patient
from ward_app.retention.queries import ProposalRow


@command(Permission.RETENTION_SEE, relation=False)
def keep_for_research(work: Work, patient_id: int, seen: int, is_kept: bool) -> None:
    """Put a person in the sample whose social services record is kept, or take them out (SoL 16:4)."""
    person = work.session.get_one(Patient, patient_id)
    person.expect(seen)
    person.research_sample = is_kept


@command(Permission.RETENTION_SEE, relation=False)
def record_export(work: Work, rows: Iterable[ProposalRow]) -> None:
    """Proposals leave the program as a file: whose is in the log before it is written."""
    for row in rows:
        work.log("export.retention", patient_id=row.patient_id, owner=row.owner.value)
