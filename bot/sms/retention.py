"""Deletes the texts and numbers of SMS; what stays tells that one was sent, not what or to whom."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db.models.sms import SmsInbound, SmsOutbox
from bot.gateway.maintenance import Maintenance
from bot.gateway.store import Sessions
from bot.sms.status import CREATED, FAILED, WAITING

KEPT = timedelta(days=7)
_EVERY = 3600.0
_NOTHING = b""


class Emptying(Maintenance):
    """Deletes what is older than a week, again and again.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        async def purge() -> int:
            async with sessions.begin() as session:
                return await empty(session, clock() - KEPT)

        super().__init__(purge, _EVERY)


async def empty(session: AsyncSession, before: datetime) -> int:
    """Delete texts and numbers of SMS that were done with before a time; how many.

    Their rows stay, emptied: the same reference and the same SID must never be worked on again.
    """
    # Never handled: an administrator was told, and has had the time to look.
    inbound = (SmsInbound.sealed_body.is_not(None), SmsInbound.received_at < before)
    arrived = await session.execute(
        update(SmsInbound)
        .where(*inbound, SmsInbound.next_at.is_(None))
        .values(sealed_from=None, sealed_body=None)
    )
    old = and_(SmsOutbox.updated_at < before, SmsOutbox.state.not_in(WAITING))
    sent = await session.execute(
        update(SmsOutbox)
        .where(old, SmsOutbox.sealed_body != _NOTHING)
        .values(sealed_to=_NOTHING, sealed_body=_NOTHING)
    )
    return sum(cast("CursorResult[Any]", result).rowcount for result in (arrived, sent))


async def forget_case(session: AsyncSession, case_id: int, now: datetime) -> None:
    """Delete the texts and numbers of a case's SMS at once; what has not been sent is not sent any more."""
    of_case = SmsOutbox.case_id == case_id
    await session.execute(
        update(SmsOutbox).where(of_case, SmsOutbox.state == CREATED).values(state=FAILED, updated_at=now)
    )
    # What a worker holds right now may go out; without its text it is not tried again.
    await session.execute(update(SmsOutbox).where(of_case).values(sealed_to=_NOTHING, sealed_body=_NOTHING))
