"""What the tests of accounts work with."""

from collections.abc import AsyncIterator

import pytest

from bot.db.engine import create_engine, session_factory
from bot.gateway.store import Sessions
from tests.accounts.site import Site
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.gateway.world import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:  # noqa: F811 (the fixture)
    engine = create_engine(database_url)
    yield session_factory(engine)
    await engine.dispose()


@pytest.fixture
def site(sessions: Sessions, clock: FakeClock) -> Site:
    return Site(sessions, clock)
