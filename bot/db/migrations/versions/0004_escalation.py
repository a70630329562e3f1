"""The duty roster, cases with what hangs on them, and alarms."""

import sqlalchemy as sa
from alembic import op

from bot.db.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("sealed_phone", sa.LargeBinary(), nullable=False),
        sa.Column("phone_hash", sa.String(64), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("hours", sa.String(255), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.Column("stopped_at", UtcDateTime(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_staff_account_id_account", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
    )
    op.create_index("ix_staff_phone_hash", "staff", ["phone_hash"], unique=True)
    op.create_table(
        "escalation_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(40), nullable=True),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("sealed_code", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "notifying",
                "acked",
                "in_contact",
                "exhausted",
                "cancelled",
                "closed",
                name="case_state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "severity",
            sa.Enum(
                "acute",
                "high",
                "normal",
                name="case_severity",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("policy_version", sa.String(40), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=True),
        sa.Column("topic", sa.String(80), nullable=True),
        sa.Column("for_whom", sa.String(10), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(3), nullable=False),
        sa.Column("contact", sa.String(10), nullable=False),
        sa.Column("sealed_phone", sa.LargeBinary(), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", UtcDateTime(), nullable=True),
        sa.Column("first_contact_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(20), nullable=True),
        sa.Column("feedback", sa.String(10), nullable=True),
        sa.Column("texts_deleted_at", UtcDateTime(), nullable=True),
        sa.Column("phone_deleted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_escalation_case_conversation_id_conversation",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["staff.id"], name="fk_escalation_case_taken_by_staff", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_escalation_case"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_escalation_case_code_hash", "escalation_case", ["code_hash"], unique=True)
    op.create_index("ix_escalation_case_state", "escalation_case", ["state"])
    op.create_index("ix_escalation_case_conversation_id", "escalation_case", ["conversation_id"])
    op.create_index(
        "uq_escalation_case_alive",
        "escalation_case",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('held', 'notifying', 'acked', 'in_contact', 'exhausted')"),
        postgresql_where=sa.text("state IN ('held', 'notifying', 'acked', 'in_contact', 'exhausted')"),
    )
    op.create_table(
        "case_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(10), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("origin", sa.String(120), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["escalation_case.id"],
            name="fk_case_message_case_id_escalation_case",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_case_message_staff_id_staff", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_message"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_message_case_id_id", "case_message", ["case_id", "id"])
    op.create_index("ix_case_message_origin", "case_message", ["origin"], unique=True)
    op.create_table(
        "case_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("freed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["escalation_case.id"],
            name="fk_case_offer_case_id_escalation_case",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_case_offer_staff_id_staff", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_offer"),
    )
    op.create_index("ix_case_offer_case_id", "case_offer", ["case_id"])
    op.create_index(
        "uq_case_offer_staff_code",
        "case_offer",
        ["staff_id", "code"],
        unique=True,
        sqlite_where=sa.text("freed_at IS NULL"),
        postgresql_where=sa.text("freed_at IS NULL"),
    )
    op.create_table(
        "case_timer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["escalation_case.id"],
            name="fk_case_timer_case_id_escalation_case",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_timer"),
    )
    op.create_index("ix_case_timer_case_id", "case_timer", ["case_id"])
    op.create_index("ix_case_timer_due_at", "case_timer", ["due_at"])
    op.create_table(
        "case_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(30), nullable=False),
        sa.Column("event", sa.String(30), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_audit_case_id_id", "case_audit", ["case_id", "id"])
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
    )
    op.create_index("ix_alarm_key", "alarm", ["key"], unique=True)
    op.create_index("ix_alarm_seen_at", "alarm", ["seen_at"])


def downgrade() -> None:
    """Drop the tables; every case is forgotten."""
    op.drop_table("alarm")
    op.drop_table("case_audit")
    op.drop_table("case_timer")
    op.drop_table("case_offer")
    op.drop_table("case_message")
    op.drop_table("escalation_case")
    op.drop_table("staff")
