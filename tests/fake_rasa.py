"""A stand-in for Rasa's channel over real HTTP, which can be slow, silent, wrong or dead."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.gateway.memory import Memory
from bot.gateway.messages import Message
from bot.gateway.reply import Reply, Understood

Mood = Literal[
    "answers",
    "hangs",
    "drips",
    "empty",
    "silent",
    "nonsense",
    "wrong",
    "huge",
    "fails",
    "poisoned",
    "hangs_up",
    "gathers",
]
TOKEN = "the secret of these tests"


@dataclass
class FakeRasa:
    """What a test knows of its Rasa.

    Attributes:
        mood: How it answers.
        url: Where it answers.
        seen: The bodies it was sent.
        most_at_once: The most requests it ever worked on side by side.
    """

    mood: Mood = "answers"
    url: str = ""
    seen: list[dict[str, Any]] = field(default_factory=list)
    most_at_once: int = 0
    _at_once: int = 0
    _full: asyncio.Barrier = field(default_factory=lambda: asyncio.Barrier(16))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, the way the mood is."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
            body = json.loads(await reader.readexactly(length))
            if f"authorization: bearer {TOKEN}" not in head:
                await _write(writer, 401, b"{}")
                return
            self.seen.append(body)
            await self._answer(body, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, body: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        match self.mood:
            case "hangs_up":
                return
            case "hangs":
                await asyncio.Event().wait()
            case "drips":
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
                while True:
                    writer.write(b" ")
                    await writer.drain()
                    await asyncio.sleep(0.01)
            case "gathers":
                self._at_once += 1
                self.most_at_once = max(self.most_at_once, self._at_once)
                await self._full.wait()
                self._at_once -= 1
                await _write(writer, 200, self._body(body))
            case "fails":
                await _write(writer, 502, b'{"error": "failed"}')
            case _:
                await _write(writer, 200, self._body(body))

    def _body(self, body: dict[str, Any]) -> bytes:
        memory = Memory.from_json(body["metadata"].get("memory"))
        understood = Understood("topic", "sleep", 0.9, (("sleep", 0.9),))
        reply = Reply((Message(text=f"hörde {body['message']}"),), memory, understood).to_json()
        if self.mood == "poisoned":
            reply["memory"]["age"] = "femton"
        bodies: dict[str, bytes] = {
            "empty": b"[]",
            "silent": json.dumps({"reply": reply | {"messages": []}}).encode(),
            "nonsense": b"\xff<html>",
            "wrong": json.dumps(
                {"reply": {"messages": [{"text": 5}], "memory": [], "understood": 1}}
            ).encode(),
            "huge": b"[" * 1_000_000,
        }
        return bodies.get(self.mood, json.dumps({"reply": reply}).encode())


async def _write(writer: asyncio.StreamWriter, status: int, body: bytes) -> None:
    head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode() + body)
    await writer.drain()


@asynccontextmanager
async def fake_rasa(mood: Mood = "answers") -> AsyncIterator[FakeRasa]:
    """A Rasa on loopback for the block."""
    rasa = FakeRasa(mood)
    calls: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.add(asyncio.create_task(rasa.serve(reader, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    rasa.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield rasa
    server.close()
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
