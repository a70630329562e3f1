"""The directory in memory: follows the database, and survives it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.load import Content, ContentError
from bot.db.engine import create_engine, session_factory
from bot.db.models.service import Service as ServiceRow
from bot.directory import directory as module
from bot.directory.directory import POLL_SECONDS, Directory
from bot.directory.seed import seed
from tests.directory.conftest import Sessions
from tests.directory.test_seed import content
from tests.factories import make_service

IN_FILES = content(make_service(id="file"))
IN_DATABASE = content(make_service(id="first"), make_service(id="second"))


class Waiting:
    """A wait that tests let go on, one poll at a time."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._polled = asyncio.Semaphore(0)
        self._go = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        """What the directory waits for."""
        self.seconds.append(seconds)
        self._polled.release()
        await self._go.acquire()

    async def until_waiting(self) -> None:
        """Wait until the directory has nothing more to do."""
        await self._polled.acquire()

    async def poll(self) -> None:
        """Let the directory look once, and wait until it has."""
        self._go.release()
        await self.until_waiting()


class Failing:
    """Sessions that can be broken."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.broken = False

    def __call__(self) -> AsyncSession:
        """A session, if the database can be reached."""
        if self.broken:
            raise OperationalError("SELECT 1", {}, OSError("no database"))
        return self.sessions()


@pytest.fixture(autouse=True)
def _content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "load_content", lambda _: IN_FILES)


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture
def failing(sessions: Sessions) -> Failing:
    return Failing(sessions)


@pytest.fixture
async def directory(failing: Failing, waiting: Waiting) -> AsyncIterator[Directory]:
    """A directory that has not been started."""
    directory = Directory(failing, wait=waiting)  # type: ignore[arg-type]
    yield directory
    await directory.stop()


async def write(sessions: Sessions, what: Content) -> None:
    """Seed the database."""
    async with sessions() as session:
        await seed(session, what)


def from_database(directory: Directory) -> bool:
    """Whether the directory serves the database, not content/."""
    return directory.snapshot.version is not None


def ids(directory: Directory) -> list[str]:
    """Ids of what the directory serves."""
    return list(directory.snapshot.by_id)


async def test_it_serves_the_database(directory: Directory, sessions: Sessions) -> None:
    await write(sessions, IN_DATABASE)
    await directory.start()
    assert ids(directory) == ["first", "second"]
    assert from_database(directory)


async def test_it_serves_the_files_when_the_database_cannot_be_read(
    directory: Directory, failing: Failing
) -> None:
    failing.broken = True
    await directory.start()
    assert ids(directory) == ["file"]
    assert not from_database(directory)


async def test_it_serves_the_files_when_there_are_no_tables(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    directory = Directory(session_factory(engine), wait=Waiting())
    await directory.start()
    assert ids(directory) == ["file"]
    await directory.stop()
    await engine.dispose()


async def test_a_database_that_hangs_counts_as_away(
    directory: Directory, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(sessions, IN_DATABASE)
    monkeypatch.setattr(module, "ANSWERS_WITHIN", 0.0)
    await directory.start()
    assert ids(directory) == ["file"]


async def test_it_serves_the_files_before_anything_is_seeded(directory: Directory) -> None:
    await directory.start()
    assert ids(directory) == ["file"]


async def test_it_turns_to_the_database_when_that_comes_back(
    directory: Directory, failing: Failing, waiting: Waiting
) -> None:
    await write(failing.sessions, IN_DATABASE)
    failing.broken = True
    await directory.start()
    await waiting.until_waiting()
    failing.broken = False
    await waiting.poll()
    assert ids(directory) == ["first", "second"]


async def test_a_change_is_served_after_the_next_poll(
    directory: Directory, sessions: Sessions, waiting: Waiting
) -> None:
    await write(sessions, IN_DATABASE)
    await directory.start()
    await waiting.until_waiting()
    await write(sessions, content(make_service(id="first"), make_service(id="third")))
    await waiting.poll()
    assert ids(directory) == ["first", "third"]
    assert max(waiting.seconds) == POLL_SECONDS <= 5


async def test_nothing_is_built_when_nothing_has_changed(
    directory: Directory, sessions: Sessions, waiting: Waiting
) -> None:
    await write(sessions, IN_DATABASE)
    await directory.start()
    await waiting.until_waiting()
    before = directory.snapshot
    await waiting.poll()
    assert directory.snapshot is before


async def test_the_last_snapshot_stays_when_a_refresh_fails(
    directory: Directory, failing: Failing, waiting: Waiting
) -> None:
    await write(failing.sessions, IN_DATABASE)
    await directory.start()
    await waiting.until_waiting()
    before = directory.snapshot
    failing.broken = True
    await waiting.poll()
    await waiting.poll()
    assert directory.snapshot is before
    assert from_database(directory)


async def test_the_last_snapshot_stays_when_everything_is_deleted(
    directory: Directory, sessions: Sessions, waiting: Waiting
) -> None:
    await write(sessions, IN_DATABASE)
    await directory.start()
    await waiting.until_waiting()
    async with sessions() as session, session.begin():
        for table in ("phone", "source", "address", "service_topic"):
            await session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 (names of our own)
        await session.execute(delete(ServiceRow))
    await waiting.poll()
    assert ids(directory) == ["first", "second"]


async def test_a_faulty_row_does_not_take_the_others_with_it(
    directory: Directory, sessions: Sessions
) -> None:
    await write(sessions, IN_DATABASE)
    async with sessions() as session, session.begin():
        await session.execute(update(ServiceRow).where(ServiceRow.id == "first").values(summary="kort"))
    await directory.start()
    assert ids(directory) == ["second"]


async def test_faulty_files_stop_the_start(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_: Path) -> Content:
        raise ContentError(())

    monkeypatch.setattr(module, "load_content", faulty)
    with pytest.raises(ContentError):
        await directory.start()


async def test_it_has_nothing_to_say_before_it_is_started(directory: Directory) -> None:
    with pytest.raises(RuntimeError, match="started"):
        _ = directory.snapshot
    await directory.stop()


async def test_a_refresh_before_the_start_does_no_harm(directory: Directory, sessions: Sessions) -> None:
    await write(sessions, IN_DATABASE)
    await directory.refresh()
    with pytest.raises(RuntimeError, match="started"):
        _ = directory.snapshot


async def test_it_can_be_read_after_it_has_been_stopped(directory: Directory) -> None:
    await directory.start()
    await directory.stop()
    assert ids(directory) == ["file"]
