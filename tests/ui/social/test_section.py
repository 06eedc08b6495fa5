"""Reading and writing the social services' record on the screen."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tests.ui.keys import press, type_text
from tests.ui.notes.acting import text_of
from tests.ui.seating import Answers, FakeGuide, button, focused, sheet
from tests.ui.social.conftest import Open
from ui.drafts.drafts import Drafts
from ui.notes.conflict import ConflictSheet
from ui.social.editor import SocialEditor
from ui.social.section import SocialSection
from ui.social.writing import FORM
from ward_app.app import App
from ward_app.i18n import local
from ward_app.sharing import commands as sharing
from ward_app.social import commands as social
from ward_app.social import queries
from ward_app.social.model import SocialKind
from ward_app.social.rows import SocialRow


def rows(door: App, patient: int) -> list[SocialRow]:
    return door.ask(queries.entries_of, patient)


def write(door: App, patient: int, text: str = "Promenad", *, sign: bool = True) -> int:
    at = door.clock() - timedelta(hours=1)
    entry = door.do(social.write, patient, None, SocialKind.MEASURE, text, at)
    if sign:
        door.do(social.sign, entry, 1)
    return entry


def editor(section: SocialSection) -> SocialEditor:
    QCoreApplication.sendPostedEvents()
    assert section.editor is not None
    return section.editor


def text_field(section: SocialSection) -> QWidget:
    field = editor(section).form.field("text").input
    field.setFocus()
    return field


def texts(section: SocialSection) -> list[str]:
    return [text_of(card) for card in section.stream.cards]


def card_button(section: SocialSection, name: str) -> None:
    QCoreApplication.sendPostedEvents()
    button(section.stream, f"note.{name}").click()


def test_that_an_entry_is_typed_and_signed_by_keyboard_sol_01(
    open_section: Open, assistant: App, patient: int, answers: Answers, guide: FakeGuide
) -> None:
    section = open_section(assistant)
    section.new_entry()
    assert focused() is editor(section).form.field("text").input
    type_text(text_field(section), "Valborg har varit ute")
    press(text_field(section), "Ctrl+Return")
    [row] = rows(assistant, patient)
    assert (row.text, row.is_signed, row.kind) == ("Valborg har varit ute", True, SocialKind.EVENT)
    assert answers.asked == [
        ("Event about Lund, Valborg, bed 8. A signed note cannot be changed, only corrected.", "Sign")
    ]
    assert guide.notices == ["The entry is signed."]
    assert section.editor is None
    assert texts(section) == ["Valborg har varit ute"]


def test_that_it_can_be_saved_unsigned_changed_and_thrown_away(
    open_section: Open, assistant: App, patient: int, answers: Answers
) -> None:
    section = open_section(assistant)
    section.new_entry()
    type_text(text_field(section), "Först")
    editor(section).unsigned.click()
    assert not rows(assistant, patient)[0].is_signed
    card_button(section, "rewrite")
    type_text(text_field(section), "Sedan ")
    editor(section).unsigned.click()
    assert "Sedan" in rows(assistant, patient)[0].text
    card_button(section, "discard")
    assert rows(assistant, patient) == []
    assert section.states.is_empty


def test_that_a_correction_keeps_the_old_text_in_sight_sol_02(
    open_section: Open, assistant: App, patient: int, answers: Answers
) -> None:
    write(assistant, patient)
    section = open_section(assistant)
    card_button(section, "correct")
    assert focused() is editor(section).form.field("reason").input
    type_text(focused(), "Fel dag")
    type_text(text_field(section), "Ingen ")
    editor(section).sign.click()
    [row] = rows(assistant, patient)
    assert (row.correction_reason, [one.text for one in row.earlier]) == ("Fel dag", ["Promenad"])
    button(section.stream, "note.history")


def test_that_an_objection_is_written_beside_the_entry_sol_02(
    open_section: Open, assistant: App, patient: int, answers: Answers
) -> None:
    write(assistant, patient)
    answers.reason = "Jag ville inte gå ut"
    section = open_section(assistant)
    card_button(section, "remark")
    [row] = rows(assistant, patient)
    assert [one.text for one in row.remarks] == ["Jag ville inte gå ut"]


def test_that_a_draft_opens_by_itself_the_next_time(open_section: Open, assistant: App) -> None:
    first = open_section(assistant)
    first.new_entry()
    type_text(text_field(first), "halva men")
    first.leave()
    assert editor(open_section(assistant)).form.text == "halva men"


def test_that_a_draft_that_was_saved_before_a_crash_is_dropped(
    open_section: Open, assistant: App, patient: int, drafts: Drafts
) -> None:
    drafts.keep(FORM, f"{patient}/new", {"text": "Promenad", "kind": "measure"})
    write(assistant, patient)
    assert open_section(assistant).editor is None
    assert drafts.all(FORM) == []


def test_that_throwing_a_draft_away_asks_and_names_the_person(
    open_section: Open, assistant: App, patient: int, answers: Answers, drafts: Drafts
) -> None:
    section = open_section(assistant)
    section.new_entry()
    type_text(text_field(section), "Fel person")
    editor(section).discard.click()
    assert answers.asked[0][0] == "What you have written about Lund, Valborg, bed 8 has not been saved."
    assert section.editor is None
    assert (drafts.all(FORM), rows(assistant, patient)) == ([], [])


def test_that_two_texts_are_laid_beside_each_other(
    open_section: Open, assistant: App, patient: int, answers: Answers
) -> None:
    entry = write(assistant, patient, sign=False)
    section = open_section(assistant)
    card_button(section, "rewrite")
    type_text(text_field(section), "Min ")
    assistant.do(social.rewrite, entry, 1, "Någon annans", assistant.clock())
    editor(section).unsigned.click()
    found = sheet(section)
    assert isinstance(found, ConflictSheet)
    found.mine.click()
    editor(section).unsigned.click()
    assert rows(assistant, patient)[0].text.startswith("Min")


def test_that_an_empty_entry_and_a_time_to_come_are_refused_where_they_are_written(
    open_section: Open, assistant: App, patient: int, answers: Answers
) -> None:
    section = open_section(assistant)
    section.new_entry()
    editor(section).sign.click()
    assert editor(section).form.field("text").remark is not None
    type_text(text_field(section), "Text")
    when = editor(section).form.field("occurred_at")
    when.set_value(assistant.clock() + timedelta(hours=1))
    editor(section).sign.click()
    assert when.remark is not None
    assert rows(assistant, patient) == []


def test_that_who_reads_by_consent_neither_writes_nor_prints_sol_03(
    open_section: Open, app: App, assistant: App, patient: int, guide: FakeGuide
) -> None:
    write(assistant, patient)
    app.do(sharing.record_answer, patient, is_given=True, social=True)
    section = open_section(app)
    assert texts(section) == ["Promenad"]
    assert not section.new.isEnabled()
    assert not section.print_.isEnabled()
    assert not section.decisions.buttons["register"].isEnabled()
    assert section.stream.findChildren(type(section.new), "note.correct") == []
    section.new_entry()
    assert section.editor is None
    assert len(guide.notices) == 1


def test_that_without_consent_nothing_of_it_is_on_the_screen_osl_02(
    open_section: Open, app: App, assistant: App, patient: int
) -> None:
    write(assistant, patient)
    section = open_section(app)
    assert texts(section) == []
    assert section.decisions.isHidden()
    assert section.states.is_empty
    assert section.decisions.texts() == ["No decision is registered."]


def test_that_a_withdrawn_consent_takes_it_off_the_screen_at_once_lsvo_02(
    open_section: Open, app: App, assistant: App, patient: int
) -> None:
    write(assistant, patient)
    app.do(sharing.record_answer, patient, is_given=True, social=True)
    section = open_section(app)
    assert texts(section) == ["Promenad"]
    section._seat.desk.do(sharing.withdraw, patient)
    assert texts(section) == []


def test_that_decisions_stand_with_period_and_warning_sol_04(open_section: Open, assistant: App) -> None:
    section = open_section(assistant)
    warning, decision = section.decisions.texts()
    assert warning == "The decision ends in 6 days"
    assert "Korttidsplats" in decision
    assert section.decisions.buttons["register"].isEnabled()
    assert section.decisions.buttons["change"].isHidden()  # deciding is for others


def test_that_a_decision_is_registered_and_shown_sol_04(
    open_section: Open, assistant: App, patient: int
) -> None:
    section = open_section(assistant)
    section.decisions.buttons["register"].click()
    form = sheet(section)
    today = local(assistant.clock()).date()
    form.form.set_values({  # type: ignore[attr-defined]
        "decision_from_on": today, "decision_decided_by": "Berit Ahl", "decision_decided_on": today,
    })  # fmt: skip
    button(form, "decision.save").click()
    [newest, _before] = assistant.ask(queries.decisions_of, patient)
    assert (newest.what, newest.to_on) == ("Short-term place", None)
    assert not any("ends in" in text for text in section.decisions.texts())


def test_that_the_assessor_changes_and_ends_a_decision_sol_04(
    open_section: Open, assessor: App, patient: int
) -> None:
    section = open_section(assessor)
    today = local(assessor.clock()).date()
    section.decisions.buttons["change"].click()
    change = sheet(section)
    change.form.set_values({"decision_to_on": today + timedelta(days=30), "reason": "Förlängt"})  # type: ignore[attr-defined]
    button(change, "decision.save").click()
    [new, old] = assessor.ask(queries.decisions_of, patient)
    assert (new.to_on, old.end_reason) == (today + timedelta(days=30), "Förlängt")
    section.decisions.buttons["end"].click()
    end = sheet(section)
    end.form.set_values({"last_on": today, "reason": "Flyttar hem"})  # type: ignore[attr-defined]
    button(end, "decision.save").click()
    assert assessor.ask(queries.decisions_of, patient)[0].last_on == today


def test_that_the_extract_is_logged_and_shown_before_it_leaves_sol_01(
    open_section: Open, assistant: App, patient: int
) -> None:
    write(assistant, patient)
    section = open_section(assistant)
    section.print_.click()
    preview = sheet(section)
    assert preview.windowTitle() == "Extract of the social services' record"
    assert preview.findChild(type(section.print_), "preview.save") is None
