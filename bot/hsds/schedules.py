"""Opening hours as HSDS schedules: a weekly recurrence where there is one, else only words.

Times are wall-clock times in Europe/Stockholm. HSDS 3.0 has only a fixed offset from UTC to say so
with, which would be wrong half the year, so `timezone` is left out; the profile says it instead.
"""

from typing import Any, Final

from bot.content.schema import Service
from bot.directory.weekly import MIDNIGHT, Span, in_words, weekly
from bot.hsds.ids import uuid_of

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_MINUTE: Final = MIDNIGHT - 1


def schedules(service: Service, year: int) -> list[dict[str, Any]]:
    """The schedules of a service; none when nobody knows its hours.

    Args:
        service: The service, with hours that can be understood.
        year: The year to read an ordinary week from.
    """
    text, note = service.opening_hours, service.opening_hours_note
    if text is None:
        return [_schedule(service, "note", note)] if note else []
    spans = weekly(text, year)
    if spans is None:
        return [_schedule(service, text, f"{text} (OSM opening_hours)", note)]
    return [_weekly(service, span, in_words(spans), note) for span in spans]


def _weekly(service: Service, span: Span, words: str, note: str | None) -> dict[str, Any]:
    days = ",".join(_DAYS[day] for day in span.days)
    opens, closes = _clock(span.opens), _clock(span.closes)
    if (span.opens, span.closes) == (0, MIDNIGHT):
        closes = _clock(_LAST_MINUTE)  # how HSDS says "all day"
    recurrence = {
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": days,
        "opens_at": opens,
        "closes_at": closes,
    }
    return _schedule(service, f"{days} {opens}-{closes}", words, note) | recurrence


def _schedule(service: Service, key: str, words: str | None, note: str | None = None) -> dict[str, Any]:
    schedule = {
        "id": uuid_of("schedule", service.id, key),
        "service_id": uuid_of("service", service.id),
        "description": words,
    }
    return schedule | ({"notes": note} if note else {})


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes % MIDNIGHT, 60)
    return f"{hour:02}:{minute:02}:00"
