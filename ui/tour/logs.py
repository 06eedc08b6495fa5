"""The log reviewer at work: a sample half judged, and the sheets on the way."""

from __future__ import annotations

from datetime import timedelta

from ui.logs.page import LogsPage
from ui.tour.stage import Stage, press, settle
from ward_app.i18n import local
from ward_app.logs import commands, queries
from ward_app.logs.model import Judgement
from ward_app.logs.occasions import Pattern

REVIEWER = "Ewa Stål"
JUDGED = (Judgement.JUSTIFIED, Judgement.JUSTIFIED, Judgement.ASK, Judgement.JUSTIFIED)


def review(stage: Stage) -> LogsPage:
    """Two checks: one of those with protected identity, done, and a sample that is being judged."""
    page = _page(stage)
    app, today = page.seat.desk.app, local(stage.clock()).date()
    begin = today - timedelta(days=14)
    why = "Månadens kontroll av skyddade personuppgifter"
    done = app.do(commands.draw_targeted, Pattern.PROTECTED, begin, today, why)
    for row in app.ask(queries.review, done).accesses:
        app.do(commands.judge, row.id, row.version, Judgement.JUSTIFIED)
    version = app.ask(queries.review, done).head.version
    app.do(commands.close_review, done, version, "Alla åtkomster hör till vården på enheten.")
    sample = app.do(commands.draw_random, begin, today, 18, seed=7)
    for row, judgement in zip(app.ask(queries.review, sample).accesses, JUDGED, strict=False):
        app.do(commands.judge, row.id, row.version, judgement)
    page.refresh()
    page.reviews.select(sample)
    page.sample.table.selectRow(len(JUDGED))
    page.focus_first()
    settle()
    return page


def sheet(stage: Stage, button: str) -> None:
    press(_page(stage), button)


def _page(stage: Stage) -> LogsPage:
    window = stage.enter(REVIEWER)
    window.go("logs")
    settle()
    assert isinstance(window.page, LogsPage)
    return window.page
