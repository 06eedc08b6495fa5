"""The region's own series of reserve numbers, as the ward's settings describe them (requirements 1.10)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ward_app.patients.identity_domains import Domain, local_domain
from ward_app.settings.queries import value_of
from ward_app.settings.registry import NUMBER_SERIES


def region_series(session: Session) -> tuple[Domain, ...]:
    return tuple(local_domain(**series) for series in value_of(session, NUMBER_SERIES))
