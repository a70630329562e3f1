"""A Twilio of our own over real HTTP, and Vart's SMS on both databases."""

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.captured import captured_logs
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.gateway.world import FakeClock
from tests.serving import served
from tests.sms.world import World, new_world
from tests.standins.twilio import Twilio


@pytest.fixture(autouse=True)
def logs() -> Iterator[io.StringIO]:
    """Lines as in use; structlog's own way paints every exception with all its variables."""
    with captured_logs() as lines:
        yield lines


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def twilio(clock: FakeClock) -> Twilio:
    return Twilio(clock)


@pytest.fixture
async def base(twilio: Twilio) -> AsyncIterator[str]:
    async with served(twilio.app) as address:
        yield address


@pytest.fixture
async def world(
    database_url: str,  # noqa: F811 (the fixture)
    tmp_path: Path,
    twilio: Twilio,
    base: str,
    clock: FakeClock,
) -> AsyncIterator[World]:
    async with new_world(database_url, tmp_path / "var", twilio, base, clock) as made:
        yield made
