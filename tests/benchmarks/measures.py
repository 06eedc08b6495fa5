"""What is measured inside one process, on either store."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

from tests import factories
from tests.benchmarks import log_rows, people
from tests.benchmarks.rows import Row, counted, p95, timed
from tests.factories import Ward
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.clock import FrozenClock
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries as handover_queries
from ward_app.handovers.rows import Layout, Printed
from ward_app.notes import commands as notes
from ward_app.notes.model import NoteKind
from ward_app.owners import Principal
from ward_app.patients import commands as patients_commands
from ward_app.patients import queries as patients
from ward_app.patients.model import AlertKind
from ward_app.stays import commands as stays
from ward_app.stays import queries as stay_queries
from ward_app.stays.model import CareFactKind, CareForm, Purpose
from ward_app.store.engine import Store
from ward_app.tasks import commands as tasks

RUNS = 40
QUIET = (
    "Oförändrad sedan i går, uppe till måltiderna.",
    "Hjärtsvikt sedan tidigare. Bor ensam.",
    "Smärta 3 i vila. Äter halva portioner.",
    "Gångträning två gånger om dagen.",
    "",
)
"""Two patients of three; of the third there is more to say."""
SBAR = (
    "Förbättrad sedan i går. Mobiliserad till fåtölj med två hjälpare, orkar 20 minuter.",
    "Inkom efter fall i hemmet, opererad med märgspik. Tidigare hjärtsvikt. Bor ensam, hemtjänst.",
    "Smärta 3 i vila, 6 vid gång. Sår rent och torrt. Äter halva portioner.",
    "Gångträning två gånger om dagen. Vätskelista fortsatt. Prov på fredag.",
    "Vid yrsel när patienten reser sig: blodtryck liggande och stående, ring läkare.",
)
FACTS = (
    (CareFactKind.MOBILITY, "Går med rollator och en hjälpare"),
    (CareFactKind.NUTRITION, "Energirik kost"),
    (CareFactKind.LINES, "PVK höger underarm, satt i går"),
    (CareFactKind.PAIN, "NRS 3 i vila"),
)
TYPED = (
    "andersson", "johansson karin", "öberg", "oberg ake", "sjöström märta", "al-hassan", "söderqvist", "bo",
    "åkergren", "nilsson lars", "19460113", "460113", "1946-01-13", "håkansson evert", "gun-britt",
)  # fmt: skip
LINES = (
    ("nutrition", "Åt halva portionen till lunch, drack två glas. Fick näringsdryck klockan 14."),
    ("activity", "Gick med rollator i korridoren, 40 meter med en vilopaus."),
    ("pain", "Skattar smärtan till 3 i vila och 5 vid gång."),
)


def all_on(store: Store) -> Iterator[Row]:
    """A full ward of 18 with handover content, then 100 000 people beside them."""
    clock = FrozenClock(factories.MORNING)
    door = App(store, workstation="bench", clock=clock)
    ward = factories.make_ward(door)
    app = door.acting(factories.make_user(door, Role.NURSE, unit_id=ward.unit_id))
    stay_ids = factories.fill_ward(app, ward, empty=())
    tell(app, stay_ids)
    yield _board(app, ward)
    yield _note(app, stay_ids["1:1"])
    yield from _handover(app, ward)
    yield _admission(app, ward)
    people.fill(store)
    yield _search(app, ward, clock)
    yield log_rows.measured(store)


def tell(app: App, stay_ids: dict[str, int]) -> None:
    """What a handover is made of: SBAR, tasks, standing facts."""
    names = ("situation", "background", "assessment", "recommendation", "if_then")
    for nth, stay_id in enumerate(stay_ids.values()):
        patient_id = app.ask(stay_queries.stay_summary, stay_id).patient_id
        report = QUIET if nth % 3 else SBAR
        app.do(handovers.write_remark, stay_id, seen=None, **dict(zip(names, report, strict=True)))
        app.do(patients_commands.add_alert, patient_id, AlertKind.FALL, "Rollator, larm på")
        app.do(notes.save, patient_id, stay_id, NoteKind.NURSING, LINES, app.clock())
        for kind, text in FACTS:
            app.do(stays.set_care_fact, stay_id, kind, text)
        for hours, text in enumerate(("Vätskelista", "Gångträning med rollator", "Smärtskattning"), start=1):
            app.do(tasks.add, stay_id, text, app.clock() + timedelta(hours=hours), Role.NURSE)


def _board(app: App, ward: Ward) -> Row:
    """As the window asks again and again; the first reading also writes the log."""
    app.ask(stay_queries.board, ward.unit_id)
    with counted(app.store.engine) as sent:
        app.ask(stay_queries.board, ward.unit_id)
    times = timed(lambda: app.ask(stay_queries.board, ward.unit_id), RUNS)
    return _row("board, 18 beds", app, times.wall_ms, times.cpu_ms, times.p95_ms, statements=len(sent))


def _note(app: App, stay_id: int) -> Row:
    patient_id = app.ask(stay_queries.stay_summary, stay_id).patient_id

    def write() -> None:
        app.do(notes.save, patient_id, stay_id, NoteKind.NURSING, LINES, app.clock())

    with counted(app.store.engine) as sent:
        write()
    times = timed(write, RUNS)
    return _row("save a note", app, times.wall_ms, times.cpu_ms, times.p95_ms, statements=len(sent))


def _admission(app: App, ward: Ward) -> Row:
    """A person who is known, to a bed that was just left: the admission alone is timed."""
    walls, cpus, sent = [], [], 0
    bed = ward.beds["12"]
    for _run in range(RUNS):
        _leave(app, ward, bed)
        patient_id = factories.make_patient(app)
        app.clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]
        cpu, wall = time.process_time(), time.perf_counter()
        with counted(app.store.engine) as statements:
            app.do(
                stays.admit, patient_id, ward.unit_id, bed, purpose=Purpose.REHABILITATION,
                care_form=CareForm.INPATIENT, funding_principal=Principal.REGION,
                reason="Höftfraktur", decided_by="Dr Lund",
            )  # fmt: skip
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
        sent = len(statements)
    return _row(
        "admit a patient", app, statistics.median(walls), statistics.median(cpus), p95(walls), statements=sent
    )


def _leave(app: App, ward: Ward, bed_id: int) -> None:
    places = app.ask(stay_queries.board, ward.unit_id).places
    card = next(place.card for place in places if place.bed_id == bed_id)
    if card is not None:
        app.clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]
        app.do(stays.discharge, card.stay_id, card.version, discharged_to="Hemmet", needs_cleaning=False)


def _handover(app: App, ward: Ward) -> Iterator[Row]:
    """From the store to the finished file, one built before in the same process."""
    from ward_app.reports import handover_sheet

    for layout in Layout:
        with counted(app.store.engine) as sent:
            sheet = app.ask(handover_queries.sheet, ward.unit_id)
        printed = app.do(handovers.record_print, ward.unit_id, layout, sheet.stay_ids)

        def build(layout: Layout = layout, printed: Printed = printed) -> bytes:
            pdf = BytesIO()
            handover_sheet.render(layout, app.ask(handover_queries.sheet, ward.unit_id), printed, pdf)
            return pdf.getvalue()

        times = timed(build, 10)
        yield _row(
            f"handover PDF, 18 patients, {layout.value}", app, times.wall_ms, times.cpu_ms, times.p95_ms,
            statements=len(sent), pages=_pages(build()),
        )  # fmt: skip


def _pages(pdf: bytes) -> int:
    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def _search(app: App, ward: Ward, clock: FrozenClock) -> Row:
    """Every key of every word typed, from the second letter on, log included."""
    walls, cpus, most = [], [], 0
    for word in TYPED:
        clock.advance(timedelta(minutes=20))
        for end in range(2, len(word) + 1):
            cpu, wall = time.process_time(), time.perf_counter()
            with counted(app.store.engine) as sent:
                app.ask(patients.find, word[:end], ward.unit_id)
            walls.append((time.perf_counter() - wall) * 1000)
            cpus.append((time.process_time() - cpu) * 1000)
            most = max(most, len(sent))
    return _row(
        "search key among 100 000", app, statistics.median(walls), statistics.median(cpus), p95(walls),
        statements=most,
    )  # fmt: skip


def _row(
    name: str, app: App, wall_ms: float, cpu_ms: float, p95_ms: float, *, statements: int | None = None,
    pages: int | None = None,
) -> Row:  # fmt: skip
    return Row(name, app.store.dialect, wall_ms, cpu_ms, p95_ms, statements, pages)
