"""The handover page: its prints, and the sheets that are on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QPushButton

from tests.factories import Ward
from tests.ui.handover.sheets import sheets
from ui.handover.page import HandoverPage
from ui.handover.shredding import ShredSheet
from ui.kit import dialogs
from ui.kit.printing import Preview
from ward_app.app import App
from ward_app.handovers import commands as handovers
from ward_app.handovers import queries
from ward_app.handovers.rows import Layout


def test_that_ctrl_p_shows_the_report_sheet(page: HandoverPage, app: App, stays: dict[str, int]) -> None:
    page.acts()["print"]()
    [preview] = sheets(page, Preview)
    assert preview.windowTitle() == "Handover 261121-0001"
    assert page.seat.desk.app.ask(queries.on_paper, page.seat.ward.unit_id) == []


def test_that_a_saved_file_is_on_paper_as_far_as_the_log_goes(
    page: HandoverPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rapport.pdf"
    monkeypatch.setattr(dialogs, "choose_file", lambda *args, **more: file)
    page.printing.preview(Layout.SBAR)
    [preview] = sheets(page, Preview)
    preview.findChild(QPushButton, "preview.save").click()
    assert file.read_bytes().startswith(b"%PDF")
    [row] = page.seat.desk.app.ask(queries.on_paper, page.seat.ward.unit_id)
    assert (row.serial, row.layout, row.patients) == ("261121-0001", Layout.SBAR, 3)


def test_that_the_menu_offers_both_layouts_one_patient_and_the_shredder(page: HandoverPage) -> None:
    menu = page.printing.menu(page.panel.row)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == [
        "Report sheet, all patients", "SBAR per patient", "SBAR for 1:1 Andersson, Karin only",
        "Report sheet with initials only", "Shredded sheets…",
    ]  # fmt: skip
    menu.deleteLater()


def test_that_one_patient_can_be_printed_alone(page: HandoverPage, stays: dict[str, int]) -> None:
    page.printing.preview(Layout.SBAR, only=stays["1:2"])
    assert len(sheets(page, Preview)) == 1


def test_that_sheets_are_reported_as_shredded(page: HandoverPage, app: App, ward: Ward) -> None:
    app.do(handovers.record_print, ward.unit_id, Layout.SBAR, [])
    page.printing.shredding()
    [sheet] = sheets(page, ShredSheet)
    assert sheet.table.texts()[0][0] == "261121-0001"
    sheet.shredded.click()
    assert sheet.states.is_empty
    assert app.ask(queries.on_paper, ward.unit_id) == []


def test_that_the_print_menu_opens_at_the_button(page: HandoverPage) -> None:
    page.print.click()
    [menu] = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    menu.close()
