"""The first revision: every record of the first whole day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
KEY = sa.String(length=400).with_variant(sa.String(length=400, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("sequence", ID, autoincrement=False, nullable=False),
        sa.Column("operation_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("root_kind", sa.String(length=40), nullable=False),
        sa.Column("root_id", ID, nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("after", JSON, nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index("ix_audit_record", ["record_kind", "record_id"], unique=False)
        batch_op.create_index("ix_audit_root", ["root_kind", "root_id"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "operation",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("officer_id", ID, nullable=True),
        sa.Column("officer_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=255), nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=True),
        sa.Column("details", JSON, nullable=True),
        sa.Column("undoes_id", ID, nullable=True),
        sa.Column("undone_by_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
    )
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_operation_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_operation_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_operation_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_operation_undoes_id"), ["undoes_id"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("current_name", sa.String(length=255), nullable=False),
        sa.Column("current_parent_id", ID, nullable=True),
        sa.Column("current_symbol", sa.String(length=30), nullable=True),
        sa.Column("province_code", sa.String(length=10), nullable=True),
        sa.Column("district_code", sa.String(length=10), nullable=True),
        sa.Column("place_line", sa.String(length=80), nullable=True),
        sa.Column("chair", sa.String(length=120), nullable=True),
        sa.Column("committee_size", sa.Integer(), nullable=True),
        sa.Column("standing_size", sa.Integer(), nullable=True),
        sa.Column("own_seal", sa.Boolean(), nullable=True),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["current_parent_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_current_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "search_row",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("opens_kind", sa.String(length=40), nullable=False),
        sa.Column("opens_id", ID, nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=True),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_row")),
    )
    with op.batch_alter_table("search_row", schema=None) as batch_op:
        batch_op.create_index("ix_search_record", ["kind", "record_id"], unique=True)

    op.create_table(
        "holiday_override",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("calendar", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_holiday_override_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_override")),
    )
    with op.batch_alter_table("holiday_override", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_holiday_override_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "number_series",
        sa.Column("organisation_id", ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_number_series_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("organisation_id", "name", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "officer",
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("position", sa.String(length=120), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_officer_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
    )
    with op.batch_alter_table("officer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_officer_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "organisation_name",
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_name_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_name_subject_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
    )
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_name_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_name_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "organisation_parent",
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_parent_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_parent_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_parent_subject_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_parent")),
    )
    with op.batch_alter_table("organisation_parent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_parent_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_parent_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "organisation_symbol",
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("symbol", sa.String(length=30), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_symbol_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_symbol_subject_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_symbol")),
    )
    with op.batch_alter_table("organisation_symbol", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_symbol_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_symbol_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "place",
        sa.Column("system", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("district_code", sa.String(length=10), nullable=True),
        sa.Column("district_name", sa.String(length=120), nullable=True),
        sa.Column("province_code", sa.String(length=10), nullable=False),
        sa.Column("province_name", sa.String(length=120), nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_place_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(
            "uq_place_system_code",
            ["organisation_id", "system", "level", "code"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_setting_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    with op.batch_alter_table("setting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_setting_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(
            "uq_setting_key",
            ["organisation_id", "key", "valid_from"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "branch",
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("tld_code", sa.String(length=40), nullable=True),
        sa.Column("current_name", sa.String(length=255), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("current_kind", sa.String(length=40), nullable=False),
        sa.Column("current_status", sa.String(length=40), nullable=False),
        sa.Column("current_manager_id", ID, nullable=True),
        sa.Column("current_place_id", ID, nullable=True),
        sa.Column("address", sa.String(length=255), nullable=True),
        sa.Column("industrial_zone", sa.String(length=120), nullable=True),
        sa.Column("industry", sa.String(length=160), nullable=True),
        sa.Column("company_form", sa.String(length=60), nullable=True),
        sa.Column("country", sa.String(length=60), nullable=True),
        sa.Column("autonomy", sa.Integer(), nullable=True),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("founding_decision", sa.String(length=80), nullable=True),
        sa.Column("recognised_on", sa.Date(), nullable=True),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("section_count", sa.Integer(), nullable=True),
        sa.Column("group_count", sa.Integer(), nullable=True),
        sa.Column("has_women_board", sa.Boolean(), nullable=True),
        sa.Column("has_inspection", sa.Boolean(), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("zalo", sa.String(length=60), nullable=True),
        sa.Column("attention", sa.String(length=40), nullable=False),
        sa.Column("attention_reason", sa.String(length=255), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("current_figures_id", ID, nullable=True),
        sa.Column("current_chair_id", ID, nullable=True),
        sa.Column("last_visit_on", sa.Date(), nullable=True),
        sa.Column("search_words", sa.Text(), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["current_manager_id"],
            ["organisation.id"],
            name=op.f("fk_branch_current_manager_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["current_place_id"],
            ["place.id"],
            name=op.f("fk_branch_current_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_branch_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
    )
    with op.batch_alter_table("branch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_last_visit_on"), ["last_visit_on"], unique=False)
        batch_op.create_index("ix_branch_name_key", ["name_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_branch_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(
            "uq_branch_code",
            ["organisation_id", "code"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "agreement",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("amendments", sa.Integer(), nullable=True),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.Column("better_terms", sa.Text(), nullable=True),
        sa.Column("meal_value", sa.BigInteger(), nullable=True),
        sa.Column("rank", sa.String(length=10), nullable=True),
        sa.Column("unranked_reason", sa.String(length=160), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_agreement_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_agreement_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("branch_id", ID, nullable=True),
        sa.Column("place_id", ID, nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("paper", sa.String(length=120), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_assignment_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
            name=op.f("fk_assignment_officer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_assignment_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_assignment_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(
            "uq_assignment_open_lead",
            ["branch_id"],
            unique=True,
            sqlite_where=sa.text(
                "deleted_at IS NULL AND valid_to IS NULL AND role = 'lead' AND branch_id IS NOT NULL"
            ),
            postgresql_where=sa.text(
                "deleted_at IS NULL AND valid_to IS NULL AND role = 'lead' AND branch_id IS NOT NULL"
            ),
        )

    op.create_table(
        "branch_employer",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("tax_code", sa.String(length=20), nullable=True),
        sa.Column("representative", sa.String(length=120), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_branch_employer_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_branch_employer_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_employer")),
    )
    with op.batch_alter_table("branch_employer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_employer_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_branch_employer_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "branch_kind",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("is_proposal", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_branch_kind_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_branch_kind_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_kind")),
    )
    with op.batch_alter_table("branch_kind", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_kind_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_branch_kind_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "branch_manager",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("manager_id", ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_branch_manager_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"],
            ["organisation.id"],
            name=op.f("fk_branch_manager_manager_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_branch_manager_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_manager")),
    )
    with op.batch_alter_table("branch_manager", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_manager_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_branch_manager_manager_id"), ["manager_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_branch_manager_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "branch_name",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_branch_name_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_branch_name_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_name")),
    )
    with op.batch_alter_table("branch_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_name_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_branch_name_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "branch_officer",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("position", sa.String(length=40), nullable=False),
        sa.Column("gender", sa.String(length=40), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("phone", sa.String(length=60), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("full_time", sa.Boolean(), nullable=True),
        sa.Column("trained_year", sa.Integer(), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_branch_officer_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_branch_officer_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_officer")),
    )
    with op.batch_alter_table("branch_officer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_officer_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index("ix_branch_officer_name_key", ["name_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_branch_officer_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "branch_place",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_branch_place_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_branch_place_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_branch_place_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_place")),
    )
    with op.batch_alter_table("branch_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_place_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_branch_place_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_branch_place_place_id"), ["place_id"], unique=False)

    op.create_table(
        "branch_status",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=255), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_branch_status_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_branch_status_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_status")),
    )
    with op.batch_alter_table("branch_status", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_branch_status_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_branch_status_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "democracy_event",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("has_minutes", sa.Boolean(), nullable=True),
        sa.Column("members_present", sa.Integer(), nullable=True),
        sa.Column("members_total", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("recommendation_count", sa.Integer(), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_democracy_event_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_democracy_event_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_democracy_event")),
    )
    with op.batch_alter_table("democracy_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_democracy_event_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_democracy_event_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "rating",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("rank", sa.String(length=40), nullable=False),
        sa.Column("self_score", sa.Integer(), nullable=True),
        sa.Column("review_score", sa.Integer(), nullable=True),
        sa.Column("not_rated_reason", sa.String(length=255), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=True),
        sa.Column("praise", sa.String(length=160), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_rating_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_rating_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rating_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rating_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(
            "uq_rating_branch_year",
            ["branch_id", "year"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "visit",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("branch_id", ID, nullable=True),
        sa.Column("firm_name", sa.String(length=255), nullable=True),
        sa.Column("firm_place_id", ID, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_reason", sa.String(length=255), nullable=True),
        sa.Column("programme", sa.String(length=120), nullable=True),
        sa.Column("planned_from", sa.DateTime(), nullable=False),
        sa.Column("planned_to", sa.DateTime(), nullable=True),
        sa.Column("held_from", sa.DateTime(), nullable=True),
        sa.Column("held_to", sa.DateTime(), nullable=True),
        sa.Column("lead_id", ID, nullable=True),
        sa.Column("preparation", sa.Text(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("venue", sa.String(length=255), nullable=True),
        sa.Column("topic", sa.String(length=255), nullable=True),
        sa.Column("minutes_kind", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("chair", sa.String(length=160), nullable=True),
        sa.Column("secretary", sa.String(length=160), nullable=True),
        sa.Column("absent", sa.Text(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("not_signing", sa.Text(), nullable=True),
        sa.Column("worker_count", sa.Integer(), nullable=True),
        sa.Column("women_count", sa.Integer(), nullable=True),
        sa.Column("production", sa.Text(), nullable=True),
        sa.Column("jobs", sa.Text(), nullable=True),
        sa.Column("wages", sa.Text(), nullable=True),
        sa.Column("living", sa.Text(), nullable=True),
        sa.Column("branch_activity", sa.Text(), nullable=True),
        sa.Column("thoughts", sa.Text(), nullable=True),
        sa.Column("branch_opinion", sa.Text(), nullable=True),
        sa.Column("employer_opinion", sa.Text(), nullable=True),
        sa.Column("worker_opinion", sa.Text(), nullable=True),
        sa.Column("differing_opinion", sa.Text(), nullable=True),
        sa.Column("guidance", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("proceedings", sa.Text(), nullable=True),
        sa.Column("report_due_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("follows_id", ID, nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_visit_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["firm_place_id"],
            ["place.id"],
            name=op.f("fk_visit_firm_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["visit.id"],
            name=op.f("fk_visit_follows_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["officer.id"], name=op.f("fk_visit_lead_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_visit_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_branch_held", ["branch_id", "held_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_visit_planned_from", ["planned_from", "id"], unique=False)
        batch_op.create_index(
            "uq_visit_number",
            ["organisation_id", "number"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "case_file",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("branch_id", ID, nullable=True),
        sa.Column("employer", sa.String(length=255), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("visit_id", ID, nullable=True),
        sa.Column("reporter", sa.String(length=160), nullable=True),
        sa.Column("reporter_phone", sa.String(length=60), nullable=True),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=True),
        sa.Column("women_count", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("violation_found_on", sa.Date(), nullable=True),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("next_action", sa.String(length=255), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("support_promised", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("money_secured", sa.BigInteger(), nullable=True),
        sa.Column("people_helped", sa.Integer(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("satisfied", sa.Boolean(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("data_basis", sa.String(length=160), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_case_file_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_case_file_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["officer.id"],
            name=op.f("fk_case_file_owner_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_case_file_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_file_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("ix_case_open", ["closed_on", "next_due_on"], unique=False)
        batch_op.create_index(
            "uq_case_number",
            ["organisation_id", "number"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "figures",
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("workers", sa.Integer(), nullable=True),
        sa.Column("women_workers", sa.Integer(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("women_members", sa.Integer(), nullable=True),
        sa.Column("underemployed", sa.Integer(), nullable=True),
        sa.Column("women_underemployed", sa.Integer(), nullable=True),
        sa.Column("average_wage", sa.BigInteger(), nullable=True),
        sa.Column("wage_counted", sa.Integer(), nullable=True),
        sa.Column("wage_debt", sa.BigInteger(), nullable=True),
        sa.Column("housed", sa.Integer(), nullable=True),
        sa.Column("renting", sa.Integer(), nullable=True),
        sa.Column("with_contract", sa.Integer(), nullable=True),
        sa.Column("insured", sa.Integer(), nullable=True),
        sa.Column("insurance_debt", sa.BigInteger(), nullable=True),
        sa.Column("insurance_debt_months", sa.Integer(), nullable=True),
        sa.Column("accidents", sa.Integer(), nullable=True),
        sa.Column("accident_deaths", sa.Integer(), nullable=True),
        sa.Column("accident_serious", sa.Integer(), nullable=True),
        sa.Column("committee_count", sa.Integer(), nullable=True),
        sa.Column("inspection_count", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("visit_id", ID, nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_figures_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_figures_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_figures_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
    )
    with op.batch_alter_table("figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figures_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_figures_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(
            "uq_figures_branch_on",
            ["branch_id", "on"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "visit_officer",
        sa.Column("visit_id", ID, nullable=False),
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
            name=op.f("fk_visit_officer_officer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_visit_officer_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_visit_officer_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_officer")),
    )
    with op.batch_alter_table("visit_officer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_officer_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_visit_officer_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_visit_officer_visit_id"), ["visit_id"], unique=False)
        batch_op.create_index(
            "uq_visit_officer",
            ["visit_id", "officer_id"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "visit_participant",
        sa.Column("visit_id", ID, nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.String(length=160), nullable=True),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("place_in_list", sa.Integer(), nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_visit_participant_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_visit_participant_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_participant")),
    )
    with op.batch_alter_table("visit_participant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_participant_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_visit_participant_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "case_clock",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("rule_id", sa.String(length=20), nullable=False),
        sa.Column("variant", sa.String(length=40), nullable=True),
        sa.Column("label", sa.String(length=255), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("arithmetic", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=255), nullable=True),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_case_clock_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_case_clock_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_clock")),
    )
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_clock_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_clock_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_clock_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "case_diary",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", ID, nullable=True),
        sa.Column("officer_name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("strikes_id", ID, nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_case_diary_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
            name=op.f("fk_case_diary_officer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_case_diary_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["strikes_id"],
            ["case_diary.id"],
            name=op.f("fk_case_diary_strikes_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_diary")),
    )
    with op.batch_alter_table("case_diary", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_diary_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_diary_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("series", sa.String(length=20), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("full_number", sa.String(length=60), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("branch_id", ID, nullable=True),
        sa.Column("visit_id", ID, nullable=True),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("replaces_id", ID, nullable=True),
        sa.Column("content", JSON, nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("numbered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(length=160), nullable=True),
        sa.Column("state_reason", sa.String(length=255), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_document_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_document_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_document_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["document.id"],
            name=op.f("fk_document_replaces_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_document_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_document_visit", ["visit_id"], unique=False)
        batch_op.create_index(
            "uq_document_number",
            ["organisation_id", "series", "year", "number"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL AND number IS NOT NULL"),
            postgresql_where=sa.text("deleted_at IS NULL AND number IS NOT NULL"),
        )

    op.create_table(
        "opinion_note",
        sa.Column("branch_id", ID, nullable=True),
        sa.Column("visit_id", ID, nullable=True),
        sa.Column("officer_id", ID, nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=120), nullable=True),
        sa.Column("tendency", sa.String(length=40), nullable=True),
        sa.Column("prevalence", sa.String(length=40), nullable=True),
        sa.Column("intensity", sa.Integer(), nullable=True),
        sa.Column("is_rumour", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_opinion_note_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_opinion_note_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
            name=op.f("fk_opinion_note_officer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_opinion_note_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_opinion_note_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_note")),
    )
    with op.batch_alter_table("opinion_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_note_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_opinion_note_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_opinion_note_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "promise",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("branch_id", ID, nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("visit_id", ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("opinion_count", sa.Integer(), nullable=False),
        sa.Column("holder_kind", sa.String(length=40), nullable=False),
        sa.Column("holder_name", sa.String(length=160), nullable=True),
        sa.Column("coordination", sa.String(length=160), nullable=True),
        sa.Column("officer_id", ID, nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_reason", sa.String(length=255), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("told_branch_on", sa.Date(), nullable=True),
        sa.Column("branch_agrees", sa.Boolean(), nullable=True),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_promise_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_file.id"],
            name=op.f("fk_promise_case_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officer.id"],
            name=op.f("fk_promise_officer_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_promise_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_promise_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_promise_status_due", ["status", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_visit_id"), ["visit_id"], unique=False)
        batch_op.create_index(
            "uq_promise_number",
            ["organisation_id", "number"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "document_file",
        sa.Column("document_id", ID, autoincrement=False, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_document_file_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_document_file_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_file")),
    )
    op.create_table(
        "promise_answer",
        sa.Column("visit_id", ID, nullable=False),
        sa.Column("promise_id", ID, nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_promise_answer_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["promise_id"],
            ["promise.id"],
            name=op.f("fk_promise_answer_promise_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_promise_answer_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_answer")),
    )
    with op.batch_alter_table("promise_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_promise_answer_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_promise_answer_promise_id"), ["promise_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_answer_visit_id"), ["visit_id"], unique=False)
        batch_op.create_index(
            "uq_promise_answer",
            ["visit_id", "promise_id"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_fts USING fts5(words, prefix='2 3', tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.execute("CREATE INDEX ix_search_vector ON search_row USING gin (to_tsvector('simple', words))")
    # the beginning of the audit chain: an empty chain's hash is all zeros
    head = sa.table("audit_head", sa.column("id"), sa.column("sequence"), sa.column("hash"))
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "hash": "0" * 64}])


def downgrade() -> None:
    raise NotImplementedError("a database is not taken back; restore the copy made before the upgrade")
