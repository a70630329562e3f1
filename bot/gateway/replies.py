"""Replies by the client's own message id, so that a retry is answered without a new turn."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

KEPT_SECONDS = 600.0
# The conversation, and what makes the message the same one.
Key = tuple[str, str]


class Replies[T]:
    """Runs a turn once per key; kept in memory only, since replies are never stored.

    Args:
        clock: Seconds that only go forwards.
        most: How many replies are kept.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = 20_000) -> None:
        self._clock = clock
        self._most = most
        self._tasks: OrderedDict[Key, tuple[asyncio.Task[T], float]] = OrderedDict()
        self._running: set[asyncio.Task[T]] = set()

    async def once(self, key: Key | None, turn: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of `turn`, run now, under way, or within the last ten minutes for the same key.

        A caller who is cancelled, because its client went away, does not stop the turn. A turn that
        fails is not kept.
        """
        self._drop_old()
        known = self._tasks.get(key) if key is not None else None
        return await asyncio.shield(known[0] if known else self._begin(key, turn))

    def forget(self, conversation: str) -> None:
        """Drop the replies of a conversation."""
        for key in [key for key in self._tasks if key[0] == conversation]:
            del self._tasks[key]

    async def settle(self, patience: float) -> None:
        """Wait up to `patience` seconds for the turns under way."""
        if self._running:
            await asyncio.wait(self._running, timeout=patience)

    def _begin(self, key: Key | None, turn: Callable[[], Coroutine[Any, Any, T]]) -> asyncio.Task[T]:
        task = asyncio.create_task(turn())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        if key is not None:
            self._tasks[key] = (task, self._clock() + KEPT_SECONDS)
            task.add_done_callback(lambda done: self._forget_failure(key, done))
        return task

    def _forget_failure(self, key: Key, task: asyncio.Task[T]) -> None:
        if task.cancelled() or task.exception() is not None:
            self._tasks.pop(key, None)

    def _drop_old(self) -> None:
        now = self._clock()
        while self._tasks:
            key, (_, until) = next(iter(self._tasks.items()))
            if until > now and len(self._tasks) <= self._most:
                return
            del self._tasks[key]
