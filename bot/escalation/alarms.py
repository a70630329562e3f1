"""Alarms: what an administrator has to look at; the same thing twice is one alarm."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models.case import Alarm

# Both know "on conflict do nothing", under the same name.
_INSERTS: Final[dict[str, Callable[[type[Alarm]], Any]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


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
        kind: roster_gap, staff_stopped, unreachable, late_failure, relay_failed, no_staff,
            not_handed or timer_failed.
        key: What it is about; with the kind it names the alarm for good.
        now: The time.
        case_id: The case it is about.
        staff_id: The member of staff it is about.
        facts: For the sentence that is shown; never a text, a name or a number of a person.
    """
    insert = _INSERTS[session.get_bind().dialect.name](Alarm)
    values = {
        "kind": kind,
        "key": f"{kind}:{key}",
        "case_id": case_id,
        "staff_id": staff_id,
        "details": dict(facts or {}),
        "created_at": now,
    }
    await session.execute(insert.values(values).on_conflict_do_nothing(index_elements=["key"]))
