"""What the database itself refuses: overlapping occupancy, changes to signed and to append-only rows.

Each function gives the statements of one guard for one dialect. Migrations run them, and again for a table
that was rebuilt, which has lost its triggers. The refusals begin with a mark of `faults.Mark`. All SQL here
is put together from names that stand in this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from ward_app.store.faults import Mark

POSTGRES_BASICS = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE FUNCTION narvard_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION USING ERRCODE = TG_ARGV[0], MESSAGE = TG_TABLE_NAME || ' is guarded'; END $$""",
)  # fmt: skip
"""What the guards on PostgreSQL stand on."""


@dataclass(frozen=True, slots=True)
class Period:
    """Rows that hold from `begin` to before `end`, or still. Those that count never overlap for one `key`.

    `events` are those at which a trigger must look; a constraint looks at all.
    """

    table: str
    key: str
    begin: str
    end: str
    where: str
    events: tuple[str, ...] = ("INSERT",)

    @property
    def name(self) -> str:
        return f"ex_{self.table}_{self.key}"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One refusal: at `event`, when `condition` holds (always, without one)."""

    name: str
    table: str
    event: str
    mark: Mark
    condition: str = ""


PERIODS = (
    Period("placement", "bed_id", "from_at", "to_at", "{row}voided_at IS NULL"),
    Period("placement", "patient_id", "from_at", "to_at", "{row}voided_at IS NULL"),
    Period(
        "stay", "patient_id", "admitted_at", "ended_at",
        "{row}admitted_at IS NOT NULL AND {row}cancelled_at IS NULL", ("INSERT", "UPDATE"),
    ),
)  # fmt: skip

APPEND_ONLY: dict[str, tuple[tuple[str, ...], ...]] = {
    "audit_log": (("id",), ("stream", "seq")),
    "stay_event": (("id",),),
    "note_remark": (("id",),),
    "handover": (("id",),),
    "social_remark": (("id",),),
    "disclosure": (("id",),),
    "record_destruction": (("id",),),
}
"""Tables whose rows are never changed, with their unique keys."""

SET_ONCE: dict[str, tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "placement": (
        "voided_at",
        ("stay_id", "patient_id", "bed_id", "from_at", "to_at", "recorded_at", "by_id"),
        (("id",),),
    ),
    "printout": (
        "shredded_at",
        ("unit_id", "serial", "layout", "printed_at", "by_id", "workstation", "patients", "anchor"),
        (("id",), ("serial",)),
    ),
}
"""Tables with one column that is filled in later, once; then the columns that stay, and the unique keys."""

ENTRIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "note": ("sections", (
        "patient_id", "owner", "unit_id", "stay_id", "kind", "author_id", "author_title", "entered_by_id",
        "occurred_at", "recorded_at", "signing_required", "signed_at", "signed_by_id", "corrects_id",
        "discarded_at",
    )),
    "social_entry": ("text", (
        "patient_id", "owner", "unit_id", "stay_id", "kind", "author_id", "author_title", "occurred_at",
        "recorded_at", "signed_at", "corrects_id", "discarded_at",
    )),
}  # fmt: skip
"""Tables of signed entries: the column with the text, and what a tombstone still says."""

EMPTIED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "note_remark": ("text", "{new} = ''", ("note_id", "by_id", "recorded_at")),
    "social_remark": ("text", "{new} = ''", ("social_entry_id", "by_id", "recorded_at")),
    "stay_event": ("detail", "{new} = ''", (
        "stay_id", "kind", "occurred_at", "recorded_at", "by_id", "from_bed_id", "to_bed_id",
    )),
    "handover": ("snapshot", "length({new}) < length({old})", (
        "unit_id", "day", "from_shift", "to_shift", "closed_at", "by_id",
    )),
}  # fmt: skip
"""Append-only tables whose text goes when a record is destroyed by decision (PDL 8:4): the column, what may
become of it, and what stays. A handover tells of many patients, so it may lose words more than once."""


def guards(dialect: str) -> list[str]:
    """Every guard of an empty store, in an order that can be run."""
    triggers = [trigger for table in ENTRIES for trigger in _frozen(table, dialect)]
    for table, keys in APPEND_ONLY.items():
        triggers += append_only(table, keys, dialect, emptied(table, dialect) if table in EMPTIED else "")
    for table, (column, kept, keys) in SET_ONCE.items():
        triggers += set_once(table, column, kept, keys, dialect)
    statements = [sql for trigger in triggers for sql in create(trigger, dialect)]
    for period in PERIODS:
        statements += no_overlap(period, dialect)
    if dialect == "postgresql":
        return [*POSTGRES_BASICS, *statements, *POSTGRES_SEARCH]
    return [*statements, *SQLITE_SEARCH]


def guarded(dialect: str) -> frozenset[str]:
    """The names of all guards that a store must have."""
    words = (statement.split() for statement in guards(dialect))
    kinds = {"TRIGGER": 2, "VIRTUAL": 3, "INDEX": 2}
    made = {word[kinds[word[1]]] for word in words if word[0] == "CREATE" and word[1] in kinds}
    return frozenset(made | ({period.name for period in PERIODS} if dialect == "postgresql" else set()))


def missing(connection: Connection) -> frozenset[str]:
    """Guards that are not there, or on PostgreSQL are switched off: someone has tampered with the store."""
    if connection.dialect.name == "postgresql":
        found = connection.scalars(text(
            "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A' UNION SELECT conname FROM pg_constraint"
            " WHERE contype = 'x' UNION SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
        ))  # fmt: skip
    else:
        found = connection.scalars(text("SELECT name FROM sqlite_master"))
    return guarded(connection.dialect.name) - frozenset(found)


def append_only(table: str, keys: Iterable[tuple[str, ...]], dialect: str, unless: str = "") -> list[Trigger]:
    """No UPDATE, no DELETE, and no INSERT OR REPLACE, which would delete without asking a delete trigger."""
    events = ["UPDATE", "DELETE"] + (["TRUNCATE"] if dialect == "postgresql" else [])
    refused = [Trigger(f"{table}_no_{event.lower()}", table, event, Mark.APPEND_ONLY) for event in events]
    if unless:
        refused[0] = replace(refused[0], condition=f"NOT ({unless})")
    return refused + _no_replace(table, keys, Mark.APPEND_ONLY, dialect)


def emptied(table: str, dialect: str) -> str:
    """What the one change of such a table is: a decision is named, words go, all else stays."""
    differs = "IS DISTINCT FROM" if dialect == "postgresql" else "IS NOT"
    content, becomes, kept = EMPTIED[table]
    shrunk = becomes.format(new=f"CAST(NEW.{content} AS text)", old=f"CAST(OLD.{content} AS text)")
    changed = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in ("id", *kept))
    decided = f"NEW.destruction_id IS NOT NULL AND NEW.destruction_id {differs} OLD.destruction_id"
    return f"{decided} AND {shrunk} AND NOT ({changed})"


def set_once(
    table: str, column: str, kept: Sequence[str], keys: Iterable[tuple[str, ...]], dialect: str
) -> list[Trigger]:
    """Append-only but for one column, which may be filled in once."""
    differs = "IS DISTINCT FROM" if dialect == "postgresql" else "IS NOT"
    changed = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in ("id", *kept))
    refused = append_only(table, keys, dialect)
    refused[0] = Trigger(
        f"{table}_no_update", table, "UPDATE", Mark.APPEND_ONLY, f"OLD.{column} IS NOT NULL OR {changed}"
    )
    return refused


def no_overlap(period: Period, dialect: str) -> list[str]:
    """Two periods of one bed or one person never share a moment."""
    if dialect == "postgresql":
        during = f"tstzrange({period.begin}, {period.end}, '[)')"
        return [
            f"ALTER TABLE {period.table} ADD CONSTRAINT {period.name} EXCLUDE USING gist"
            f" ({period.key} WITH =, {during} WITH &&) WHERE ({period.where.format(row='')})"
        ]
    last = "'9999'"
    condition = (
        f"{period.where.format(row='NEW.')} AND coalesce(NEW.{period.end}, {last}) > NEW.{period.begin}"  # noqa: S608
        f" AND EXISTS (SELECT 1 FROM {period.table} AS other WHERE other.{period.key} = NEW.{period.key}"
        f" AND other.id IS NOT NEW.id AND {period.where.format(row='other.')}"
        f" AND other.{period.begin} < coalesce(NEW.{period.end}, {last})"
        f" AND coalesce(other.{period.end}, {last}) > NEW.{period.begin}"
        f" AND coalesce(other.{period.end}, {last}) > other.{period.begin})"
    )
    return [
        sql
        for event in period.events
        for sql in create(
            Trigger(f"{period.name}_{event.lower()}", period.table, event, Mark.OCCUPIED, condition), dialect
        )
    ]


def create(trigger: Trigger, dialect: str) -> list[str]:
    """The trigger in the words of one database. On PostgreSQL it fires in every session, replicas too."""
    head = f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table}"
    when = f" WHEN ({trigger.condition})" if trigger.condition else ""
    if dialect == "postgresql":
        each = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
        return [
            f"{head} FOR EACH {each}{when} EXECUTE FUNCTION narvard_refuse('{trigger.mark}')",
            f"ALTER TABLE {trigger.table} ENABLE ALWAYS TRIGGER {trigger.name}",
        ]
    said = f"{trigger.mark} {trigger.table} is guarded"
    return [f"{head}{when} BEGIN SELECT RAISE(ABORT, '{said}'); END"]


def _no_replace(table: str, keys: Iterable[tuple[str, ...]], mark: Mark, dialect: str) -> list[Trigger]:
    """PostgreSQL has no REPLACE, and its ON CONFLICT DO UPDATE meets the update trigger."""
    if dialect == "postgresql":
        return []
    same = " OR ".join("(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in keys)
    condition = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608
    return [Trigger(f"{table}_no_replace", table, "INSERT", mark, condition)]


def _frozen(table: str, dialect: str) -> list[Trigger]:
    """A signed entry, or one thrown away, is never changed or removed again (PDL 3:14).

    But for its destruction by decision (PDL 8:4), which empties it and leaves who wrote it and when; on a
    shared store by the owner of the tables only.
    """
    closed = "(OLD.signed_at IS NOT NULL OR OLD.discarded_at IS NOT NULL)"
    content, kept = ENTRIES[table]
    differs = "IS DISTINCT FROM" if dialect == "postgresql" else "IS NOT"
    text_of = f"CAST(NEW.{content} AS text)"
    changed = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in ("id", *kept))
    destroyed = (
        f"OLD.destruction_id IS NULL AND NEW.destruction_id IS NOT NULL AND {text_of} IN ('', '[]')"
        f" AND NEW.correction_reason IS NULL AND NOT ({changed})"
    )
    if dialect == "postgresql":
        destroyed += " AND has_table_privilege('record_destruction', 'INSERT')"
    refused = [
        Trigger(f"{table}_no_update", table, "UPDATE", Mark.SIGNED, f"{closed} AND NOT ({destroyed})"),
        Trigger(f"{table}_no_delete", table, "DELETE", Mark.SIGNED, closed),
    ]
    if dialect == "postgresql":
        return [*refused, Trigger(f"{table}_no_truncate", table, "TRUNCATE", Mark.SIGNED)]
    again = "corrects_id = NEW.corrects_id AND discarded_at IS NULL AND NEW.discarded_at IS NULL"
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR ({again}))"  # noqa: S608
    return [*refused, Trigger(f"{table}_no_replace", table, "INSERT", Mark.SIGNED, taken)]


SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE patient_fts USING fts5(search_key, content='patient', content_rowid='id',"
    " tokenize='trigram')",
    "CREATE TRIGGER patient_fts_insert AFTER INSERT ON patient BEGIN"
    " INSERT INTO patient_fts(rowid, search_key) VALUES (NEW.id, NEW.search_key); END",
    "CREATE TRIGGER patient_fts_delete AFTER DELETE ON patient BEGIN"
    " INSERT INTO patient_fts(patient_fts, rowid, search_key) VALUES ('delete', OLD.id, OLD.search_key); END",
    "CREATE TRIGGER patient_fts_update AFTER UPDATE OF search_key ON patient BEGIN"
    " INSERT INTO patient_fts(patient_fts, rowid, search_key) VALUES ('delete', OLD.id, OLD.search_key);"
    " INSERT INTO patient_fts(rowid, search_key) VALUES (NEW.id, NEW.search_key); END",
)
"""People are found by any three characters in a row of their names and numbers."""

POSTGRES_SEARCH = ("CREATE INDEX patient_fts_trgm ON patient USING gin (search_key gin_trgm_ops)",)
