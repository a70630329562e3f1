"""When a listing has to be checked next: numbers every six months, hours before holidays, all else yearly."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from bot.directory.closed_days import closed_days

ReviewReason = Literal["never", "phones", "hours", "yearly"]

PHONES_EVERY: Final = timedelta(days=183)
EVERYTHING_EVERY: Final = timedelta(days=365)
# Hours are likely to differ around these; checked on the day before at the latest.
_HOLIDAYS: Final = ("Långfredagen", "Midsommarafton", "Julafton")
_ALWAYS_OPEN: Final = "24/7"


@dataclass(frozen=True, slots=True, order=True)
class Review:
    """The next check of a listing.

    Attributes:
        by: The last day; after it the listing is overdue. `date.min` for what was never checked.
        reason: What has to be checked.
    """

    by: date
    reason: ReviewReason

    def overdue(self, today: date) -> bool:
        """Whether the day has passed."""
        return self.by < today


def next_review(assured: date | None, *, phones: bool, opening_hours: str | None) -> Review:
    """When a listing has to be checked next.

    Args:
        assured: The day it was last confirmed.
        phones: Whether it has a number that people see.
        opening_hours: Its hours.
    """
    if assured is None:
        return Review(date.min, "never")
    reviews = [Review(assured + EVERYTHING_EVERY, "yearly")]
    if phones:
        reviews.append(Review(assured + PHONES_EVERY, "phones"))
    if opening_hours and opening_hours.strip() != _ALWAYS_OPEN:
        reviews.append(Review(_before_holidays(assured), "hours"))
    return min(reviews)


@lru_cache(maxsize=4096)
def _before_holidays(assured: date) -> date:
    """The day before the next holiday that is later than `assured`."""
    eves = (
        day - timedelta(days=1)
        for year in (assured.year, assured.year + 1)
        for day, name in closed_days(year).items()
        if name in _HOLIDAYS
    )
    return min(eve for eve in eves if eve > assured)
