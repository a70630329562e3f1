"""Keeps the cases moving while the app runs; several processes may do so at once."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from sqlalchemy import func, select

from bot.db.models.conversation import ConversationEvent
from bot.escalation.escalation import Escalation
from bot.gateway.events import Events
from bot.gateway.store import Sessions
from bot.steady import Steady

EVERY: Final = 1.0
_HOUSEKEEPING: Final = 600
# Commits of several processes may come in another order than their numbers: so many are looked at again.
_OVERLAP: Final = 200


class Worker:
    """Works off timers every second, and every ten minutes what else is due.

    Args:
        escalation: The human service.
        elsewhere: Wakes those who listen here to what another process has told.
        wait: Waits a number of seconds; tests hand in their own.
    """

    def __init__(
        self,
        escalation: Escalation,
        elsewhere: "Elsewhere",
        wait: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._escalation = escalation
        self._elsewhere = elsewhere
        self._wait = wait
        self._task: asyncio.Task[None] | None = None
        # One each: that one job works says nothing about another.
        self._timers = Steady("timers", "escalation")
        self._looking = Steady("elsewhere", "escalation")
        self._housekeeping = Steady("housekeeping", "escalation")

    async def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End; what is under way is undone by its transaction, and done by the next process."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        turn = 0
        while True:
            await self._timers.run(self._escalation.tick)
            await self._looking.run(self._elsewhere.look)
            if turn % _HOUSEKEEPING == 0:
                await self._housekeeping.run(self._escalation.keep_house)
            turn += 1
            await self._wait(EVERY)


class Elsewhere:
    """Notices messages that another process has added to conversations.

    Args:
        sessions: Sessions of the database.
        events: Wakes those who listen.
    """

    def __init__(self, sessions: Sessions, events: Events) -> None:
        self._sessions = sessions
        self._events = events
        self._seen: set[int] | None = None

    async def look(self) -> None:
        """Wake whoever listens to a conversation with a message that was not there before."""
        if not self._events.listening:
            self._seen = None
            return
        async with self._sessions() as session:
            newest = await session.scalar(select(func.max(ConversationEvent.id))) or 0
            recent = (
                await session.execute(
                    select(ConversationEvent.id, ConversationEvent.conversation_id).where(
                        ConversationEvent.id > newest - _OVERLAP
                    )
                )
            ).all()
        seen = self._seen
        self._seen = {number for number, _ in recent}
        # Whoever began to listen before the first look may have missed something by now: all are woken.
        for number, conversation_id in recent:
            if seen is None or number not in seen:
                self._events.poke(conversation_id)
