"""The sheets that change what a record says: only what was changed is sent, refusals stay beside it."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest

from tests import factories
from tests.factories import Ward, version_of
from tests.ui.seating import Answers, button, no_sheet, sheet
from ui.kit.sheet import Sheet
from ui.record import editing
from ui.record.alerts_sheet import AlertsSheet, HypersensitivitySheet
from ui.record.kin_sheet import ChangeKinSheet, KinSheet
from ui.record.limitations_sheet import LimitationsSheet
from ui.record.numbers_sheet import NumbersSheet
from ui.record.page import RecordPage
from ui.record.person_sheet import PersonSheet, ProtectionSheet
from ui.record.stay_sheet import CareFactsSheet, StaySheet
from ward_app.access.policy import Role
from ward_app.app import App
from ward_app.patients import commands as patients
from ward_app.patients import queries as people
from ward_app.patients.model import (
    AlertKind,
    HypersensitivityAnswer,
    LimitationKind,
    Protection,
    Severity,
    Sex,
)  # fmt: skip
from ward_app.patients.rows import PersonRow
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import CareFactKind

S = TypeVar("S", bound=Sheet)


def opened(record: RecordPage, patient: int, which: editing.OpenSheet, kind: type[S]) -> S:
    record.show_patient(patient)
    assert record._record is not None
    which(record.seat, record._record, record)
    found = sheet(record)
    assert isinstance(found, kind)
    return found


def person(app: App, patient: int) -> PersonRow:
    found: PersonRow = app.ask(people.person, patient)
    return found


def test_that_personal_data_are_changed_and_the_banner_follows(
    record: RecordPage, patient: int, stay: int, app: App
) -> None:
    form = opened(record, patient, editing.person, PersonSheet)
    form.form.set_values({"preferred_name": "Lasse", "street": "Storgatan 1", "sex": Sex.UNKNOWN})
    form.save()
    assert no_sheet(record)
    row = person(app, patient)
    assert (row.preferred_name, row.street, row.sex) == ("Lasse", "Storgatan 1", Sex.UNKNOWN)
    assert (row.family_name, row.birth_date) == ("Öberg", date(1940, 2, 4))


def test_that_a_name_is_never_empty(record: RecordPage, patient: int, app: App) -> None:
    form = opened(record, patient, editing.person, PersonSheet)
    form.form.set_values({"family_name": None, "given_name": None})
    form.save()
    assert form.form.field("family_name").remark is not None
    assert person(app, patient).family_name == "Öberg"


def test_that_a_colleague_who_was_faster_is_not_overwritten(
    record: RecordPage, patient: int, app: App
) -> None:
    form = opened(record, patient, editing.person, PersonSheet)
    form.form.set_values({"phone": "070-111 11 11"})
    app.do(patients.update, patient, person(app, patient).version, phone="070-222 22 22")
    form.save()
    assert form.form.summary.texts()[0].startswith("Someone has changed this")
    assert form.form.values()["phone"] == "070-111 11 11"
    assert person(app, patient).phone == "070-222 22 22"


def test_that_the_stronger_protection_takes_the_address_away_and_is_not_asked_for_again(
    record: RecordPage, patient: int, app: App
) -> None:
    app.do(patients.update, patient, person(app, patient).version, street="Storgatan 1")
    form = opened(record, patient, editing.protection, ProtectionSheet)
    form.form.set_values({"level": Protection.PROTECTED_REGISTRATION})
    form.save()
    assert form.form.field("on").remark is not None  # since when?
    form.form.set_values({
        "level": Protection.PROTECTED_REGISTRATION, "on": date(2026, 11, 1), "document_seen": "Beslut",
    })  # fmt: skip
    form.save()
    assert person(app, patient).street is None
    assert "street" not in opened(record, patient, editing.person, PersonSheet).form.fields


def test_that_numbers_are_added_shown_and_taken_away(
    record: RecordPage, patient: int, app: App, answers: Answers
) -> None:
    numbers = opened(record, patient, editing.numbers, NumbersSheet)
    numbers.form.set_values(
        {"number_text": "NR24-0042", "number_reason": "Från ambulansen", "make_primary": True}
    )
    numbers._send()
    rows = person(app, patient).numbers
    assert [row.is_primary for row in rows] == [True, False]
    assert numbers.form.values()["number_text"] is None
    button(numbers, "numbers.1.show").click()
    assert person(app, patient).numbers[0].number == "19400204-9163"
    answers.reason = "Hörde till en annan"
    button(numbers, "numbers.1.retire").click()
    assert len([row for row in person(app, patient).numbers if row.retired_at is None]) == 1
    assert answers.asked[0][1] == "Take the number away"


def test_that_a_doubtful_number_wants_its_reason(record: RecordPage, patient: int, app: App) -> None:
    numbers = opened(record, patient, editing.numbers, NumbersSheet)
    numbers.form.set_values({"number_text": "19400204-9164"})
    numbers._send()
    remark = numbers.form.field("number_text").remark
    assert remark is not None
    assert "check digit" in remark.sentence
    assert len(person(app, patient).numbers) == 1


def test_that_hypersensitivity_is_answered_and_yes_asks_to_what(
    record: RecordPage, patient: int, app: App
) -> None:
    form = opened(record, patient, editing.hypersensitivity, HypersensitivitySheet)
    answer = form.form.field("answer")
    assert answer.value() is None  # never chosen beforehand
    answer.set_value(HypersensitivityAnswer.KNOWN)
    answer.edited.emit()
    form.save()
    assert form.form.field("text").remark is not None
    form.form.set_values({"text": "Penicillin", "reaction": "utslag", "severity": Severity.HARMFUL})
    form.save()
    assert app.ask(people.banner, patient).hypersensitivities[0].text == "Penicillin"
    form = opened(record, patient, editing.hypersensitivity, HypersensitivitySheet)
    form.form.set_values({"answer": HypersensitivityAnswer.NONE_KNOWN})
    form.save()
    assert "Penicillin" in form.form.summary.texts()[0]


def test_that_warnings_are_added_verified_and_ended(
    record: RecordPage, patient: int, app: App, ward: Ward, answers: Answers
) -> None:
    assistant = app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, "Al", "Sara", unit_id=ward.unit_id))
    assistant.do(patients.add_alert, patient, AlertKind.INFECTION, "MRSA")
    alerts = opened(record, patient, editing.alerts, AlertsSheet)
    button(alerts, "alerts.0.verify").click()
    assert person(app, patient).alerts[0].verified_by == "M. Falk"
    alerts.form.set_values({"kind": AlertKind.OTHER})
    alerts._send()
    assert alerts.form.field("text").remark is not None  # what about?
    alerts.form.set_values({"kind": AlertKind.OTHER, "text": "Hotfull", "since_on": date(2026, 11, 1)})
    alerts._send()
    assert [one.text for one in person(app, patient).alerts] == ["MRSA", "Hotfull"]
    answers.reason = "Odling negativ"
    button(alerts, "alerts.0.end").click()
    ended = next(one for one in person(app, patient).alerts if one.ended_at is not None)
    assert (ended.text, ended.end_reason) == ("MRSA", "Odling negativ")


def test_that_the_same_warning_twice_is_refused_at_the_top(
    record: RecordPage, patient: int, app: App
) -> None:
    app.do(patients.add_alert, patient, AlertKind.INFECTION, "MRSA")
    alerts = opened(record, patient, editing.alerts, AlertsSheet)
    alerts.form.set_values({"kind": AlertKind.INFECTION, "text": "mrsa"})
    alerts._send()
    assert alerts.form.summary.texts() == ["This warning is in the record already."]


def test_that_an_act_on_a_row_that_is_gone_is_refused_in_the_sheet(
    record: RecordPage, patient: int, app: App, answers: Answers
) -> None:
    alert = app.do(patients.add_alert, patient, AlertKind.INFECTION, "MRSA")
    alerts = opened(record, patient, editing.alerts, AlertsSheet)
    end = button(alerts, "alerts.0.end")
    version = person(app, patient).alerts[0].version
    colleague = app.acting(app.user)
    colleague.do(patients.end_alert, alert, version, "Odling negativ")
    end.click()
    assert alerts.summary.texts() != []


def test_that_limits_are_read_by_a_nurse_and_decided_by_a_doctor(
    record: RecordPage, patient: int, stay: int, app: App, doctor: App, answers: Answers
) -> None:
    limits = opened(record, patient, editing.limitations, LimitationsSheet)
    assert limits.form.fields == {}
    limits.close()
    record.seat.desk.use(doctor)
    limits = opened(record, patient, editing.limitations, LimitationsSheet)
    limits._send()
    assert limits.form.field("grounds").remark is not None
    limits.form.set_values({
        "kind": LimitationKind.NO_CPR, "grounds": "Svår KOL", "consulted": "Ssk Falk",
        "patient_attitude": "Delar bedömningen", "review_on": date(2026, 12, 1),
    })  # fmt: skip
    limits._send()
    [decision] = person(app, patient).limitations
    assert (decision.kind, decision.review_on) == (LimitationKind.NO_CPR, date(2026, 12, 1))
    answers.reason = "Förbättrad"
    button(limits, "limits.0.end").click()
    assert person(app, patient).limitations[0].end_reason == "Förbättrad"


def test_that_kin_are_added_changed_and_taken_off_the_list(
    record: RecordPage, patient: int, app: App, answers: Answers
) -> None:
    kin = opened(record, patient, editing.kin, KinSheet)
    kin.form.set_values(
        {"name": "Öberg, Gun", "relation": "hustru", "phone": "018-1", "phone_at_night": True}
    )
    kin._send()
    assert person(app, patient).kin[0].phone_at_night
    button(kin, "kin.0.change").click()
    [change] = kin.findChildren(ChangeKinSheet)
    change.form.set_values({"phone": "018-2"})
    change.save()
    assert person(app, patient).kin[0].phone == "018-2"
    button(kin, "kin.0.end").click()
    assert answers.asked[0][1] == "Take away"
    assert person(app, patient).kin == ()


def test_that_no_phone_is_asked_for_where_the_home_must_not_be_known(record: RecordPage, app: App) -> None:
    hidden = factories.make_patient(app, "Hemlig", "Hedda", protection=Protection.ASSUMED_IDENTITY)
    assert "phone" not in opened(record, hidden, editing.kin, KinSheet).form.fields


def test_that_the_stay_is_changed_and_only_that(
    record: RecordPage, patient: int, stay: int, app: App, doctor: App
) -> None:
    form = opened(record, patient, editing.stay, StaySheet)
    form.form.set_values({
        "background": "Bor ensam", "responsible_doctor_id": doctor.user.user_id,
        "planned_discharge_on": date(2026, 11, 30),
    })  # fmt: skip
    form.save()
    now = app.ask(queries.stay_summary, stay)
    assert (now.background, now.doctor, now.nurse) == ("Bor ensam", "H. Björk", "")
    assert (now.reason, now.planned_discharge_on) == ("Exacerbation KOL", date(2026, 11, 30))


def test_that_who_is_responsible_stays_so_after_leaving_the_ward(
    record: RecordPage, patient: int, stay: int, app: App, ward: Ward
) -> None:
    gone = factories.make_user(app, Role.NURSE, "Gran", "Gun", unit_id=None)
    app.do(stays.update_stay, stay, version_of(app, stay), responsible_nurse_id=gone.user_id)
    form = opened(record, patient, editing.stay, StaySheet)
    assert form.form.values()["responsible_nurse_id"] == gone.user_id


def test_that_standing_facts_are_changed_without_overwriting_a_colleague(
    record: RecordPage, patient: int, stay: int, app: App
) -> None:
    form = opened(record, patient, editing.care_facts, CareFactsSheet)
    form.form.set_values({"mobility": "Rollator", "pain": "NRS 2"})
    app.do(stays.set_care_fact, stay, CareFactKind.PAIN, "NRS 5")
    form.save()
    assert "NRS 5" in form.form.summary.texts()[0]
    assert app.ask(queries.stay_summary, stay).facts[0].kind is CareFactKind.PAIN
    form.form.set_values({"pain": None})
    form.save()
    texts = {fact.kind: fact.text for fact in app.ask(queries.stay_summary, stay).facts}
    assert texts == {CareFactKind.MOBILITY: "Rollator", CareFactKind.PAIN: "NRS 5"}


@pytest.mark.parametrize("text", ["<b>fet</b> &amp;", "W" * 5000, "שלום", "👩🏽‍⚕️"])
def test_that_any_text_comes_back_as_it_was_written(
    record: RecordPage, patient: int, stay: int, app: App, text: str
) -> None:
    form = opened(record, patient, editing.care_facts, CareFactsSheet)
    form.form.set_values({"social": text})
    form.save()
    again = opened(record, patient, editing.care_facts, CareFactsSheet)
    assert again.form.values()["social"] == text
