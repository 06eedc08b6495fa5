"""Every print there is, made of what one reader can get, and read back from the paper."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from typing import Any, BinaryIO, get_type_hints

from tests.factories import MORNING
from tests.ward_app.crawler.arguments import TERMS
from tests.ward_app.crawler.finding import Judge
from tests.ward_app.crawler.house import House
from tests.ward_app.reports.pages import texts
from ward_app import reports
from ward_app.access.disclosure import Aim
from ward_app.app import App
from ward_app.copies import queries as copies
from ward_app.copies.certificates import certify_stay
from ward_app.copies.rows import Certificate, RecordCopy
from ward_app.errors import WardError
from ward_app.handovers import queries as handovers
from ward_app.handovers.rows import Layout, Printed, Sheet
from ward_app.logs import commands as logs
from ward_app.logs.extract import Extract
from ward_app.owners import RecordOwner
from ward_app.patients.shown import Audience
from ward_app.reports.patient_information import InformationSheet
from ward_app.reports.recovery_sheet import RecoverySheet
from ward_app.social import commands as social
from ward_app.social.rows import SocialExtract

Render = Callable[..., None]

THROUGH_ANOTHER = {
    "report_sheet.render": "handover_sheet.render",
    "sbar_sheet.render": "handover_sheet.render",
}
"""Prints that are drawn by another one's render."""


@dataclass(frozen=True)
class Content:
    """What a print is made of, and what may stand on it that may not stand on others."""

    value: Any
    named: Collection[int] = ()
    aim: Aim = Aim.CARE


def renders() -> Iterator[tuple[str, Render]]:
    """Every function of a report that draws one: by name, so that none is forgotten."""
    for found in pkgutil.iter_modules(reports.__path__):
        module = importlib.import_module(f"{reports.__name__}.{found.name}")
        for name, each in vars(module).items():
            if name.startswith("render") and inspect.isfunction(each) and each.__module__ == module.__name__:
                yield f"{found.name}.{name}", each


def _got(ask: Callable[..., Any], *args: Any) -> list[Any]:
    """Nothing where the reader may not have it."""
    try:
        return [ask(*args)]
    except WardError:
        return []


def _sheets(app: App, house: House) -> Iterator[Content]:
    for unit_id, audience in product(house.units, (Audience.PRINT, Audience.DISCREET)):
        yield from map(Content, _got(app.ask, handovers.sheet, unit_id, audience))
    for handover_id in house.handover_ids:
        yield from map(Content, _got(app.ask, handovers.closed, handover_id))


def _printed(app: App, _house: House) -> Iterator[Content]:
    yield Content(Printed("261121-0001", "1-ABC", "ws1", MORNING, app.user.name, None))


def _extracts(app: App, house: House) -> Iterator[Content]:
    for one in house.people:
        yield from map(Content, _got(app.do, logs.make_extract, one.patient_id))


def _social(app: App, house: House) -> Iterator[Content]:
    for one in house.people:
        yield from map(Content, _got(app.do, social.record_print, one.patient_id))


def _copies(app: App, house: House) -> Iterator[Content]:
    for one, owner in product(house.people, RecordOwner):
        for copy in _got(app.ask, copies.preview, one.patient_id, owner, TERMS):
            yield Content(copy, {one.patient_id}, Aim.COPY)


def _certificates(app: App, house: House) -> Iterator[Content]:
    for one in house.people:
        for stay_id in one.stay_ids:
            for paper in _got(app.do, certify_stay, stay_id):
                yield Content(paper, {one.patient_id})


def _recovery(_app: App, _house: House) -> Iterator[Content]:
    yield Content(RecoverySheet("CODE", "Enheten", "ws1", "store", "M. Falk", MORNING))


def _information(_app: App, _house: House) -> Iterator[Content]:
    yield Content(InformationSheet("Enheten", "0173-1", ("Region", "Kommun", "Socialtjänst"), MORNING))


def _layouts(_app: App, _house: House) -> Iterator[Content]:
    yield from map(Content, Layout)


CONTENTS: dict[Any, Callable[[App, House], Iterable[Content]]] = {
    Sheet: _sheets,
    Printed: _printed,
    Layout: _layouts,
    Extract: _extracts,
    SocialExtract: _social,
    RecordCopy: _copies,
    Certificate: _certificates,
    RecoverySheet: _recovery,
    InformationSheet: _information,
}
"""How a reader comes by each kind of thing that a print is made of."""


def print_all(
    app: App, house: House, prints: Iterable[tuple[str, Render]], judge: Judge
) -> Iterator[tuple[str, str]]:
    """The faults of every sheet of paper that the reader can have, each with the print."""
    for name, render in prints:
        if name in THROUGH_ANOTHER:
            continue
        faults: set[str] = set()
        unknown = [kind for kind in _kinds(render) if kind not in CONTENTS]
        if unknown:
            yield name, f"draws {unknown[0].__name__}: say in CONTENTS how a reader comes by it"
            continue
        for parts in product(*(list(CONTENTS[kind](app, house)) for kind in _kinds(render))):
            to = BytesIO()
            render(*(part.value for part in parts), to)
            named = {id_ for part in parts for id_ in part.named}
            aim = next((part.aim for part in parts if part.aim is not Aim.CARE), Aim.CARE)
            faults |= judge.faults(texts(to.getvalue()), aim=aim, named=named)
        yield from ((name, fault) for fault in sorted(faults))


def _kinds(render: Render) -> list[Any]:
    hints = get_type_hints(render)
    return [hints[name] for name in inspect.signature(render).parameters if hints[name] is not BinaryIO]
