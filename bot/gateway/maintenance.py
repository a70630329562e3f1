"""Forgets what has been idle for 24 hours, again and again."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.logs import get_logger
from bot.steady import Steady

EVERY = 300.0


class Maintenance:
    """Runs the purge while the app runs.

    Args:
        purge: Forgets what is due and tells how many there were.
        every: Seconds between purges.
    """

    def __init__(self, purge: Callable[[], Awaitable[int]], every: float = EVERY) -> None:
        self._purge = purge
        self._every = every
        self._purging = Steady("purge", "gateway")
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin, with a purge at once."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await self._purging.run(self._once)
            await asyncio.sleep(self._every)

    async def _once(self) -> None:
        get_logger().info("purged", count=await self._purge())
