"""Opening hours as a form: a box for each weekday, dated exceptions, and OSM where that is not enough."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from babel.dates import format_date

from bot.content.rules.hours import parse, spans

DAYS: Final = {
    "Mo": "Måndag",
    "Tu": "Tisdag",
    "We": "Onsdag",
    "Th": "Torsdag",
    "Fr": "Fredag",
    "Sa": "Lördag",
    "Su": "Söndag",
    "PH": "Röda dagar",
}
MODES: Final = {
    "week": "De här tiderna varje vecka",
    "always": "Dygnet runt, alla dagar",
    "unknown": "Tiderna är inte kända",
    "osm": "Skrivna i formatet OSM, för tider som inte ryms i veckan",
}
ALWAYS: Final = "24/7"
CLOSED: Final = "stängt"
_WEEK: Final = tuple(DAYS)[:7]
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WRITTEN: Final = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[.:](\d{2}))?")
_TIMES: Final = r"(?P<times>off|\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)"
_DAY: Final = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_WEEKLY: Final = re.compile(rf"(?P<days>{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*) {_TIMES}")
_DATE: Final = r"\d{4} (?:" + "|".join(_MONTHS) + r") \d\d"
_DATED: Final = re.compile(rf"(?P<first>{_DATE})(?:-(?P<last>{_DATE}))? {_TIMES}")
# After a comma only a weekday begins a rule; more hours of the same day do not.
_PARTS: Final = re.compile(rf";\s*|,\s+(?={_DAY})")


class HoursError(ValueError):
    """Hours that cannot be read; the text is a sentence in Swedish."""


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A day, or several, on which other hours hold.

    Attributes:
        first: The first day.
        last: The last day; the same for one day.
        hours: As written on a door: "10–14", or "stängt".
    """

    first: date
    last: date
    hours: str


@dataclass(frozen=True, slots=True)
class Week:
    """An ordinary week and the exceptions to it.

    Attributes:
        days: By weekday (and PH) what is written on the door; what is left out is closed, or for PH unknown.
        exceptions: By date.
    """

    days: Mapping[str, str] = field(default_factory=dict)
    exceptions: tuple[Exceptional, ...] = ()


def read_week(osm: str) -> Week | None:
    """The week of an OSM string, or None when a form cannot hold it."""
    days: dict[str, str] = {}
    exceptions = []
    for rule in filter(None, (part.strip() for part in _PARTS.split(osm))):
        if found := _WEEKLY.fullmatch(rule):
            hours = shown(found["times"])
            for day in _each_day(found["days"]):
                days[day] = hours
        elif found := _DATED.fullmatch(rule):
            first = _to_date(found["first"])
            last = _to_date(found["last"]) if found["last"] else first
            if first is None or last is None:
                return None
            exceptions.append(Exceptional(first, last, shown(found["times"])))
        else:
            return None
    week = Week({day: days[day] for day in DAYS if day in days}, tuple(exceptions))
    # Only what means the same when it is written back: rules may have shadowed each other.
    return week if days and _same(write_week(week), osm) else None


def write_week(week: Week) -> str:
    """The OSM string of a week.

    Raises:
        HoursError: Some hours cannot be read.
    """
    times = {day: read_times(text) for day, text in week.days.items()}
    grouped: dict[str, list[str]] = {}
    for day in _WEEK:
        if times.get(day, "off") != "off":
            grouped.setdefault(times[day], []).append(day)
    # After a semicolon the next day's rule would cut off the hours past midnight.
    nights = any(closes < opens for text in grouped for opens, closes in _pairs(text))
    ordinary = (", " if nights else "; ").join(f"{_days(on)} {text}" for text, on in grouped.items())
    red = f"PH {times['PH']}" if times.get("PH") else ""
    if red and not ordinary:
        raise HoursError("Fyll i tiderna för minst en veckodag.")
    dated = (f"{_dates(one)} {read_times(one.hours)}" for one in sorted(week.exceptions, key=_first))
    return "; ".join(filter(None, (ordinary, red, *dated)))


@lru_cache(maxsize=2048)
def in_words(osm: str) -> str:
    """Hours as one says them: "måndag–fredag 8–16, röda dagar stängt"; OSM where a week cannot hold them."""
    if osm == ALWAYS:
        return "dygnet runt"
    week = read_week(osm)
    if week is None:
        return osm
    said = []
    for (_, hours), days in groupby(DAYS, lambda day: (day == "PH", week.days.get(day))):
        names = [DAYS[day].lower() for day in days]
        if hours is not None:
            said.append(f"{names[0]} {hours}" if len(names) == 1 else f"{names[0]}–{names[-1]} {hours}")
    return ", ".join((*said, *map(_dated_in_words, week.exceptions)))


def read_times(text: str) -> str:
    """Hours as they are written on a door, as OSM: "8–12 och 13–16" is 08:00-12:00,13:00-16:00.

    Raises:
        HoursError: They cannot be read, or do not exist.
    """
    words = text.strip().casefold()
    if not words or words in {CLOSED, "stangt", "off", "-"}:
        return "off"
    if words == "dygnet runt":
        return "00:00-24:00"
    parts = [part.strip() for part in re.split(r",|\boch\b|\bsamt\b", words)]
    spans = [_span(part) for part in parts]
    for (_, before), (opens, _) in pairwise(spans):
        if opens < before:
            raise HoursError("Tiderna går in i varandra. Skriv dem i ordning, som 8–12 och 13–16.")
    return ",".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in spans)


def shown(times: str) -> str:
    """Hours of OSM as they are written on a door."""
    if times == "off":
        return CLOSED
    if times == "00:00-24:00":
        return "dygnet runt"
    return " och ".join(f"{_short(opens)}–{_short(closes)}" for opens, closes in _pairs(times))


def _span(part: str) -> tuple[int, int]:
    found = _WRITTEN.fullmatch(part)
    if not found:
        raise HoursError("Skriv tiderna som 8–16 eller 8.30–12 och 13–16. Skriv stängt om det är stängt.")
    opens = int(found[1]) * 60 + int(found[2] or 0)
    closes = int(found[3]) * 60 + int(found[4] or 0)
    late = max(opens, closes) > 24 * 60 or int(found[2] or 0) > 59 or int(found[4] or 0) > 59
    if late or opens == closes or opens == 24 * 60:
        raise HoursError("Det klockslaget finns inte. Skriv tiderna som 8–16.")
    return opens, closes


def _pairs(times: str) -> list[tuple[str, str]]:
    found = (span.split("-") for span in times.split(",") if "-" in span)
    return [(opens, closes) for opens, closes in found]


def _short(clock: str) -> str:
    hour, minute = clock.split(":")
    return f"{int(hour)}" if minute == "00" else f"{int(hour)}.{minute}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _each_day(text: str) -> Iterable[str]:
    every = tuple(DAYS)
    for part in text.split(","):
        first, _, last = part.partition("-")
        until = every.index(last or first)
        begin = every.index(first)
        yield from every[begin : until + 1] if begin <= until else (*every[begin:7], *every[: until + 1])


def _days(days: list[str]) -> str:
    """Weekdays as OSM writes them: Mo-Fr, or Mo,We."""
    runs: list[list[int]] = []
    for day in map(_WEEK.index, days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(_WEEK[run[0]] if len(run) == 1 else f"{_WEEK[run[0]]}-{_WEEK[run[-1]]}" for run in runs)


def _first(one: Exceptional) -> date:
    return one.first


def _dates(one: Exceptional) -> str:
    first = _osm_date(one.first)
    return first if one.first == one.last else f"{first}-{_osm_date(one.last)}"


def _osm_date(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"


def _to_date(text: str) -> date | None:
    year, month, day = text.split()
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def _dated_in_words(one: Exceptional) -> str:
    days = dict.fromkeys(format_date(day, "d MMMM y", locale="sv") for day in (one.first, one.last))
    return f"{'–'.join(days)} {one.hours}"


def _same(one: str, other: str) -> bool:
    """Whether two strings hold on the same hours for more than a year from now."""
    return one == other or (parse(other) is not None and spans(one) == spans(other))
