"""What the tests of the desk work with."""

from collections.abc import AsyncIterator

import pytest

from bot.answers.turn import Library
from bot.gateway.store import Sessions
from tests.accounts.conftest import clock, sessions  # noqa: F401 (fixtures)
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.desk.site import DeskSite, make_library
from tests.gateway.world import FakeClock


@pytest.fixture(scope="session")
def library() -> Library:
    return make_library()


@pytest.fixture
async def site(
    sessions: Sessions,  # noqa: F811 (the fixture)
    clock: FakeClock,  # noqa: F811 (the fixture)
    library: Library,
) -> AsyncIterator[DeskSite]:
    made = DeskSite(sessions, clock, library=library)
    await made.conversations.start()
    yield made
    await made.conversations.stop()
