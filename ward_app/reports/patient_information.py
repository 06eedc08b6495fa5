"""Information to the patient about the record: one page for the hand (PDL 8:6, LSVO 2:2, GDPR 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ward_app.i18n import N_, _, date_text, language
from ward_app.reports import fonts
from ward_app.reports.kit import para, rule, strong
from ward_app.reports.text import Block

MARGIN = 57.0
_WIDTH = A4[0] - 2 * MARGIN
_SIZE = 11.5

PARTS = (
    (N_("Why there is a record"), N_(
        "Whoever cares for you must keep a record, so that the care is good and safe. It is also used for"
        " administration, for following up and improving the care, for statistics, and where a law demands"
        " it."
    )),
    (N_("Three owners, three records"), N_(
        "On this ward the region and the municipality work side by side. The region's doctors, the"
        " municipality's health care and its social services each keep a record of their own. Each answers"
        " for its own: {owners}."
    )),
    (N_("Reading each other's records"), N_(
        "The region and the municipality read each other's records only if you agree, and only what they"
        " need to care for you. You may say no, and you may change your mind at any time. If your life or"
        " health is in danger, unblocked data may be read without asking you."
    )),
    (N_("Your right to block"), N_(
        "You may have data blocked, so that other units or care providers cannot read them. Others can"
        " then see no more than that there is something, and sometimes not even that. You decide if the"
        " block is lifted; in danger your care provider may do it. Parents cannot block a child's data."
    )),
    (N_("Who has read it"), N_(
        "Every reading is kept in a log. Ask, and you are told from which unit and when your record was"
        " read. The log is checked regularly."
    )),
    (N_("What is not searched for"), N_(
        "Your record can be found by your name, your identity number or your bed. Nobody may search by"
        " beliefs, ethnic origin, political opinion, sex life, offences, or by help from the social"
        " services."
    )),
    (N_("Reading, copies, corrections and damages"), N_(
        "You may read your record and have a copy. What is wrong can be corrected; the old text can still"
        " be read. If you consider something wrong, it is noted. You may ask the Health and Social Care"
        " Inspectorate (IVO) to have all or part of the record destroyed. If your data were handled"
        " against the law you may have a right to damages, and you may complain to the Swedish Authority"
        " for Privacy Protection (IMY)."
    )),
    (N_("How long it is kept"), N_(
        "A health record is kept for at least ten years after the last entry. The social services' record"
        " is as a rule purged five years after the last note. The log is kept for at least five years."
    )),
)  # fmt: skip
"""What PDL 8:6 and LSVO 2:2 name, in words for everyone."""


@dataclass(frozen=True, slots=True)
class InformationSheet:
    unit: str
    phone: str
    owners: tuple[str, ...]
    """The names of the three owners: who answers for which record."""
    made_at: datetime
    mark: str = ""


def render(sheet: InformationSheet, to: BinaryIO) -> None:
    """Always one page."""
    fonts.register()
    canvas = Canvas(to, pagesize=A4, invariant=True, pageCompression=1, lang=language())
    canvas.setTitle(_("Your record here"))
    canvas.setAuthor(sheet.unit)
    canvas.setCreator("Närvard")
    top = A4[1] - MARGIN
    if sheet.mark:
        top = _put(canvas, top, para(strong(sheet.mark), size=12), 4)
    top = _put(canvas, top, para(strong(_("Your record at {unit}").format(unit=sheet.unit)), size=18), 6)
    rule(canvas, MARGIN, top, _WIDTH, thickness=0.8)
    top -= 12
    owners = ", ".join(sheet.owners)
    for heading, text in PARTS:
        top = _put(canvas, top, para(strong(_(heading)), size=_SIZE + 0.5), 1)
        top = _put(canvas, top, para(_(text).format(owners=owners), size=_SIZE), 8)
    _draw_foot(canvas, sheet)
    canvas.showPage()
    canvas.save()


def _draw_foot(canvas: Canvas, sheet: InformationSheet) -> None:
    ask = (
        _("Ask the staff, or call {phone}.").format(phone=sheet.phone) if sheet.phone else _("Ask the staff.")
    )
    foot = para(strong(ask), "\n" + _("Printed {date}").format(date=date_text(sheet.made_at)), size=9.5)
    top = MARGIN + foot.height(_WIDTH)
    rule(canvas, MARGIN, top, _WIDTH)
    foot.draw(canvas, MARGIN, top - 4, _WIDTH)


def _put(canvas: Canvas, top: float, block: Block, gap: float) -> float:
    """Draw it and return where the next one begins."""
    block.draw(canvas, MARGIN, top, _WIDTH)
    return top - block.height(_WIDTH) - gap
