"""Both systems as a client meets them: a conversation over HTTP, one message after another."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

import httpx

# What people might write; none of it is a crisis, which Vart would answer without Rasa.
SENTENCES = (
    "jag kan inte sova på nätterna och orkar knappt gå till skolan",
    "min dotter på 14 vägrar gå till skolan sedan i höstas, vi bor i Vännäs",
    "jag är så stressad över alla prov att jag får ont i magen",
    "mamma dricker för mycket och jag vet inte vad jag ska göra",
    "jag blir mobbad i klassen och på snap",
    "var kan jag prata med någon om ångest i Umeå",
    "min son spelar om pengar på nätet varje natt",
    "jag tror att jag har adhd, hur får man en utredning",
    "känner mig ensam och har inga kompisar i Lycksele",
    "vi bråkar hela tiden hemma och jag vill bara flytta",
    "min pappa dog i våras och ingen fattar hur det är",
    "jag behöver hjälp med preventivmedel, är 16 år",
    "hur gammal måste man vara för att gå till ungdomsmottagningen",
    "min kille gjorde slut i helgen och jag saknar honom hela tiden",
    "jag äter nästan ingenting längre och tänker på mat hela dagarna",
    "finns det något att göra på fritiden för ungdomar i Skellefteå",
)


class Partner(Protocol):
    """One conversation."""

    async def say(self, text: str) -> bool:
        """Send a message; whether a full answer came."""


Begin = Callable[[httpx.AsyncClient], Awaitable[Partner]]


@dataclass(frozen=True, slots=True)
class VartTalk:
    """A conversation over Vart's chat API."""

    client: httpx.AsyncClient
    path: str
    headers: dict[str, str]

    async def say(self, text: str) -> bool:
        """Send a message; a reduced answer, without Rasa, is not a full one."""
        response = await self.client.post(
            f"{self.path}/messages?explain=1", json={"text": text}, headers=self.headers
        )
        if response.is_error:
            raise RuntimeError(f"Vart answered {response.status_code}")
        # Only Rasa's classifier gives a confidence.
        return response.json()["understood"]["confidence"] is not None


@dataclass(frozen=True, slots=True)
class PeerTalk:
    """A conversation over Rasa's REST channel."""

    client: httpx.AsyncClient
    url: str
    sender: str

    async def say(self, text: str) -> bool:
        """Send a message; an empty list is no answer."""
        response = await self.client.post(self.url, json={"sender": self.sender, "message": text})
        return response.is_success and any("custom" in part for part in response.json())


def vart_at(port: int) -> Begin:
    """Begins conversations with Vart."""

    async def begin(client: httpx.AsyncClient) -> Partner:
        """Begin a conversation that the server makes."""
        response = await client.post(f"http://127.0.0.1:{port}/api/conversations")
        if response.is_error:
            raise RuntimeError(f"Vart answered {response.status_code}")
        begun = response.json()
        path = f"http://127.0.0.1:{port}/api/conversations/{begun['conversation']}"
        return VartTalk(client, path, {"Authorization": f"Bearer {begun['token']}"})

    return begin


def peer_at(port: int) -> Begin:
    """Begins conversations with the peer."""

    async def begin(client: httpx.AsyncClient) -> Partner:
        """Begin a conversation under a name of our own."""
        url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        return PeerTalk(client, url, secrets.token_urlsafe(16))

    return begin


async def answers(begin: Begin, full: bool) -> bool:
    """Whether a first message is answered now, if asked for by a full answer."""
    async with http_client() as client:
        try:
            partner = await begin(client)
            return await partner.say(SENTENCES[0]) or not full
        except (httpx.HTTPError, json.JSONDecodeError):
            return False


async def wait_for_answer(begin: Begin, full: bool, check: Callable[[], None]) -> None:
    """Ask again and again until there is an answer; `check` raises when it is no use."""
    while not await answers(begin, full):
        check()
        await asyncio.sleep(0.25)


def http_client() -> httpx.AsyncClient:
    """The client of the bench: patient, and without a proxy in between."""
    return httpx.AsyncClient(timeout=120, trust_env=False)
