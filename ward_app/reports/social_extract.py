"""Utdrag ur socialtjänstens dokumentation: decisions first, then every entry, the oldest first (SOL-01)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ward_app.i18n import NO_BREAK_SPACE, _, moment_text
from ward_app.owners import LegalBasis
from ward_app.reports import kit
from ward_app.reports.flow import Piece, paged
from ward_app.reports.kit import Frame, Imprint, para, strong
from ward_app.reports.text import LEADING, Para, Run
from ward_app.social.rows import DecisionRow, SocialExtract, SocialRow
from ward_app.social.wording import about_text, ended_text, period_text
from ward_app.words import word

SIZE, HEADING = 9.5, 11.5
AFTER_HEADING = 3.0
INDENT = 14.0
"""Of what was said of an entry, and of its earlier versions."""


def render(extract: SocialExtract, to: BinaryIO) -> None:
    frame = Frame(_imprint(extract), kit.PORTRAIT)
    frame.write(paged(_pieces(extract), frame), to)


def _imprint(extract: SocialExtract) -> Imprint:
    who = " · ".join(part for part in (extract.name, extract.number) if part)
    return Imprint(
        title=_("Extract of the social services' record"), unit=extract.keeper, occasion=who,
        printed_by=_("{name} ({role})").format(name=extract.printed_by, role=word(extract.role)),
        printed_at=extract.printed_at, valid_to=extract.printed_at, serial="",
        anchor=f"{extract.stream}{NO_BREAK_SPACE}{extract.anchor}", bases=frozenset({LegalBasis.SOL}),
        secrecy=_("Secrecy, OSL 26:1 – keep locked up, destroy when no longer needed"),
        mark=_("Practice – invented people") if extract.is_practice else "",
    )  # fmt: skip


def _pieces(extract: SocialExtract) -> Iterator[Piece]:
    yield _heading(_("Decisions"))
    if not extract.decisions:
        yield Piece(para(_("No decision is registered."), size=SIZE))
    for decision in extract.decisions:
        yield Piece(_decision(decision))
    yield _heading(_("Entries"))
    if not extract.entries:
        yield Piece(para(_("Nothing has been written."), size=SIZE))
    for entry in extract.entries:
        yield from _entry(entry, 0.0)
        for version in entry.earlier:
            earlier = strong(_("Earlier version, no longer valid"))
            yield Piece(para(earlier, size=SIZE), INDENT, 0.0, least=4 * SIZE * LEADING)
            yield from _entry(version, INDENT)


def _heading(text: str) -> Piece:
    """Never the last on a page."""
    return Piece(para(strong(text), size=HEADING), gap=AFTER_HEADING, least=5 * SIZE * LEADING)


def _entry(entry: SocialRow, indent: float) -> Iterator[Piece]:
    lines: list[str | Run] = [
        strong(f"{moment_text(entry.occurred_at)}  {word(entry.kind)}"),
        f"\n{_by(entry)}",
    ]
    if entry.correction_reason:
        reason = _("Why it was corrected: {reason}").format(reason=entry.correction_reason)
        lines.append(f"\n{reason}")
    yield Piece(para(*lines, f"\n{entry.text}", size=SIZE), indent)
    for remark in entry.remarks:
        said = _("The person considers this wrong: {text} ({by}, {when})").format(
            text=remark.text, by=remark.by, when=moment_text(remark.recorded_at)
        )
        yield Piece(para(said, size=SIZE), indent + INDENT)


def _by(entry: SocialRow) -> str:
    author = _("{author}, {title}").format(author=entry.author, title=entry.author_title)
    written = _("written {moment}").format(moment=moment_text(entry.recorded_at))
    if entry.signed_at is None:
        return " · ".join((author, written, _("not signed")))
    return " · ".join((author, written, _("signed {moment}").format(moment=moment_text(entry.signed_at))))


def _decision(one: DecisionRow) -> Para:
    head = strong(f"{one.what}  {period_text(one.from_on, one.to_on)}")
    ended = ended_text(one)
    return para(head, f"\n{about_text(one)}", f"\n{ended}" if ended else "", size=SIZE)
