"""One Rasa for all conversations."""

import itertools
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from tests.client import reach
from tests.dialogues.rasa import MODEL, vart_with_rasa

_ADDRESSES = (f"192.0.2.{number}" for number in itertools.count(1))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def app(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[FastAPI]:
    """Vart with the real trained Rasa."""
    if not MODEL.exists():
        pytest.fail("models/vart.tar.gz is missing: train it with `vart train`.", pytrace=False)
    async with vart_with_rasa(tmp_path_factory.mktemp("vart")) as app:
        yield app


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def vart(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of Vart from an address of its own: none may begin as many conversations as all tests do."""
    async with reach(app, next(_ADDRESSES)) as http:
        yield http
