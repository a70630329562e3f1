"""Alarms about SMS, for the administrator at the desk."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models.case import Alarm
from bot.db.models.sms import SmsOutbox


async def raise_alarm(
    session: AsyncSession, kind: str, key: str, now: datetime, sms: SmsOutbox | None = None
) -> None:
    """Add an alarm to the transaction of `session`, once per `key`."""
    if await session.scalar(select(Alarm.id).where(Alarm.key == key)) is None:
        session.add(
            Alarm(
                kind=kind,
                key=key,
                case_id=sms.case_id if sms else None,
                staff_id=sms.staff_id if sms else None,
                details={"purpose": sms.purpose} if sms else {},
                created_at=now,
            )
        )
