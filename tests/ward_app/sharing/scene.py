"""A patient of whom all three owners know something, and people who work in each of the records."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from tests import factories
from tests.factories import Ward
from ward_app.access.policy import Permission, Role
from ward_app.app import App
from ward_app.ops import Work, command, query
from ward_app.owners import RecordOwner
from ward_app.patients import commands as patients
from ward_app.patients.model import Alert, AlertKind
from ward_app.sharing.reading import reach_of
from ward_app.social.model import SocialEntry, SocialKind
from ward_app.store.audit import LOG
from ward_app.wards.model import Unit

REGION, KOMMUN, SOCIAL = RecordOwner


@dataclass(frozen=True)
class Scene:
    """`nurse` of the kommun, `doctor` of the region and `assessor` of the social services, on one ward."""

    ward: Ward
    nurse: App
    doctor: App
    assessor: App
    patient_id: int
    stay_id: int

    def colleague(self, role: Role, *, unit_id: int | None = None, family_name: str = "Ek") -> App:
        return self.nurse.acting(factories.make_user(self.nurse, role, family_name, unit_id=unit_id))

    def reads(self, app: App) -> set[RecordOwner]:
        """Whose rows leave the store for this person."""
        return app.ask(owners_read, self.patient_id)


def make_scene(app: App, ward: Ward) -> Scene:
    """Nobody has been asked about anything yet."""
    doctor = app.acting(factories.make_user(app, Role.DOCTOR, "Lund", unit_id=ward.unit_id))
    assessor = app.acting(factories.make_user(app, Role.NEEDS_ASSESSOR, "Ahl", unit_id=ward.unit_id))
    patient_id = factories.make_patient(app)
    stay_id = factories.make_stay(app, ward, patient_id=patient_id, consent=False)
    app.do(patients.add_alert, patient_id, AlertKind.FALL, "Rollator")
    doctor.do(patients.add_alert, patient_id, AlertKind.INFECTION, "MRSA")
    assessor.do(write_social, patient_id)
    return Scene(ward, app, doctor, assessor, patient_id, stay_id)


def second_unit(app: App, name: str = "Hemsjukvården") -> Ward:
    """Of the same owners, without a bed that matters."""
    return factories.make_ward(app, name, rooms=(("A", ("A:1",)),))


@query(Permission.PATIENT_READ, log="test.read")
def owners_read(work: Work, patient_id: int) -> set[RecordOwner]:
    work.opened([patient_id])
    reach = reach_of(work, [patient_id])
    found: set[RecordOwner] = set()
    for table in (Alert, SocialEntry):
        rows = select(table.owner).where(table.patient_id == patient_id, reach.where(table))
        found |= set(work.session.scalars(rows))
    return found


@command(Permission.SOCIAL_WRITE)
def write_social(work: Work, patient_id: int) -> None:
    assert work.user.user_id is not None
    work.session.add(SocialEntry(
        patient_id=patient_id, owner=SOCIAL, kind=SocialKind.EVENT, text="Ansökan om korttidsplats",
        author_id=work.user.user_id, author_title="Biståndshandläggare", occurred_at=work.now,
        recorded_at=work.now,
    ))  # fmt: skip


def log_of(app: App, action: str) -> list[tuple[str | None, str, int | None]]:
    """Reason, outcome and patient of the rows that the log has of this action."""
    with app.store.reader.connect() as connection:
        rows = select(LOG.c.reason, LOG.c.outcome, LOG.c.patient_id).where(LOG.c.action == action)
        return [tuple(row) for row in connection.execute(rows.order_by(LOG.c.id))]


def whole_log(app: App) -> str:
    with app.store.reader.connect() as connection:
        return " ".join(str(value) for row in connection.execute(select(LOG)) for value in row)


def unit_version(app: App, unit_id: int) -> int:
    version: int = factories.ask(app, lambda session: session.get_one(Unit, unit_id).version)
    return version
