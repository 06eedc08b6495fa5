"""The columns of the four lists of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ui.board.marks import PURPOSES
from ui.kit.table import Column
from ward_app.clock import Clock
from ward_app.i18n import N_, _, dated_text, local, relative_text
from ward_app.sorting import sort_key
from ward_app.stays.queries import ArrivalRow, Board, BoardCard, DischargedRow
from ward_app.wards.queries import FreeBedRow
from ward_app.words import brief, word


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """An inpatient with a day for going home, or judged ready."""

    bed: str
    card: BoardCard

    @property
    def id(self) -> int:
        return self.card.stay_id

    def is_late(self, today: date) -> bool:
        planned = self.card.planned_discharge_on
        return planned is not None and planned < today


def leaving(board: Board) -> list[LeavingRow]:
    """The next first; who is ready without a day stands at the top."""
    rows = [LeavingRow(place.label, place.card) for place in board.places if place.card]
    rows += [LeavingRow("", card) for card in board.without_bed]
    wanted = [row for row in rows if row.card.is_ready or row.card.planned_discharge_on]
    return sorted(wanted, key=lambda row: row.card.planned_discharge_on or date.min)


def arrival_columns(clock: Clock) -> list[Column[ArrivalRow]]:
    return [
        Column(N_("Expected"), lambda row: relative_text(row.expected_at, clock()),
               sort=lambda row: row.expected_at, icon=lambda row: "clock-alert" if row.is_late else None,
               colour=lambda row: "danger" if row.is_late else None,
               spoken=lambda row: _late(row, clock)),
        Column(N_("Name"), lambda row: row.name, sort=lambda row: sort_key(row.name),
               bold=lambda _row: True, weight=2, elide=True),
        Column(N_("Type of stay"), lambda row: brief(row.purpose), colour=lambda row: PURPOSES[row.purpose],
               spoken=lambda row: word(row.purpose)),
        Column(N_("Bed"), lambda row: row.bed or _("Not chosen"),
               colour=lambda row: None if row.bed else "muted"),
        Column(N_("Referred from"), lambda row: row.referred_from, weight=1, elide=True),
        Column(N_("Reason"), lambda row: row.reason, weight=2, elide=True),
    ]  # fmt: skip


def leaving_columns(clock: Clock) -> list[Column[LeavingRow]]:
    def today() -> date:
        return local(clock()).date()

    return [
        Column(N_("Going home"), _home, sort=lambda row: row.card.planned_discharge_on,
               colour=lambda row: "warning" if row.is_late(today()) else None,
               icon=lambda row: "clock-alert" if row.is_late(today()) else None,
               spoken=lambda row: _late_home(row, today())),
        Column(N_("Bed"), lambda row: row.bed),
        Column(N_("Name"), lambda row: row.card.name, sort=lambda row: sort_key(row.card.name),
               bold=lambda _row: True, weight=2, elide=True),
        Column(N_("Doctor's judgement"), lambda row: _("Ready for discharge") if row.card.is_ready else "",
               colour=lambda row: "success" if row.card.is_ready else None),
        Column(N_("Responsible"), lambda row: row.card.nurse, weight=1, elide=True),
    ]  # fmt: skip


def discharged_columns(clock: Clock) -> list[Column[DischargedRow]]:
    return [
        Column(N_("When"), lambda row: relative_text(row.ended_at, clock()), sort=lambda row: row.ended_at),
        Column(N_("Name"), lambda row: row.name, sort=lambda row: sort_key(row.name),
               bold=lambda _row: True, weight=2, elide=True),
        Column(N_("Bed"), lambda row: row.bed),
        Column(N_("What"), lambda row: word(row.end_kind)),
        Column(N_("To"), lambda row: row.discharged_to, weight=2, elide=True),
    ]  # fmt: skip


def bed_columns() -> list[Column[FreeBedRow]]:
    return [
        Column(N_("Bed"), lambda row: row.label, bold=lambda _row: True),
        Column(N_("To know"), lambda row: row.note, weight=1, elide=True),
    ]


def _late(row: ArrivalRow, clock: Clock) -> str:
    when = relative_text(row.expected_at, clock())
    return _("Late, expected {time}").format(time=when) if row.is_late else when


def _home(row: LeavingRow) -> str:
    planned = row.card.planned_discharge_on
    return dated_text(planned) if planned else _("No day planned")


def _late_home(row: LeavingRow, today: date) -> str:
    return _("The day has passed: {date}").format(date=_home(row)) if row.is_late(today) else _home(row)
