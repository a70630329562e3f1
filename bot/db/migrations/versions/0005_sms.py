"""SMS on their way out and in."""

import sqlalchemy as sa
from alembic import op

from bot.db.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "sms_outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(120), nullable=False),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("sealed_to", sa.LargeBinary(), nullable=False),
        sa.Column("to_hash", sa.String(64), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("leased_by", sa.String(40), nullable=True),
        sa.Column("valid_until", UtcDateTime(), nullable=True),
        sa.Column("sid", sa.String(64), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("late_failure", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("handed_at", UtcDateTime(), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["escalation_case.id"],
            name="fk_sms_outbox_case_id_escalation_case",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_sms_outbox_staff_id_staff", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sms_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sms_outbox_reference", "sms_outbox", ["reference"], unique=True)
    op.create_index("ix_sms_outbox_sid", "sms_outbox", ["sid"], unique=True)
    op.create_index("ix_sms_outbox_state_next_at", "sms_outbox", ["state", "next_at"])
    op.create_index("ix_sms_outbox_to_hash_id", "sms_outbox", ["to_hash", "id"])
    op.create_table(
        "sms_inbound",
        sa.Column("sid", sa.String(64), nullable=False),
        sa.Column("from_hash", sa.String(64), nullable=False),
        sa.Column("sealed_from", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("handled_at", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("sid", name="pk_sms_inbound"),
    )
    op.create_index("ix_sms_inbound_from_hash_received_at", "sms_inbound", ["from_hash", "received_at"])
    op.create_index("ix_sms_inbound_handled_at", "sms_inbound", ["handled_at"])


def downgrade() -> None:
    """Drop the tables; what was not sent is lost."""
    op.drop_table("sms_inbound")
    op.drop_table("sms_outbox")
