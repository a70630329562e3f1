"""Opening what is sealed: each time somebody does, a row of the audit says so."""

from datetime import timedelta
from typing import Literal

from sqlalchemy import select

from bot.clock import Clock
from bot.db.models.case import Case, CaseAudit
from bot.desk.viewer import Viewer
from bot.gateway.store import Sessions

What = Literal["texts", "phone"]
EVENT = "reveal"
# A page that renews itself, or is loaded again, is the same opening.
SAME = timedelta(minutes=30)


class Reveals:
    """Writes and reads the audit of openings.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    async def open(self, viewer: Viewer, case: Case, what: What) -> None:
        """Write that somebody opens the texts or the number of a case."""
        row = CaseAudit(
            case_id=case.id,
            at=self._clock(),
            actor=_actor(viewer),
            event=EVENT,
            state=case.state,
            version=case.version,
            details={"what": what},
        )
        async with self._sessions.begin() as session:
            session.add(row)

    async def opened(self, viewer: Viewer, case: Case, what: What) -> bool:
        """Whether somebody has them open: the opening was written not long ago."""
        query = select(CaseAudit.details).where(
            CaseAudit.case_id == case.id,
            CaseAudit.actor == _actor(viewer),
            CaseAudit.event == EVENT,
            CaseAudit.at > self._clock() - SAME,
        )
        async with self._sessions() as session:
            return any(details.get("what") == what for details in await session.scalars(query))


def _actor(viewer: Viewer) -> str:
    return f"account:{viewer.account_id}"
