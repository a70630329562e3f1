"""Alarms: what an administrator has to look at; the same thing twice is one alarm."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models.case import Alarm
from bot.db.models.sms import SmsOutbox
from bot.db.upsert import insert_into


async def add_alarm(
    session: AsyncSession,
    kind: str,
    key: str,
    now: datetime,
    *,
    case_id: int | None = None,
    staff_id: int | None = None,
    facts: Mapping[str, str | int] | None = None,
) -> None:
    """Raise an alarm in the transaction of `session`, unless it has been raised.

    Args:
        session: The transaction.
        kind: What has happened; bot/desk/words.py says it in a sentence.
        key: What it is about; with the kind it names the alarm for good.
        now: The time.
        case_id: The case it is about.
        staff_id: The member of staff it is about.
        facts: For the sentence that is shown; never a text, a name or a number of a person.
    """
    values = {
        "kind": kind,
        "key": f"{kind}:{key}",
        "case_id": case_id,
        "staff_id": staff_id,
        "details": dict(facts or {}),
        "created_at": now,
    }
    statement = insert_into(session, Alarm).values(values)
    await session.execute(statement.on_conflict_do_nothing(index_elements=["key"]))


async def add_sms_alarm(session: AsyncSession, kind: str, sms: SmsOutbox, now: datetime) -> None:
    """Raise an alarm about one SMS, as `add_alarm` does."""
    facts = {"purpose": sms.purpose}
    await add_alarm(session, kind, str(sms.id), now, case_id=sms.case_id, staff_id=sms.staff_id, facts=facts)
