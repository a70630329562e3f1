"""Tables of listings in and out of the database: what the pages and the command call.

A plan is carried out by bot/editor/importing/applying.py, once somebody has seen it.
"""

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
        sheet = read(data, name)
        async with self._sessions() as session:
            reader = Reader(sheet, await self._reference(session))
            return reader.plan(await standing(session, reader.wanted))

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
            return json_of(listings)
        return csv_of(listings, Values(reference.content, reference.organizations))

    async def _reference(self, session: AsyncSession) -> Reference:
        owners = await organizations(session)
        return Reference(self._content, owners, self._clock().astimezone(STOCKHOLM).date())
