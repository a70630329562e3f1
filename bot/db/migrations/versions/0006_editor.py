"""What editors do: history, drafts, comments, reports, counted questions, links and confirmations."""

import sqlalchemy as sa
from alembic import op

from bot.db.base import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_work()
    _create_signals()
    _create_confirmation()


def downgrade() -> None:
    """Drop the tables; drafts and the history are lost, what is published stays."""
    for table in (
        "confirmation",
        "link_check",
        "unanswered_question",
        "listing_report",
        "listing_comment",
        "listing_draft",
        "listing_revision",
    ):
        op.drop_table(table)


def _create_work() -> None:
    op.create_table(
        "listing_revision",
        sa.Column("service_id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("publication", sa.String(20), nullable=True),
        sa.CheckConstraint(
            "publication IN ('draft', 'published', 'archived')", name=op.f("ck_listing_revision_publication")
        ),
        sa.PrimaryKeyConstraint("service_id", "number", name="pk_listing_revision"),
    )
    op.create_table(
        "listing_draft",
        sa.Column("service_id", sa.String(80), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("service_id", name="pk_listing_draft"),
    )
    op.create_table(
        "listing_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(80), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_listing_comment"),
    )
    op.create_index("ix_listing_comment_service_id_id", "listing_comment", ["service_id", "id"])


def _create_signals() -> None:
    op.create_table(
        "listing_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        _of_service("listing_report"),
        sa.PrimaryKeyConstraint("id", name="pk_listing_report"),
    )
    op.create_index("ix_listing_report_service_id", "listing_report", ["service_id"])
    op.create_index("ix_listing_report_closed_at", "listing_report", ["closed_at"])
    op.create_table(
        "unanswered_question",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("intent", sa.String(80), nullable=False),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "intent", "topic", "municipality", name="pk_unanswered_question"),
    )
    op.create_table(
        "link_check",
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("checked_at", UtcDateTime(), nullable=False),
        sa.Column("finding", sa.String(20), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_link_check"),
    )


def _create_confirmation() -> None:
    op.create_table(
        "confirmation",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("service_id", sa.String(80), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.String(10), nullable=True),
        _of_service("confirmation"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_confirmation"),
    )
    op.create_index("ix_confirmation_service_id", "confirmation", ["service_id"])


def _of_service(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_service_id_service"
    return sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=name, ondelete="CASCADE")
