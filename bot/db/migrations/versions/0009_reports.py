"""Reports without words: no page ever asked for any."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the column."""
    op.drop_column("listing_report", "note")


def downgrade() -> None:
    """Put it back, empty."""
    op.add_column("listing_report", sa.Column("note", sa.String(200), nullable=True))
