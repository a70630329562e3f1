"""Whether a listing that follows the schema would also serve somebody."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from bot.content.layout import WHOLE_COUNTRY
from bot.content.load import Content
from bot.content.phones import dial
from bot.content.rules import hours
from bot.content.schema import Publication, Service
from bot.content.topics import TOPIC_IDS
from bot.editor.views import Problem

_MARKUP: Final = re.compile(r"<[a-z/!][^>]*>|&(?:[a-z]+|#\d+);", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_YOUNG: Final = re.compile(r"\b(?:unga?|ungdom\w*|barn\w*|elev\w*|tonår\w*|skol\w*)\b", re.IGNORECASE)
_SHELTER: Final = re.compile(r"\b(?:skyddat boende|\w*jour(?:en)?|skyddsboende\w*)\b", re.IGNORECASE)
_SHELTER_TOPICS: Final = {"violence", "honour", "sexual_abuse"}
_SHORTEST: Final = 6
_LONG_DAY: Final = timedelta(hours=14)
_ALWAYS: Final = timedelta(days=7)
_NUMBER: Final = (
    "Numret går inte att ringa. Skriv det som 0910-73 50 00, eller som ett kortnummer: 1177, 116 111."
)


def check(service: Service, content: Content, organizations: set[str], today: date) -> Iterator[Problem]:
    """Errors and advice about a listing.

    Args:
        service: The listing.
        content: Topics, municipalities and short numbers.
        organizations: Ids of those that exist.
        today: The day.
    """
    yield from _texts(service)
    yield from _references(service, content, organizations)
    yield from _ways_in(service, content)
    yield from _hours(service)
    yield from _ages(service)
    if service.assured_date and service.assured_date > today:
        yield Problem("assured_date", "error", "Dagen har inte varit än.")


def _texts(service: Service) -> Iterator[Problem]:
    for field, text in _strings(service.model_dump(mode="json", by_alias=True)):
        if _MARKUP.search(text):
            yield Problem(field, "error", "Skriv bara vanlig text, ingen HTML.")
        if _CONTROL.search(text):
            yield Problem(field, "error", "Texten har tecken som inte syns. Skriv den på nytt.")
    for field, address in (("url", service.url), ("chat", service.chat)):
        if address and address.startswith("http:"):
            yield Problem(field, "advice", "Adressen är inte krypterad. Går den att skriva med https://?")
    if len(service.summary.split()) < _SHORTEST:
        yield Problem("summary", "advice", "Säg lite mer: vad kan man få hjälp med?")


def _references(service: Service, content: Content, organizations: set[str]) -> Iterator[Problem]:
    if service.organization not in organizations:
        yield Problem("organization", "error", "Den huvudmannen finns inte. Lägg till den först.")
    if not set(service.topics) <= set(TOPIC_IDS):
        yield Problem("topics", "error", "Välj ämnen i listan.")
    counties = {one.county for one in content.municipalities.values()}
    if not set(service.service_areas) <= {WHOLE_COUNTRY, *counties, *content.municipalities}:
        yield Problem("service_areas", "error", "Välj kommuner, län eller hela Sverige i listan.")
    lists = {
        "topics": service.topics,
        "main_topics": service.main_topics,
        "service_areas": service.service_areas,
        "for": service.for_,
        "languages": service.languages,
    }
    for field, values in lists.items():
        if len(set(values)) < len(values):
            yield Problem(field, "error", "Samma val står två gånger.")


def _ways_in(service: Service, content: Content) -> Iterator[Problem]:
    for index, phone in enumerate(service.phones):
        if not _dialled(phone.number, content):
            yield Problem(f"phones.{index}.number", "error", _NUMBER)
    if service.sms and not _dialled(service.sms, content):
        yield Problem("sms", "error", _NUMBER)
    shown = any(phone.publication is Publication.PUBLISHED for phone in service.phones)
    direct = shown or service.chat or service.sms
    if service.self_referral and not (direct or service.email or service.url or service.address):
        sentence = "Skriv minst ett sätt att nå dem: telefon, chatt, sms, e-post, webbplats eller adress."
        yield Problem("phones", "error", sentence)
    elif service.self_referral and not direct:
        yield Problem("phones", "advice", "Finns det en telefon eller en chatt? Då når man dem direkt.")
    if service.address and (
        _SHELTER.search(f"{service.name} {service.summary}") or _SHELTER_TOPICS & set(service.main_topics)
    ):
        yield Problem("address", "advice", "Är adressen skyddad? Skriv den i så fall inte alls.")


def _dialled(number: str, content: Content) -> bool:
    try:
        dial(number, content.short_numbers)
    except ValueError:
        return False
    return True


def _hours(service: Service) -> Iterator[Problem]:
    text = service.opening_hours
    if text is None:
        if not service.opening_hours_note:
            sentence = "Öppettider saknas. Skriv dem, eller hur man får veta dem: ”Ring och fråga”."
            yield Problem("opening_hours", "advice", sentence)
        return
    found = hours.problems(text)
    for message, warning in found:
        level = "advice" if warning else "error"
        sentence = f"{message[0].upper()}{message[1:]}."
        if not warning:
            sentence += " Skriv dem som Mo-Fr 08:00-16:00; PH off."
        yield Problem("opening_hours", level, sentence)  # type: ignore[arg-type]
    if found and not found[0][1]:
        return
    open_for = [end - start for start, end, state in hours.spans(text) if state == "open"]
    if not open_for:
        yield Problem("opening_hours", "error", "Med de här tiderna är det aldrig öppet.")
    elif _LONG_DAY < max(open_for) < _ALWAYS:
        count = max(open_for) // timedelta(hours=1)
        yield Problem("opening_hours", "advice", f"Öppet {count} timmar i sträck. Stämmer det?")


def _ages(service: Service) -> Iterator[Problem]:
    limited = service.minimum_age is not None or service.maximum_age is not None
    if not limited and "self" in service.for_ and _YOUNG.search(f"{service.name} {service.summary}"):
        yield Problem("minimum_age", "advice", "Det låter som att det är till för unga. Vilka åldrar?")


def _strings(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text in plain data, with the name of its field."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _strings(part, f"{field}.{key}" if field else key)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _strings(part, f"{field}.{index}")
    elif isinstance(value, str):
        yield field, value
