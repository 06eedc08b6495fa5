"""What both layouts of the handover print share: the imprint, and words said as parts of a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ward_app.handovers.occasion import ending, occasion
from ward_app.handovers.rows import Printed, Sheet
from ward_app.handovers.said import Said
from ward_app.i18n import NO_BREAK_SPACE, _
from ward_app.reports.columns import Item, plain
from ward_app.reports.kit import Imprint, strong
from ward_app.reports.text import Run
from ward_app.words import brief

Part = str | Run


def imprint(sheet: Sheet, printed: Printed, title: str) -> Imprint:
    role = brief(printed.role) if printed.role else ""
    return Imprint(
        title=title,
        unit=sheet.unit,
        occasion=occasion(sheet),
        printed_by=_("{name} ({role})").format(name=printed.by, role=role) if role else printed.by,
        printed_at=printed.at,
        valid_to=sheet.at,
        serial=printed.serial,
        anchor=f"{printed.stream}{NO_BREAK_SPACE}{printed.anchor}",
        bases=sheet.bases,
        mark=_("Practice – invented people") if sheet.is_practice else "",
    )


def parts(said: Said) -> list[Part]:
    """As a paragraph takes it: what stands out is bold, never coloured."""
    if said.is_strong:
        return [strong(said.whole)]
    return [strong(said.head), said.text] if said.head else [said.text]


def in_a_row(things: Iterable[Said]) -> list[Part]:
    """One after the other in one paragraph; what says nothing is left out."""
    told = (parts(said) for said in things if said.whole)
    return [bit for number, part in enumerate(told) for bit in (*([" · "] if number else []), *part)]


def items(things: Iterable[Said]) -> Iterator[Item]:
    """Each on a line of its own."""
    return (plain(*parts(said)) for said in things if said.whole)


def in_one(things: Iterable[Said]) -> Iterator[Item]:
    """All in one paragraph."""
    told = in_a_row(things)
    if told:
        yield plain(*told)


def last_items(sheet: Sheet) -> tuple[Item, ...]:
    return tuple(items(ending(sheet)))
