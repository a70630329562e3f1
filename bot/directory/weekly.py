"""Opening hours as an ordinary week: for formats and papers that cannot hold a whole OSM string.

The week is read from a real one, and kept only if every ordinary day of the year agrees with it. Hours
that follow seasons, dates or the weeks of a month have no ordinary week.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from opening_hours import State

from bot.content.rules.hours import parse
from bot.directory.closed_days import closed_days
from bot.directory.hours import ZONE

# Weekdays count from Monday, 0.
WEEK: Final = tuple(range(7))
_NAMES: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_DAY: Final = timedelta(days=1)
_WATCHED: Final = 400
MIDNIGHT: Final = 24 * 60

type _Times = frozenset[tuple[int, int]]


class Span(NamedTuple):
    """Hours that are the same on some weekdays.

    Attributes:
        days: Weekdays on which it begins, Monday is 0.
        opens: Minutes after midnight.
        closes: Minutes after that same midnight; more than 24 hours when it ends the next day.
    """

    days: tuple[int, ...]
    opens: int
    closes: int


@lru_cache(maxsize=2048)
def weekly(text: str, year: int) -> tuple[Span, ...] | None:
    """The ordinary week of an OSM `opening_hours` string.

    Args:
        text: The string.
        year: The year whose every ordinary day has to agree.

    Returns:
        Spans by the day they first begin; None when there is no ordinary week.

    Raises:
        ValueError: The string cannot be understood.
    """
    times = _times(text, date(year, 1, 1))
    week = [times[day] for day in _plain_week(year)]
    if not any(week):
        return None
    for day, hours in times.items():
        if _ordinary(day) and hours != week[day.weekday()]:
            return None
    return _spans(week)


def in_words(spans: Iterable[Span]) -> str:
    """An ordinary week in Swedish: "måndag–torsdag 8–12 och 13–16, fredag 8–12"."""
    of_day: dict[int, list[str]] = defaultdict(list)
    for span in sorted(spans, key=lambda span: (span.opens, span.closes)):
        for day in span.days:
            of_day[day].append(_hours_in_words(span))
    by_hours: dict[str, list[int]] = defaultdict(list)
    for day in WEEK:
        if day in of_day:
            by_hours[_listed(of_day[day])].append(day)
    if len(by_hours) == 1 and list(by_hours.values()) == [list(WEEK)]:
        hours = next(iter(by_hours))
        return hours if hours == "dygnet runt" else f"alla dagar {hours}"
    return ", ".join(f"{_days_in_words(days)} {hours}" for hours, days in by_hours.items())


def _plain_week(year: int) -> list[date]:
    """A week in September: no red day near, and no change to or from summer time."""
    eighth = date(year, 9, 8)
    monday = eighth + (-eighth.weekday() % 7) * _DAY
    return [monday + day * _DAY for day in WEEK]


def _ordinary(day: date) -> bool:
    """Whether nothing shifts this day's hours: no red day or eve, and no hour lost or won at night."""
    near = (day - _DAY, day, day + _DAY)
    summer = {_midnight(one).utcoffset() for one in (near[0], near[-1] + _DAY)}
    return len(summer) == 1 and not any(one in closed_days(one.year) for one in near)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def _times(text: str, first: date) -> dict[date, _Times]:
    """The open hours that begin on each day from `first`; hours that are not certain are below zero."""
    parsed = parse(text)
    if parsed is None:
        raise ValueError("opening hours that cannot be understood")
    found: dict[date, set[tuple[int, int]]] = {first + number * _DAY: set() for number in range(_WATCHED)}
    # The first and the last interval are cut off where one begins and ends to look.
    begins, ends = _midnight(first - 2 * _DAY), _midnight(first + (_WATCHED + 2) * _DAY)
    for start, end, state, *_ in parsed.intervals(begins, ends):
        if state == State.CLOSED:
            continue
        for day, opens, closes in _by_day(start, end):
            if day in found:
                found[day].add((opens, closes) if state == State.OPEN else (-opens, -closes))
    return {day: frozenset(times) for day, times in found.items()}


def _by_day(start: datetime, end: datetime) -> Iterator[tuple[date, int, int]]:
    """An interval, cut at midnight when it is longer than a night."""
    start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    while start < end:
        midnight = datetime(start.year, start.month, start.day)  # noqa: DTZ001 (wall time, as on a door)
        until = end if end - start < _DAY else min(end, midnight + _DAY)
        yield (
            start.date(),
            (start - midnight) // timedelta(minutes=1),
            (until - midnight) // timedelta(minutes=1),
        )
        start = until


def _spans(week: list[_Times]) -> tuple[Span, ...] | None:
    if any(closes <= 0 for times in week for _, closes in times):
        return None
    days: dict[tuple[int, int], list[int]] = defaultdict(list)
    for day in WEEK:
        for times in sorted(week[day]):
            days[times].append(day)
    return tuple(Span(tuple(on), opens, closes) for (opens, closes), on in days.items())


def _hours_in_words(span: Span) -> str:
    if (span.opens, span.closes) == (0, MIDNIGHT):
        return "dygnet runt"
    return f"{_clock(span.opens)}–{_clock(span.closes)}"


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes if minutes <= MIDNIGHT else minutes - MIDNIGHT, 60)
    return f"{hour}.{minute:02}" if minute else str(hour)


def _listed(words: list[str]) -> str:
    return " och ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _days_in_words(days: list[int]) -> str:
    """Weekdays as one says them: "måndag–torsdag", "tisdag och torsdag"."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names: list[str] = []
    for run in runs:
        if len(run) == 2:
            names += [_NAMES[day] for day in run]
        else:
            names.append(_NAMES[run[0]] if len(run) == 1 else f"{_NAMES[run[0]]}–{_NAMES[run[-1]]}")
    return _listed(names)
