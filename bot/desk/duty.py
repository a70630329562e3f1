"""Who is on duty now, as the desk shows it; pausing oneself goes the same way as by SMS."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from bot.db.models.staff import Staff
from bot.desk.viewer import Viewer
from bot.escalation.roster import covers, is_on_duty
from bot.gateway.store import Sessions


class Presence(StrEnum):
    """Whether somebody can be asked now, in the order the desk shows it."""

    ON_DUTY = "Har jour nu"
    PAUSED = "Paus"
    STOPPED = "Telefonen är avstängd för sms"
    OFF_DUTY = "Inte jour nu"


@dataclass(frozen=True, slots=True)
class OnRoster:
    """A row of the roster, and what it means now."""

    staff: Staff
    presence: Presence
    myself: bool


class Duty:
    """Reads the roster.

    Args:
        sessions: Sessions of the database.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def roster(self, viewer: Viewer, now: datetime) -> list[OnRoster]:
        """Those who serve in the viewer's areas: those on duty first, then by step and name."""
        query = select(Staff).where(Staff.removed_at.is_(None)).order_by(Staff.step, Staff.name)
        async with self._sessions() as session:
            rows = (await session.scalars(query)).all()
        shown = [
            OnRoster(row, presence(row, now), row.id == viewer.staff_id)
            for row in rows
            if viewer.may_see_staff(row)
        ]
        order = list(Presence)
        return sorted(shown, key=lambda one: order.index(one.presence))

    async def colleagues(self, viewer: Viewer, municipality: str | None) -> list[Staff]:
        """Those a case may be handed over to: they serve the municipality, and get SMS."""
        query = select(Staff).where(Staff.removed_at.is_(None), Staff.stopped_at.is_(None))
        async with self._sessions() as session:
            rows = (await session.scalars(query.order_by(Staff.name))).all()
        return [row for row in rows if row.id != viewer.staff_id and covers(row, municipality, topic=None)]


def presence(staff: Staff, now: datetime) -> Presence:
    """Whether somebody can be asked now."""
    if staff.stopped_at is not None:
        return Presence.STOPPED
    if staff.paused_at is not None:
        return Presence.PAUSED
    return Presence.ON_DUTY if is_on_duty(staff, now) else Presence.OFF_DUTY
