"""Vart's SMS with a Twilio of our own behind it, for tests and benchmarks."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import httpx
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import create_app
from bot.db.engine import create_engine, session_factory
from bot.db.models.case import Alarm
from bot.db.models.sms import SmsInbound, SmsOutbox
from bot.gateway.store import Sessions
from bot.services import Services
from bot.settings import Settings
from bot.sms.inbox import InboundSms
from bot.sms.outbox import Outbox, OutgoingSms
from bot.sms.parts import Sms, new_outbox, sms_parts
from bot.sms.sender import Sender
from tests.gateway.world import FakeClock
from tests.standins.twilio import ACCOUNT, NUMBER, TOKEN, Twilio, calls_back, inbound, signature

KEYS = ("a-key-for-tests",)
ANNA = "+46701740605"
BO = "+46701740606"
PUBLIC = "https://vart.example.se"


@dataclass
class Reader:
    """Remembers what it was told; may be told to fail."""

    told: list[tuple[str, str, bool | None]] = field(default_factory=list)
    failing: int = 0

    async def handed(self, session: AsyncSession, sms: SmsOutbox) -> None:  # noqa: ARG002
        self._tell("handed", sms)

    async def undeliverable(self, session: AsyncSession, sms: SmsOutbox, permanent: bool) -> None:  # noqa: ARG002
        self._tell("undeliverable", sms, permanent)

    async def late_failure(self, session: AsyncSession, sms: SmsOutbox) -> None:  # noqa: ARG002
        self._tell("late_failure", sms)

    def _tell(self, what: str, sms: SmsOutbox, permanent: bool | None = None) -> None:
        if self.failing:
            self.failing -= 1
            raise RuntimeError("the reader fails")
        self.told.append((what, sms.reference, permanent))


@dataclass
class World:
    """Everything a test of SMS works with."""

    clock: FakeClock
    twilio: Twilio
    reader: Reader
    sessions: Sessions
    outbox: Outbox
    sms: Sms
    app: FastAPI
    handled: list[InboundSms]
    settings: Settings
    handler: list[Callable[[InboundSms], Awaitable[None]]]

    @property
    def sender(self) -> Sender:
        return self.sms.sender

    async def add(self, *texts: str, to: str = ANNA, **given: Any) -> list[str]:
        """Put SMS into the outbox, each in a transaction of its own; their references."""
        references = []
        for text in texts:
            fields = {"purpose": "offer"} | given
            fields.setdefault("reference", f"sms:{await self.count(SmsOutbox)}")
            async with self.sessions.begin() as session:
                self.outbox.add(session, OutgoingSms(to, text, **fields))
            references.append(fields["reference"])
        return references

    async def send(self) -> None:
        """Work on everything that is due now."""
        while await self.sender.round():
            await self.sender.settle()

    async def handle(self) -> None:
        """Work on everything that came in and is due now."""
        while await self.sms.inbox.round():
            await self.sms.inbox.settle()

    async def pass_time(self, seconds: float, step: float = 5) -> None:
        """Let time pass, with the sender at work."""
        for _ in range(int(seconds / step)):
            self.clock.move(seconds=step)
            await self.send()

    async def row(self, reference: str) -> SmsOutbox:
        async with self.sessions() as session:
            return (await session.scalars(select(SmsOutbox).where(SmsOutbox.reference == reference))).one()

    async def states(self) -> list[str]:
        async with self.sessions() as session:
            return list(await session.scalars(select(SmsOutbox.state).order_by(SmsOutbox.id)))

    async def alarms(self) -> list[str]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Alarm.kind)))

    async def count(self, model: type[SmsOutbox] | type[SmsInbound]) -> int:
        async with self.sessions() as session:
            return int(await session.scalar(select(func.count()).select_from(model)) or 0)

    def client(self, address: str = "192.0.2.1") -> httpx.AsyncClient:
        """What reaches the webhooks from somewhere, behind a proxy that calls them by another name."""
        transport = httpx.ASGITransport(self.app, client=(address, 50_000))
        return httpx.AsyncClient(transport=transport, base_url="http://10.0.0.7:8000")

    async def calls_back(self, message: dict[str, Any], status: str, code: int | None = None) -> int:
        """Report a status as Twilio does, to the public address."""
        transport = httpx.ASGITransport(self.app, client=("192.0.2.1", 50_000))
        async with httpx.AsyncClient(transport=transport) as http:
            return (await calls_back(http, message, status, code)).status_code

    async def receives(self, text: str, token: str = TOKEN, **fields: str) -> httpx.Response:
        """Post an SMS as Twilio does."""
        form = inbound(text, **fields)
        signed = {"X-Twilio-Signature": signature(token, f"{PUBLIC}/webhooks/sms", form)}
        async with self.client() as http:
            return await http.post("/webhooks/sms", data=form, headers=signed)


@asynccontextmanager
async def new_world(
    database_url: str, folder: Path, twilio: Twilio, base: str, clock: FakeClock, **settings: Any
) -> AsyncIterator[World]:
    """Vart's SMS on a migrated database; `settings` go over those of an ordinary Twilio account."""
    given: dict[str, Any] = {
        "var_dir": folder, "public_url": PUBLIC, "twilio_account_sid": ACCOUNT, "twilio_auth_token": TOKEN,
        "twilio_from": NUMBER, "twilio_api_base": base,
    }  # fmt: skip
    chosen = Settings(_env_file=None, **(given | settings))
    engine = create_engine(database_url)
    sessions, outbox = session_factory(engine), new_outbox(KEYS, clock)
    handled: list[InboundSms] = []
    handlers: list[Callable[[InboundSms], Awaitable[None]]] = []

    async def handler(sms: InboundSms) -> None:
        for extra in handlers:
            await extra(sms)
        handled.append(sms)

    reader = Reader()
    sms = sms_parts(chosen, sessions, KEYS, clock, reader, handler, outbox)
    services = _Services(chosen, sms)
    app = create_app(cast(Services, services))
    try:
        yield World(clock, twilio, reader, sessions, outbox, sms, app, handled, chosen, handlers)
    finally:
        await sms.inbox.stop()
        await sms.sender.stop()
        await engine.dispose()


@dataclass(frozen=True)
class _Services:
    """As much of the services as the webhooks use."""

    settings: Settings
    sms: Sms
