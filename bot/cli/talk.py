"""A conversation from the terminal: with the Vart that runs, else inside this process."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from bot.errors import StartError
from bot.settings import Settings

_TIMEOUT = httpx.Timeout(15.0, connect=1.0)


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation over the chat API.

    Attributes:
        client: Reaches the API, and holds the secret of the conversation.
        path: Of the conversation.
        alone: Whether it runs inside this process, without Rasa.
    """

    client: httpx.AsyncClient
    path: str
    alone: bool

    async def say(self, text: str) -> dict[str, Any]:
        """Send a text; the JSON of the reply, explained."""
        return await self._send({"text": text})

    async def press(self, payload: str) -> dict[str, Any]:
        """Send the payload of a choice."""
        return await self._send({"payload": payload})

    async def _send(self, body: dict[str, str]) -> dict[str, Any]:
        return _json(await self.client.post(f"{self.path}/messages?explain=1", json=body))


class RefusedError(Exception):
    """Vart answered with an error; the text is its sentence."""


def _json(response: httpx.Response) -> dict[str, Any]:
    data: dict[str, Any] = response.json()
    if response.is_error:
        raise RefusedError(data["error"]["message"])
    return data


def _prepare() -> None:
    # Only here: where a Vart runs, this process needs no safety net of its own.
    from bot.cli.prepare import train_missing_safety_net

    train_missing_safety_net()


@asynccontextmanager
async def talk(settings: Settings, before_alone: Callable[[], None] = _prepare) -> AsyncIterator[Talk]:
    """A new conversation, forgotten when the block ends.

    Args:
        settings: The settings.
        before_alone: Called when no Vart runs, before one is put together in this process.

    Raises:
        StartError: Vart answers neither over the network nor in this process.
    """
    async with _reach(settings, before_alone) as (client, alone):
        try:
            begun = _json(await client.post("/api/conversations"))
            client.headers["Authorization"] = f"Bearer {begun['token']}"
            path = f"/api/conversations/{begun['conversation']}"
            try:
                yield Talk(client, path, alone)
            finally:
                await client.delete(path)
        except httpx.HTTPError as error:
            raise StartError(f"Vart slutade svara på {settings.address} ({type(error).__name__}).") from None


@asynccontextmanager
async def _reach(
    settings: Settings, before_alone: Callable[[], None]
) -> AsyncIterator[tuple[httpx.AsyncClient, bool]]:
    async with httpx.AsyncClient(base_url=settings.address, timeout=_TIMEOUT, trust_env=False) as client:
        if await _is_vart(client):
            yield client, False
            return
    before_alone()
    # Only now: the parts of the app take a moment to import.
    from bot.app import create_app
    from bot.assembly import assemble_alone

    services = assemble_alone(settings)
    app = create_app(services)
    async with (
        services.running(),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://vart") as client,
    ):
        yield client, True


async def _is_vart(client: httpx.AsyncClient) -> bool:
    try:
        answer = (await client.get("/healthz", timeout=2.0)).json()
    except (httpx.HTTPError, ValueError):
        return False
    return isinstance(answer, dict) and answer.get("service") == "vart"
