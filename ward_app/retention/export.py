"""Proposals as CSV for the archive: no names, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from ward_app.i18n import _
from ward_app.owners import LegalBasis
from ward_app.retention.queries import ProposalRow
from ward_app.words import word

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Sequence[ProposalRow]) -> bytes:
    """Semicolons and a byte order mark, as Swedish spreadsheets open it."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([
        _("Record"), _("Number"), _("Owner"), _("Last entry"), _("Due"), _("Not later than"),
        _("Kept for research"), _("Secrecy"),
    ])  # fmt: skip
    for row in rows:
        cells = (
            row.patient_id, row.number, word(row.owner), row.last_on.isoformat(), row.due_on.isoformat(),
            row.deadline.isoformat() if row.deadline else "", _("Yes") if row.is_research else "",
            _("OSL 26:1") if row.owner.legal_basis is LegalBasis.SOL else _("OSL 25:1"),
        )  # fmt: skip
        writer.writerow([neutral(str(cell)) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def neutral(cell: str) -> str:
    """What begins like a formula is text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
