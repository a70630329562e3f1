"""An editors' office on both databases."""

from collections.abc import AsyncIterator

import pytest

from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.editor.world import SHOWN, SOS, World, make_world
from tests.gateway.fixtures import clock  # noqa: F401 (fixture)
from tests.gateway.world import FakeClock


@pytest.fixture
async def world(database_url: str, clock: FakeClock) -> AsyncIterator[World]:  # noqa: F811
    """An office with two published listings; runs once on SQLite and once on PostgreSQL."""
    made = await make_world(database_url, clock, SHOWN, SOS)
    yield made
    await made.engine.dispose()
