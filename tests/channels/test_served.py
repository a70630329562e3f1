"""The chat API over a real connection: streams, sizes, and clients that go away."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI

from bot.gateway.events import Events
from bot.gateway.messages import Message
from bot.gateway.store import Conversations
from tests.client import Person, converse
from tests.gateway.world import FakeBrain, Publish
from tests.serving import served
from tests.waiting import until


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    async with served(app) as url:
        yield url


@pytest.fixture
async def bot(address: str) -> AsyncIterator[Person]:
    async with httpx.AsyncClient(base_url=address, trust_env=False) as http:
        yield await converse(http)


class Listening:
    """A client that reads a stream of events."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self) -> tuple[int, dict[str, Any]]:
        number = 0
        async with asyncio.timeout(5):
            async for line in self._lines:
                if line.startswith("id: "):
                    number = int(line[4:])
                if line.startswith("data: "):
                    return number, json.loads(line[6:])
        raise AssertionError("the stream ended")

    async def ends(self) -> bool:
        async with asyncio.timeout(5):
            return not [line async for line in self._lines if line and not line.startswith(":")]


async def test_later_messages_arrive_as_server_sent_events(bot: Person, publish: Publish) -> None:
    async with bot.http.stream("GET", f"{bot.path}/events", headers=bot.secret) as response:
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("text/event-stream")
        assert response.headers["Cache-Control"] == "no-store"
        listening = Listening(response)
        first = await publish(bot.id, Message(text="Hej, Anna här.", from_="human"))
        number, message = await listening.next()
        assert number == first
        assert message == {"text": "Hej, Anna här.", "lang": "sv", "from": "human"}
        second = await publish(bot.id, Message(text="Är du kvar?", from_="human"))
        assert (await listening.next())[0] == second
    headers = bot.secret | {"Last-Event-ID": str(first)}
    async with bot.http.stream("GET", f"{bot.path}/events", headers=headers) as response:
        assert (await Listening(response).next())[1]["text"] == "Är du kvar?"


@pytest.mark.parametrize("last", ["", "abc", "-1", "٣", "9" * 400])
async def test_a_last_event_id_that_is_none_is_passed_over(bot: Person, publish: Publish, last: str) -> None:
    await publish(bot.id, Message(text="hej"))
    headers = [(b"Authorization", bot.secret["Authorization"].encode()), (b"Last-Event-ID", last.encode())]
    async with bot.http.stream("GET", f"{bot.path}/events", headers=headers) as response:
        assert (await Listening(response).next())[1]["text"] == "hej"


async def test_a_stream_ends_when_the_conversation_is_forgotten(bot: Person, events: Events) -> None:
    async with bot.http.stream("GET", f"{bot.path}/events", headers=bot.secret) as response:
        listening = Listening(response)
        assert await bot.leaves() == 204
        assert await listening.ends()
    assert events.listening == 0


async def test_a_listener_that_goes_away_is_let_go(bot: Person, events: Events) -> None:
    async with bot.http.stream("GET", f"{bot.path}/events", headers=bot.secret):
        assert events.listening == 1
    await until(lambda: events.listening == 0)


@pytest.mark.parametrize("size", [70_000, 900_000, 10_000_000])
async def test_a_large_body_is_refused(bot: Person, size: int) -> None:
    body = b'{"text": "' + b"a" * size + b'"}'
    headers = bot.secret | {"Content-Type": "application/json"}
    response = await bot.http.post(f"{bot.path}/messages", content=body, headers=headers)
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "body_too_large"
    assert "112" in response.json()["error"]["message"]


async def test_a_body_without_end_is_cut_off(address: str) -> None:
    """A client that declares no length and would send for ever."""
    assert (await asyncio.to_thread(_send_without_end, address)).startswith(b"HTTP/1.1 413 ")


def _send_without_end(address: str) -> bytes:
    url = urlsplit(address)
    with socket.create_connection((url.hostname, url.port), timeout=5) as connection:
        connection.sendall(
            b"POST /api/conversations HTTP/1.1\r\nHost: v\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"1000\r\n" + b"a" * 4096 + b"\r\n"
        with contextlib.suppress(ConnectionError):
            for _ in range(10_000):
                connection.sendall(chunk)
        return connection.recv(100)


async def test_a_client_that_hangs_up_in_the_middle_does_not_end_the_turn(
    bot: Person, address: str, brain: FakeBrain, conversations: Conversations
) -> None:
    reached, go_on = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        reached.set()
        await go_on.wait()

    brain.answers = lambda *_: wait()
    url = urlsplit(address)
    body = json.dumps({"text": "hej", "id": "m1"}).encode()
    head = f"POST {bot.path}/messages HTTP/1.1\r\nHost: vart\r\nAuthorization: Bearer {bot.token}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection((url.hostname, url.port)) as connection:
        connection.sendall(head.encode() + body)
        async with asyncio.timeout(5):
            await reached.wait()
    brain.answers = None
    retry = asyncio.create_task(bot.says("hej", id="m1"))
    await asyncio.sleep(0)
    go_on.set()
    assert (await retry).text == "hörde hej"
    assert len(brain.asked) == 1
    kept = await conversations.get(bot.id)
    assert kept is not None
    assert kept.memory.turn == 1


async def test_messages_sent_at_once_are_answered_in_order(bot: Person, brain: FakeBrain) -> None:
    lines = [f"rad {number}" for number in range(10)]
    answers = []
    async with asyncio.TaskGroup() as group:
        for line in lines:
            answers.append(group.create_task(bot.says(line)))
            await until(lambda: len(brain.asked) == len(answers))
    assert [text for _, text, _ in brain.asked] == lines
    assert [(await answer).text for answer in answers] == [f"hörde {line}" for line in lines]
