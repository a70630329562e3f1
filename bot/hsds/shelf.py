"""The published listings of the database, kept at hand until the directory is written again."""

import asyncio
import time
from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.clock import Clock
from bot.content.load import Content
from bot.content.schema import Publication, Service
from bot.db.models.content_version import ContentVersion
from bot.db.models.organization import Organization as OrganizationRow
from bot.db.models.service import Service as ServiceRow
from bot.directory.listing import read_listings
from bot.directory.records import all_services, read_organization, read_service
from bot.gateway.limits import Buckets, Rate
from bot.hsds.service import Published, Words
from bot.logs import get_logger

# A harvester may take its time; a page of 500 listings a second serves every one there is.
PER_ADDRESS = Rate(burst=120, per_minute=120)


class ShelfClosedError(Exception):
    """The database cannot be read."""


class Shelf:
    """What the HSDS API gives out.

    Args:
        sessions: Makes sessions of the database.
        content: Names of topics and municipalities, and the short numbers.
        clock: The time now.
        seconds: Seconds that only go forwards, for the limit of each address.
    """

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        content: Content,
        clock: Clock,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = sessions
        self._content = content
        self._version: int | None = None
        self._published: Mapping[str, Published] = {}
        self._reading = asyncio.Lock()
        self.clock = clock
        self.words = Words(content.topics, content.municipalities)
        self.limit = Buckets(PER_ADDRESS, seconds)

    async def published(self) -> Mapping[str, Published]:
        """Every published and active listing by HSDS id, in the order of our ids, as of now.

        Raises:
            ShelfClosedError: The database is away, so nobody can tell what has been withdrawn.
        """
        try:
            async with self._reading, self._sessions() as session:
                version = await session.scalar(select(ContentVersion.number))
                if version is None or version != self._version:
                    self._published = await self._read(session)
                    self._version = version
        except (SQLAlchemyError, OSError) as error:
            raise ShelfClosedError from error
        return self._published

    async def _read(self, session: AsyncSession) -> Mapping[str, Published]:
        owners = {row.id: row for row in await session.scalars(select(OrganizationRow))}
        organizations = {row.id: read_organization(row) for row in owners.values()}
        services, modified = {}, {}
        async for row in all_services(session):
            if row.publication is Publication.PUBLISHED and (service := _read(row)):
                services[row.id] = service
                modified[row.id] = max(row.last_modified, owners[row.organization_id].last_modified)
        listings = read_listings(services.values(), organizations, self._content.short_numbers)
        found = (
            Published(listing, organizations[listing.service.organization], modified[listing.id])
            for listing in listings
        )
        return {published.id: published for published in found}


def _read(row: ServiceRow) -> Service | None:
    try:
        return read_service(row)
    except ValueError:
        get_logger().error("service_not_readable", where=row.id)
        return None
