"""Rasa as the gateway sees it: one request a turn, and no trust in the answer."""

import asyncio
import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol

import httpx
from pydantic import TypeAdapter, ValidationError

from bot.gateway.breaker import Breaker
from bot.gateway.memory import Memory
from bot.gateway.reply import Reply, Understood

# More at once would only wait inside Rasa, which has one thread, and be worked on after we gave up.
_AT_ONCE = 16
_LARGEST_REPLY = 512 * 1024
_FORGET = "/forget_now"
_PROBE = "vart-readiness"

_MEMORY = TypeAdapter(Memory)
_UNDERSTOOD = TypeAdapter(Understood)


class BrainUnavailable(Exception):  # noqa: N818 (a state of the world, named by the interface)
    """Rasa gave no usable answer in time; the text is a short reason, never what was said."""


class Brain(Protocol):
    """What the gateway needs of a brain."""

    async def reply(self, sender: str, text: str, metadata: dict[str, Any]) -> Reply:
        """Answer one message, or raise BrainUnavailable."""

    async def forget(self, sender: str) -> None:
        """Forget everything about a sender, as far as the brain can be reached."""

    async def close(self) -> None:
        """Let go of connections."""


class NoBrain:
    """A brain that is not there: every turn is answered by plain search."""

    async def reply(self, sender: str, text: str, metadata: dict[str, Any]) -> Reply:  # noqa: ARG002
        """Raise BrainUnavailable."""
        raise BrainUnavailable("none")

    async def forget(self, sender: str) -> None:
        """Nothing to forget."""

    async def close(self) -> None:
        """Nothing to let go of."""


def metadata_of(memory: Memory, now: datetime, payload: bool) -> dict[str, Any]:
    """What goes to Rasa beside the words: the memory, the time, and whether a choice was pressed."""
    return {"memory": memory.to_json(), "now": now.isoformat(), "payload": payload}


class RasaBrain:
    """Asks Rasa over loopback, and gives up early.

    Args:
        url: Where Rasa answers.
        token: The secret that Rasa's channel expects.
        client: HTTP client; closed with the brain.
        timeout: Seconds for a whole turn.
        breaker: Says when Rasa is not worth asking.
    """

    def __init__(
        self,
        url: str,
        token: str,
        client: httpx.AsyncClient,
        timeout: float = 1.5,
        breaker: Breaker | None = None,
    ) -> None:
        self._address = _webhook(url)
        self._headers = {"Authorization": f"Bearer {token}"}
        self._client = client
        self._timeout = timeout
        self._places = asyncio.Semaphore(_AT_ONCE)
        self.breaker = breaker or Breaker()

    def move(self, url: str) -> None:
        """Ask Rasa at another address from now on."""
        self._address = _webhook(url)

    async def reply(self, sender: str, text: str, metadata: dict[str, Any]) -> Reply:
        """Answer one message.

        A written text loses its leading slashes, so that it is never taken for a command.

        Raises:
            BrainUnavailable: No usable answer in time.
        """
        message = text if metadata.get("payload") else text.lstrip("/ \t\n") or "-"
        if not self.breaker.allows():
            raise BrainUnavailable("open")
        asked = False
        try:
            async with asyncio.timeout(self._timeout), self._places:
                asked = True
                reply = _read(await self._post(sender, message, metadata))
        except TimeoutError:
            if asked:
                self.breaker.failed()
            # Standing in line in vain: many are asking, which is not Rasa's failure.
            raise BrainUnavailable("timeout" if asked else "busy") from None
        except BrainUnavailable:
            self.breaker.failed()
            raise
        self.breaker.succeeded()
        return reply

    async def forget(self, sender: str) -> None:
        """Have Rasa drop its tracker; waits a second at most, and never fails.

        Rasa keeps trackers in memory only: when it cannot be reached there is nothing left to drop.
        """
        try:
            async with asyncio.timeout(1.0):
                await self._post(sender, _FORGET, {})
        except (BrainUnavailable, TimeoutError):
            return

    async def ready(self) -> bool:
        """Whether a whole turn works: Rasa, its model, and the actions behind it."""
        try:
            async with asyncio.timeout(self._timeout):
                greeting = metadata_of(Memory(), datetime.now().astimezone(), payload=True)
                _read(await self._post(_PROBE, "/greet", greeting))
        except (BrainUnavailable, TimeoutError):
            return False
        self.breaker.succeeded()
        await self.forget(_PROBE)
        return True

    async def close(self) -> None:
        """Close the connections to Rasa."""
        await self._client.aclose()

    async def _post(self, sender: str, message: str, metadata: dict[str, Any]) -> bytes:
        body = {"sender": sender, "message": message, "metadata": metadata}
        try:
            async with self._client.stream(
                "POST", self._address, json=body, headers=self._headers
            ) as response:
                if response.status_code != httpx.codes.OK:
                    raise BrainUnavailable("status")
                return await _all_of(response)
        except (httpx.HTTPError, httpx.InvalidURL):
            raise BrainUnavailable("connection") from None


def _webhook(url: str) -> str:
    return f"{url}/webhooks/vart/webhook"


async def _all_of(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > _LARGEST_REPLY:
            raise BrainUnavailable("too_large")
        parts.append(part)
    return b"".join(parts)


def _read(body: bytes) -> Reply:
    """Read Rasa's answer; an empty 200 is its way of failing."""
    try:
        data = json.loads(body)["reply"]
        # Reply.from_json checks the messages; memory and understanding are stored and shown, so
        # their types are checked here as well.
        reply = Reply.from_json(data)
        reply = Reply(
            messages=reply.messages,
            memory=_MEMORY.validate_python(asdict(reply.memory)),
            understood=_UNDERSTOOD.validate_python(asdict(reply.understood)),
        )
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BrainUnavailable("nonsense") from None
    if not reply.messages:
        raise BrainUnavailable("empty")
    return reply
