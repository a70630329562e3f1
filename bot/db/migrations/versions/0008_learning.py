"""Sentences kept for learning."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "learnt_sentence",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("language", sa.String(3), nullable=False),
        sa.Column("guess", sa.String(80), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_learnt_sentence"),
    )
    op.create_index("ix_learnt_sentence_day", "learnt_sentence", ["day"])


def downgrade() -> None:
    """Drop the table, and with it every sentence not yet labelled."""
    op.drop_table("learnt_sentence")
