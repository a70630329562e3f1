"""What the tests of the human service work with."""

from collections.abc import AsyncIterator

import pytest

from bot.answers.turn import Library
from bot.content.load import load_content
from bot.content.texts import Texts
from bot.directory.snapshot import Snapshot
from bot.escalation.policy import Policy, load_policy
from bot.settings import ROOT
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.escalation.world import World, make_world
from tests.gateway.fixtures import clock  # noqa: F401 (fixture)
from tests.gateway.world import FakeClock


@pytest.fixture(scope="session")
def library() -> Library:
    """The real content."""
    content = load_content()
    return Library(content, Texts.load(), Snapshot.build(content))


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The real policy."""
    return load_policy(ROOT / "content" / "escalation.yml")


@pytest.fixture
async def world(
    database_url: str,  # noqa: F811
    clock: FakeClock,  # noqa: F811
    policy: Policy,
    library: Library,
) -> AsyncIterator[World]:
    """One process; the tests run once on SQLite and once on PostgreSQL."""
    made = await make_world(database_url, clock, policy, library)
    yield made
    await made.close()
