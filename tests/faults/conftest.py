"""What the tests of faults work with."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.gateway.brain import RasaBrain
from tests.fake_rasa import TOKEN, FakeRasa, fake_rasa
from tests.gateway.fixtures import (  # noqa: F401 (fixtures)
    app,
    brain,
    clock,
    conversations,
    database,
    empty_database,
    events,
    gateway,
    sessions,
    vault,
)


@pytest.fixture
async def rasa() -> AsyncIterator[FakeRasa]:
    async with fake_rasa() as stand_in:
        yield stand_in


@pytest.fixture
async def rasa_brain(rasa: FakeRasa) -> AsyncIterator[RasaBrain]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield RasaBrain(rasa.url, TOKEN, client)
