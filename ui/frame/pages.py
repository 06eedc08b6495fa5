"""The main pages by name. Each is imported and made when it is first opened: start-up pays for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QWidget

from ui.actions import Acts
from ui.patients.recent import Recent
from ui.seat import Seat

Maker = Callable[[Seat], QWidget]


@runtime_checkable
class Doer(Protocol):
    """A page that can do some of the actions of the table."""

    def acts(self) -> Acts: ...


@runtime_checkable
class Focusing(Protocol):
    """A page that knows where the focus belongs when it is opened."""

    def focus_first(self) -> object: ...


@runtime_checkable
class Subject(Protocol):
    """A page whose acts are about one thing, such as a bed."""

    def subject(self) -> str: ...


class RecordLike(Protocol):
    def show_patient(self, patient_id: int, section: str = ...) -> object: ...


class AdmissionLike(Protocol):
    def begin(self, patient_id: int | None = ..., bed_id: int | None = ..., typed: str = ...) -> object: ...


def acts_of(page: QWidget | None) -> Acts:
    return page.acts() if isinstance(page, Doer) else {}


def subject_of(page: QWidget | None) -> str:
    return page.subject() if isinstance(page, Subject) else ""


def board(seat: Seat) -> QWidget:
    from ui.board.page import BoardPage

    return BoardPage(seat)


def patients(seat: Seat, recent: Recent) -> QWidget:
    from ui.patients.page import PatientsPage

    return PatientsPage(seat, recent)


def record(seat: Seat) -> QWidget:
    from ui.record.page import RecordPage

    return RecordPage(seat)


def inout(seat: Seat) -> QWidget:
    from ui.inout.page import InOutPage

    return InOutPage(seat)


def handover(seat: Seat) -> QWidget:
    from ui.handover.page import HandoverPage

    return HandoverPage(seat)


def unsigned(seat: Seat) -> QWidget:
    from ui.notes.unsigned import UnsignedPage

    def open_notes(patient_id: int) -> None:
        seat.guide.open_record(patient_id, "notes")

    return UnsignedPage(
        seat.desk, open_notes, drafts=seat.drafts, unit_id=seat.ward.unit_id, clock=seat.clock
    )


def admission(seat: Seat) -> QWidget:
    from ui.admission.page import AdmissionPage

    return AdmissionPage(seat)


def logs(seat: Seat) -> QWidget:
    from ui.logs.page import LogsPage

    return LogsPage(seat)


MAKERS: Mapping[str, Maker] = {
    "board": board,
    "record": record,
    "inout": inout,
    "handover": handover,
    "unsigned": unsigned,
    "admission": admission,
    "logs": logs,
}


def as_record(page: QWidget) -> RecordLike:
    return cast(RecordLike, page)


def as_admission(page: QWidget) -> AdmissionLike:
    return cast(AdmissionLike, page)
