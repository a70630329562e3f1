"""Which SMS are due, and whose turn it is to send them: by leases, so that several workers may try."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models.sms import SmsOutbox
from bot.sms.status import LEASED, UNDER_WAY, UNKNOWN, WAITING

# Longer than a look-up and a sending take together, with both tokens.
LEASE = timedelta(seconds=60)
# No word from the provider for so long: it is asked, at first; then at longer and longer intervals.
ASK_AFTER = timedelta(seconds=60)
_ASK_AT_LEAST_EVERY = timedelta(hours=1)
_ASK_FOR = timedelta(hours=24)
# To one phone, SMS of these purposes are sent one after the other.
_IN_ORDER = ("relay", "notice", "seeker")


@dataclass(frozen=True, slots=True)
class Claim:
    """An SMS that is ours to work on.

    Attributes:
        sms: As it was before.
        attempt: Which one this is; one that a worker died in does not count.
        worker: Who has the lease.
        until: When the lease ends.
        asks: It has been sent; only its status is missing.
        unsure: Somebody may have sent it already.
    """

    sms: SmsOutbox
    attempt: int
    worker: str
    until: datetime
    asks: bool
    unsure: bool


async def claim(session: AsyncSession, worker: str, now: datetime, limit: int) -> list[Claim]:
    """Take up to `limit` SMS that are due, within the transaction of `session`."""
    sms, earlier = SmsOutbox, aliased(SmsOutbox)
    waits = (
        exists()
        .where(earlier.to_hash == sms.to_hash, earlier.purpose == sms.purpose, earlier.id < sms.id)
        .where(earlier.state.in_(WAITING))
    )
    query = (
        select(sms)
        .where(sms.next_at <= now)
        .where(
            or_(
                and_(sms.state.in_(WAITING), or_(sms.purpose.not_in(_IN_ORDER), ~waits)),
                and_(sms.state.in_(UNDER_WAY), sms.handed_at > now - _ASK_FOR),
            )
        )
        .order_by(sms.next_at, sms.id)
        .limit(limit)
        # On SQLite, which knows no such locks, the comparison in `_take` decides alone.
        .with_for_update(skip_locked=True)
    )
    due = (await session.scalars(query)).all()
    for row in due:
        session.expunge(row)
    return [taken for row in due if (taken := await _take(session, row, worker, now)) is not None]


async def _take(session: AsyncSession, sms: SmsOutbox, worker: str, now: datetime) -> Claim | None:
    asks = sms.state in UNDER_WAY
    until = now + (_interval(sms, now) if asks else LEASE)
    attempt = sms.attempts + (sms.state != LEASED)
    changes: dict[str, Any] = {"next_at": until}
    if not asks:
        changes |= {"state": LEASED, "leased_by": worker, "attempts": attempt, "updated_at": now}
    as_it_was = (
        SmsOutbox.id == sms.id,
        SmsOutbox.state == sms.state,
        SmsOutbox.attempts == sms.attempts,
        SmsOutbox.next_at == sms.next_at,
    )
    done = await session.execute(update(SmsOutbox).where(*as_it_was).values(**changes))
    if cast("CursorResult[Any]", done).rowcount != 1:
        return None
    return Claim(sms, attempt, worker, until, asks, unsure=sms.state in {LEASED, UNKNOWN})


def _interval(sms: SmsOutbox, now: datetime) -> timedelta:
    """Twice as long each time: as long again as it has been under way."""
    return min(_ASK_AT_LEAST_EVERY, max(ASK_AFTER, now - (sms.handed_at or now)))
