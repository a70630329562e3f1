"""The migrations build exactly what the models say, and can be taken back."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.schema import CreateTable

import bot.db.models  # noqa: F401 (registers every table)
from bot.db.base import Base
from bot.db.engine import create_engine
from bot.db.migrate import config_for, upgrade


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database that does not exist yet, in a folder that does not exist yet."""
    return f"sqlite:///{tmp_path / 'var' / 'vart.db'}"


@pytest.fixture
async def migrated(url: str) -> AsyncIterator[AsyncEngine]:
    upgrade(url)
    engine = create_engine(url)
    yield engine
    await engine.dispose()


def _differences(connection: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


async def test_the_migrated_schema_is_the_schema_of_the_models(migrated: AsyncEngine) -> None:
    async with migrated.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_the_migrated_checks_are_the_checks_of_the_models(migrated: AsyncEngine) -> None:
    def checks(connection: Connection) -> dict[str, set[str | None]]:
        found = inspect(connection)
        return {
            table: {check["name"] for check in found.get_check_constraints(table)}
            for table in Base.metadata.tables
        }

    expected = {
        table.name: {str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)}
        for table in Base.metadata.sorted_tables
    }
    async with migrated.connect() as connection:
        assert await connection.run_sync(checks) == expected


async def test_upgrading_twice_changes_nothing(url: str, migrated: AsyncEngine) -> None:
    upgrade(url)
    async with migrated.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM content_version"))).scalar() == 1


async def test_there_can_only_be_one_content_version(migrated: AsyncEngine) -> None:
    async with migrated.connect() as connection:
        with pytest.raises(IntegrityError):
            await connection.execute(text("INSERT INTO content_version VALUES (2, 0, '2026-01-01')"))


def test_everything_can_be_taken_back(url: str) -> None:
    upgrade(url)
    command.downgrade(config_for(url), "base")
    upgrade(url)


def test_the_migrations_are_one_line() -> None:
    script = ScriptDirectory.from_config(config_for("sqlite://"))
    assert len(script.get_heads()) == 1
    assert [step.revision for step in script.walk_revisions()][-1] == "0001"


def test_every_table_can_be_made_in_postgresql() -> None:
    for table in Base.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
