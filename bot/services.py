"""What the app is made of, as one value that is handed to whoever needs it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from bot.accounts.sign_in import SignIn
from bot.answers.turn import Library
from bot.clock import Clock
from bot.desk.desk import Desk
from bot.editor.pages.office import Office
from bot.escalation.escalation import Escalation
from bot.gateway.brain import Brain, NoBrain
from bot.gateway.events import Events
from bot.gateway.limits import Limits
from bot.gateway.store import Conversations
from bot.gateway.turn import Gateway
from bot.gateway.watch import BrainState
from bot.hsds.shelf import Shelf
from bot.logs import get_logger
from bot.metrics import Metrics
from bot.settings import Settings
from bot.sms.parts import Sms


class Part(Protocol):
    """Something that lives as long as the app."""

    async def start(self) -> None:
        """Begin."""

    async def stop(self) -> None:
        """End."""


class Keeper(Part, Protocol):
    """What keeps an eye on the brain."""

    @property
    def state(self) -> BrainState:
        """How the brain is."""


class TelegramDoor(Protocol):
    """Where updates from Telegram come in."""

    @property
    def secret(self) -> str | None:
        """What Telegram sends along to the webhook; None without one."""

    async def receive(self, data: object) -> None:
        """Take in an update; raises ValueError when it is none."""


class NoKeeper:
    """For a brain that is not there."""

    state: BrainState = "none"

    async def start(self) -> None:
        """Nothing to begin."""

    async def stop(self) -> None:
        """Nothing to end."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Something that only has to be closed in the end."""

    close: Callable[[], Awaitable[None]]

    async def start(self) -> None:
        """Nothing to begin."""

    async def stop(self) -> None:
        """Close it."""
        await self.close()


@dataclass(frozen=True, slots=True)
class Warming:
    """Something that takes its time once, so that no person waits for it."""

    warm: Callable[[], object]

    async def start(self) -> None:
        """Do it now, beside the event loop; what fails here will fail, and be dealt with, in a turn."""
        try:
            await asyncio.to_thread(self.warm)
        except Exception as error:
            get_logger().error("warming_failed", exc_info=error)

    async def stop(self) -> None:
        """Nothing to end."""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of a running Vart.

    Attributes:
        settings: The settings.
        clock: The time now.
        conversations: Who may continue which conversation, and what it remembers.
        events: Messages that come later than the reply.
        gateway: Takes turns.
        limits: Rate limits of the chat API.
        library: Content, texts and the directory as they are now.
        brain_state: How Rasa is.
        parts: What is started with the app, in order, and stopped in reverse.
        sms: What sends and receives SMS; None inside a command.
        sign_in: The way in for staff; None inside a command.
        desk: What the desk reads; None inside a command.
        escalation: Brings in a human; None inside a command.
        office: What the editors' pages stand on; None inside a command.
        hsds: What the HSDS API gives out; None inside a command.
        telegram: Where Telegram's webhook leads; None without a bot.
        metrics: Figures for monitoring; None inside a command.
        brain: Understands ordinary turns; the gateway asks it, and editors who try a question.
    """

    settings: Settings
    clock: Clock
    conversations: Conversations
    events: Events
    gateway: Gateway
    limits: Limits
    library: Callable[[], Library]
    brain_state: Callable[[], BrainState]
    parts: tuple[Part, ...]
    sms: Sms | None = None
    sign_in: SignIn | None = None
    desk: Desk | None = None
    escalation: Escalation | None = None
    office: Office | None = None
    hsds: Shelf | None = None
    telegram: TelegramDoor | None = None
    metrics: Metrics | None = None
    brain: Brain = field(default_factory=NoBrain)

    def municipality_name(self, code: str | None) -> str | None:
        """The name of a municipality by its code."""
        return self.library().municipality_name(code)

    def directory_ready(self) -> bool:
        """Whether there is a directory to answer from."""
        try:
            return bool(self.library().snapshot.by_id)
        except RuntimeError:
            return False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Start the parts for the block, and stop them after it, whatever happens."""
        async with AsyncExitStack() as stack:
            for part in self.parts:
                await part.start()
                stack.push_async_callback(part.stop)
            yield
            self.events.close_all()
            await self.gateway.settle(2.0)
