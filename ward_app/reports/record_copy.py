"""Journalkopia: one owner's record of one person, to be handed out (PDL 3:11, 3:14, 8:2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ward_app.copies.rows import CopyItem, RecordCopy
from ward_app.i18n import NO_BREAK_SPACE, _, date_text
from ward_app.owners import LegalBasis
from ward_app.reports import kit
from ward_app.reports.flow import Piece, paged
from ward_app.reports.kit import Frame, Imprint, para, strong
from ward_app.reports.text import LEADING, Run
from ward_app.words import word

SIZE, HEADING, SMALL = 9.5, 12.0, 8.5
INDENT = 14.0
GREY = 0.35


def render(copy: RecordCopy, to: BinaryIO) -> None:
    frame = Frame(_imprint(copy), kit.PORTRAIT)
    frame.write(paged(_pieces(copy), frame), to)


def _imprint(copy: RecordCopy) -> Imprint:
    who = " · ".join(part for part in (copy.name, copy.number) if part)
    return Imprint(
        title=_title(copy), unit=copy.owner_name, occasion=who, printed_by=copy.made_by,
        printed_at=copy.made_at, valid_to=copy.made_at, serial=copy.serial,
        anchor=copy.anchor.replace(" ", NO_BREAK_SPACE), bases=frozenset({copy.owner.legal_basis}),
        secrecy=_secrecy(copy), mark=_mark(copy),
    )  # fmt: skip


def _title(copy: RecordCopy) -> str:
    is_social = copy.owner.legal_basis is LegalBasis.SOL
    return _("Copy of the social services' record") if is_social else _("Copy of the health record")


def _secrecy(copy: RecordCopy) -> str:
    """The law of its content (OSL-01). Whoever was given it keeps it: it is not shredded after a shift."""
    law = _("OSL 26:1") if copy.owner.legal_basis is LegalBasis.SOL else _("OSL 25:1")
    return _("Secrecy, {law} – handed out after examination, for the recipient alone").format(law=law)


def _mark(copy: RecordCopy) -> str:
    if copy.is_practice:
        return _("Practice – invented people")
    return "" if copy.serial else _("Draft – not handed out")


def _pieces(copy: RecordCopy) -> Iterator[Piece]:
    yield Piece(para(*_about(copy), size=SIZE), gap=12.0)
    for part in copy.parts:
        yield Piece(para(strong(part.title), size=HEADING), gap=3.0, least=6 * SIZE * LEADING)
        for item in part.items:
            yield from _item(item, 0.0)
    yield Piece(para(_ending(copy), size=SMALL))


def _about(copy: RecordCopy) -> Iterator[str | Run]:
    """Whose record, of which time, and how it came to be handed out."""
    since, until = copy.terms.since_on, copy.terms.until_on
    period = _("{since} – {until}").format(
        since=date_text(since) if since else _("the beginning"),
        until=date_text(until) if until else _("today"),
    )
    born = date_text(copy.birth_date) if copy.birth_date else ""
    lines = [
        (_("Patient"), ", ".join(part for part in (copy.name, copy.number) if part)), (_("Born"), born),
        (_("Record of"), copy.owner_name), (_("Period"), period), (_("Handed out to"), copy.terms.recipient),
        (_("Decided by"), copy.terms.decided_by), (_("Legal ground"), word(copy.terms.ground)),
    ]  # fmt: skip
    for nth, (label, text) in enumerate((label, text) for label, text in lines if text):
        yield "\n" if nth else ""
        yield strong(f"{label}: ")
        yield text


def _item(item: CopyItem, indent: float) -> Iterator[Piece]:
    """A wrong text stays readable below what took its place (PDL 3:14)."""
    yield Piece(para(*_head(item), size=SIZE), indent, gap=0.0, least=5 * SIZE * LEADING)
    yield Piece(para(item.about, size=SMALL, grey=GREY), indent, gap=1.0)
    for heading, text in item.texts:
        told: list[str | Run] = [strong(f"{heading}: "), text] if heading else [text]
        yield Piece(para(*told, size=SIZE), indent, gap=1.0)
    for remark in item.remarks:
        yield Piece(para(remark, size=SIZE), indent + INDENT, gap=1.0)
    for version in item.earlier:
        earlier = para(strong(_("Earlier version, corrected by the one above")), size=SMALL)
        yield Piece(earlier, indent + INDENT, gap=0.0, least=6 * SIZE * LEADING)
        yield from _item(version, indent + INDENT)
    yield Piece(para("", size=2.0), gap=3.0, least=0.0)


def _head(item: CopyItem) -> Iterator[str | Run]:
    yield strong(item.heading)
    if item.mark:
        yield strong(f"   [{item.mark}]")


def _ending(copy: RecordCopy) -> str:
    count = sum(1 for _item in copy.items)
    return _("End of the copy. Entries, earlier versions included: {count}.").format(count=count)
