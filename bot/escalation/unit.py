"""One unit of work on cases: a transaction, tried again when somebody else was in the way."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from bot.clock import Clock
from bot.gateway.store import Sessions

_TRIES: Final = 6
_PAUSE: Final = 0.03


@dataclass(slots=True)
class Unit:
    """What one transaction works with.

    Attributes:
        session: The transaction.
        now: The time, the same throughout.
        told: Conversations that something was told to, to be woken after the commit.
    """

    session: AsyncSession
    now: datetime
    told: set[str] = field(default_factory=set)


class Transactions:
    """Runs units of work.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
        committed: Called after a commit, to wake whoever waits for what it brought.
    """

    def __init__(self, sessions: Sessions, clock: Clock, committed: Callable[[Unit], None]) -> None:
        self._sessions = sessions
        self._clock = clock
        self._committed = committed

    async def run[T](self, work: Callable[[Unit], Awaitable[T]]) -> T:
        """Do `work` in one transaction, again from the start when another one was in the way.

        Raises:
            SQLAlchemyError: The database does not answer, or the same fault came again and again.
        """
        for attempt in range(1, _TRIES):
            try:
                return await self._once(work)
            except (DBAPIError, StaleDataError) as error:
                # A code or a reference that somebody else took at the same moment, a lock of SQLite
                # that was not free, two transactions that waited for each other in PostgreSQL.
                if isinstance(error, DBAPIError) and error.connection_invalidated:
                    raise
                await asyncio.sleep(_PAUSE * attempt)
        return await self._once(work)

    async def _once[T](self, work: Callable[[Unit], Awaitable[T]]) -> T:
        async with self._sessions.begin() as session:
            unit = Unit(session, self._clock())
            result = await work(unit)
        self._committed(unit)
        return result
