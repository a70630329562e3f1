"""The engine and its sessions: SQLite by default, PostgreSQL when outgrown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

# What an operator writes -> the driver that can be awaited.
ASYNC_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers never wait for the writer
    "PRAGMA synchronous=NORMAL",  # safe together with WAL
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
)


def database_url(url: str) -> URL:
    """Read `url`, and name the asynchronous driver where none is named."""
    parsed = make_url(url)
    return parsed.set(drivername=ASYNC_DRIVERS.get(parsed.drivername, parsed.drivername))


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory, or one that is named by a URI."""
    name = url.database
    return Path(name) if name and name != ":memory:" and not name.startswith("file:") else None


def create_engine(url: str) -> AsyncEngine:
    """An engine for `url`; the folder of a SQLite file is made if it is missing."""
    parsed = database_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, pool_pre_ping=True)
    if path := sqlite_file(parsed):
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(parsed)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return engine


def create_reading_engine(url: str) -> AsyncEngine:
    """An engine for a question: SQLite makes the file it is asked to open, and a question must not."""
    parsed = database_url(url)
    absent = parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists()
    return create_engine("sqlite://" if absent else url)


class OneWriter(async_sessionmaker[AsyncSession]):
    """Sessions of SQLite, whose transactions begin one after the other.

    SQLite takes one writer at a time, and lets those who wait look again now and then, in no order:
    of a hundred some would give up. Within a process they queue here instead. What only reads uses a
    session without `begin`, and waits for nobody.
    """

    def __init__(self, engine: AsyncEngine, **options: Any) -> None:
        super().__init__(engine, **options)
        self._queue = asyncio.Lock()

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[AsyncSession]:
        async with self._queue, super().begin() as session:
            yield session

    def begin(self) -> Any:
        """A transaction for the block."""
        return self._in_turn()


def session_factory(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Sessions whose objects stay readable after a commit."""
    kind = OneWriter if engine.dialect.name == "sqlite" else async_sessionmaker
    return kind(engine, expire_on_commit=False)


def _prepare_sqlite(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    try:
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(pragma)
    finally:
        cursor.close()
