"""What the tests of the channels work with."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.conversing import Conversing
from bot.channels.seekers import Seekers
from bot.gateway.events import Events
from bot.gateway.store import Conversations, Sessions
from bot.gateway.turn import Gateway
from bot.sms.parts import new_outbox
from bot.vault import Fingerprints
from tests.channels.seeking import writes  # noqa: F401 (the fixture)
from tests.channels.telegramming import KEYS, World, library, new_world, talks_of
from tests.gateway.cases import FakeCases
from tests.gateway.fixtures import (  # noqa: F401 (fixtures)
    app,
    brain,
    clock,
    conversations,
    database,
    empty_database,
    events,
    gateway,
    publish,
    sessions,
    vault,
)
from tests.gateway.world import FakeBrain, FakeClock, faculties
from tests.serving import served
from tests.standins.telegram import BotApi


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture
async def bot_api(api: BotApi) -> AsyncIterator[str]:
    async with served(api.app) as address:
        yield address


@pytest.fixture
def cases(clock: FakeClock) -> FakeCases:  # noqa: F811 (the fixture)
    return FakeCases(clock)


@pytest.fixture
def with_cases(
    conversations: Conversations,  # noqa: F811 (the fixture)
    events: Events,  # noqa: F811
    brain: FakeBrain,  # noqa: F811
    clock: FakeClock,  # noqa: F811
    cases: FakeCases,
) -> Gateway:
    """A gateway with a human service, and real words."""
    return Gateway(conversations, events, brain, faculties(library=library), clock, cases)


@pytest.fixture
def talks(
    with_cases: Gateway,
    conversations: Conversations,  # noqa: F811 (the fixture)
    sessions: Sessions,  # noqa: F811
    clock: FakeClock,  # noqa: F811
) -> Conversing:
    return talks_of("telegram", with_cases, conversations, sessions, clock)


@pytest.fixture
async def world(
    bot_api: str,
    api: BotApi,
    talks: Conversing,
    sessions: Sessions,  # noqa: F811 (the fixture)
    clock: FakeClock,  # noqa: F811
) -> AsyncIterator[World]:
    async with new_world(bot_api, api, talks, sessions, clock) as made:
        yield made


@pytest.fixture
def seekers(
    with_cases: Gateway,
    conversations: Conversations,  # noqa: F811 (the fixture)
    sessions: Sessions,  # noqa: F811
    clock: FakeClock,  # noqa: F811
) -> Seekers:
    talks = talks_of("sms", with_cases, conversations, sessions, clock)
    outbox = new_outbox(KEYS, clock)
    return Seekers(talks, sessions, outbox, Fingerprints(KEYS, "phone"), clock, clock.seconds)
