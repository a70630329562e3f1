"""Which SMS that came in are due, and whose turn it is to work on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models.sms import SmsInbound

# Longer than a handler is given.
_LEASE = timedelta(seconds=60)
# Seconds before each further try; after the last an administrator has to look.
_DELAYS = (1, 5, 15, 60)
TRIES = len(_DELAYS) + 1
# What is left of an SMS that has been worked on: neither a text nor whose it was.
EMPTIED: Mapping[str, Any] = {"from_hash": "", "sealed_from": None, "sealed_body": None}


@dataclass(frozen=True, slots=True)
class Arrival:
    """An SMS that is ours to work on.

    Attributes:
        sid: The provider's name for it.
        sealed_body: The SMS.
        attempt: Which try this is.
    """

    sid: str
    sealed_body: bytes = field(repr=False)
    attempt: int


async def take(session: AsyncSession, now: datetime, limit: int) -> list[Arrival]:
    """Take up to `limit` that are due, never one before an earlier one of the same sender."""
    sms, earlier = SmsInbound, aliased(SmsInbound)
    first = or_(
        earlier.received_at < sms.received_at,
        and_(earlier.received_at == sms.received_at, earlier.sid < sms.sid),
    )
    waits = exists().where(
        earlier.from_hash == sms.from_hash, earlier.handled_at.is_(None), earlier.next_at.is_not(None), first
    )
    query = (
        select(sms)
        .where(sms.handled_at.is_(None), sms.next_at <= now, ~waits)
        .order_by(sms.received_at, sms.sid)
        .limit(limit)
        # On SQLite, which knows no such locks, the comparison below decides alone.
        .with_for_update(skip_locked=True)
    )
    taken = []
    for row in (await session.scalars(query)).all():
        session.expunge(row)
        mine = update(sms).where(sms.sid == row.sid, sms.attempts == row.attempts, sms.handled_at.is_(None))
        done = await session.execute(mine.values(attempts=row.attempts + 1, next_at=now + _LEASE))
        if cast("CursorResult[Any]", done).rowcount == 1 and row.sealed_body is not None:
            taken.append(Arrival(row.sid, row.sealed_body, row.attempts + 1))
    return taken


async def finish(session: AsyncSession, arrival: Arrival, now: datetime) -> None:
    """It has been worked on: only its name and the times stay."""
    done = update(SmsInbound).where(SmsInbound.sid == arrival.sid)
    await session.execute(done.values(handled_at=now, next_at=None, **EMPTIED))


async def put_off(session: AsyncSession, arrival: Arrival, now: datetime) -> bool:
    """Have it tried again later; True when it was tried often enough, and stays as it is."""
    last = arrival.attempt >= TRIES
    next_at = None if last else now + timedelta(seconds=_DELAYS[arrival.attempt - 1])
    mine = (SmsInbound.sid == arrival.sid, SmsInbound.attempts == arrival.attempt)
    await session.execute(update(SmsInbound).where(*mine).values(next_at=next_at))
    return last
