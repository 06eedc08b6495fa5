"""Intyg om vårdtid: one page, to be signed by hand (PDL 3:16)."""

from __future__ import annotations

from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ward_app.copies.rows import Certificate
from ward_app.i18n import _, language, long_day_text
from ward_app.reports import fonts
from ward_app.reports.kit import para, rule, strong
from ward_app.reports.text import Block
from ward_app.stays.model import EndKind
from ward_app.words import word

MARGIN = 57.0
_WIDTH = A4[0] - 2 * MARGIN
_SIZE = 12.0


def render(certificate: Certificate, to: BinaryIO) -> None:
    fonts.register()
    canvas = Canvas(to, pagesize=A4, invariant=True, pageCompression=1, lang=language())
    canvas.setTitle(_("Certificate of time in care"))
    canvas.setAuthor(certificate.unit)
    canvas.setCreator("Närvard")
    top = A4[1] - MARGIN
    if certificate.is_practice:
        top = _put(canvas, top, para(strong(_("Practice – invented people")), size=12), 6)
    top = _put(canvas, top, para(strong(_("Certificate of time in care")), size=20), 8)
    rule(canvas, MARGIN, top, _WIDTH, thickness=0.8)
    top -= 20
    for label, text in _facts(certificate):
        top = _put(canvas, top, para(strong(f"{label}: "), text, size=_SIZE), 6)
    top = _put(canvas, top - 12, para(_said(certificate), size=_SIZE), 60)
    _draw_signature(canvas, top, certificate)
    _draw_foot(canvas)
    canvas.showPage()
    canvas.save()


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    told = [
        (_("Name"), certificate.name), (_("Identity number"), certificate.number),
        (_("Care provider"), certificate.provider), (_("Unit"), certificate.unit),
        (_("Phone"), certificate.phone),
    ]  # fmt: skip
    return [(label, text) for label, text in told if text]


def _said(certificate: Certificate) -> str:
    since = long_day_text(certificate.admitted_at)
    if certificate.ended_at is None:
        return _("It is certified that {name} has been in care here since {since} and is still here.").format(
            name=certificate.name, since=since
        )
    until = long_day_text(certificate.ended_at)
    if certificate.end_kind is EndKind.DECEASED:
        said = _("It is certified that {name} was in care here from {since} and died here on {until}.")
    else:
        said = _("It is certified that {name} was in care here from {since} to {until}.")
    return said.format(name=certificate.name, since=since, until=until)


def _draw_signature(canvas: Canvas, top: float, certificate: Certificate) -> None:
    """Room for the hand above the line, the name in print below it."""
    rule(canvas, MARGIN, top, _WIDTH * 0.6)
    role = f", {word(certificate.role).lower()}" if certificate.role else ""
    below = para(f"{certificate.made_by}{role}", "\n" + long_day_text(certificate.made_at), size=_SIZE)
    below.draw(canvas, MARGIN, top - 4, _WIDTH)


def _draw_foot(canvas: Canvas) -> None:
    """That someone has been in care is secret by itself (OSL 25:1, OSL-01)."""
    foot = para(strong(_("Secrecy, {law} – for the patient").format(law=_("OSL 25:1"))), size=9.0)
    top = MARGIN + foot.height(_WIDTH)
    rule(canvas, MARGIN, top, _WIDTH)
    foot.draw(canvas, MARGIN, top - 4, _WIDTH)


def _put(canvas: Canvas, top: float, block: Block, gap: float) -> float:
    """Draw it and return where the next one begins."""
    block.draw(canvas, MARGIN, top, _WIDTH)
    return top - block.height(_WIDTH) - gap
