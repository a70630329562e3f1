"""Tables of listings for the tests of importing, and an editor who hands them in."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.content.load import Content, load_content
from bot.content.schema import Service
from bot.db.models.account import Account
from bot.directory.seed import seed
from bot.editor.importing.importer import Importer
from bot.editor.importing.plan import Plan
from bot.editor.listings import Listings
from bot.gateway.store import Sessions
from tests.gateway.world import FakeClock

SOME = ("umo", "bris-116111", "sos-112", "1177-telefon", "mind-sjalvmordslinjen")
ROW: dict[str, str] = {
    "id": "vannas-motet",
    "namn": "Mötet i Vännäs",
    "huvudman": "Vännäs kommun",
    "nivå": "kommunen",
    "sammanfattning": "Här kan du som är ung prata med någon om det som är svårt.",
    "ämnen": "low_mood; Oro, ångest och panik",
    "för vem": "den som själv behöver hjälp, anhörig",
    "lägsta ålder": "13",
    "högsta ålder": "25",
    "område": "Vännäs",
    "telefon 1": "0935-140 00",
    "telefon 1 text": "växeln",
    "öppettider": "Mo-Fr 08:00-16:00; PH off",
    "källa 1 webb": "https://www.vannas.se/motet",
}


def table(rows: Iterable[Mapping[str, str]], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """Rows as a spreadsheet writes them; the header is every column that occurs."""
    rows = list(rows)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


class Office:
    """A database with the real content, an editor and a reviewer of Västerbotten.

    Args:
        sessions: Sessions of an empty, migrated database.
        clock: The time.
    """

    def __init__(self, sessions: Sessions, clock: FakeClock) -> None:
        self.content: Content = load_content()
        self.sessions = sessions
        self.listings = Listings(sessions, clock, self.content)
        self.importer = Importer(sessions, clock, self.content)
        self.editor = self.reviewer = self.writer = 0

    async def open(self, *, everything: bool = False) -> None:
        """Fill the database: with two municipalities and the crisis lines, or with all of content/."""
        chosen = self.content.services if everything else self.chosen(self.content)
        async with self.sessions() as session:
            await seed(session, replace(self.content, services=chosen))
        self.editor = await self._account("editor", ["editor"], ["24"])
        self.writer = await self._account("writer", ["editor"], ["SE"])
        self.reviewer = await self._account("reviewer", ["administrator"], ["SE"])

    @staticmethod
    def chosen(content: Content) -> dict[str, Service]:
        """The listings of an ordinary office."""
        near = ("umea-", "vannas-")
        return {id: one for id, one in content.services.items() if id.startswith(near) or id in SOME}

    async def plan(self, data: bytes, name: str = "lista.csv") -> Plan:
        """What a file would do."""
        return await self.importer.plan(data, name)

    async def publish(self, id: str, **fields: Any) -> None:
        """Change a listing the way two editors do, and put it live."""
        view = await self.listings.get(id)
        assert view.service is not None
        data = view.service.model_dump(mode="json", by_alias=True) | fields
        draft = await self.listings.save_draft(id, data, self.writer, view.revision)
        draft = await self.listings.submit(id, draft.revision, self.writer)
        await self.listings.approve(id, draft.revision, self.reviewer)

    async def _account(self, login: str, roles: list[str], areas: list[str]) -> int:
        account = Account(
            login=login,
            name=login,
            password_hash="-",
            roles=roles,
            areas=areas,
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        async with self.sessions.begin() as session:
            session.add(account)
        return account.id
