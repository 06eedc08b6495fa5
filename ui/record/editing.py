"""The sheets that change what a record says, opened from its overview."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.record.reading import Record
from ui.seat import Seat
from ward_app.access import queries as access
from ward_app.access.queries import StaffRow
from ward_app.i18n import _

OpenSheet = Callable[[Seat, Record, QWidget], object]


def about(record: Record) -> str:
    """Name and bed, as they stand in every heading."""
    bed = record.banner.stay.bed if record.banner.stay else None
    if not bed:
        return record.banner.name
    return _("{name}, bed {bed}").format(name=record.banner.name, bed=bed)


def person(seat: Seat, record: Record, parent: QWidget) -> None:
    from ui.record.person_sheet import PersonSheet

    PersonSheet(seat, parent, record.person, about(record)).open()


def numbers(seat: Seat, record: Record, parent: QWidget) -> None:
    from ui.record.numbers_sheet import NumbersSheet

    NumbersSheet(seat, parent, record.person, about(record)).open()


def protection(seat: Seat, record: Record, parent: QWidget) -> None:
    from ui.record.person_sheet import ProtectionSheet

    ProtectionSheet(seat, parent, record.person, about(record)).open()


def stay(seat: Seat, record: Record, parent: QWidget) -> None:
    """Who may be chosen as responsible is asked first."""
    from ui.record.stay_sheet import StaySheet

    if (one := record.stay) is None:
        return

    def show(staff: list[StaffRow]) -> None:
        StaySheet(seat, parent, one, staff, about(record)).open()

    seat.desk.ask(access.staff, seat.ward.unit_id).then(show, owner=parent)


def care_facts(seat: Seat, record: Record, parent: QWidget) -> None:
    from ui.record.stay_sheet import CareFactsSheet

    if record.stay is not None:
        CareFactsSheet(seat, parent, record.stay, about(record)).open()


def hypersensitivity(seat: Seat, record: Record, parent: QWidget) -> None:
    from ui.record.alerts_sheet import HypersensitivitySheet

    HypersensitivitySheet(seat, parent, record.person, about(record)).open()


def alerts(seat: Seat, record: Record, parent: QWidget) -> None:
    from ui.record.alerts_sheet import AlertsSheet

    AlertsSheet(seat, parent, record.person, about(record)).open()


def limitations(seat: Seat, record: Record, parent: QWidget) -> None:
    from ui.record.limitations_sheet import LimitationsSheet

    LimitationsSheet(seat, parent, record.person, about(record)).open()


def presence(seat: Seat, record: Record, parent: QWidget) -> None:
    from ui.sharing.presence_sheet import PresenceSheet

    if record.stay is not None:
        PresenceSheet(seat, parent, record.stay, about(record)).open()


def kin(seat: Seat, record: Record, parent: QWidget) -> None:
    from ui.record.kin_sheet import KinSheet

    KinSheet(seat, parent, record.person, about(record)).open()
