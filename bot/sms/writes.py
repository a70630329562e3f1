"""Transactions that write, one after the other where the database takes only one at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from sqlalchemy.ext.asyncio import AsyncSession

from bot.gateway.store import Sessions


class Writes:
    """Begins transactions.

    SQLite lets whoever waits look again and again, in no order; of many that wait, some would give up.
    Here they queue instead.

    Args:
        sessions: Sessions of the database.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        engine = sessions.kw["bind"]
        self._queue = asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A transaction for the block."""
        async with self._queue, self._sessions.begin() as session:
            yield session
