"""Carries listings between content/ and the database."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from alembic.util.exc import CommandError
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.export import write_listings
from bot.content.load import Content
from bot.content.schema import Municipality, Publication
from bot.db.engine import create_engine, session_factory
from bot.db.migrate import upgrade
from bot.db.models.organization import Organization
from bot.directory.records import all_services, read_organization, read_service
from bot.directory.seed import SeedReport, seed


class UnusableDatabaseError(Exception):
    """The database cannot be used; one sentence that never repeats its address."""


async def put(url: str, content: Content) -> SeedReport:
    """Seed the database from content.

    Args:
        url: The database; it is brought to the newest schema first.
        content: The curated truth.

    Raises:
        UnusableDatabaseError: The database cannot be opened or written.
    """
    async with _session(url) as session:
        return await seed(session, content)


async def take(url: str, municipalities: Mapping[str, Municipality], target: Path) -> list[Path]:
    """Write the published listings of the database as files.

    Args:
        url: The database.
        municipalities: Municipalities by code, which name the folders.
        target: The folder to write to.

    Raises:
        UnusableDatabaseError: The database cannot be opened or read.
        OSError: The folder cannot be written.
    """
    async with _session(url) as session:
        rows = [row async for row in all_services(session) if row.publication == Publication.PUBLISHED]
        services = [read_service(row) for row in rows]
        owners = [read_organization(row) for row in await session.scalars(select(Organization))]
    return write_listings(services, owners, municipalities, target)


@asynccontextmanager
async def _session(url: str) -> AsyncIterator[AsyncSession]:
    try:
        upgrade(url)
        engine = create_engine(url)
        try:
            async with session_factory(engine)() as session:
                yield session
        finally:
            await engine.dispose()
    except (SQLAlchemyError, CommandError, ModuleNotFoundError, OSError) as error:
        raise UnusableDatabaseError(f"Databasen går inte att använda ({type(error).__name__}).") from error
