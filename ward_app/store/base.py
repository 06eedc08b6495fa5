"""What every table shares: an id, a version to hold against, names for constraints, one type for time."""

from __future__ import annotations

import enum
import re
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import Dialect, Enum, MetaData, String, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, declared_attr, mapped_column
from sqlalchemy.types import TypeEngine

from ward_app.errors import Conflict
from ward_app.i18n import _

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. On SQLite text of one width, so that its order is the order of time."""

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else as_text(utc)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return datetime.fromisoformat(value)


def as_text(moment: datetime) -> str:
    """The stored form on SQLite: 27 characters, always UTC, sortable."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _values(choice: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in choice]


CHOICE = Enum(enum.Enum, native_enum=False, create_constraint=False, length=40, values_callable=_values)

RecordText = Annotated[str, mapped_column(Text, info={"audit": "digest"})]
"""Text of a patient's record: the audit log keeps its length and digest, never its words."""


class Entity(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False):
    """A row with an identity. No `repr`: it would put patients into logs."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Instant(), enum.Enum: CHOICE, str: Text()}

    id: Mapped[int] = mapped_column(primary_key=True, init=False, sort_order=-2)
    version: Mapped[int] = mapped_column(init=False, default=1, sort_order=-1, info={"audit": "skip"})

    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    def expect(self, seen: int) -> None:
        """Refuse when the row is no longer the one the user was looking at."""
        if self.version != seen:
            raise Conflict(
                _("Someone has changed this since you opened it. Look at the new version, then try again.")
            )
