"""The standing facts of a stay, changed several at a time."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from ward_app.access.names import names_of
from ward_app.access.policy import Permission
from ward_app.errors import Conflict
from ward_app.i18n import _
from ward_app.ops import Work, command
from ward_app.sharing.expect import expect_readable
from ward_app.stays.changes import set_care_fact
from ward_app.stays.model import CareFact, CareFactKind, Stay
from ward_app.words import word


@command(Permission.PATIENT_EDIT)
def set_care_facts(
    work: Work, stay_id: int, texts: Mapping[CareFactKind, str], seen: Mapping[CareFactKind, str]
) -> None:
    """Write `texts`; `seen` is what stood there before. Headings that are not given stay as they are."""
    current = {
        fact.kind: fact
        for fact in work.session.scalars(
            select(CareFact).where(CareFact.stay_id == stay_id, CareFact.replaced_at.is_(None))
        )
    }
    for kind, text in texts.items():
        now = current.get(kind)
        if now is not None:
            expect_readable(work, now)
        if (now.text if now else "") != seen.get(kind, ""):
            raise Conflict(_told(work, kind, now))
        set_care_fact(work, stay_id, kind, text)


def _told(work: Work, kind: CareFactKind, now: CareFact | None) -> str:
    if now is None:
        return _("{heading} has been cleared by someone else meanwhile.").format(heading=word(kind))
    work.opened([work.session.get_one(Stay, now.stay_id).patient_id])
    name = names_of(work.session, [now.by_id])[now.by_id]
    return _("{name} has written under {heading} meanwhile: “{text}”. Change it there, then save.").format(
        name=name, heading=word(kind), text=now.text
    )
