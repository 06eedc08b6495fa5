"""The paper with the recovery code: one page for a sealed envelope, on which the code can be ticked off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ward_app.i18n import N_, _, language, moment_text
from ward_app.reports import fonts
from ward_app.reports.kit import box, para, rule, strong, widest
from ward_app.reports.text import Block

MARGIN = 57.0
"""Points, 20 mm: the paper is folded into an envelope."""
_WIDTH = A4[0] - 2 * MARGIN
_CODE_SIZE = 24.0
_GROUPS_A_LINE = 4

WHAT_IT_IS = N_(
    "The ward's database is encrypted. If every password is lost, this code opens it and gives one user a new"
    " password. Without password and code nobody can open it, not even those who made the program."
)
STEPS = (
    N_("Type the code back in the program: then it is known that the paper is right."),
    N_("Put the paper in an envelope, seal it and sign across the flap."),
    N_("Keep it locked up, away from the computer, where the unit manager and IT find it."),
    N_("Make a new code when the envelope has been opened, or is missing. This one then opens nothing."),
)
KEEP_APART = N_("Not to be copied, photographed or kept with the computer")


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on it. It names the store it opens: an envelope may be opened years later."""

    code: str
    unit: str
    workstation: str
    store: str
    made_by: str
    made_at: datetime
    mark: str = ""


def render(sheet: RecoverySheet, to: BinaryIO) -> None:
    fonts.register()
    canvas = Canvas(to, pagesize=A4, invariant=True, pageCompression=1, lang=language())
    canvas.setTitle(_("Recovery code"))
    canvas.setCreator("Närvard")
    top = A4[1] - MARGIN
    title = _("Recovery code · {unit}").format(unit=sheet.unit)
    top = _put(canvas, top, para(strong(title), size=18), 4)
    if sheet.mark:
        top = _put(canvas, top, para(strong(sheet.mark), size=12), 4)
    rule(canvas, MARGIN, top, _WIDTH, thickness=0.8)
    top = _put(canvas, top - 14, para(_(WHAT_IT_IS), size=11), 14)
    top = _draw_code(canvas, top, sheet.code) - 18
    top = _put(canvas, top, para(strong(_("What to do with this paper")), size=12), 6)
    for number, step in enumerate(STEPS, start=1):
        top = _put(canvas, top, para(strong(f"{number}. "), _(step), size=11), 6)
    _draw_foot(canvas, sheet)
    canvas.showPage()
    canvas.save()


def _draw_code(canvas: Canvas, top: float, code: str) -> float:
    """In groups of four, large, in a frame; the letters that could be taken for others are not used."""
    groups = code.split("-")
    lines = [groups[start : start + _GROUPS_A_LINE] for start in range(0, len(groups), _GROUPS_A_LINE)]
    height = len(lines) * _CODE_SIZE * 1.7 + 18
    box(canvas, MARGIN, top, _WIDTH, height)
    for number, line in enumerate(lines):
        text = para(strong("   ".join(line)), size=_CODE_SIZE)
        indent = (_WIDTH - widest(text, _WIDTH)) / 2
        text.draw(canvas, MARGIN + indent, top - 14 - number * _CODE_SIZE * 1.7, _WIDTH)
    return top - height


def _draw_foot(canvas: Canvas, sheet: RecoverySheet) -> None:
    about = [
        _("Made {moment} by {name}").format(moment=moment_text(sheet.made_at), name=sheet.made_by),
        _("Workstation {name}").format(name=sheet.workstation),
        _("Database {path}").format(path=sheet.store),
    ]
    foot = para(strong(_(KEEP_APART)), "\n" + "\n".join(about), size=9)
    top = MARGIN + foot.height(_WIDTH) + 6
    rule(canvas, MARGIN, top, _WIDTH)
    foot.draw(canvas, MARGIN, top - 4, _WIDTH)


def _put(canvas: Canvas, top: float, block: Block, gap: float) -> float:
    """Draw it and return where the next one begins."""
    block.draw(canvas, MARGIN, top, _WIDTH)
    return top - block.height(_WIDTH) - gap
