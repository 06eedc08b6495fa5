"""Screens with something typed: a note, a task, an admission."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from ui.admission.page import AdmissionPage
from ui.kit.form import Form
from ui.notes.editor import NoteEditor
from ui.notes.section import NotesSection
from ui.tour.stage import Stage, press, settle
from ui.window import MainWindow
from ward_app.notes.model import NoteKind
from ward_app.patients.model import HypersensitivityAnswer
from ward_app.practice.content import former
from ward_app.stays.model import Purpose

SAID = (
    "Berättar att andningen känns lättare efter inhalationen.",
    "SpO₂ 91 % på 2 liter, andningsfrekvens 20. Sitter uppe i stolen.",
    "Åt halva frukosten och drack en näringsdryck.",
)
SBAR = (
    "Ökad andnöd sedan i natt, andningsfrekvens 24.",
    "KOL stadium III. MRSA. Penicillinallergi med anafylaxi.",
    "SpO₂ 87 % på 2 liter, temp 38,1. Trött men orienterad.",
    "Läkare till avdelningen inom en timme. Nya kontroller klockan 9.",
)


def record(stage: Stage, section: str, bed: str = "1:2", who: str = "") -> MainWindow:
    window = stage.enter(who) if who else stage.enter()
    window.open_record(stage.card(window.seat, bed).patient_id, section)
    settle()
    return window


def note(stage: Stage) -> None:
    _write(_editor(stage), SAID)


def sbar(stage: Stage) -> None:
    editor = _editor(stage)
    kind = editor.head.field("kind")
    kind.set_value(NoteKind.SBAR)
    kind.edited.emit()
    settle()
    _write(editor, SBAR)


def task(stage: Stage) -> None:
    record(stage, "tasks").act("new_task")


def change(stage: Stage, button: str, bed: str = "1:2", who: str = "") -> None:
    """One of the sheets that change what the record says."""
    press(record(stage, "overview", bed, who), f"overview.{button}")


def admission_empty(stage: Stage) -> None:
    stage.enter().admit()


def admission_filled(stage: Stage) -> None:
    form = _admission(stage)
    form.set_values({
        "purpose": Purpose.REHABILITATION, "reason": "Ryggkotskompression, mobilisering",
        "decided_by": "Dr Arvid Björk, Ortopedkliniken", "referred_from": "Ortopedkliniken",
        "background": "Föll i hemmet. Bor ensam i lägenhet med hiss.",
        "answer": HypersensitivityAnswer.NONE_KNOWN, "fall": True,
    })  # fmt: skip
    form.field("purpose").edited.emit()
    form.field("background").focus()


def admission_new(stage: Stage) -> None:
    """Someone whom nobody here has met."""
    stage.enter().admit(typed="194801141864")


def admission_errors(stage: Stage) -> None:
    _admission(stage)
    assert stage.top is not None
    press(stage.top, "admission.admit")


def _admission(stage: Stage) -> Form:
    """Of someone who was here three weeks ago."""
    window = stage.enter()
    window.admit(typed=former()[0].number)
    settle()
    return admission_form(stage)


def admission_form(stage: Stage) -> Form:
    """The one in sight."""
    assert isinstance(stage.top, MainWindow)
    page = stage.top.page
    assert isinstance(page, AdmissionPage)
    return page.form.form


def _editor(stage: Stage) -> NoteEditor:
    window = record(stage, "notes")
    window.act("new_note")
    settle()
    section = window.findChild(NotesSection)
    assert section is not None and section.editor is not None
    return section.editor


def _write(editor: NoteEditor, texts: tuple[str, ...]) -> None:
    for area, text in zip(editor.sections.findChildren(QPlainTextEdit), texts, strict=False):
        area.setPlainText(text)
