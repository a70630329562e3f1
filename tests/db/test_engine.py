"""The engine: drivers, and SQLite as it has to be set up."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from bot.db.base import UtcDateTime
from bot.db.engine import create_engine, database_url, session_factory


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("sqlite:///var/vart.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///var/vart.db", "sqlite+aiosqlite"),
        ("postgresql://vart@db/vart", "postgresql+asyncpg"),
        ("postgres://vart@db/vart", "postgresql+asyncpg"),
        ("postgresql+psycopg://vart@db/vart", "postgresql+psycopg"),
    ],
)
def test_an_operator_need_not_name_the_driver(written: str, driver: str) -> None:
    assert database_url(written).drivername == driver


async def test_a_sqlite_file_is_set_up_for_readers_beside_a_writer(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/new/folder/vart.db")
    async with engine.connect() as connection:
        pragmas = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    await engine.dispose()
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000}


async def test_a_database_in_memory_works_too() -> None:
    engine = create_engine("sqlite://")
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar() == 1
    await engine.dispose()


def test_a_time_comes_back_aware() -> None:
    kind = UtcDateTime()
    swedish = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    stored = kind.process_bind_param(swedish, sqlite.dialect())
    assert stored == swedish
    assert kind.process_result_value(datetime(2026, 7, 1, 10, 0), sqlite.dialect()) == stored  # noqa: DTZ001
    assert kind.process_result_value(None, sqlite.dialect()) is None
    assert kind.process_bind_param(None, sqlite.dialect()) is None
    assert stored is not None
    assert stored.tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 7, 1), sqlite.dialect())  # noqa: DTZ001


async def test_transactions_of_sqlite_begin_one_after_the_other(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'vart.db'}")
    sessions, order = session_factory(engine), []

    async def write(number: int) -> None:
        async with sessions.begin():
            order.append(number)
            await asyncio.sleep(0)
            order.append(number)

    await asyncio.gather(*(write(number) for number in range(5)))
    await engine.dispose()
    assert order == [number for number in range(5) for _ in range(2)]


async def test_a_transaction_that_fails_lets_the_next_one_begin(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'vart.db'}")
    sessions = session_factory(engine)

    with pytest.raises(ZeroDivisionError):
        async with sessions.begin():
            raise ZeroDivisionError
    async with asyncio.timeout(5), sessions.begin() as session:
        await session.execute(text("CREATE TABLE kept (id INTEGER)"))
    await engine.dispose()
