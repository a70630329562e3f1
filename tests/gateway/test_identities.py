"""Who is which conversation: one for each address, found again, kept no longer than it must."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.engine import create_engine, session_factory
from bot.db.models.identity import Identity as Row
from bot.gateway.identities import Identities
from bot.gateway.store import Conversations, Sessions, StoreUnavailable
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.gateway.world import FakeClock

KIM = "+46701740605"


@dataclass
class World:
    """Identities on both databases."""

    sessions: Sessions
    conversations: Conversations
    clock: FakeClock

    def identities(self, *keys: str) -> Identities:
        return Identities(self.sessions, self.conversations, keys or ("a key",), self.clock)

    async def rows(self) -> list[Row]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Row)))


@pytest.fixture
async def world(database_url: str, clock: FakeClock) -> AsyncIterator[World]:  # noqa: F811 (the fixture)
    engine = create_engine(database_url)
    sessions = session_factory(engine)
    conversations = Conversations(sessions, clock)
    await conversations.start()
    yield World(sessions, conversations, clock)
    await conversations.stop()
    await engine.dispose()


async def test_an_address_keeps_its_conversation_on_its_channel(world: World) -> None:
    identities = world.identities()
    first = await identities.find("sms", KIM)
    again = await world.identities().find("sms", KIM)
    other = await identities.find("telegram", KIM)
    assert (first.new, again.new) == (True, False)
    assert first.conversation == again.conversation != other.conversation


async def test_no_address_stands_in_the_database(world: World) -> None:
    identities = world.identities()
    await identities.find("sms", KIM)
    await identities.seal("sms", KIM)
    [row] = await world.rows()
    shown = repr([getattr(row, column.name) for column in Row.__table__.columns])
    assert KIM not in shown
    assert KIM[3:] not in shown
    assert identities.hash_of("sms", KIM) != identities.hash_of("telegram", KIM)


async def test_many_at_once_share_one_conversation(world: World) -> None:
    # Two processes, and several messages in each.
    one, other = world.identities(), world.identities()
    found = await asyncio.gather(*(each.find("sms", KIM) for each in (one, other) * 4))
    assert len({identity.conversation for identity in found}) == 1
    assert len(await world.rows()) == 1


async def test_after_a_change_of_keys_people_are_still_known(world: World) -> None:
    before = await world.identities("old").find("sms", KIM)
    after = await world.identities("new", "old").find("sms", KIM)
    assert after.conversation == before.conversation
    assert len(await world.rows()) == 1


async def test_who_was_forgotten_begins_anew(world: World) -> None:
    identities = world.identities()
    first = await identities.find("sms", KIM)
    await world.conversations.forget(first.conversation)
    again = await identities.find("sms", KIM)
    assert again.new
    assert again.conversation != first.conversation
    await identities.forget("sms", KIM)
    assert await world.rows() == []


async def test_after_a_day_the_row_goes_unless_it_says_stop(world: World) -> None:
    identities = world.identities()
    await identities.find("sms", KIM)
    await identities.find("sms", "+46701740606")
    await identities.silence("sms", KIM, stopped=True)
    await world.conversations.flushed()
    world.clock.now += timedelta(hours=25)
    await world.conversations.purge()
    await identities.purge()
    [row] = await world.rows()
    assert row.address_hash == identities.hash_of("sms", KIM)
    assert row.conversation_id is None
    back = await identities.find("sms", KIM)
    assert (back.new, back.stopped) == (True, True)


async def test_without_the_database_those_who_were_here_are_known(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    identities = world.identities()
    known = await identities.find("sms", KIM)

    async def away(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(identities, "_row", away)
    assert (await identities.find("sms", KIM)).conversation == known.conversation
    with pytest.raises(StoreUnavailable):
        await identities.find("sms", "+46701740606")
