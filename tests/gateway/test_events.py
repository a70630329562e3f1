"""Later messages: stored sealed, numbered, and handed to those who listen."""

import asyncio
import json
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.gateway.events import Events
from bot.gateway.messages import Message
from bot.gateway.store import Conversations, Sessions
from bot.vault import Vault
from tests.gateway.world import FakeClock, Publish

HEARTBEAT = b": heartbeat\n\n"


@pytest.fixture
async def conversation(conversations: Conversations) -> str:
    return (await conversations.create())[0]


def everything_in(database: Path) -> bytes:
    return b"".join(file.read_bytes() for file in database.parent.glob("vart.db*"))


async def next_event(stream: AsyncGenerator[bytes]) -> tuple[int, str]:
    """The number and text of the next event; heartbeats are passed over."""
    async with asyncio.timeout(5):
        while (chunk := await anext(stream)) == HEARTBEAT:
            pass
    number, _, data = chunk.decode().strip().partition("\n")
    return int(number.removeprefix("id: ")), json.loads(data.removeprefix("data: "))["text"]


async def test_a_listener_gets_what_is_published(events: Events, publish: Publish, conversation: str) -> None:
    stream = events.listen(conversation)
    assert await anext(stream) == HEARTBEAT
    waiting = asyncio.create_task(next_event(stream))
    number = await publish(conversation, Message(text="Hej,\nAnna här.", from_="human"))
    assert await waiting == (number, "Hej,\nAnna här.")
    await stream.aclose()


async def test_what_was_published_before_is_there_for_who_comes_later(
    events: Events, publish: Publish, conversation: str
) -> None:
    numbers = [await publish(conversation, Message(text=text)) for text in ("ett", "två", "tre")]
    stream = events.listen(conversation)
    assert [await next_event(stream) for _ in range(3)] == list(
        zip(numbers, ("ett", "två", "tre"), strict=True)
    )
    await stream.aclose()


async def test_the_last_event_id_is_honoured(events: Events, publish: Publish, conversation: str) -> None:
    numbers = [await publish(conversation, Message(text=text)) for text in ("ett", "två")]
    stream = events.listen(conversation, after=numbers[0])
    assert await next_event(stream) == (numbers[1], "två")
    await stream.aclose()


async def test_nobody_hears_what_is_for_somebody_else(
    events: Events, publish: Publish, conversation: str, conversations: Conversations
) -> None:
    other, _ = await conversations.create()
    await publish(other, Message(text="hemligt"))
    await publish(conversation, Message(text="öppet"))
    stream = events.listen(conversation)
    assert (await next_event(stream))[1] == "öppet"
    await stream.aclose()


async def test_a_quiet_stream_shows_signs_of_life(events: Events, conversation: str) -> None:
    stream = events.listen(conversation)
    assert [await anext(stream) for _ in range(3)] == [HEARTBEAT] * 3
    await stream.aclose()


async def test_what_people_wrote_is_sealed_in_the_database(
    publish: Publish, conversation: str, database: Path
) -> None:
    await publish(conversation, Message(text="ring mig ikväll", from_="human"))
    assert b"ikv" not in everything_in(database)


async def test_an_event_sealed_with_a_lost_key_is_passed_over(
    publish: Publish,
    conversation: str,
    sessions: Sessions,
    conversations: Conversations,
    clock: FakeClock,
) -> None:
    await publish(conversation, Message(text="olåst"))
    other = Events(sessions, conversations, Vault(("another key",), "events"), clock)
    assert await other.since(conversation, 0) == []


async def test_a_stream_ends_when_the_conversation_is_forgotten(events: Events, conversation: str) -> None:
    stream = events.listen(conversation)
    await anext(stream)
    events.close(conversation)
    assert [chunk async for chunk in stream if chunk != HEARTBEAT] == []
    assert events.listening == 0


async def test_every_stream_ends_when_vart_stops(events: Events, conversation: str) -> None:
    streams = [events.listen(conversation) for _ in range(3)]
    for stream in streams:
        await anext(stream)
    assert events.listening == 3
    events.close_all()
    for stream in streams:
        assert [chunk async for chunk in stream if chunk != HEARTBEAT] == []


async def test_the_oldest_of_too_many_listeners_gives_way(events: Events, conversation: str) -> None:
    streams = [events.listen(conversation) for _ in range(5)]
    for stream in streams:
        await anext(stream)
    assert [chunk async for chunk in streams[0] if chunk != HEARTBEAT] == []
    assert events.listening == 4
    for stream in streams:
        await stream.aclose()


async def test_forgetting_a_conversation_deletes_its_events(
    events: Events, publish: Publish, conversation: str, conversations: Conversations
) -> None:
    await publish(conversation, Message(text="hej"))
    await conversations.forget(conversation)
    assert await events.since(conversation, 0) == []


async def test_numbers_are_never_used_again(publish: Publish, conversations: Conversations) -> None:
    numbers = []
    for _ in range(3):
        id, _ = await conversations.create()
        numbers.append(await publish(id, Message(text="hej")))
        await conversations.forget(id)
    assert numbers == sorted(set(numbers))
