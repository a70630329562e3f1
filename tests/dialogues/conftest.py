"""One Rasa for all conversations."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from tests.client import reach
from tests.dialogues.rasa import MODEL, vart_with_rasa


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def vart(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    """A client of Vart with the real trained Rasa."""
    if not MODEL.exists():
        pytest.fail("models/vart.tar.gz is missing: train it with `vart train`.", pytrace=False)
    async with vart_with_rasa(tmp_path_factory.mktemp("vart")) as app, reach(app) as http:
        yield http
