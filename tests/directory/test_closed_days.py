"""The closed days: red days and the three eves, and where the opening hours library differs."""

from datetime import date, datetime, timedelta

import pytest
from opening_hours import OpeningHours, State

from bot.directory.closed_days import closed_day, closed_days
from bot.directory.hours import ZONE


def _public_holidays_of_the_library(year: int) -> set[date]:
    parsed = OpeningHours("PH 00:00-24:00", timezone=ZONE, country="SE")
    days = set()
    start, end = datetime(year, 1, 1, tzinfo=ZONE), datetime(year + 1, 1, 1, tzinfo=ZONE)
    for begins, ends, state, _ in parsed.intervals(start, end):
        day = begins.date()
        while state == State.OPEN and day < ends.date():
            days.add(day)
            day += timedelta(days=1)
    return days


@pytest.mark.parametrize("year", range(2020, 2061))
def test_the_library_that_reads_opening_hours_has_the_same_days(year: int) -> None:
    assert _public_holidays_of_the_library(year) == set(closed_days(year))


@pytest.mark.parametrize("year", [1999, 2077])
def test_the_library_knows_no_red_days_before_2000_or_after_2076(year: int) -> None:
    assert _public_holidays_of_the_library(year) == set()
    assert len(closed_days(year)) >= 15


@pytest.mark.parametrize(
    ("day", "sv", "en"),
    [
        (date(2026, 6, 19), "Midsommarafton", "Midsummer Eve"),
        (date(2026, 12, 24), "Julafton", "Christmas Eve"),
        (date(2026, 12, 31), "Nyårsafton", "New Year's Eve"),
        (date(2026, 6, 6), "Nationaldagen", "National Day"),
    ],
)
def test_a_closed_day_has_a_name(day: date, sv: str, en: str) -> None:
    assert closed_day(day) == sv
    assert closed_day(day, "en") == en


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 4, 30), date(2026, 11, 22), date(2026, 5, 15)])
def test_half_days_sundays_and_squeezed_days_are_no_closed_days(day: date) -> None:
    assert closed_day(day) is None
