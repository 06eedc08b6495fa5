"""The ward from the first admission on: people, beds, stays, notes, tasks, handovers, and the log."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from ward_app.store import ddl
from ward_app.store.base import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _tables()
    for statement in ddl.guards(op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)


def entity(name: str, *items: Any) -> None:
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), whole("version"), *items)


def index(name: str, table: str, *columns: str, unique: bool = False, where: str | None = None) -> None:
    some: Any = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)} if where else {}
    op.create_index(name, table, list(columns), unique=unique, **some)


def column(name: str, kind: Any, null: bool = False) -> Any:
    return sa.Column(name, kind, nullable=null)


def text(name: str, null: bool = False, size: int | None = None) -> Any:
    return column(name, sa.String(size) if size else sa.Text(), null)


def key(name: str) -> Any:
    """Compared by code point on both stores."""
    return column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"))


def choice(name: str, null: bool = False) -> Any:
    return text(name, null, 40)


def whole(name: str, null: bool = False) -> Any:
    return column(name, sa.Integer(), null)


def moment(name: str, null: bool = False) -> Any:
    return column(name, Instant(), null)


def day(name: str, null: bool = False) -> Any:
    return column(name, sa.Date(), null)


def yes_no(name: str, null: bool = False) -> Any:
    return column(name, sa.Boolean(), null)


def ref(name: str, table: str, null: bool = False) -> Any:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=null)


def _tables() -> None:
    op.create_table(
        "audit_log",
        column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")), text("stream", size=64),
        column("seq", sa.BigInteger()), moment("at"), whole("user_id", null=True),
        text("actor", size=60), text("role", null=True, size=40), text("owner", null=True, size=40),
        whole("unit_id", null=True), text("workstation", size=64), text("action", size=60),
        text("outcome", size=20), whole("patient_id", null=True), text("entity", null=True, size=60),
        whole("entity_id", null=True), text("reason", null=True), text("detail", null=True),
        text("mac", size=64), sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("stream", "seq"),
    )  # fmt: skip
    index("ix_audit_log_at", "audit_log", "at")
    index("ix_audit_log_patient_id_at", "audit_log", "patient_id", "at")
    index("ix_audit_log_user_id_at", "audit_log", "user_id", "at")
    op.create_table(
        "audit_stream",
        text("stream", size=64), column("seq", sa.BigInteger()), text("mac", size=64),
        sa.PrimaryKeyConstraint("stream"),
    )  # fmt: skip
    entity(
        "care_owner",
        choice("code"), text("name"), text("organisation_number", null=True, size=20),
        sa.UniqueConstraint("code"),
    )  # fmt: skip
    entity(
        "patient",
        text("family_name"), text("given_name"), text("preferred_name", null=True),
        day("birth_date", null=True), choice("sex"), choice("protection"),
        day("protection_on", null=True), text("protection_seen", null=True), text("street", null=True),
        text("postal_code", null=True, size=12), text("town", null=True), text("phone", null=True),
        text("interpreter_language", null=True), choice("hypersensitivity"),
        moment("hypersensitivity_asked_at", null=True), choice("hypersensitivity_owner", null=True),
        moment("deceased_at", null=True), text("unnamed_reason", null=True), yes_no("research_sample"),
        ref("merged_into_id", "patient", null=True), moment("merged_at", null=True), key("sort_key"),
        key("search_key"),
    )  # fmt: skip
    index("ix_patient_birth_date", "patient", "birth_date")
    index("ix_patient_merged_into_id", "patient", "merged_into_id")
    index("ix_patient_sort_key_search_key_id", "patient", "sort_key", "search_key", "id")
    entity(
        "setting",
        text("key", size=80), column("value", sa.JSON()), sa.UniqueConstraint("key"),
    )  # fmt: skip
    entity(
        "stranger",
        text("digest", size=64), whole("failed_tries"), moment("not_before", null=True),
        sa.UniqueConstraint("digest"),
    )  # fmt: skip
    entity(
        "unit",
        text("name"), text("phone", null=True), choice("collaboration_model"),
        text("collaboration_ref", null=True),
    )  # fmt: skip
    entity(
        "user_account",
        text("login", size=60), text("given_name"), text("family_name"), text("alias", null=True),
        text("password_hash", null=True), column("draft_key", sa.LargeBinary(32)), yes_no("is_active"),
        yes_no("must_change_password"), whole("failed_tries"), moment("not_before", null=True),
        whole("stamp"), text("theme", null=True, size=10), whole("point_size", null=True),
        text("language", null=True, size=5), column("totp_secret", sa.LargeBinary(64), null=True),
        moment("totp_since", null=True), whole("totp_step"), text("card_id", null=True, size=60),
        sa.UniqueConstraint("card_id"), sa.UniqueConstraint("login"),
    )  # fmt: skip
    entity(
        "alert",
        choice("kind"), text("text"), text("reaction", null=True), choice("severity"),
        text("source", null=True), day("since_on", null=True), moment("recorded_at"),
        ref("recorded_by_id", "user_account"), ref("verified_by_id", "user_account", null=True),
        moment("ended_at", null=True), ref("ended_by_id", "user_account", null=True),
        text("end_reason", null=True), ref("patient_id", "patient"), choice("owner"),
        ref("unit_id", "unit", null=True),
    )  # fmt: skip
    index("ix_alert_patient_id", "alert", "patient_id")
    entity(
        "assignment",
        ref("user_id", "user_account"), choice("role"), ref("unit_id", "unit", null=True),
        choice("principal"), moment("from_at"), moment("to_at", null=True), yes_no("social"),
        text("analysis_ref", null=True),
    )  # fmt: skip
    index("ix_assignment_user_id", "assignment", "user_id")
    entity(
        "block",
        ref("patient_id", "patient"), choice("owner"), ref("unit_id", "unit", null=True),
        moment("from_at"), ref("by_id", "user_account"), moment("lifted_at", null=True),
        ref("lifted_by_id", "user_account", null=True),
    )  # fmt: skip
    index("ix_block_patient_id", "block", "patient_id")
    entity(
        "block_reveal",
        ref("patient_id", "patient"), ref("user_id", "user_account"), choice("reason"), text("text"),
        moment("at"),
    )  # fmt: skip
    index("ix_block_reveal_patient_id", "block_reveal", "patient_id")
    entity(
        "capacity_assessment",
        ref("patient_id", "patient"), text("findings"), text("attitude"), yes_no("would_object"),
        moment("made_at"), moment("recorded_at"), ref("by_id", "user_account"),
        moment("ended_at", null=True), ref("ended_by_id", "user_account", null=True),
    )  # fmt: skip
    index("ix_capacity_assessment_patient_id", "capacity_assessment", "patient_id")
    entity(
        "care_relation",
        ref("patient_id", "patient"), ref("user_id", "user_account"), choice("kind"), choice("reason"),
        text("text"), ref("by_id", "user_account"), moment("from_at"), moment("until_at"),
    )  # fmt: skip
    index("ix_care_relation_patient_id", "care_relation", "patient_id")
    entity(
        "disclosure",
        text("recipient"), text("decided_by"), choice("ground"), day("since_on", null=True),
        day("until_on", null=True), column("content", sa.JSON()), moment("handed_at"),
        ref("by_id", "user_account"), ref("patient_id", "patient"), choice("owner"),
        ref("unit_id", "unit", null=True),
    )  # fmt: skip
    index("ix_disclosure_patient_id", "disclosure", "patient_id")
    entity(
        "emergency_opening",
        ref("patient_id", "patient"), ref("user_id", "user_account"), text("text"), moment("from_at"),
        moment("until_at"), moment("reviewed_at", null=True),
        ref("reviewed_by_id", "user_account", null=True), yes_no("is_justified", null=True),
        text("review_note"),
    )  # fmt: skip
    index("ix_emergency_opening_patient_id", "emergency_opening", "patient_id")
    entity(
        "log_review",
        choice("kind"), column("criteria", sa.JSON()), text("reason"), moment("drawn_at"),
        ref("by_id", "user_account"), text("outcome", null=True), moment("closed_at", null=True),
    )  # fmt: skip
    entity(
        "next_of_kin",
        ref("patient_id", "patient"), text("name"), text("relation"), text("phone", null=True),
        yes_no("phone_at_night"), whole("position"), text("note", null=True),
        moment("ended_at", null=True),
    )  # fmt: skip
    index("ix_next_of_kin_patient_id", "next_of_kin", "patient_id")
    entity(
        "patient_identity",
        ref("patient_id", "patient"), text("domain", size=60), text("value", size=40),
        choice("status"), text("reason", null=True), yes_no("is_primary"), moment("recorded_at"),
        moment("retired_at", null=True),
    )  # fmt: skip
    index("ix_patient_identity_patient_id", "patient_identity", "patient_id")
    index("ix_patient_identity_value", "patient_identity", "value")
    index(
        "uq_patient_identity_primary", "patient_identity", "patient_id", unique=True,
        where="is_primary AND retired_at IS NULL",
    )  # fmt: skip
    index(
        "uq_patient_identity_value", "patient_identity", "domain", "value", unique=True,
        where="retired_at IS NULL",
    )  # fmt: skip
    entity(
        "printout",
        ref("unit_id", "unit"), text("serial", size=20), text("layout", size=20), moment("printed_at"),
        ref("by_id", "user_account"), text("workstation"), whole("patients"),
        column("stay_ids", sa.JSON()), text("anchor", size=40), moment("left_at", null=True),
        moment("shredded_at", null=True), sa.UniqueConstraint("serial"),
    )  # fmt: skip
    entity(
        "record_destruction",
        ref("patient_id", "patient"), choice("owner"), text("decision_ref"), day("decided_on"),
        column("entries", sa.JSON()), moment("done_at"), ref("by_id", "user_account", null=True),
    )  # fmt: skip
    index("ix_record_destruction_patient_id", "record_destruction", "patient_id")
    entity(
        "room",
        ref("unit_id", "unit"), text("name", size=20), whole("position"),
    )  # fmt: skip
    index("ix_room_unit_id_name", "room", "unit_id", "name", unique=True)
    entity(
        "sharing_information",
        ref("patient_id", "patient"), moment("given_at"), ref("by_id", "user_account"), choice("form"),
        moment("recorded_at"), moment("ended_at", null=True),
    )  # fmt: skip
    index("ix_sharing_information_patient_id", "sharing_information", "patient_id")
    entity(
        "social_decision",
        text("what"), day("from_on"), day("to_on", null=True), text("decided_by"), day("decided_on"),
        text("paragraph"), ref("by_id", "user_account"), moment("recorded_at"),
        day("ended_on", null=True), text("end_reason", null=True), ref("patient_id", "patient"),
        choice("owner"), ref("unit_id", "unit", null=True),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="period"),
    )  # fmt: skip
    index("ix_social_decision_patient_id", "social_decision", "patient_id")
    entity(
        "treatment_limitation",
        choice("kind"), text("text"), text("grounds"), ref("decided_by_id", "user_account"),
        moment("decided_at"), text("consulted"), text("patient_attitude"),
        text("kin_informed", null=True), day("review_on"), moment("ended_at", null=True),
        ref("ended_by_id", "user_account", null=True), text("end_reason", null=True),
        ref("patient_id", "patient"), choice("owner"), ref("unit_id", "unit", null=True),
    )  # fmt: skip
    index("ix_treatment_limitation_patient_id", "treatment_limitation", "patient_id")
    entity(
        "user_session",
        ref("user_id", "user_account"), text("workstation"), moment("started_at"), moment("seen_at"),
        moment("ended_at", null=True), ref("ended_by_id", "user_account", null=True),
    )  # fmt: skip
    index("ix_user_session_user_id_ended_at", "user_session", "user_id", "ended_at")
    entity(
        "bed",
        ref("unit_id", "unit"), ref("room_id", "room"), text("label", size=20), whole("position"),
        choice("kind"), choice("funding_principal", null=True), moment("opened_at"),
        text("reason", null=True), moment("closed_at", null=True),
    )  # fmt: skip
    index("uq_bed_label_open", "bed", "unit_id", "label", unique=True, where="closed_at IS NULL")
    entity(
        "block_lift",
        ref("patient_id", "patient"), ref("block_id", "block"), ref("user_id", "user_account"),
        choice("reason"), text("text"), moment("from_at"), moment("until_at"),
    )  # fmt: skip
    index("ix_block_lift_patient_id", "block_lift", "patient_id")
    entity(
        "handover",
        ref("unit_id", "unit"), day("day"), choice("from_shift"), choice("to_shift"),
        moment("closed_at"), ref("by_id", "user_account"), column("snapshot", sa.JSON()),
        ref("destruction_id", "record_destruction", null=True),
    )  # fmt: skip
    index("ix_handover_unit_id_closed_at", "handover", "unit_id", "closed_at")
    entity(
        "lift_request",
        ref("patient_id", "patient"), ref("block_id", "block"), ref("by_id", "user_account"),
        text("text"), moment("sent_at"), moment("answered_at", null=True),
        ref("answered_by_id", "user_account", null=True), yes_no("is_granted", null=True),
        text("answer"),
    )  # fmt: skip
    index("ix_lift_request_patient_id", "lift_request", "patient_id")
    entity(
        "log_review_row",
        ref("review_id", "log_review"),
        column("log_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
        choice("judgement", null=True), text("comment"), moment("judged_at", null=True),
    )  # fmt: skip
    index("ix_log_review_row_review_id", "log_review_row", "review_id")
    entity(
        "rights_review",
        ref("assignment_id", "assignment"), day("month"), yes_no("is_kept"), moment("reviewed_at"),
        ref("by_id", "user_account"), sa.UniqueConstraint("assignment_id", "month"),
    )  # fmt: skip
    entity(
        "bed_closure",
        ref("bed_id", "bed"), choice("kind"), text("note", null=True), moment("from_at"),
        moment("to_at", null=True), ref("by_id", "user_account", null=True),
        sa.CheckConstraint("to_at IS NULL OR to_at >= from_at", name="period"),
    )  # fmt: skip
    index("uq_bed_closure_open", "bed_closure", "bed_id", unique=True, where="to_at IS NULL")
    entity(
        "stay",
        ref("unit_id", "unit"), choice("care_form"), choice("funding_principal"), text("reason"),
        text("background"), text("referred_from"), text("decided_by"), moment("planned_at", null=True),
        ref("planned_bed_id", "bed", null=True), moment("admitted_at", null=True),
        ref("admitted_by_id", "user_account", null=True), moment("recorded_at"),
        ref("responsible_nurse_id", "user_account", null=True),
        ref("responsible_doctor_id", "user_account", null=True),
        day("planned_discharge_on", null=True), moment("medically_ready_at", null=True),
        moment("ended_at", null=True), choice("end_kind", null=True), text("discharged_to", null=True),
        moment("cancelled_at", null=True), text("cancel_reason", null=True), choice("presence"),
        text("presence_named"), ref("patient_id", "patient"), choice("owner"),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= admitted_at", name="period"),
    )  # fmt: skip
    index("ix_stay_patient_id", "stay", "patient_id")
    index("ix_stay_unit_id_ended_at", "stay", "unit_id", "ended_at")
    index(
        "uq_stay_open", "stay", "patient_id", unique=True,
        where="admitted_at IS NOT NULL AND ended_at IS NULL AND cancelled_at IS NULL",
    )  # fmt: skip
    entity(
        "care_fact",
        ref("stay_id", "stay"), choice("kind"), text("text"), moment("recorded_at"),
        ref("by_id", "user_account"), moment("replaced_at", null=True), ref("patient_id", "patient"),
        choice("owner"), ref("unit_id", "unit", null=True),
    )  # fmt: skip
    index("ix_care_fact_stay_id_kind", "care_fact", "stay_id", "kind")
    index("uq_care_fact_current", "care_fact", "stay_id", "kind", unique=True, where="replaced_at IS NULL")
    entity(
        "consent",
        ref("patient_id", "patient"), yes_no("is_given"), yes_no("social"), choice("scope"),
        ref("stay_id", "stay", null=True), choice("form"), moment("given_at"), moment("recorded_at"),
        ref("by_id", "user_account"), moment("withdrawn_at", null=True),
        ref("withdrawn_by_id", "user_account", null=True),
    )  # fmt: skip
    index("ix_consent_patient_id", "consent", "patient_id")
    entity(
        "handover_remark",
        ref("stay_id", "stay"), text("situation"), text("background"), text("assessment"),
        text("recommendation"), text("if_then"), moment("recorded_at"), ref("by_id", "user_account"),
        ref("patient_id", "patient"), choice("owner"), ref("unit_id", "unit", null=True),
    )  # fmt: skip
    index("ix_handover_remark_stay_id_recorded_at", "handover_remark", "stay_id", "recorded_at")
    entity(
        "handover_tick",
        ref("stay_id", "stay"), day("day"), choice("to_shift"), moment("given_at", null=True),
        ref("given_by_id", "user_account", null=True), moment("taken_at", null=True),
        ref("taken_by_id", "user_account", null=True),
    )  # fmt: skip
    index("ix_handover_tick_stay_id_day_to_shift", "handover_tick", "stay_id", "day", "to_shift", unique=True)
    entity(
        "leave",
        ref("stay_id", "stay"), moment("from_at"), moment("expected_at", null=True),
        moment("returned_at", null=True), text("note"), moment("recorded_at"),
        moment("cancelled_at", null=True),
        sa.CheckConstraint("returned_at IS NULL OR returned_at > from_at", name="period"),
    )  # fmt: skip
    index(
        "uq_leave_open", "leave", "stay_id", unique=True,
        where="returned_at IS NULL AND cancelled_at IS NULL",
    )  # fmt: skip
    entity(
        "note",
        ref("stay_id", "stay", null=True), choice("kind"), column("sections", sa.JSON()),
        ref("entered_by_id", "user_account"), yes_no("signing_required"),
        ref("signed_by_id", "user_account", null=True), ref("corrects_id", "note", null=True),
        ref("destruction_id", "record_destruction", null=True), ref("patient_id", "patient"),
        choice("owner"), ref("unit_id", "unit", null=True), ref("author_id", "user_account"),
        text("author_title"), moment("occurred_at"), moment("recorded_at"),
        moment("signed_at", null=True), text("correction_reason", null=True),
        moment("discarded_at", null=True),
    )  # fmt: skip
    index("ix_note_author_id_signed_at", "note", "author_id", "signed_at")
    index("ix_note_patient_id_occurred_at", "note", "patient_id", "occurred_at")
    index("ix_note_stay_id", "note", "stay_id")
    index("uq_note_correction", "note", "corrects_id", unique=True, where="discarded_at IS NULL")
    entity(
        "placement",
        ref("stay_id", "stay"), ref("patient_id", "patient"), ref("bed_id", "bed"), moment("from_at"),
        moment("to_at", null=True), moment("recorded_at"), ref("by_id", "user_account", null=True),
        moment("voided_at", null=True),
        sa.CheckConstraint("to_at IS NULL OR to_at > from_at", name="period"),
    )  # fmt: skip
    index("ix_placement_bed_id_from_at", "placement", "bed_id", "from_at")
    index("ix_placement_stay_id", "placement", "stay_id")
    index(
        "uq_placement_bed_open", "placement", "bed_id", unique=True,
        where="to_at IS NULL AND voided_at IS NULL",
    )  # fmt: skip
    index(
        "uq_placement_patient_open", "placement", "patient_id", unique=True,
        where="to_at IS NULL AND voided_at IS NULL",
    )  # fmt: skip
    entity(
        "social_entry",
        ref("stay_id", "stay", null=True), choice("kind"), text("text"),
        ref("corrects_id", "social_entry", null=True),
        ref("destruction_id", "record_destruction", null=True), ref("patient_id", "patient"),
        choice("owner"), ref("unit_id", "unit", null=True), ref("author_id", "user_account"),
        text("author_title"), moment("occurred_at"), moment("recorded_at"),
        moment("signed_at", null=True), text("correction_reason", null=True),
        moment("discarded_at", null=True),
    )  # fmt: skip
    index("ix_social_entry_patient_id_occurred_at", "social_entry", "patient_id", "occurred_at")
    index(
        "uq_social_entry_correction", "social_entry", "corrects_id", unique=True,
        where="discarded_at IS NULL",
    )  # fmt: skip
    entity(
        "stay_event",
        ref("stay_id", "stay"), choice("kind"), moment("occurred_at"), moment("recorded_at"),
        ref("by_id", "user_account", null=True), ref("from_bed_id", "bed", null=True),
        ref("to_bed_id", "bed", null=True), text("detail"),
        ref("destruction_id", "record_destruction", null=True),
    )  # fmt: skip
    index("ix_stay_event_stay_id", "stay_event", "stay_id")
    entity(
        "stay_purpose",
        ref("stay_id", "stay"), choice("purpose"), moment("from_at"), moment("recorded_at"),
        ref("by_id", "user_account", null=True),
    )  # fmt: skip
    index("ix_stay_purpose_stay_id", "stay_purpose", "stay_id")
    entity(
        "task",
        ref("stay_id", "stay"), text("text"), moment("due_at"), choice("role", null=True),
        moment("recorded_at"), ref("by_id", "user_account"), moment("done_at", null=True),
        ref("done_by_id", "user_account", null=True), text("not_done_reason", null=True),
        moment("cancelled_at", null=True), ref("patient_id", "patient"), choice("owner"),
        ref("unit_id", "unit", null=True),
    )  # fmt: skip
    index("ix_task_due_at", "task", "due_at")
    index("ix_task_stay_id_done_at", "task", "stay_id", "done_at")
    entity(
        "note_remark",
        ref("note_id", "note"), text("text"), ref("by_id", "user_account"), moment("recorded_at"),
        ref("destruction_id", "record_destruction", null=True),
    )  # fmt: skip
    index("ix_note_remark_note_id", "note_remark", "note_id")
    entity(
        "social_remark",
        ref("social_entry_id", "social_entry"), text("text"), ref("by_id", "user_account"),
        moment("recorded_at"), ref("destruction_id", "record_destruction", null=True),
    )  # fmt: skip
    index("ix_social_remark_social_entry_id", "social_remark", "social_entry_id")
