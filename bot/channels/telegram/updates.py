"""Updates stored before they are answered, so that none is lost and none is answered twice."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import IntegrityError

from bot.alarms import add_alarm
from bot.channels.telegram.arrival import Arrival
from bot.clock import Clock
from bot.db.models.telegram import TelegramUpdate
from bot.gateway.store import Sessions
from bot.logs import get_logger
from bot.vault import Vault, VaultError

# Longer than an answer may take, with waiting for those before it.
LEASE = timedelta(seconds=120)
# Before each further try; after the last an administrator has to look.
_DELAYS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600))
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Taken:
    """An update that is ours to work on."""

    arrival: Arrival
    attempt: int


class Updates:
    """The table of updates.

    Args:
        sessions: Sessions of the database.
        vault: Seals what they say.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, vault: Vault, clock: Clock) -> None:
        self._sessions = sessions
        self._vault = vault
        self._clock = clock

    async def add(self, arrival: Arrival) -> bool:
        """Store an update as taken by us; whether it is new."""
        now = self._clock()
        row = TelegramUpdate(
            update_id=arrival.update_id,
            sealed=self._vault.seal(arrival.to_json()),
            received_at=now,
            attempts=1,
            next_at=now + LEASE,
        )
        try:
            async with self._sessions.begin() as session:
                if await session.get(TelegramUpdate, arrival.update_id) is not None:
                    return False
                session.add(row)
        except IntegrityError:
            return False  # the same one came twice at once; the other is stored
        return True

    async def due(self, without: set[int]) -> list[Taken]:
        """Take those that somebody left unanswered, the earliest first."""
        now = self._clock()
        query = select(TelegramUpdate).where(TelegramUpdate.next_at <= now)
        query = query.order_by(TelegramUpdate.update_id).limit(_AT_ONCE).with_for_update(skip_locked=True)
        taken = []
        async with self._sessions.begin() as session:
            for row in (await session.scalars(query)).all():
                session.expunge(row)
                if row.update_id in without:
                    continue
                mine = update(TelegramUpdate).where(
                    TelegramUpdate.update_id == row.update_id, TelegramUpdate.attempts == row.attempts
                )
                arrival = self._opened(row)
                again = mine.values(attempts=row.attempts + 1, next_at=now + LEASE if arrival else None)
                won = cast("CursorResult[Any]", await session.execute(again)).rowcount == 1
                if won and arrival is not None:
                    taken.append(Taken(arrival, row.attempts + 1))
                elif won:
                    await add_alarm(session, "telegram_not_answered", str(row.update_id), now)
        return taken

    async def finish(self, update_id: int) -> None:
        """It has been answered: only its number stays."""
        await self._set(update_id, sealed=None, next_at=None)

    async def release(self, update_id: int) -> None:
        """Give it back, for whoever comes next."""
        await self._set(update_id, next_at=self._clock())

    async def leave(self, taken: Taken) -> None:
        """Leave it for a later look, untried: its chat has enough under way."""
        next_at = self._clock() + _DELAYS[0]
        await self._set(taken.arrival.update_id, next_at=next_at, attempts=taken.attempt - 1)

    async def put_off(self, taken: Taken) -> None:
        """Have it tried again later, or give it up with an alarm."""
        if taken.attempt <= len(_DELAYS):
            next_at = self._clock() + _DELAYS[taken.attempt - 1]
            await self._set(taken.arrival.update_id, next_at=next_at)
            return
        await self._set(taken.arrival.update_id, sealed=None, next_at=None)
        async with self._sessions.begin() as session:
            await add_alarm(session, "telegram_not_answered", str(taken.arrival.update_id), self._clock())

    async def _set(self, update_id: int, **values: Any) -> None:
        statement = update(TelegramUpdate).where(TelegramUpdate.update_id == update_id)
        async with self._sessions.begin() as session:
            await session.execute(statement.values(**values))

    def _opened(self, row: TelegramUpdate) -> Arrival | None:
        try:
            return Arrival.from_json(self._vault.open(row.sealed or b""))
        except VaultError:
            reason = "key"
        except (TypeError, ValueError):  # stored by another version of Vart
            reason = "version"
        get_logger().error("update_not_readable", component="telegram", reason=reason)
        return None
