"""Tables of listings in and out of the database: what the pages and the command call.

A plan is carried out by bot/editor/importing/applying.py, once somebody has seen it.
"""

import asyncio
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import STOCKHOLM, Clock
from bot.content.load import Content
from bot.directory.records import organizations
from bot.editor.importing.exporting import csv_of, json_of
from bot.editor.importing.plan import Plan, Reader, Reference
from bot.editor.importing.reading import read
from bot.editor.importing.standing import published, standing
from bot.editor.importing.values import Values
from bot.gateway.store import Sessions


class Importer:
    """Reads and writes tables of listings.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
        content: Topics, municipalities and short numbers.
    """

    def __init__(self, sessions: Sessions, clock: Clock, content: Content) -> None:
        self._sessions = sessions
        self._clock = clock
        self._content = content

    async def plan(self, data: bytes, name: str) -> Plan:
        """What importing a file would do; nothing is written.

        Args:
            data: The file.
            name: Its name.

        Raises:
            UnreadableError: It is no table of listings; the text is a sentence in Swedish.
        """
        async with self._sessions() as session:
            reference = await self._reference(session)
        # A large file takes seconds: in threads, so that people who write are answered meanwhile.
        reader = await asyncio.to_thread(_read, data, name, reference)
        async with self._sessions() as session:
            known = await standing(session, reader.wanted)
        return await asyncio.to_thread(reader.plan, known)

    async def export(self, kind: str, areas: Sequence[str]) -> bytes:
        """The published listings as a file.

        Args:
            kind: "csv" or "json".
            areas: Only listings that lie in these.
        """
        async with self._sessions() as session:
            listings = await published(session, areas)
            reference = await self._reference(session)
        if kind == "json":
            return await asyncio.to_thread(json_of, listings)
        values = Values(reference.content, reference.organizations)
        return await asyncio.to_thread(csv_of, listings, values)

    async def _reference(self, session: AsyncSession) -> Reference:
        owners = await organizations(session)
        return Reference(self._content, owners, self._clock().astimezone(STOCKHOLM).date())


def _read(data: bytes, name: str, reference: Reference) -> Reader:
    return Reader(read(data, name), reference)
