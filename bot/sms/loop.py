"""What the sender and the inbox have in common: rounds of work, at every wake-up and every second."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from bot.logs import get_logger
from bot.steady import Steady

# Work that another process stored is found after so long.
POLL = 1.0
_GRACE = 3.0
# What becomes due together is taken together, in one transaction.
_GATHER = 0.02


class Loop:
    """Runs rounds while the app runs; a round begins tasks for what is due, up to a number at once.

    Args:
        wake: Set when there is something to do.
        most: How many tasks at once.
        component: Its name in logs.
    """

    def __init__(self, wake: asyncio.Event, most: int, component: str) -> None:
        self._wake = wake
        self._most = most
        self._component = component
        self._tasks: set[asyncio.Task[None]] = set()
        self._running: asyncio.Task[None] | None = None
        self._rounds = Steady("round", component)

    async def start(self) -> None:
        """Begin."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End; what is not done in a moment is left to its lease."""
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
            self._running = None
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_GRACE)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def settle(self) -> None:
        """Wait for the tasks that have begun."""
        await asyncio.gather(*self._tasks)

    async def round(self) -> int:
        """Begin what is due; how much that was."""
        work = await self.due(self._most - len(self._tasks))
        for one in work:
            task = asyncio.create_task(self._guarded(one))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return len(work)

    async def due(self, limit: int) -> list[Coroutine[Any, Any, None]]:
        """Take up to `limit` pieces of work."""
        raise NotImplementedError

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # its lease runs out, and it is tried again
            get_logger().error("sms_work_failed", component=self._component, exc_info=error)

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            if len(self._tasks) < self._most:
                await self._rounds.run(self.round)
            woken = asyncio.create_task(self._wake.wait())
            # A free hand takes the next piece at once.
            await asyncio.wait({woken, *self._tasks}, timeout=POLL, return_when=asyncio.FIRST_COMPLETED)
            woken.cancel()
            await asyncio.sleep(_GATHER)
