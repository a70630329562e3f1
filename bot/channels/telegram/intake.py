"""Takes updates in: each once for good, in order for each chat, different chats side by side."""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Coroutine
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update

from bot.channels.telegram.answering import Answering
from bot.channels.telegram.arrival import Arrival, read
from bot.channels.telegram.updates import Taken, Updates
from bot.gateway.locks import Locks
from bot.logs import get_logger
from bot.steady import Steady

# Chats that are answered at once.
_AT_ONCE = 200
# Updates of one chat under way; the rest is left where it is stored, for a later look.
_PER_CHAT = 50
_REMEMBERED = 10_000
_ANSWERING = 90.0
_EVERY = 5.0
_GRACE = 3.0


class Intake:
    """The way in, for the webhook and for polling; started and stopped with the app.

    Args:
        updates: Where they are stored.
        answering: Answers them.
        every: Seconds between looks for what somebody left unanswered.
    """

    def __init__(self, updates: Updates, answering: Answering, every: float = _EVERY) -> None:
        self._updates = updates
        self._answering = answering
        self._every = every
        self._reading = Steady("read_updates", "telegram")
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._chats = Locks()
        self._under_way: Counter[int] = Counter()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        # Answered here; also when the database could not be told.
        self._done: OrderedDict[int, None] = OrderedDict()
        self._sweeping: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look for what was left unanswered."""
        self._sweeping = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """End; what is not answered in a moment is left for the next start."""
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=_GRACE)
        left = dict(self._tasks)
        for task in left.values():
            task.cancel()
        await asyncio.gather(*left.values(), return_exceptions=True)
        for number in left.keys() - self._done.keys():
            await self._told(self._updates.release(number))

    async def settle(self) -> None:
        """Wait for what is under way."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values())

    async def receive(self, update: Update) -> None:
        """Take an update in; it is answered after this returns."""
        arrival = read(update)
        if arrival is None or arrival.update_id in self._tasks or arrival.update_id in self._done:
            return
        stored = True
        try:
            new = await self._updates.add(arrival)
        except (SQLAlchemyError, OSError) as error:
            # It is answered all the same, and remembered here.
            get_logger().error("update_not_stored", component="telegram", exc_info=error)
            new = arrival.update_id not in self._tasks and arrival.update_id not in self._done
            stored = False
        if new:
            await self._begin(Taken(arrival, 1), stored)

    async def sweep(self) -> int:
        """Take up what was left unanswered; how much that was."""
        due = await self._updates.due(set(self._tasks))
        for taken in due:
            await self._begin(taken)
        return len(due)

    async def _begin(self, taken: Taken, stored: bool = True) -> None:
        arrival = taken.arrival
        # What is stored nowhere else has to be worked on now.
        if stored and self._under_way[arrival.chat] >= _PER_CHAT:
            await self._told(self._updates.leave(taken))
            return
        task = asyncio.create_task(self._work(taken))
        self._tasks[arrival.update_id] = task
        self._under_way[arrival.chat] += 1
        task.add_done_callback(lambda _: self._end(arrival))

    def _end(self, arrival: Arrival) -> None:
        del self._tasks[arrival.update_id]
        self._under_way[arrival.chat] -= 1
        if not self._under_way[arrival.chat]:
            del self._under_way[arrival.chat]

    async def _work(self, taken: Taken) -> None:
        arrival = taken.arrival
        # The chat first: those who wait for an earlier update of theirs take no room from other chats.
        async with self._chats.hold(str(arrival.chat)), self._room:
            if arrival.update_id not in self._done and not await self._answered(arrival):
                await self._told(self._updates.put_off(taken))
                return
        await self._told(self._updates.finish(arrival.update_id))

    async def _answered(self, arrival: Arrival) -> bool:
        try:
            async with asyncio.timeout(_ANSWERING):
                await self._answering.handle(arrival)
        except Exception as error:  # whatever it is, the update must not be lost with it
            get_logger().error("update_not_answered", component="telegram", exc_info=error)
            return False
        self._done[arrival.update_id] = None
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)
        return True

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (SQLAlchemyError, OSError) as error:
            get_logger().error("update_not_noted", component="telegram", exc_info=error)

    async def _sweep(self) -> None:
        while True:
            await self._reading.run(self.sweep)
            await asyncio.sleep(self._every)
