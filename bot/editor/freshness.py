"""What to check this week: the work list, and the alarm when a crisis contact has gone unchecked."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.alarms import add_alarm
from bot.clock import STOCKHOLM, Clock
from bot.content.schema import Publication
from bot.editor import reading
from bot.editor.areas import may_edit
from bot.editor.links import faulty_listings
from bot.editor.reports import Reports
from bot.editor.views import ListingRow, Report
from bot.gateway.store import Sessions
from bot.safety.contacts import CRISIS_CONTACTS
from bot.steady import Steady

# In the order of urgency.
ReasonKind = Literal["crisis", "report", "overdue", "review", "link", "due", "never"]
ORDER: Final[tuple[ReasonKind, ...]] = ("crisis", "report", "overdue", "review", "link", "due", "never")

EVERY: Final = 3600.0
ALARM: Final = "crisis_contact_overdue"
# Hours are looked at well before the holiday.
_HOURS_AHEAD: Final = timedelta(days=14)
_WHAT: Final = {
    "phones": "telefonnumren",
    "hours": "öppettiderna inför helgen",
    "yearly": "alla uppgifter",
}
_REPORTED: Final = {
    "phone": "Numret stämmer inte",
    "hours": "Öppettiderna stämmer inte",
    "closed": "Verksamheten finns inte kvar",
    "other": "Något stämmer inte",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a listing is on the work list.

    Attributes:
        kind: What sort of reason.
        sentence: In Swedish.
        by: The last day, where there is one.
        report: The report it comes from.
    """

    kind: ReasonKind
    sentence: str
    by: date | None = None
    report: int | None = None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A listing to look at.

    Attributes:
        listing: It.
        reasons: The most urgent first.
    """

    listing: ListingRow
    reasons: tuple[Reason, ...]


class Freshness:
    """The work list, and the daily look at crisis contacts; starts and stops with the app.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
        reports: What people said is wrong.
        every: Seconds between looks.
    """

    def __init__(self, sessions: Sessions, clock: Clock, reports: Reports, every: float = EVERY) -> None:
        self._sessions = sessions
        self._clock = clock
        self._reports = reports
        self._every = every
        self._looking = Steady("check_crisis_contacts", "editor")
        self._task: asyncio.Task[None] | None = None

    async def work_list(self, areas: Sequence[str], week: date | None = None) -> tuple[WorkItem, ...]:
        """What somebody with these areas has to check, the most urgent first.

        Args:
            areas: Of their account.
            week: Any day of the week; None is this one.
        """
        today = self._today()
        day = week or today
        until = day + timedelta(days=6 - day.weekday())
        async with self._sessions() as session:
            rows = [row for row in await reading.every_row(session) if may_edit(areas, row.areas)]
            links = await faulty_listings(session)
        reports: defaultdict[str, list[Report]] = defaultdict(list)
        for report in await self._reports.open():
            reports[report.listing].append(report)
        items = [
            WorkItem(row, reasons)
            for row in rows
            if (reasons := _reasons(row, today, until, reports[row.id], links))
        ]
        return tuple(sorted(items, key=_most_urgent_first))

    async def look(self) -> None:
        """Raise an alarm for every crisis contact that is overdue, and one for those never checked."""
        today = self._today()
        async with self._sessions.begin() as session:
            contacts = [
                (row.id, row.next_review)
                for row in await reading.every_row(session)
                if row.id in CRISIS_CONTACTS and row.next_review is not None
            ]
            for id, review in contacts:
                if review.reason != "never" and review.overdue(today):
                    await self._alarm(session, f"{id}:{review.by}", listing=id)
            never = sum(review.reason == "never" for _, review in contacts)
            if never:
                await self._alarm(session, f"never:{today.isocalendar().year}", count=never)

    async def start(self) -> None:
        """Begin, with a look at once."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _alarm(self, session: AsyncSession, key: str, **facts: str | int) -> None:
        await add_alarm(session, ALARM, key, self._clock(), facts=facts)

    async def _run(self) -> None:
        while True:
            await self._looking.run(self.look)
            await asyncio.sleep(self._every)

    def _today(self) -> date:
        return self._clock().astimezone(STOCKHOLM).date()


def _reasons(
    row: ListingRow, today: date, until: date, reports: Sequence[Report], links: Mapping[str, list[str]]
) -> tuple[Reason, ...]:
    found = [*_review_reasons(row, today, until)]
    for report in reports:
        times = f" ({report.count} har sagt det)" if report.count > 1 else ""
        found.append(Reason("report", f"{_REPORTED[report.kind]}{times}", report=report.id))
    if row.draft == "review":
        found.append(Reason("review", "Ett utkast väntar på granskning"))
    found += [Reason("link", sentence) for sentence in links.get(row.id, ())]
    return tuple(sorted(found, key=lambda reason: ORDER.index(reason.kind)))


def _review_reasons(row: ListingRow, today: date, until: date) -> list[Reason]:
    review = row.next_review
    if review is None or row.publication is not Publication.PUBLISHED:
        return []
    crisis = row.id in CRISIS_CONTACTS
    if review.reason == "never":
        return [Reason("crisis" if crisis else "never", "Har aldrig kontrollerats")]
    what = _WHAT[review.reason]
    if review.overdue(today):
        sentence = f"Kontrollera {what}: skulle ha gjorts senast {review.by.isoformat()}"
        return [Reason("crisis" if crisis else "overdue", sentence, review.by)]
    ahead = _HOURS_AHEAD if review.reason == "hours" else timedelta()
    if review.by <= until + ahead:
        return [Reason("due", f"Kontrollera {what} senast {review.by.isoformat()}", review.by)]
    return []


def _most_urgent_first(item: WorkItem) -> tuple[int, date, str, str]:
    first = item.reasons[0]
    return ORDER.index(first.kind), first.by or date.max, item.listing.name.casefold(), item.listing.id
