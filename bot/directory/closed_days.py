"""Swedish red days and the three eves when the country is closed, generated from `holidays`.

Opening hours count them all as PH. Midsommarafton, julafton and nyårsafton are no public holidays
by law, but offices, clinics and help lines keep closed as if they were.
"""

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def closed_days(year: int, lang: str = "sv") -> dict[date, str]:
    """The closed days of `year` in order, each with its name in Swedish or English."""
    calendar = holidays.country_holidays(
        "SE",
        years=year,
        include_sundays=False,
        categories=("public", "de_facto"),
        language="sv" if lang == "sv" else "en_US",
    )
    return dict(sorted(calendar.items()))


def closed_day(day: date, lang: str = "sv") -> str | None:
    """The name of `day` if it is a closed day ("Midsommarafton"), else None."""
    return closed_days(day.year, lang).get(day)
