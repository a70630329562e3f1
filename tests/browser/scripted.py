"""A Vart with scripted replies: the real pages, chat API and middleware, and nothing behind them."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

from bot.app import create_app
from bot.clock import now_in_sweden
from bot.errors import ApiError
from bot.gateway.cases import CaseView
from bot.gateway.incoming import Incoming
from bot.gateway.limits import Limits
from bot.gateway.memory import Memory
from bot.gateway.messages import Message
from bot.gateway.reply import Reply
from bot.gateway.store import Conversations
from bot.gateway.turn import Turn
from bot.services import Services
from tests import serving
from tests.browser.replies import answer

PLACES = {
    "2482": "Skellefteå",
    "2480": "Umeå",
    "2463": "Åsele",
    "2404": "Vindeln",
    "2460": "Vännäs",
    "2409": "Robertsfors",
}
TOPICS = {
    "low_mood": "Nedstämd eller deppig",
    "anxiety": "Oro, ångest och panik",
    "family_conflict": "Bråk hemma",
    "school_absence": "Orkar inte gå till skolan",
    "relative_support": "Stöd till anhöriga",
    "sleep": "Sömn",
}
# What is written -> the error that answers it.
ERRORS = {"många": "too_many", "långt": "text_too_long", "tomt": "text_empty", "fel": "internal"}


class ScriptedLibrary:
    """The content that the page asks for."""

    content = SimpleNamespace(
        municipalities={code: SimpleNamespace(code=code, name=name) for code, name in PLACES.items()},
        topics={id: SimpleNamespace(label=SimpleNamespace(sv=label)) for id, label in TOPICS.items()},
        short_numbers=("112", "1177", "113 13", "114 14", "116 111", "90101", "020-50 50 50"),
    )


class ScriptedEvents:
    """Later messages, in memory."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.listeners = 0
        self.asked_after: list[int] = []
        self._news = asyncio.Event()
        self._round = 0

    def publish(self, message: Message) -> None:
        """Send a message to everybody who listens."""
        self.sent.append(message)
        self._news.set()

    def hang_up(self) -> None:
        """End every stream, as a restart does."""
        self._round += 1
        self._news.set()

    async def since(self, conversation: str, after: int) -> list[tuple[int, str]]:  # noqa: ARG002
        """What has been sent above a number."""
        return [(number, json.dumps(message.wire())) for number, message in enumerate(self.sent, 1)][after:]

    async def listen(self, conversation: str, after: int) -> AsyncIterator[bytes]:
        """The stream."""
        self.asked_after.append(after)
        self.listeners += 1
        mine = self._round
        try:
            yield b": heartbeat\n\n"
            while mine == self._round:
                self._news.clear()
                for number, data in await self.since(conversation, after):
                    yield f"id: {number}\ndata: {data}\n\n".encode()
                    after = number
                await self._news.wait()
        finally:
            self.listeners -= 1


class ScriptedGateway:
    """Answers from the script; remembers what it was asked."""

    def __init__(self, conversations: Conversations) -> None:
        self.taken: list[Incoming] = []
        self.conversations_taken: list[str] = []
        self.strangers = 0
        self.forgotten: list[str] = []
        # The case of every conversation.
        self.case: CaseView | None = None
        # Cleared by a test that wants to see the page wait.
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self._conversations = conversations

    async def take_turn(self, conversation: str, incoming: Incoming, stranger: bool = False) -> Turn:
        """The scripted turn."""
        self.strangers += stranger
        self.taken.append(incoming)
        self.conversations_taken.append(conversation)
        await self.may_answer.wait()
        if (incoming.text or "") in ERRORS:
            raise ApiError(ERRORS[incoming.text or ""], retry_after=3)
        kept = await self._conversations.get(conversation)
        memory = kept.memory if kept else Memory()
        if (incoming.payload or "").startswith("municipality:"):
            memory = replace(memory, municipality=(incoming.payload or "")[-4:])
        await self._conversations.remember(conversation, memory)
        return Turn(Reply(answer(incoming.text, incoming.payload), memory), 0, "rasa")

    def is_crisis(self, text: str | None) -> bool:
        """Whether a text is answered whatever the rate limit says."""
        return text == "kris"

    async def case_of(self, _: str) -> CaseView | None:
        """The case of a conversation."""
        return self.case

    async def forget(self, conversation: str) -> bool:
        """Forget a conversation."""
        self.forgotten.append(conversation)
        return await self._conversations.forget(conversation)


@dataclass
class Scripted:
    """What stands in for bot.services.Services."""

    conversations: Conversations = field(default_factory=lambda: Conversations(None, now_in_sweden))
    events: ScriptedEvents = field(default_factory=ScriptedEvents)
    limits: Limits = field(default_factory=Limits)
    gateway: ScriptedGateway = field(init=False)

    def __post_init__(self) -> None:
        """Put the gateway over the conversations."""
        self.gateway = ScriptedGateway(self.conversations)

    def library(self) -> Any:
        """The content that the page asks for."""
        return ScriptedLibrary()


@contextlib.asynccontextmanager
async def served(services: Scripted) -> AsyncIterator[str]:
    """The real app over scripted services, on a free port of this machine; gives its address."""
    async with serving.served(create_app(cast(Services, services))) as address:
        yield address
