"""What the tests of the editors' pages work with."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.gateway.store import Sessions
from tests.accounts.conftest import clock, sessions  # noqa: F401 (fixtures)
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.editor.pages.site import EditorSite
from tests.gateway.world import FakeClock


@pytest.fixture
async def site(
    sessions: Sessions,  # noqa: F811 (the fixture)
    clock: FakeClock,  # noqa: F811 (the fixture)
    tmp_path: Path,
) -> AsyncIterator[EditorSite]:
    made = EditorSite(sessions, clock, folder=tmp_path)
    await made.start()
    yield made
    await made.stop()
