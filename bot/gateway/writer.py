"""Writes conversations to the database behind the answers, so that a slow or lost one delays nobody."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.gateway.memory import Memory
from bot.steady import Steady

_RETRY_AFTER = 1.0
_MOST_PENDING = 50_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it is kept.

    Attributes:
        id: What names it in addresses; not a secret by itself.
        secret_hash: SHA-256 of the secret that opens it.
        memory: What it remembers.
        created_at: When it began.
        seen_at: When the person was last heard of.
    """

    id: str
    secret_hash: str
    memory: Memory
    created_at: datetime
    seen_at: datetime


Batch = Mapping[str, Kept | None]


class Writer:
    """Commits the newest state of each conversation, in batches, one commit at a time.

    Args:
        commit: Stores a batch: id -> the conversation, or None to delete it.
    """

    def __init__(self, commit: Callable[[Batch], Awaitable[None]]) -> None:
        self._commit = commit
        # What is not in the database yet, oldest first; during a commit also what is being committed.
        self._pending: dict[str, Kept | None] = {}
        self._wake = asyncio.Event()
        self._round: asyncio.Future[bool] | None = None
        self._task: asyncio.Task[None] | None = None
        self._writing = Steady("store_conversations", "gateway")

    @property
    def pending(self) -> Batch:
        """What the database does not hold yet."""
        return self._pending

    async def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Write what is left, as far as the database lets us within two seconds, and end."""
        if self._pending:
            await self.wait(2.0)
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def write(self, id: str, conversation: Kept | None, patience: float) -> bool:
        """Write a conversation (None: delete it), and wait up to `patience` seconds for the commit.

        Returns:
            Whether it is in the database; if not it stays pending and is tried again.
        """
        self._pending.pop(id, None)
        self._pending[id] = conversation
        while len(self._pending) > _MOST_PENDING:
            del self._pending[next(iter(self._pending))]
        return await self.wait(patience)

    async def wait(self, patience: float) -> bool:
        """Wait up to `patience` seconds for the next commit."""
        if self._round is None:
            self._round = asyncio.get_running_loop().create_future()
        waited_for = self._round
        self._wake.set()
        await asyncio.wait({waited_for}, timeout=patience)
        return waited_for.done() and waited_for.result()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            done, self._round = self._round, None
            batch = dict(self._pending)
            written = await self._writing.run(partial(self._commit, batch))
            if written:
                self._pending = {
                    id: state
                    for id, state in self._pending.items()
                    if id not in batch or batch[id] is not state
                }
            else:
                asyncio.get_running_loop().call_later(_RETRY_AFTER, self._wake.set)
            if done is not None:
                done.set_result(written)
