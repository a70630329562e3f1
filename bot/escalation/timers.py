"""Timers as rows: what is to happen to a case, when, and on which version of it.

- start: it is held, and somebody comes on duty
- step: the step that was asked has not answered in time
- sent: the first SMS should have been handed over by now
- tell: the person should hear something again
- contact: whoever took it should have written by now
- reply: the person should have had an answer by now, and whoever has the case is reminded
- late: the reminder has not helped
- check: somebody who was asked, or has it, cannot be reached any more
- expire: nothing happens any more

Those that the case has moved on from stay until they are due, and then do nothing.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models.case import Case, CaseTimer


class Timer(StrEnum):
    """Kinds of timers."""

    START = "start"
    STEP = "step"
    SENT = "sent"
    TELL = "tell"
    CONTACT = "contact"
    REPLY = "reply"
    LATE = "late"
    CHECK = "check"
    EXPIRE = "expire"


def set_timer(session: AsyncSession, case: Case, kind: Timer, due_at: datetime) -> None:
    """Have something happen to `case`, as it is now, at `due_at`."""
    session.add(CaseTimer(case_id=case.id, kind=kind.value, version=case.version, due_at=due_at))


async def pending(session: AsyncSession, case: Case, kind: Timer) -> datetime | None:
    """When the next timer of a kind comes for the case as it is now."""
    query = (
        select(CaseTimer.due_at)
        .where(CaseTimer.case_id == case.id, CaseTimer.kind == kind, CaseTimer.version == case.version)
        .order_by(CaseTimer.due_at)
        .limit(1)
    )
    return await session.scalar(query)


async def claim_due(session: AsyncSession, now: datetime) -> CaseTimer | None:
    """Take the next timer that is due out of the table, so that nobody else works on it.

    One statement finds and deletes it: between two, another process may work it off and set a new
    one, to which SQLite gives the number that has become free.
    """
    next_due = (
        select(CaseTimer.id)
        .where(CaseTimer.due_at <= now)
        .order_by(CaseTimer.due_at, CaseTimer.id)
        .limit(1)
        # PostgreSQL passes over those that somebody else works on; SQLite has one writer at a time.
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    timer = await session.scalar(delete(CaseTimer).where(CaseTimer.id == next_due).returning(CaseTimer))
    if timer is not None:
        session.expunge(timer)
    return timer


async def postpone(session: AsyncSession, timer_id: int, due_at: datetime) -> None:
    """Try a timer that could not be worked off again later."""
    await session.execute(update(CaseTimer).where(CaseTimer.id == timer_id).values(due_at=due_at))
