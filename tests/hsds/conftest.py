"""The app with a shelf of listings, in a database of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI

from bot.content.load import Content, load_content
from bot.content.schema import Service
from bot.directory.seed import seed
from bot.gateway.store import Sessions
from bot.hsds.shelf import Shelf
from tests.client import reach
from tests.factories import make_parts
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
from tests.gateway.world import FakeClock

type Put = Callable[..., Awaitable[None]]


@pytest.fixture(scope="session")
def content() -> Content:
    """The real content."""
    return load_content()


@pytest.fixture
def put(sessions: Sessions, content: Content) -> Put:  # noqa: F811
    """Writes exactly these listings to the directory; one that is left out is archived."""

    async def write(*services: Service) -> None:
        parts = make_parts(services)
        async with sessions() as session:
            await seed(session, replace(content, services=parts.services, organizations=parts.organizations))

    return write


@pytest.fixture
def shelf(sessions: Sessions, content: Content, clock: FakeClock) -> Shelf:  # noqa: F811
    return Shelf(sessions, content, clock, clock.seconds)


@pytest.fixture
async def http(app: FastAPI, shelf: Shelf) -> AsyncIterator[httpx.AsyncClient]:  # noqa: F811
    """A client of the app."""
    app.state.services = replace(app.state.services, hsds=shelf)
    async with reach(app) as client:
        yield client
