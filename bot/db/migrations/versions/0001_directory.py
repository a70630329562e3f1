"""The directory: organizations, services with everything that hangs on them, and the content version."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LEVELS = ("municipal", "local", "regional", "national")
STATUSES = ("active", "inactive", "defunct", "temporarily closed")
PUBLICATIONS = ("draft", "published", "archived")
ORIGINS = ("content", "editor")


def upgrade() -> None:
    """Create the tables, and the single row of `content_version`."""
    _create_content_version()
    _create_organization()
    _create_service()
    for table, code, length in (
        ("service_topic", "topic_id", 80),
        ("service_area", "area_code", 4),
        ("service_language", "language_code", 3),
    ):
        main: sa.Column[bool] = sa.Column("main", sa.Boolean(), nullable=False)
        _create_link(table, code, length, *([main] if table == "service_topic" else []))
        op.create_index(f"ix_{table}_{code}", table, [code])
    audience = sa.CheckConstraint(
        "audience IN ('self', 'relative')", name=op.f("ck_service_audience_audience")
    )
    _create_link("service_audience", "audience", 20, audience)
    _create_address()
    _create_phone()
    _create_source()


def downgrade() -> None:
    """Drop the tables; everything editors wrote is lost."""
    for table in (
        "source",
        "phone",
        "address",
        "service_audience",
        "service_language",
        "service_area",
        "service_topic",
        "service",
        "organization",
        "content_version",
    ):
        op.drop_table(table)


def _one_of(column: str, table: str, values: tuple[str, ...]) -> tuple[sa.Column[str], sa.CheckConstraint]:
    allowed = ", ".join(f"'{value}'" for value in values)
    return (
        sa.Column(column, sa.String(20), nullable=False),
        sa.CheckConstraint(f"{column} IN ({allowed})", name=op.f(f"ck_{table}_{column}")),
    )


def _of_service(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_service_id_service"
    return sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=name, ondelete="CASCADE")


def _create_content_version() -> None:
    table = op.create_table(
        "content_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_content_version_single_row")),
        sa.PrimaryKeyConstraint("id", name="pk_content_version"),
    )
    op.bulk_insert(table, [{"id": 1, "number": 0, "changed_at": datetime.now(UTC)}])


def _create_organization() -> None:
    op.create_table(
        "organization",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("url", sa.String(500)),
        *_one_of("origin", "organization", ORIGINS),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organization"),
    )


def _create_service() -> None:
    op.create_table(
        "service",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("organization_id", sa.String(80), nullable=False),
        *_one_of("level", "service", LEVELS),
        *_one_of("status", "service", STATUSES),
        *_one_of("publication", "service", PUBLICATIONS),
        sa.Column("summary", sa.String(220), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("minimum_age", sa.Integer()),
        sa.Column("maximum_age", sa.Integer()),
        sa.Column("not_for", sa.String(160)),
        sa.Column("self_referral", sa.Boolean(), nullable=False),
        *_ways_in(),
        sa.Column("interpretation_services", sa.Boolean()),
        sa.Column("cost", sa.String(160)),
        sa.Column("anonymity", sa.String(160)),
        sa.Column("assured_date", sa.Date()),
        sa.Column("internal_note", sa.Text()),
        *_one_of("origin", "service", ORIGINS),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minimum_age <= maximum_age", name=op.f("ck_service_ages_in_order")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_service_organization_id_organization"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service"),
    )
    op.create_index("ix_service_organization_id", "service", ["organization_id"])
    op.create_index("ix_service_publication", "service", ["publication"])


def _ways_in() -> list[sa.Column[str]]:
    return [
        sa.Column("sms", sa.String(160)),
        sa.Column("chat", sa.String(500)),
        sa.Column("email", sa.String(320)),
        sa.Column("url", sa.String(500)),
        sa.Column("opening_hours", sa.String(200)),
        sa.Column("opening_hours_note", sa.String(160)),
    ]


def _create_link(table: str, code: str, length: int, *extra: sa.Column[bool] | sa.CheckConstraint) -> None:
    op.create_table(
        table,
        sa.Column("service_id", sa.String(80), nullable=False),
        sa.Column(code, sa.String(length), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *extra,
        _of_service(table),
        sa.PrimaryKeyConstraint("service_id", code, name=f"pk_{table}"),
    )


def _create_address() -> None:
    op.create_table(
        "address",
        sa.Column("service_id", sa.String(80), nullable=False),
        sa.Column("text", sa.String(160), nullable=False),
        _of_service("address"),
        sa.PrimaryKeyConstraint("service_id", name="pk_address"),
    )


def _create_phone() -> None:
    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(160), nullable=False),
        sa.Column("label", sa.String(160)),
        *_one_of("publication", "phone", PUBLICATIONS),
        sa.Column("unconfirmed", sa.Boolean(), nullable=False),
        _of_service("phone"),
        sa.PrimaryKeyConstraint("id", name="pk_phone"),
    )
    op.create_index("ix_phone_service_id", "phone", ["service_id"])


def _create_source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(500)),
        sa.Column("title", sa.String(160)),
        sa.Column("date", sa.String(160)),
        sa.CheckConstraint("url IS NOT NULL OR title IS NOT NULL", name=op.f("ck_source_names_something")),
        _of_service("source"),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
    )
    op.create_index("ix_source_service_id", "source", ["service_id"])
