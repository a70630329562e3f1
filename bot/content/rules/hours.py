"""Opening hours: OSM strings that parse, and do what they seem to say."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, validate

from bot.content.faults import Fault
from bot.content.reading import Located
from bot.content.schema import Service

_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_RULE_END = re.compile(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
_NOT_OPENING = re.compile(r"\b(?:off|closed|unknown)\b")
_SCHOOL_HOLIDAY = re.compile(r"\bSH\b", re.IGNORECASE)
_WATCHED = timedelta(days=400)


def check(located: Located[Service]) -> Iterator[Fault]:
    """Faults and warnings in a listing's opening hours."""
    text = located.model.opening_hours
    if text is None:
        return
    for message, warning in problems(text):
        yield located.fault(f"{message}: {text}", "opening_hours", warning=warning)


@lru_cache(maxsize=512)
def problems(text: str) -> tuple[tuple[str, bool], ...]:
    """(message, is a warning) for each problem of an OSM string."""
    if parse(text) is None:
        return (("öppettiderna går inte att tolka", False),)
    rules = [rule.strip() for rule in _RULE_END.split(text)]
    if len(rules) == 1:
        return ()
    whole = spans(text)
    found = [
        (f"regeln ”{rule}” har ingen verkan, en senare regel gäller i stället", True)
        for index, rule in enumerate(rules)
        if spans("; ".join(rules[:index] + rules[index + 1 :])) == whole
    ]
    if _loses_night(rules):
        found.append(("timmarna efter midnatt försvinner, skriv komma i stället för semikolon", True))
    return tuple(found)


def parse(text: str) -> OpeningHours | None:
    """The hours, or None when the text is not an OSM opening_hours string."""
    # SH parses, but Sweden has no calendar of school holidays, so it would never apply.
    if not validate(text) or _SCHOOL_HOLIDAY.search(text):
        return None
    return OpeningHours(text, country="SE", timezone=_STOCKHOLM)


def spans(text: str) -> list[tuple[datetime, datetime, str]]:
    """The year that begins on the first of January, and a month more, as spans of one state."""
    begins = datetime(datetime.now(_STOCKHOLM).year, 1, 1, tzinfo=_STOCKHOLM)
    hours = parse(text)
    if hours is None:
        return []
    return [(start, end, str(state)) for start, end, state, *_ in hours.intervals(begins, begins + _WATCHED)]


def _loses_night(rules: list[str]) -> bool:
    """Whether hours past midnight of one rule are cut off by the next day's rule."""
    opening = [rule for rule in rules if not _NOT_OPENING.search(rule)]
    whole = parse("; ".join(opening))
    if whole is None:
        return False
    for rule in opening:
        for start, end, state in spans(rule)[:60]:
            past_midnight = start.date() < end.date() and timedelta() < end - start < timedelta(days=1)
            if state == "open" and past_midnight and whole.is_closed(end - timedelta(minutes=1)):
                return True
    return False
