"""A database, a clock, a gateway and an app for each test; conftest.py files take what they need."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest
from fastapi import FastAPI

from bot.answers.turn import Library
from bot.app import create_app
from bot.db.engine import create_engine, session_factory
from bot.db.migrate import upgrade
from bot.gateway.events import Events
from bot.gateway.limits import Limits
from bot.gateway.messages import Message
from bot.gateway.store import Conversations, Sessions
from bot.gateway.turn import Gateway
from bot.services import Services
from bot.settings import Settings
from bot.vault import Vault
from tests.gateway.world import FakeBrain, FakeClock, FakeLibrary, Publish, faculties


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def brain() -> FakeBrain:
    return FakeBrain()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file; tests work on copies."""
    path = tmp_path_factory.mktemp("database") / "vart.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    path = tmp_path / "vart.db"
    path.write_bytes(empty_database.read_bytes())
    return path


@pytest.fixture
async def sessions(database: Path) -> AsyncIterator[Sessions]:
    engine = create_engine(f"sqlite:///{database}")
    yield session_factory(engine)
    await engine.dispose()


@pytest.fixture
async def conversations(sessions: Sessions, clock: FakeClock) -> AsyncIterator[Conversations]:
    store = Conversations(sessions, clock)
    await store.start()
    yield store
    await store.stop()


@pytest.fixture
def vault() -> Vault:
    return Vault(("a key for tests",), "events")


@pytest.fixture
def events(sessions: Sessions, conversations: Conversations, vault: Vault, clock: FakeClock) -> Events:
    return Events(sessions, conversations, vault, clock, heartbeat=0.05)


@pytest.fixture
def publish(sessions: Sessions, events: Events) -> Publish:
    """Tells a conversation something, as the cases do: stored in one transaction, and then told."""

    async def published(conversation: str, message: Message) -> int:
        assert await events.stored()
        async with sessions.begin() as session:
            row = events.add(session, conversation, message)
        events.poke(conversation)
        return row.id

    return published


@pytest.fixture
def gateway(conversations: Conversations, events: Events, brain: FakeBrain, clock: FakeClock) -> Gateway:
    return Gateway(conversations, events, brain, faculties(), clock)


@pytest.fixture
async def app(
    conversations: Conversations, events: Events, gateway: Gateway, clock: FakeClock, tmp_path: Path
) -> FastAPI:
    """The app over stand-ins; its parts are started by their own fixtures."""
    services = Services(
        settings=Settings(var_dir=tmp_path),
        clock=clock,
        conversations=conversations,
        events=events,
        gateway=gateway,
        limits=Limits(clock.seconds),
        library=lambda: cast(Library, FakeLibrary()),
        brain_state=lambda: "ready",
        parts=(),
    )
    return create_app(services)
