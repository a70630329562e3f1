"""A person who talks to Vart through the chat API.

bot = await converse(app)
reply = await bot.says("jag kan inte sova, bor i Vännäs")
await bot.presses(reply.choice("open_now"))
"""

from dataclasses import dataclass
from typing import Any

import httpx
from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one message.

    Attributes:
        status: HTTP status.
        body: The JSON of the answer.
        headers: The headers of the answer.
    """

    status: int
    body: dict[str, Any]
    headers: httpx.Headers

    @classmethod
    def of(cls, response: httpx.Response) -> "Answer":
        """What a response says."""
        return cls(response.status_code, response.json(), response.headers)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages, in wire format."""
        messages: list[dict[str, Any]] = self.body["messages"]
        return messages

    @property
    def text(self) -> str:
        """The texts of all messages, a blank line between."""
        return "\n\n".join(message["text"] for message in self.messages)

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The cards, in order."""
        return [message["card"] for message in self.messages if "card" in message]

    @property
    def services(self) -> list[dict[str, Any]]:
        """The services of all cards, in order."""
        return [service for card in self.cards for service in card.get("services", [])]

    @property
    def choices(self) -> list[dict[str, str]]:
        """The choices of all messages, in order."""
        return [choice for message in self.messages for choice in message.get("choices", [])]

    @property
    def understood(self) -> dict[str, Any]:
        """How the message was read; asked for with every message."""
        understood: dict[str, Any] = self.body["understood"]
        return understood

    @property
    def error(self) -> str:
        """The code of the error."""
        return str(self.body["error"]["code"])

    def choice(self, payload: str) -> dict[str, str]:
        """The choice with this payload.

        Raises:
            LookupError: It was not offered.
        """
        for choice in self.choices:
            if choice["payload"] == payload:
                return choice
        raise LookupError(f"{payload} is not among {[choice['payload'] for choice in self.choices]}")


@dataclass
class Person:
    """One conversation, from the person's side.

    Attributes:
        http: Reaches the app.
        id: Of the conversation.
        token: Its secret.
    """

    http: httpx.AsyncClient
    id: str
    token: str

    @property
    def path(self) -> str:
        """Of the conversation."""
        return f"/api/conversations/{self.id}"

    @property
    def secret(self) -> dict[str, str]:
        """The header that opens the conversation."""
        return {"Authorization": f"Bearer {self.token}"}

    async def says(self, text: str, **more: Any) -> Answer:
        """Write something; `more` goes into the body."""
        return await self.sends({"text": text, **more})

    async def presses(self, choice: dict[str, str] | str, **more: Any) -> Answer:
        """Press a choice, given as it came or by its payload."""
        payload = choice if isinstance(choice, str) else choice["payload"]
        return await self.sends({"payload": payload, **more})

    async def sends(self, body: Any, explain: bool = True) -> Answer:
        """Send any body."""
        path = f"{self.path}/messages" + ("?explain=1" if explain else "")
        response = await self.http.post(path, json=body, headers=self.secret)
        return Answer.of(response)

    async def leaves(self) -> int:
        """Have the conversation forgotten; the HTTP status."""
        return (await self.http.delete(self.path, headers=self.secret)).status_code


def reach(app: ASGIApp, address: str = "192.0.2.1") -> httpx.AsyncClient:
    """A client of `app` in the same event loop, coming from `address`."""
    transport = httpx.ASGITransport(app, client=(address, 50_000))
    return httpx.AsyncClient(transport=transport, base_url="http://vart")


async def converse(app: ASGIApp | httpx.AsyncClient) -> Person:
    """Begin a conversation with an app that is running, or with whatever a client reaches."""
    http = app if isinstance(app, httpx.AsyncClient) else reach(app)
    begun = (await http.post("/api/conversations")).raise_for_status().json()
    return Person(http, begun["conversation"], begun["token"])
