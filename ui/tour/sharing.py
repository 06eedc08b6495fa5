"""Consent, blocks and the telephone: the shield with what stands behind it, and the questions on the way."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from ui.admission.consent_fields import Otherwise
from ui.sharing.phone_sheet import PhoneSheet
from ui.sharing.sheet import SharingSheet
from ui.tour import writing
from ui.tour.stage import Stage, press, settle
from ui.window import MainWindow
from ward_app.patients.queries import find
from ward_app.practice.content import former
from ward_app.sharing.reading import AFTERCARE
from ward_app.stays import commands as stays
from ward_app.stays.model import Presence

FINDINGS = "Svarar inte sammanhängande, känner inte igen platsen. Demensutredd 2024, ingen bättring väntas."
ATTITUDE = "Dottern Eva: har alltid velat att alla som vårdar ska veta. Inget tidigare nej i journalen."


def panel(stage: Stage, bed: str = "1:2", who: str = "") -> MainWindow:
    window = writing.record(stage, "overview", bed, who)
    window.act("sharing")
    settle()
    return window


def panel_sheet(stage: Stage, button: str, bed: str = "1:2", who: str = "") -> None:
    panel(stage, bed, who)
    press(_over(stage), button)


def phone(stage: Stage, asked: str) -> None:
    """Someone who may be told of, or someone who is not here or kept secret: no one can tell which."""
    window = stage.enter()
    card = stage.card(window.seat, "1:2")
    window.seat.desk.app.do(stays.set_presence, card.stay_id, card.version, Presence.YES)
    window.act("phone")
    settle()
    sheet = window.findChild(PhoneSheet)
    assert sheet is not None
    sheet.text.set_value(asked)
    sheet.ask()


def relation(stage: Stage) -> None:
    """Of someone who went home so long ago that the ward no longer takes part in the care."""
    window = stage.enter()
    stage.clock.advance(AFTERCARE)
    hit = window.seat.desk.app.ask(find, former()[0].number, window.seat.ward.unit_id)[0]
    window.recent.found(hit)
    window.open_record(hit.patient_id)
    settle()


def admission_consent(stage: Stage) -> None:
    writing.admission_filled(stage)
    form = writing.admission_form(stage)
    form.set_values({"consent": True})
    form.field("consent").edited.emit()
    _bring_up(stage, form.field("presence"))


def admission_cannot_answer(stage: Stage) -> None:
    writing.admission_filled(stage)
    form = writing.admission_form(stage)
    form.set_values({
        "consent_otherwise": Otherwise.CANNOT, "consent_findings": FINDINGS, "consent_attitude": ATTITUDE,
        "consent_would_object": False, "presence": Presence.NAMED, "named": "Dottern Eva Larsson",
    })  # fmt: skip
    form.field("consent_otherwise").edited.emit()
    _bring_up(stage, form.field("consent_would_object"))


def _bring_up(stage: Stage, field: QWidget) -> None:
    """The lower half of a page that is higher than the window."""
    settle()
    assert stage.top is not None
    view = stage.top.findChild(QScrollArea, "admission.form")
    assert view is not None
    view.ensureWidgetVisible(field, 0, 80)


def _over(stage: Stage) -> QWidget:
    assert stage.top is not None
    sheet = stage.top.findChild(SharingSheet)
    assert sheet is not None
    return sheet
