"""Handing out a copy of one owner's record (PDL 3:11, 8:2; OSL 25 and 26 ch.), and destroying one (PDL 8:4).

What must not be shown to the patient (OSL 25:6) is judged before: the copy is one owner's record, whole.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from ward_app.access.policy import Permission
from ward_app.cleaning import one_line
from ward_app.copies import contents
from ward_app.copies.destroying import destroy_record as destroy_record
from ward_app.copies.model import Disclosure
from ward_app.copies.rows import CopyTerms, RecordCopy
from ward_app.copies.serials import serial_of
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.owners import RecordOwner

PAPER = "print.copy"


@command(Permission.RECORD_COPY, relation=False)
def hand_out(work: Work, patient_id: int, owner: RecordOwner, terms: CopyTerms) -> RecordCopy:
    """The copy with its number. That it was handed out, to whom and by whose decision, is in the record."""
    terms = _checked(terms)
    if work.user.user_id is None:
        raise Refused(_("You have no assignment here today, so nothing can be written in your name."))
    copy = contents.read(work, patient_id, owner, terms)
    if not copy.parts:
        raise Refused(_("This owner's record holds nothing from that time. Choose another period or record."))
    row = Disclosure(
        patient_id=patient_id, owner=owner, recipient=terms.recipient, decided_by=terms.decided_by,
        ground=terms.ground, since_on=terms.since_on, until_on=terms.until_on, content=_content(copy),
        handed_at=work.now, by_id=work.user.user_id,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return replace(copy, serial=serial_of(row.id, work.now), disclosure_id=row.id)


@command(Permission.RECORD_COPY, relation=False)
def record_paper(work: Work, disclosure_id: int, *, copies: int = 1, saved: bool = False) -> None:
    """The copy has been printed, or saved as a file."""
    row = work.session.get_one(Disclosure, disclosure_id)
    how: dict[str, object] = {"saved": True} if saved else {"copies": copies}
    serial = serial_of(row.id, row.handed_at)
    work.log(PAPER, patient_id=row.patient_id, serial=serial, owner=row.owner.value, **how)


@command(Permission.RECORD_COPY, relation=False)
def record_draft(work: Work, patient_id: int, owner: RecordOwner, *, copies: int = 1) -> None:
    """A draft has been printed, though it says on each page that it was not handed out."""
    work.log(PAPER, patient_id=patient_id, owner=owner.value, draft=True, copies=copies)


def _checked(terms: CopyTerms) -> CopyTerms:
    recipient = one_line(terms.recipient, field="recipient").strip()
    decided_by = one_line(terms.decided_by, field="decided_by").strip()
    if not recipient:
        raise Invalid("recipient", _("Say who receives the copy."))
    if not decided_by:
        raise Invalid("decided_by", _("Say who has decided that it may be handed out."))
    if terms.since_on and terms.until_on and terms.until_on < terms.since_on:
        raise Invalid("until_on", _("The period ends before it begins."))
    return replace(terms, recipient=recipient, decided_by=decided_by)


def _content(copy: RecordCopy) -> dict[str, list[int]]:
    """Which handlings it held, by table and number."""
    held: dict[str, list[int]] = defaultdict(list)
    for item in copy.items:
        table, row_id = item.source
        held[table].append(row_id)
    return dict(held)
