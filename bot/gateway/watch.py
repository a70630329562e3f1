"""Asks Rasa again and again whether a whole turn works, so that no person has to find out."""

import asyncio
import time
from collections.abc import Callable
from typing import Literal, Protocol

from bot.gateway.breaker import Breaker
from bot.logs import get_logger

BrainState = Literal["starting", "ready", "unavailable", "no_model", "broken_model", "none"]
_UNANSWERED = 3


class Probed(Protocol):
    """A brain that can be asked how it is."""

    breaker: Breaker

    async def ready(self) -> bool:
        """Whether a whole turn works now."""


class Watch:
    """Keeps the breaker of a brain in step with whether the brain answers.

    Args:
        brain: What is watched.
        often: Seconds between questions while it does not answer.
        seldom: Seconds between questions while it does.
        clock: Seconds that only go forwards.
    """

    def __init__(
        self,
        brain: Probed,
        often: float = 0.5,
        seldom: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._brain = brain
        self._often = often
        self._seldom = seldom
        self._clock = clock
        self._answered_at = clock()
        self._unanswered = 0
        self._task: asyncio.Task[None] | None = None
        self._was_ready = False
        self.ready = asyncio.Event()
        brain.breaker.hold()

    @property
    def state(self) -> BrainState:
        """How the brain is, for /readyz."""
        if self.ready.is_set():
            return "ready"
        return "unavailable" if self._was_ready else "starting"

    async def start(self) -> None:
        """Begin to watch."""
        self._task = asyncio.create_task(self.run())

    async def stop(self) -> None:
        """Watch no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @property
    def silent_for(self) -> float:
        """Seconds since the brain last answered, or since `lost` was last called."""
        return self._clock() - self._answered_at

    def lost(self) -> None:
        """Take the brain as gone, and count its silence from now."""
        self.ready.clear()
        self._brain.breaker.hold()
        self._answered_at = self._clock()

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:  # a watch that ended would never find the brain again
                get_logger().error("watch_failed", exc_info=error)
            await asyncio.sleep(self._seldom if self.ready.is_set() else self._often)

    async def look(self) -> None:
        """Ask once."""
        if await self._brain.ready():
            self._unanswered = 0
            self._answered_at = self._clock()
            if not self.ready.is_set():
                get_logger().info("brain_ready")
            self._was_ready = True
            self.ready.set()
            return
        self._unanswered += 1
        if self.ready.is_set() and self._unanswered >= _UNANSWERED:
            get_logger().warning("brain_lost")
            self.ready.clear()
            self._brain.breaker.hold()
