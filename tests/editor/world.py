"""An editors' office for tests: a seeded directory, people with accounts, and every part of the domain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.content.load import Content
from bot.content.schema import Publication, Service
from bot.db.engine import create_engine, session_factory
from bot.db.models.account import Account
from bot.directory.records import all_services, read_service
from bot.directory.seed import SeedReport, seed
from bot.editor.editor import Editor, editor_over
from bot.editor.listings import Listings
from bot.gateway.store import Sessions
from bot.sms.parts import new_outbox
from tests.factories import SWEDEN, UMEA, VANNAS, VASTERBOTTEN, make_parts, make_service
from tests.gateway.world import FakeClock

# Account ids; what they may do stands in PEOPLE.
ANNA, BERTIL, CECILIA, DAVID, EVA, FRIDA = 1, 2, 3, 4, 5, 6
PEOPLE: dict[int, tuple[str, list[str], list[str]]] = {
    ANNA: ("anna", ["editor"], [VANNAS]),
    BERTIL: ("bertil", ["editor", "reviewer"], [VANNAS]),
    CECILIA: ("cecilia", ["reviewer"], [VASTERBOTTEN]),
    DAVID: ("david", ["editor", "reviewer"], [UMEA]),
    EVA: ("eva", ["administrator"], [SWEDEN]),
    FRIDA: ("frida", ["desk"], [SWEDEN]),
}
KEYS = ("a-key-for-tests",)
SHOWN = make_service(id="halsan", name="Ungdomshälsan", assured_date=None)
SOS = make_service(id="sos-112", name="SOS", level="national", phones=({"number": "112"},))


def content_of(services: Iterable[Service]) -> Content:
    """Content that holds these listings."""
    parts = make_parts(services)
    shorts = parts.short_numbers
    return Content(
        topics=parts.topics,
        organizations=parts.organizations,
        municipalities=parts.municipalities,
        services=parts.services,
        short_numbers={**shorts, "112": shorts["1177"].model_copy(update={"number": "112", "tel": "112"})},
        rights={},
    )


def form(**changes: Any) -> dict[str, Any]:
    """The fields of `SHOWN` as a form posts them, with changes."""
    fields = SHOWN.model_dump(mode="json", by_alias=True)
    del fields["publication"]
    return {**fields, **changes}


def new_listing(**changes: Any) -> dict[str, Any]:
    """The fields of a listing that does not exist yet."""
    fields = form(name="Samtal i Vännäs", phones=[{"number": "0935-140 10"}], **changes)
    del fields["id"]
    return fields


@dataclass
class World:
    """The office.

    Attributes:
        content: What was seeded.
    """

    engine: AsyncEngine
    sessions: Sessions
    clock: FakeClock
    content: Content
    editor: Editor

    @property
    def listings(self) -> Listings:
        return self.editor.listings

    async def seed(self, *services: Service) -> SeedReport:
        """Seed as at a start."""
        async with self.sessions() as session:
            return await seed(session, content_of(services))

    async def directory(self) -> dict[str, Service]:
        """Everything in the directory."""
        async with self.sessions() as session:
            return {row.id: read_service(row) async for row in all_services(session)}

    async def shown(self) -> dict[str, Service]:
        """What people see."""
        every = await self.directory()
        return {id: one for id, one in every.items() if one.publication is Publication.PUBLISHED}

    async def publish(self, id: str | None, author: int = ANNA, **changes: Any) -> str:
        """Write, submit and approve; the id."""
        data = new_listing(**changes) if id is None else form(**{"id": id, **changes})
        base = 0 if id is None else (await self.listings.get(id)).revision
        draft = await self.listings.save_draft(id, data, author, base)
        submitted = await self.listings.submit(draft.id, draft.revision, author, None)
        await self.listings.approve(draft.id, submitted.revision, BERTIL if author != BERTIL else CECILIA)
        return draft.id

    async def assure(self, id: str, day: date) -> None:
        """Put a date of checking on a listing, without history."""
        async with self.sessions.begin() as session:
            async for row in all_services(session):
                if row.id == id:
                    row.assured_date = day


async def make_world(url: str, clock: FakeClock, *services: Service) -> World:
    """An office over an empty database."""
    engine = create_engine(url)
    sessions = session_factory(engine)
    content = content_of(services)
    outbox = new_outbox(KEYS, clock)
    editor = editor_over(sessions, KEYS, clock, content, "https://vart.example.se", outbox)
    world = World(engine, sessions, clock, content, editor)
    await world.seed(*services)
    async with sessions.begin() as session:
        for id, (login, roles, areas) in PEOPLE.items():
            session.add(
                Account(
                    id=id,
                    login=login,
                    name=login.title(),
                    password_hash="-",
                    roles=roles,
                    areas=areas,
                    created_at=clock(),
                )
            )
    return world
