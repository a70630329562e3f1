"""Kept sentences: put away by day, in no order of coming, deleted after 180 days; on both databases."""

from collections.abc import AsyncIterator

import pytest

from bot.db.engine import create_engine, session_factory
from bot.gateway.learnt import Learnt, Sentence
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.gateway.world import FakeClock


@pytest.fixture
async def learnt(database_url: str, clock: FakeClock) -> AsyncIterator[Learnt]:  # noqa: F811
    engine = create_engine(database_url)
    yield Learnt(session_factory(engine), clock)
    await engine.dispose()


async def test_it_is_deleted_after_180_days(learnt: Learnt, clock: FakeClock) -> None:
    await learnt.keep(Sentence("allt är blått", "sv", "low_mood"))
    clock.move(days=1)
    await learnt.keep(Sentence("everything is blue", "en", None))
    clock.move(days=179)
    assert await learnt.purge() == 0
    clock.move(days=1)
    assert await learnt.purge() == 1
    assert [(one.text, one.language, one.guess) for one in await learnt.all()] == [
        ("everything is blue", "en", None)
    ]


async def test_the_order_of_coming_is_not_kept(learnt: Learnt) -> None:
    words = [f"mening {'a' * number}" for number in range(12)]
    for each in words:
        await learnt.keep(Sentence(each, "sv", None))
    found = [one.text for one in await learnt.all()]
    assert sorted(found) == sorted(words)
    # By chance once in half a thousand million.
    assert found != words


async def test_it_is_the_day_in_sweden(learnt: Learnt, clock: FakeClock) -> None:
    clock.move(hours=13, minutes=30)
    await learnt.keep(Sentence("allt är blått", "sv", None))
    [one] = await learnt.all()
    assert one.day.isoformat() == "2026-11-24"
