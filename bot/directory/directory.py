"""The directory in memory: a snapshot that follows the database, and survives it.

Every few seconds the content version is asked for; when it has changed, a new snapshot is built
beside the old one and takes its place. When the database cannot be read the last snapshot stays,
and at the start, or before anything has been seeded, content/ itself is served.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.clock import Clock, now_in_sweden
from bot.content.layout import CONTENT
from bot.content.load import Content, load_content
from bot.content.schema import Organization, Service
from bot.db.models.content_version import ContentVersion
from bot.db.models.organization import Organization as OrganizationRow
from bot.directory.records import all_services, read_organization, read_service
from bot.directory.snapshot import Snapshot
from bot.logs import get_logger

POLL_SECONDS = 2.0
ANSWERS_WITHIN = 5.0


class Directory:
    """Keeps the newest snapshot at hand.

    Args:
        sessions: Makes sessions of the database.
        root: The content folder.
        clock: The time now.
        wait: Waits a number of seconds; tests hand in their own.
    """

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        root: Path = CONTENT,
        *,
        clock: Clock = now_in_sweden,
        wait: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._sessions = sessions
        self._root = root
        self._clock = clock
        self._wait = wait
        self._content: Content | None = None
        self._snapshot: Snapshot | None = None
        self._polling: asyncio.Task[None] | None = None
        self._failing = False

    @property
    def snapshot(self) -> Snapshot:
        """The newest snapshot.

        Raises:
            RuntimeError: The directory has not been started.
        """
        if self._snapshot is None:
            raise RuntimeError("the directory has not been started")
        return self._snapshot

    async def start(self) -> None:
        """Build the first snapshot, and keep it fresh from now on.

        Raises:
            ContentError: content/ has faults.
        """
        self._content = await asyncio.to_thread(load_content, self._root)
        await self.refresh()
        if self._snapshot is None:
            self._snapshot = await self._build(self._content, None)
        self._polling = asyncio.create_task(self._keep_fresh())

    async def stop(self) -> None:
        """Stop following the database; the last snapshot stays readable."""
        if self._polling is not None:
            self._polling.cancel()
            with suppress(asyncio.CancelledError):
                await self._polling
            self._polling = None

    async def refresh(self) -> None:
        """Build a new snapshot if the content version has changed; keep the old one if that fails."""
        try:
            await self._follow()
        except Exception:  # whatever is wrong with the database, people still get answers
            if not self._failing:  # said once, not every other second
                get_logger().warning("directory_not_refreshed", exc_info=True)
            self._failing = True
        else:
            self._failing = False

    async def _keep_fresh(self) -> None:
        while True:
            await self._wait(POLL_SECONDS)
            await self.refresh()

    async def _follow(self) -> None:
        async with self._sessions() as session:
            async with asyncio.timeout(ANSWERS_WITHIN):  # a database that hangs counts as away
                version = await session.scalar(select(ContentVersion.number))
            if version is None or (self._snapshot is not None and self._snapshot.version == version):
                return
            organizations = {
                row.id: read_organization(row) for row in await session.scalars(select(OrganizationRow))
            }
            services = await _read_services(session)
        if services:
            await self._take(organizations, services, version)

    async def _take(
        self, organizations: dict[str, Organization], services: dict[str, Service], version: int
    ) -> None:
        if self._content is None:
            raise RuntimeError("the directory has not been started")
        content = replace(self._content, organizations=organizations, services=services)
        self._snapshot = await self._build(content, version)
        get_logger().info("directory_refreshed", count=len(services))

    async def _build(self, content: Content, version: int | None) -> Snapshot:
        return await asyncio.to_thread(_build, content, version, self._clock())


async def _read_services(session: AsyncSession) -> dict[str, Service]:
    """Every service that can be read; a faulty row is left out, and does not take the rest with it."""
    services = {}
    async for row in all_services(session):
        try:
            services[row.id] = read_service(row)
        except ValueError:
            get_logger().error("service_not_readable", where=row.id)
    return services


def _build(content: Content, version: int | None, now: datetime) -> Snapshot:
    snapshot = Snapshot.build(content, version)
    snapshot.warm(now)
    return snapshot
