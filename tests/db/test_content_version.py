"""The content version: every write to the directory bumps it, nothing else does."""

from collections.abc import AsyncIterator
from typing import cast

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.db.base import Base
from bot.db.engine import create_engine, session_factory
from bot.db.models.content_version import ContentVersion
from bot.db.models.organization import Organization
from bot.db.models.origin import Origin

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def sessions() -> AsyncIterator[Sessions]:
    engine = create_engine("sqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield session_factory(engine)
    await engine.dispose()


async def number(session: AsyncSession) -> int:
    return cast(int, await session.scalar(select(ContentVersion.number)))


def organization(name: str) -> Organization:
    return Organization(id=name, name=name, origin=Origin.EDITOR)


async def test_a_new_a_changed_and_a_deleted_row_bump(sessions: Sessions) -> None:
    async with sessions() as session:
        assert await number(session) == 0
        row = organization("bris")
        session.add(row)
        await session.commit()
        assert await number(session) == 1
        row.name = "Bris"
        await session.commit()
        assert await number(session) == 2
        await session.delete(row)
        await session.commit()
        assert await number(session) == 3


async def test_statements_bump_too(sessions: Sessions) -> None:
    async with sessions() as session:
        await session.execute(insert(Organization), [{"id": "bris", "name": "Bris", "origin": Origin.EDITOR}])
        assert await number(session) == 1
        await session.execute(update(Organization).values(name="Barnens rätt"))
        assert await number(session) == 2
        await session.execute(delete(Organization))
        assert await number(session) == 3


async def test_reading_and_setting_the_same_value_do_not_bump(sessions: Sessions) -> None:
    async with sessions() as session:
        session.add(organization("bris"))
        await session.commit()
        row = await session.get_one(Organization, "bris")
        row.name = str(row.name)
        await session.commit()
        assert await number(session) == 1


async def test_what_is_rolled_back_does_not_bump(sessions: Sessions) -> None:
    async with sessions() as session:
        session.add(organization("bris"))
        await session.flush()
        await session.rollback()
        assert await number(session) == 0


async def test_the_time_of_the_last_write_is_kept(sessions: Sessions) -> None:
    async with sessions() as session:
        before = await session.scalar(select(ContentVersion.changed_at))
        session.add(organization("bris"))
        await session.commit()
        after = await session.scalar(select(ContentVersion.changed_at))
    assert before is not None
    assert after is not None
    assert after > before
