"""What is counted anyway, put together by week, day, place and topic; small numbers never come out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import STOCKHOLM
from bot.db.models.case import Case
from bot.db.models.editor import UnansweredQuestion

WEEKS: Final = 8
DAYS: Final = 7
# Below this nothing is said, and above it only in steps: what is hidden on one day cannot be had by
# taking the others from the week.
STEP: Final = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that was counted: a case, or questions of one kind on one day.

    Attributes:
        day: In Sweden.
        municipality: SCB code; None when nobody said.
        topic: What it was, or may have been, about.
        cases: How many cases.
        questions: How many questions without an answer.
        minutes: Until somebody took the case; None when nobody has.
    """

    day: date
    municipality: str | None
    topic: str | None
    cases: int = 0
    questions: int = 0
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table, in words that are safe to show.

    Attributes:
        cases: How many wanted to talk to a human.
        minutes: Median until somebody took it; None when too few were taken.
        questions: How many questions had no answer.
    """

    cases: str
    minutes: int | None
    questions: str


def since(today: date) -> date:
    """The Monday from which is counted."""
    return _monday(today) - timedelta(weeks=WEEKS - 1)


async def read(session: AsyncSession, first: date) -> list[Counted]:
    """Everything that was counted from a day on.

    Args:
        session: A session of the database.
        first: The day.
    """
    begun = datetime.combine(first, time(), STOCKHOLM)
    cases = select(Case.created_at, Case.taken_at, Case.municipality, Case.topic)
    found = []
    for created, taken, municipality, topic in await session.execute(cases.where(Case.created_at >= begun)):
        day = created.astimezone(STOCKHOLM).date()
        minutes = (taken - created).total_seconds() / 60 if taken else None
        found.append(Counted(day, municipality, topic, cases=1, minutes=minutes))
    statement = select(UnansweredQuestion).where(UnansweredQuestion.day >= first)
    for row in await session.scalars(statement):
        found.append(Counted(row.day, row.municipality or None, row.topic or None, questions=row.count))
    return found


def by_week(counted: Sequence[Counted], today: date) -> dict[date, Line]:
    """The weeks by their Monday, the latest first; weeks without anything too."""
    mondays = [_monday(today) - timedelta(weeks=back) for back in range(WEEKS)]
    return {monday: line(one for one in counted if _monday(one.day) == monday) for monday in mondays}


def by_day(counted: Sequence[Counted], today: date) -> dict[date, Line]:
    """The latest days, the last first."""
    days = [today - timedelta(days=back) for back in range(DAYS)]
    return {day: line(one for one in counted if one.day == day) for day in days}


def by(counted: Sequence[Counted], key: Callable[[Counted], str | None]) -> dict[str | None, Line]:
    """The lines of what a key tells apart, in no order.

    Those in which every number is too small are left out: that there was anything at all is not told.
    """
    keys = {key(one) for one in counted}
    lines = {each: line(one for one in counted if key(one) == each) for each in keys}
    return {each: one for each, one in lines.items() if {one.cases, one.questions} != {about(0)}}


def line(counted: Iterable[Counted]) -> Line:
    """A line about what was counted."""
    some = list(counted)
    minutes = [one.minutes for one in some if one.minutes is not None]
    return Line(
        cases=about(sum(one.cases for one in some)),
        minutes=round(median(minutes)) if len(minutes) >= STEP else None,
        questions=about(sum(one.questions for one in some)),
    )


def about(number: int) -> str:
    """A number as it may be shown: "färre än 5", "5–9", "10–14"."""
    least = number // STEP * STEP
    return f"{least}–{least + STEP - 1}" if least else f"färre än {STEP}"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
