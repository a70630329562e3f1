"""Conversations: who may open them, how long they last, and a database that comes and goes."""

import asyncio
import hashlib
import sqlite3
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.errors import ApiError
from bot.gateway.memory import Memory
from bot.gateway.store import Conversations, Sessions, StoreUnavailable
from bot.gateway.writer import Kept, Writer
from tests.gateway.world import FakeClock


def rows(database: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(database) as connection:
        return connection.execute("SELECT id, secret_hash, memory FROM conversation").fetchall()


@pytest.fixture
def broken_database(database: Path) -> None:
    database.write_bytes(b"this is not a database" * 100)


@pytest.fixture
async def restarted(sessions: Sessions, clock: FakeClock) -> AsyncIterator[Conversations]:
    """The conversations as another process finds them in the same database."""
    store = Conversations(sessions, clock)
    await store.start()
    yield store
    await store.stop()


async def test_only_the_hash_of_the_secret_is_stored(conversations: Conversations, database: Path) -> None:
    id, secret = await conversations.create()
    assert [row[:2] for row in rows(database)] == [(id, hashlib.sha256(secret.encode()).hexdigest())]
    assert secret not in str(rows(database))


async def test_ids_and_secrets_cannot_be_guessed(conversations: Conversations) -> None:
    made = [await conversations.create() for _ in range(50)]
    assert len({id for id, _ in made} | {secret for _, secret in made}) == 100
    assert all(len(id) >= 22 and len(secret) >= 43 for id, secret in made)


async def test_a_conversation_opens_with_its_secret_only(conversations: Conversations) -> None:
    id, secret = await conversations.create()
    _, other = await conversations.create()
    assert (await conversations.open(id, secret)).id == id
    for wrong in (other, "", secret[:-1], secret + "x", "\ud800"):
        with pytest.raises(ApiError, match="unauthorized"):
            await conversations.open(id, wrong)


@pytest.mark.parametrize("id", ["", "x" * 22, "x" * 500, "../../etc/passwd", "å" * 22, "\0" * 22])
async def test_an_unknown_conversation_is_unknown(conversations: Conversations, id: str) -> None:
    with pytest.raises(ApiError, match="conversation_unknown"):
        await conversations.open(id, "secret")


async def test_what_was_remembered_survives_a_restart(
    conversations: Conversations, restarted: Conversations
) -> None:
    id, secret = await conversations.create()
    memory = Memory(municipality="2460", topics=("sleep",), turn=3)
    await conversations.remember(id, memory)
    assert (await restarted.open(id, secret)).memory == memory


async def test_a_conversation_is_forgotten_after_24_idle_hours(
    conversations: Conversations, restarted: Conversations, clock: FakeClock
) -> None:
    id, secret = await conversations.create()
    clock.move(hours=23, minutes=59)
    await conversations.remember(id, Memory(age=15))
    clock.move(hours=23, minutes=59)
    assert (await restarted.open(id, secret)).memory.age == 15
    clock.move(minutes=1)
    for store in (conversations, restarted):
        with pytest.raises(ApiError, match="conversation_unknown"):
            await store.open(id, secret)


async def test_the_purge_removes_what_is_idle_and_nothing_else(
    conversations: Conversations, database: Path, clock: FakeClock
) -> None:
    old, _ = await conversations.create()
    clock.move(hours=12)
    young, _ = await conversations.create()
    clock.move(hours=12)
    assert await conversations.purge() == (old,)
    assert [row[0] for row in rows(database)] == [young]
    assert await conversations.purge() == ()


async def test_forgetting_leaves_no_row(
    conversations: Conversations, restarted: Conversations, database: Path
) -> None:
    id, _ = await conversations.create()
    assert await conversations.forget(id)
    assert rows(database) == []
    await conversations.remember(id, Memory(age=15))
    assert await conversations.get(id) is None
    assert await restarted.get(id) is None


async def test_a_conversation_in_use_is_served_from_memory_while_the_database_is_locked(
    conversations: Conversations, database: Path
) -> None:
    id, secret = await conversations.create()
    with sqlite3.connect(database) as other:
        other.execute("BEGIN EXCLUSIVE")
        async with asyncio.timeout(1):
            await conversations.remember(id, Memory(age=15))
            new, new_secret = await conversations.create()
        assert (await conversations.open(id, secret)).memory.age == 15
        assert (await conversations.open(new, new_secret)).memory == Memory()
        other.rollback()
    assert await conversations.flushed()
    assert {row[0] for row in rows(database)} == {id, new}


@pytest.mark.usefixtures("broken_database")
async def test_without_a_database_the_unknown_cannot_be_known(sessions: Sessions, clock: FakeClock) -> None:
    store = Conversations(sessions, clock)
    assert not await store.answers()
    with pytest.raises(StoreUnavailable):
        await store.get("x" * 22)


async def test_without_sessions_everything_stays_in_memory(clock: FakeClock) -> None:
    store = Conversations(None, clock)
    await store.start()
    id, secret = await store.create()
    await store.remember(id, Memory(age=15))
    assert (await store.open(id, secret)).memory.age == 15
    assert await store.get("x" * 22) is None
    assert await store.answers()
    clock.move(hours=24)
    assert await store.purge() == (id,)
    again, _ = await store.create()
    assert await store.forget(again)
    assert await store.get(again) is None
    await store.stop()


async def test_memory_is_bounded_and_what_fell_out_is_read_again(
    sessions: Sessions, clock: FakeClock
) -> None:
    store = Conversations(sessions, clock, most=3)
    await store.start()
    made = [await store.create() for _ in range(10)]
    for id, secret in made:
        assert (await store.open(id, secret)).id == id
    assert len(store._recent) == 3
    await store.stop()


async def test_those_who_ask_at_once_share_one_read(
    conversations: Conversations, restarted: Conversations
) -> None:
    id, secret = await conversations.create()
    opened = await asyncio.gather(*(restarted.open(id, secret) for _ in range(5)))
    assert all(conversation is opened[0] for conversation in opened)


class TestWriter:
    """The writer behind the conversations."""

    @staticmethod
    def kept(age: int) -> Kept:
        now = FakeClock().now
        return Kept("a", "hash", Memory(age=age), now, now)

    async def test_only_the_newest_state_is_written(self) -> None:
        batches: list[dict[str, Kept | None]] = []
        go_on = asyncio.Event()

        async def commit(batch: Mapping[str, Kept | None]) -> None:
            batches.append(dict(batch))
            await go_on.wait()

        writer = Writer(commit)
        await writer.start()
        for age in range(5):
            await writer.write("a", self.kept(age), patience=0)
        await writer.write("a", self.kept(99), patience=0)
        go_on.set()
        assert await writer.wait(5)
        assert [batch["a"] for batch in batches] == [self.kept(0), self.kept(99)]
        assert not writer.pending
        await writer.stop()

    @pytest.mark.parametrize(
        "error", [OperationalError("INSERT", {}, Exception("locked")), TypeError("nobody thought of it")]
    )
    async def test_what_failed_is_tried_again(
        self, error: Exception, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.gateway.writer._RETRY_AFTER", 0.01)
        tries = 0

        async def commit(_: object) -> None:
            nonlocal tries
            tries += 1
            if tries < 3:
                raise error

        writer = Writer(commit)
        await writer.start()
        assert not await writer.write("a", self.kept(1), patience=5)
        assert writer.pending
        while writer.pending:
            await writer.wait(5)
        assert tries == 3
        await writer.stop()

    async def test_stopping_writes_what_is_left(self) -> None:
        written: dict[str, Kept | None] = {}

        async def commit(batch: Mapping[str, Kept | None]) -> None:
            written.update(batch)

        writer = Writer(commit)
        await writer.start()
        await writer.write("a", replace(self.kept(1), id="a"), patience=0)
        await writer.stop()
        assert written == {"a": self.kept(1)}
