"""SMS that come in from a person, and what is sent to them."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.channels.conversing import Conversing
from bot.channels.seekers import Seekers
from bot.db.models.identity import Identity
from bot.db.models.sms import SmsOutbox
from bot.sms.inbox import InboundSms
from bot.vault import Vault
from tests.channels.telegramming import KEYS
from tests.gateway.world import FakeClock

KIM = "+46701740605"
Writes = Callable[..., Awaitable[list[str]]]


@pytest.fixture
def writes(seekers: Seekers, clock: FakeClock) -> Writes:
    """Have SMS come in, and give what is sent for the last of them."""
    count = iter(range(10_000))

    async def handle(*texts: str, sender: str = KIM, sid: str | None = None) -> list[str]:
        for text in texts:
            before = len(await sent(seekers))
            name = sid or f"SM{next(count)}"
            await seekers.handle(InboundSms(name, sender, text, clock()))
        return (await sent(seekers))[before:]

    return handle


async def sent(seekers: Seekers, column: str = "sealed_body") -> list[str]:
    """What stands in the outbox; what was emptied as nothing."""
    vault = Vault(KEYS, "phones")
    async with seekers.sessions() as session:
        rows = await session.scalars(select(SmsOutbox).order_by(SmsOutbox.id))
        return [vault.open(value).decode() if (value := getattr(row, column)) else "" for row in rows]


async def identities(talks: Conversing) -> list[Identity]:
    async with talks.identities._sessions() as session:
        return list(await session.scalars(select(Identity)))
