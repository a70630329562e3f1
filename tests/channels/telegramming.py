"""Vart on Telegram with a Bot API of our own behind it, over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from pydantic import SecretStr
from sqlalchemy import select

from bot.answers.turn import Library
from bot.channels.conversing import Conversing
from bot.channels.telegram.parts import Telegram, telegram_part
from bot.content.texts import Texts
from bot.db.models.identity import Identity
from bot.db.models.telegram import TelegramUpdate
from bot.gateway.identities import Channel, Identities
from bot.gateway.store import Conversations, Sessions
from bot.gateway.turn import Gateway
from bot.settings import Settings
from tests.gateway.world import FakeClock
from tests.standins.telegram import TOKEN, BotApi

KEYS = ("a-key-for-tests",)
LONG_TOPIC = "a_topic_with_a_name_that_is_much_too_long_for_the_data_of_a_button"


@cache
def library() -> Library:
    """Real words, and as much content as the channels use."""
    places = {"2460": "Vännäs", "2480": "Umeå"}
    labels = {"low_mood": "Nedstämd", LONG_TOPIC: "Något långt"}
    content = SimpleNamespace(
        municipalities={code: SimpleNamespace(code=code, name=name) for code, name in places.items()},
        topics={id: SimpleNamespace(label=SimpleNamespace(sv=name, en=name)) for id, name in labels.items()},
        rights={},
    )
    return Library(cast(Any, content), Texts.load(), cast(Any, SimpleNamespace(by_id={})))


@dataclass
class Waits:
    """A sleep that only notes for how long, and lets others run."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def talks_of(
    channel: Channel, gateway: Gateway, conversations: Conversations, sessions: Sessions, clock: FakeClock
) -> Conversing:
    """The conversations of a channel."""
    identities = Identities(sessions, conversations, KEYS, clock)
    return Conversing(channel, gateway, conversations, identities, library)


@dataclass
class World:
    """Everything a test of Telegram works with."""

    api: BotApi
    telegram: Telegram
    talks: Conversing
    sessions: Sessions
    clock: FakeClock
    waits: Waits

    async def receives(self, *updates: dict[str, Any]) -> None:
        """Have updates come in, and wait until they are answered."""
        for update in updates:
            await self.telegram.receive(update)
        await self.telegram.intake.settle()

    async def writes(self, *texts: str, chat: int = 7) -> list[str]:
        """Write texts, and give everything that chat has got so far."""
        await self.receives(*(self.api.written(text, chat) for text in texts))
        return self.api.texts(chat)

    async def rows(self) -> list[TelegramUpdate]:
        async with self.sessions() as session:
            return list(await session.scalars(select(TelegramUpdate).order_by(TelegramUpdate.update_id)))

    async def identity(self) -> Identity:
        async with self.sessions() as session:
            return (await session.scalars(select(Identity))).one()


@asynccontextmanager
async def new_world(
    base: str, api: BotApi, talks: Conversing, sessions: Sessions, clock: FakeClock, **settings: Any
) -> AsyncIterator[World]:
    """Telegram over a database; nothing runs by itself until it is started."""
    chosen = Settings(_env_file=None, **{"telegram_api_base": base} | settings)
    waits = Waits()
    telegram = telegram_part(chosen, SecretStr(TOKEN), sessions, KEYS, clock, talks, waits, clock.seconds)
    try:
        yield World(api, telegram, talks, sessions, clock, waits)
    finally:
        await telegram.stop()
