"""Deletes the texts and numbers of SMS; what stays for half a year tells neither what it said nor whose."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Result, and_, delete, or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db.models.sms import SmsInbound, SmsOutbox
from bot.gateway.maintenance import Maintenance
from bot.gateway.store import Sessions
from bot.sms.arrivals import EMPTIED
from bot.sms.status import CREATED, FAILED, WAITING

KEPT = timedelta(days=7)
# So long a row keeps its SMS from being worked on or sent twice; what comes again comes within days.
ROWS_KEPT = timedelta(days=180)
_EVERY = 3600.0
# What is left of an SMS that went out: neither a text nor whose it was.
SENT_EMPTIED: Mapping[str, Any] = {"to_hash": "", "sealed_to": b"", "sealed_body": b""}


class Emptying(Maintenance):
    """Empties what is older than a week and deletes what is older than half a year, again and again.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        async def purge() -> int:
            async with sessions.begin() as session:
                now = clock()
                return await empty(session, now - KEPT) + await delete_rows(session, now - ROWS_KEPT)

        super().__init__(purge, _EVERY)


async def empty(session: AsyncSession, before: datetime) -> int:
    """Delete texts and numbers of SMS that were done with before a time; how many.

    Their rows stay, emptied: the same reference and the same SID must not be worked on again.
    """
    # Never handled: an administrator was told, and has had the time to look.
    given_up = and_(SmsInbound.next_at.is_(None), SmsInbound.received_at < before)
    # An older Vart left the fingerprint behind when it had emptied the rest.
    left = or_(SmsInbound.sealed_body.is_not(None), SmsInbound.from_hash != "")
    arrived = await session.execute(update(SmsInbound).where(given_up, left).values(**EMPTIED))
    old = and_(SmsOutbox.updated_at < before, SmsOutbox.state.not_in(WAITING))
    left = or_(SmsOutbox.sealed_body != b"", SmsOutbox.to_hash != "")
    sent = await session.execute(update(SmsOutbox).where(old, left).values(**SENT_EMPTIED))
    return _count(arrived, sent)


async def delete_rows(session: AsyncSession, before: datetime) -> int:
    """Delete the rows of SMS that were done with before a time; how many."""
    came = delete(SmsInbound).where(SmsInbound.next_at.is_(None), SmsInbound.received_at < before)
    went = delete(SmsOutbox).where(SmsOutbox.state.not_in(WAITING), SmsOutbox.updated_at < before)
    return _count(await session.execute(came), await session.execute(went))


def _count(*results: Result[Any]) -> int:
    return sum(cast("CursorResult[Any]", result).rowcount for result in results)


async def forget_case(session: AsyncSession, case_id: int, now: datetime) -> None:
    """Delete the texts and numbers of a case's SMS at once; what has not been sent is not sent any more."""
    of_case = SmsOutbox.case_id == case_id
    await session.execute(
        update(SmsOutbox).where(of_case, SmsOutbox.state == CREATED).values(state=FAILED, updated_at=now)
    )
    # What a worker holds right now may go out; without its text it is not tried again.
    await session.execute(update(SmsOutbox).where(of_case).values(**SENT_EMPTIED))
