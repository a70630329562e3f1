"""Reports from people in the chat, "stämmer inte?": what is wrong and how many say so, never who."""

from collections.abc import Sequence
from typing import Final, cast, get_args

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import STOCKHOLM, Clock
from bot.content.schema import Publication
from bot.db.models.editor import ListingReport
from bot.db.models.service import Service as ServiceRow
from bot.editor.people import EDITORS, person
from bot.editor.refusals import NotFound
from bot.editor.views import Report, ReportKind
from bot.escalation.unit import Transactions, Unit
from bot.gateway.store import Sessions

KINDS: Final = frozenset(get_args(ReportKind))


class Reports:
    """The reports.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock
        self._transactions = Transactions(sessions, clock, lambda _: None)

    async def add(self, service_id: str, kind: str) -> bool:
        """Note that a listing is said to be wrong.

        The caller limits how often one person may do so; it tells nothing about who it was.

        Args:
            service_id: The listing.
            kind: phone, hours, closed or other.

        Returns:
            Whether there is such a listing and such a kind.
        """
        if kind not in KINDS:
            return False

        async def work(unit: Unit) -> bool:
            row = await unit.session.get(ServiceRow, service_id)
            if row is None or row.publication is not Publication.PUBLISHED:
                return False
            await self._count(unit.session, service_id, kind)
            return True

        return await self._transactions.run(work)

    async def close(self, report_id: int, account_id: int) -> None:
        """Somebody has looked into it.

        Raises:
            Denied: They may not edit the listing.
            NotFound: There is no such report.
        """

        async def work(unit: Unit) -> None:
            who = await person(unit.session, account_id, EDITORS)
            report = await unit.session.get(ListingReport, report_id)
            row = None if report is None else await unit.session.get(ServiceRow, report.service_id)
            if report is None or row is None:
                raise NotFound(str(report_id))
            who.must_hold(area.area_code for area in row.service_areas)
            if report.closed_at is None:
                report.closed_at, report.closed_by = unit.now, who.id

        await self._transactions.run(work)

    async def open(self, listings: Sequence[str] | None = None) -> tuple[Report, ...]:
        """Those nobody has looked into yet, the latest first.

        Args:
            listings: Only about these.
        """
        statement = select(ListingReport).where(ListingReport.closed_at.is_(None))
        if listings is not None:
            statement = statement.where(ListingReport.service_id.in_(listings))
        async with self._sessions() as session:
            rows = await session.scalars(
                statement.order_by(ListingReport.last_on.desc(), ListingReport.id.desc())
            )
            return tuple(map(report_of, rows))

    async def _count(self, session: AsyncSession, service_id: str, kind: str) -> None:
        today = self._clock().astimezone(STOCKHOLM).date()
        same = await session.scalar(
            select(ListingReport).where(
                ListingReport.service_id == service_id,
                ListingReport.closed_at.is_(None),
                ListingReport.kind == kind,
            )
        )
        if same is None:
            session.add(ListingReport(service_id=service_id, kind=kind, first_on=today, last_on=today))
        else:
            # Added up by the database: two at once are two.
            same.count = ListingReport.count + 1
            same.last_on = today


def report_of(row: ListingReport) -> Report:
    """A report as the pages read it."""
    return Report(
        id=row.id,
        listing=row.service_id,
        kind=cast(ReportKind, row.kind),
        count=row.count,
        first_on=row.first_on,
        last_on=row.last_on,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
    )
