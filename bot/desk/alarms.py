"""Alarms: what somebody has to look at, said in a sentence, until somebody has."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.accounts.roles import covers
from bot.clock import Clock
from bot.db.models.case import Alarm, Case
from bot.db.models.staff import Staff
from bot.desk.viewer import Viewer
from bot.gateway.store import Sessions


@dataclass(frozen=True, slots=True)
class Shown:
    """An alarm, with what it is about.

    Attributes:
        alarm: The row.
        staff: The name of the member of staff it is about.
        municipality: The code of the municipality it is about.
    """

    alarm: Alarm
    staff: str | None
    municipality: str | None

    @property
    def at(self) -> datetime:
        """When it was raised."""
        return self.alarm.created_at


class Alarms:
    """Reads alarms, and marks them as seen.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    async def unseen(self, viewer: Viewer) -> list[Shown]:
        """What nobody has looked at yet in the viewer's areas, newest first."""
        query = (
            select(Alarm, Staff, Case)
            .outerjoin(Staff, Staff.id == Alarm.staff_id)
            .outerjoin(Case, Case.id == Alarm.case_id)
            .where(Alarm.seen_at.is_(None))
            .order_by(Alarm.id.desc())
        )
        async with self._sessions() as session:
            rows = (await session.execute(query)).all()
        return [
            Shown(alarm, None if staff is None else staff.name, _municipality(alarm, case))
            for alarm, staff, case in rows
            if _may_see(viewer, alarm, staff, case)
        ]

    async def see(self, viewer: Viewer, alarm_id: int) -> bool:
        """Mark an alarm as seen; False when there is none that the viewer may see."""
        if alarm_id not in {one.alarm.id for one in await self.unseen(viewer)}:
            return False
        statement = update(Alarm).where(Alarm.id == alarm_id, Alarm.seen_at.is_(None))
        async with self._sessions.begin() as session:
            await session.execute(statement.values(seen_at=self._clock()))
        return True


def _municipality(alarm: Alarm, case: Case | None) -> str | None:
    named = alarm.details.get("municipality")
    if isinstance(named, str):
        return named
    return None if case is None else case.municipality


def _may_see(viewer: Viewer, alarm: Alarm, staff: Staff | None, case: Case | None) -> bool:
    if staff is not None:
        return viewer.may_see_staff(staff)
    place = _municipality(alarm, case)
    if place is None and case is None:
        # About Vart itself: everybody at the desk has to know that SMS stand still.
        return True
    return covers(viewer.areas, place)
