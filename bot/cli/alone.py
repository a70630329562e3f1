"""One app process on a database: a lock that is gone when the process is, in whatever way it ended."""

import asyncio
import fcntl
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import URL, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.cli.prepare import fault_of_database
from bot.db.engine import database_url, sqlite_file
from bot.errors import StartError

_TAKEN = (
    "En annan Vart använder redan databasen: stäng den först,"
    " eller ge den här en egen databas med VART_DATABASE_URL."
)
# PostgreSQL's number of the lock, the same in every version of Vart; counted for each database by itself.
_KEY = 0x76617274
# PostgreSQL learns a moment later that a process has died: it is asked for two seconds.
TRIES, PAUSE = 20, 0.1
# Nobody tells PostgreSQL that a whole machine has died; it asks, and lets go after 20 seconds, not hours.
_ALIVE = {"tcp_keepalives_idle": 5, "tcp_keepalives_interval": 5, "tcp_keepalives_count": 3}


@contextmanager
def alone(url: str, runner: asyncio.Runner) -> Iterator[None]:
    """Be the only app on the database at `url` for the block.

    Args:
        url: The database.
        runner: Runs what speaks with PostgreSQL; its loop holds the connection.

    Raises:
        StartError: Another app has it, or it cannot be used.
    """
    with ExitStack() as held:
        try:
            held.enter_context(_lock(database_url(url), runner))
        except (SQLAlchemyError, OSError, ModuleNotFoundError) as error:
            raise StartError(fault_of_database(error)) from None
        yield


def _lock(url: URL, runner: asyncio.Runner) -> AbstractContextManager[None]:
    if url.get_backend_name() != "sqlite":
        return _connected(url, runner)
    path = sqlite_file(url)
    # A database in memory is nobody else's.
    return _locked(path) if path else nullcontext()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A file of its own: on the database's lie SQLite's locks.
    with Path(f"{path.resolve()}.lock").open("w") as beside:
        try:
            fcntl.flock(beside, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(_TAKEN) from None
        yield


@contextmanager
def _connected(url: URL, runner: asyncio.Runner) -> Iterator[None]:
    # A connection of its own, as the lock lasts as long as it.
    engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    connection = runner.run(_connect(engine))
    try:
        runner.run(_ask_for_lock(connection))
        yield
    finally:
        runner.run(connection.close())


async def _connect(engine: AsyncEngine) -> AsyncConnection:
    return await engine.connect()


async def _ask_for_lock(connection: AsyncConnection) -> None:
    for name, value in _ALIVE.items():
        await connection.execute(text(f"SET {name} = {value}"))
    for _ in range(TRIES):
        if await connection.scalar(select(func.pg_try_advisory_lock(_KEY))):
            return
        await asyncio.sleep(PAUSE)
    raise StartError(_TAKEN)
