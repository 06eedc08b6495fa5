"""The columns of the page's three lists."""

from __future__ import annotations

from ui.kit.columns import Column
from ui.logs import texts
from ward_app.clock import Clock
from ward_app.i18n import N_, _, relative_text, short_day, time_text
from ward_app.logs.model import Judgement
from ward_app.logs.rows import AccessRow, ReviewRow
from ward_app.logs.wording import judgement_words
from ward_app.sharing.rows import EmergencyRow

COLOURS = {Judgement.JUSTIFIED: "success", Judgement.ASK: "warning", Judgement.UNJUSTIFIED: "danger"}
ICONS = {
    Judgement.JUSTIFIED: "circle-check",
    Judgement.ASK: "circle-help",
    Judgement.UNJUSTIFIED: "octagon-alert",
}


def review_columns() -> list[Column[ReviewRow]]:
    return [
        Column(N_("Drawn"), lambda row: short_day(row.drawn_at), sort=lambda row: row.drawn_at),
        Column(N_("Check"), texts.what, bold=lambda _row: True, weight=1, elide=True),
        Column(N_("Result"), texts.result, colour=texts.result_colour),
    ]


def emergency_columns(clock: Clock) -> list[Column[EmergencyRow]]:
    return [
        Column(
            N_("When"), lambda row: relative_text(row.from_at, clock()), sort=lambda row: row.from_at
        ),
        Column(N_("Who"), lambda row: row.by),
        Column(N_("Patient"), lambda row: row.person, bold=lambda _row: True, weight=1, elide=True),
    ]  # fmt: skip


def access_columns() -> list[Column[AccessRow]]:
    return [
        Column(N_("When"), lambda row: f"{short_day(row.at)} {time_text(row.at)}", sort=lambda row: row.at),
        Column(N_("Who"), lambda row: ", ".join(part for part in (row.who, row.role) if part),
               weight=3, elide=True),
        Column(N_("What"), _action, weight=4, elide=True,
               colour=lambda row: "danger" if row.is_refused else None),
        Column(N_("Patient"), lambda row: row.patient, weight=4, elide=True,
               icon=lambda row: "shield" if row.is_protected else None),
        Column(N_("Judgement"), lambda row: judgement_words(row.judgement) if row.judgement else "",
               sort=lambda row: row.judgement,
               icon=lambda row: ICONS[row.judgement] if row.judgement else None,
               colour=lambda row: COLOURS[row.judgement] if row.judgement else None),
    ]  # fmt: skip


def _action(row: AccessRow) -> str:
    return _("{action}: refused").format(action=row.action) if row.is_refused else row.action
