"""A ward in which every field that anyone can type in holds a hostile text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests import factories
from tests.data.hostile import Texts
from tests.factories import Ward
from ward_app.access.policy import SYSTEM, Actor, Role
from ward_app.app import App
from ward_app.cleaning import clean_text, one_line
from ward_app.handovers import commands as handovers
from ward_app.notes import commands as notes
from ward_app.notes.model import NoteKind
from ward_app.owners import Principal
from ward_app.patients import commands as patients
from ward_app.patients.model import AlertKind, Severity, Sex
from ward_app.settings import commands as settings
from ward_app.settings.registry import SIGN_IN_BANNER
from ward_app.sharing import commands as sharing
from ward_app.social import commands as social
from ward_app.social.model import SocialKind
from ward_app.stays import commands as stays
from ward_app.stays import queries
from ward_app.stays.model import CareFactKind, CareForm, Presence, Purpose
from ward_app.tasks import commands as tasks
from ward_app.wards import commands as wards
from ward_app.wards.model import ClosureKind

TAKEN = ("1:1", "2:2", "4:1", "7", "12")
LEFT_BED, CLOSED_BED = "9", "10"


@dataclass
class Patient:
    """Where a text was typed, and how it is to be read again."""

    patient_id: int
    stay_id: int
    bed: str
    name: str
    said: dict[str, str] = field(default_factory=dict)

    def only(self, *names: str, **cut: int) -> dict[str, str]:
        """Some of what was typed; `cut` for a view that has use for so many characters."""
        known = self.said | {"name": self.name}
        return {name: known[name] for name in names} | {name: known[name][:at] for name, at in cut.items()}

    def all(self, kind: str) -> dict[str, str]:
        return {what: text for what, text in self.said.items() if what.startswith(kind)}


@dataclass
class HostileWard:
    app: App
    ward: Ward
    ward_name: str
    nurse: Actor
    nurse_name: str
    patients: list[Patient]
    expected: Patient
    gone: Patient
    closed: str
    banner: str


def build(door: App, texts: Texts) -> HostileWard:
    name = one_line(texts.line(100))
    ward = factories.make_ward(door, name)
    family, given = one_line(texts.line(60)), one_line(texts.line(60))
    nurse = factories.make_user(door, Role.NURSE, family, given, unit_id=ward.unit_id)
    app = door.acting(nurse)
    lying = [_admitted(app, ward, texts, bed) for bed in TAKEN]
    closed, banner = texts.line(200), texts.text(300)
    app.do(wards.close_bed, ward.beds[CLOSED_BED], ClosureKind.TECHNICAL, closed)
    door.acting(SYSTEM).do(settings.change, SIGN_IN_BANNER, banner)
    return HostileWard(
        app, ward, name, nurse, f"{family}, {given}", lying, _expected(app, ward, texts),
        _gone(app, ward, texts), one_line(closed), clean_text(banner),
    )  # fmt: skip


def _admitted(app: App, ward: Ward, texts: Texts, bed: str) -> Patient:
    one = _person(app, ward, texts, bed)
    stay_id, seen = one.stay_id, one.said
    substance, reaction, infection = texts.line(200), texts.line(200), texts.line(200)
    app.do(
        patients.add_alert, one.patient_id, AlertKind.HYPERSENSITIVITY, substance, reaction=reaction,
        severity=Severity.HARMFUL,
    )  # fmt: skip
    app.do(patients.add_alert, one.patient_id, AlertKind.INFECTION, infection)
    kin, relation, phone = texts.line(100), texts.line(60), texts.line(60)
    app.do(patients.add_kin, one.patient_id, kin, relation, phone)
    facts = {kind: texts.text(400) for kind in (CareFactKind.MOBILITY, CareFactKind.NUTRITION)}
    app.do(stays.set_care_facts, stay_id, facts, {})
    task = texts.line(400)
    app.do(tasks.add, stay_id, task, app.clock() + timedelta(hours=1), Role.NURSE)
    note = [("nutrition", texts.text()), ("pain", texts.text())]
    app.do(notes.save, one.patient_id, stay_id, NoteKind.NURSING, note, app.clock())
    report = {part: texts.text(1000) for part in ("situation", "background", "assessment", "if_then")}
    app.do(handovers.write_remark, stay_id, seen=None, **report)
    seen |= _shared(app, texts, one) | _social(app, ward, texts, one)
    seen |= {"substance": substance, "reaction": reaction, "infection": infection, "kin": kin,
             "relation": relation, "phone": phone, "task": task}  # fmt: skip
    seen |= {f"fact {kind}": text for kind, text in facts.items()}
    seen |= {f"note {keyword}": text for keyword, text in note}
    seen |= {f"report {part}": text for part, text in report.items()}
    return one


def _shared(app: App, texts: Texts, one: Patient) -> dict[str, str]:
    """What is written about sharing, and who may be told on the telephone."""
    findings, attitude, emergency, named = texts.text(400), texts.text(400), texts.text(400), texts.line(200)
    app.do(sharing.assess_capacity, one.patient_id, findings=findings, attitude=attitude, would_object=False)
    app.do(sharing.open_in_emergency, one.patient_id, emergency)
    seen = app.ask(queries.stay_summary, one.stay_id).version
    app.do(stays.set_presence, one.stay_id, seen, Presence.NAMED, named)
    return {"findings": findings, "attitude": attitude, "emergency": emergency, "named": one_line(named)}


def _social(app: App, ward: Ward, texts: Texts, one: Patient) -> dict[str, str]:
    """What is written in the social services' record, and what the person says of it."""
    assistant = app.acting(factories.make_user(app, Role.ASSISTANT_NURSE, unit_id=ward.unit_id, social=True))
    entry, objection = texts.text(), texts.line(300)
    entry_id = assistant.do(social.write, one.patient_id, one.stay_id, SocialKind.EVENT, entry, app.clock())
    assistant.do(social.remark, entry_id, objection)
    return {"social entry": entry, "social objection": objection}


def _person(app: App, ward: Ward, texts: Texts, bed: str) -> Patient:
    said = {"reason": texts.line(400), "background": texts.text(1000), "decided": texts.line(100)}
    patient_id, name = _registered(app, texts)
    stay_id = factories.make_stay(
        app, ward, bed, patient_id=patient_id, at=app.clock() - timedelta(days=1), reason=said["reason"],
        background=said["background"], decided_by=said["decided"],
    )  # fmt: skip
    return Patient(patient_id, stay_id, bed, name, said)


def _registered(app: App, texts: Texts) -> tuple[int, str]:
    family, given, number = texts.line(60), texts.line(60), factories.next_number()
    born = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    patient_id = app.do(
        patients.register, family, given, number, birth_date=born, sex=Sex.FEMALE,
        street=texts.line(80), town=texts.line(60),
    )  # fmt: skip
    return patient_id, f"{one_line(family)}, {one_line(given)}"


def _expected(app: App, ward: Ward, texts: Texts) -> Patient:
    reason = texts.line(300)
    patient_id, name = _registered(app, texts)
    stay_id = app.do(
        stays.plan_arrival, patient_id, ward.unit_id, purpose=Purpose.PALLIATIVE,
        care_form=CareForm.INPATIENT, funding_principal=Principal.REGION, reason=reason,
        expected_at=app.clock() + timedelta(hours=5), decided_by=texts.line(100),
    )  # fmt: skip
    return Patient(patient_id, stay_id, "", name, {"reason": reason})


def _gone(app: App, ward: Ward, texts: Texts) -> Patient:
    one = _person(app, ward, texts, LEFT_BED)
    where = texts.line(200)
    seen = app.ask(queries.stay_summary, one.stay_id).version
    app.do(stays.discharge, one.stay_id, seen, discharged_to=where)
    one.said["where"] = where
    return one
