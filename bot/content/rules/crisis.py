"""The crisis minimum: 112, 1177, 90101 and 116 111 stand everywhere they must, unaltered."""

import re
from collections.abc import Iterator
from typing import Any, Final

from bot.content import layout
from bot.content.documents import Document
from bot.content.faults import Fault
from bot.content.phones import dial
from bot.content.reading import Reading
from bot.content.schema import Publication, Service, ShortNumber

# The digits, and how they are written for people.
MINIMUM: Final = {"112": "112", "1177": "1177", "90101": "90101", "116111": "116 111"}
# The languages in which Vart answers everything.
LANGUAGES: Final = ("sv", "en")


def check(reading: Reading) -> Iterator[Fault]:
    """Faults in the crisis minimum."""
    yield from _short_numbers(reading)
    yield from _services(reading)
    for language in LANGUAGES:
        if language not in reading.crisis:
            path = reading.shown(layout.CRISIS, f"{language}.yml")
            yield Fault(path, 1, f"krissvaren på språket {language} saknas")
    for document in reading.crisis.values():
        yield from _answers(document)


def _short_numbers(reading: Reading) -> Iterator[Fault]:
    found = {located.model.tel: located for located in reading.short_numbers}
    for tel, written in MINIMUM.items():
        located = found.get(tel)
        if located is None:
            path = reading.shown(layout.SHORT_NUMBERS)
            yield Fault(path, 1, f"krisnumret {written} saknas eller är ändrat")
        elif located.model.number != written:
            yield located.fault(f"krisnumret ska skrivas {written}", "number")
        elif not located.model.crisis_minimum:
            yield located.fault(f"{written} är ett krisnummer: skriv crisis_minimum: true", "crisis_minimum")


def _services(reading: Reading) -> Iterator[Fault]:
    shorts = {located.model.number: located.model for located in reading.short_numbers}
    listed = {tel for located in reading.services for tel in _published(located.model, shorts)}
    for tel, written in MINIMUM.items():
        if tel not in listed:
            path = reading.shown(layout.SERVICES, "national")
            yield Fault(path, 1, f"ingen publicerad tjänst för hela landet har krisnumret {written}")


def _published(service: Service, shorts: dict[str, ShortNumber]) -> Iterator[str]:
    """The digits of the numbers a listing offers to everybody in the country."""
    everywhere = layout.WHOLE_COUNTRY in service.service_areas
    if service.publication != Publication.PUBLISHED or service.status != "active" or not everywhere:
        return
    for phone in service.phones:
        if phone.publication == Publication.PUBLISHED and not phone.unconfirmed:
            try:
                yield dial(phone.number, shorts)
            except ValueError:
                continue


def _answers(document: Document) -> Iterator[Fault]:
    text = "\n".join(_words(document.data))
    for written in MINIMUM.values():
        loose = r"\s?".join(map(re.escape, written.split()))
        if not re.search(rf"(?<![\d-]){loose}(?![\d-])", text):
            yield document.fault(f"krisnumret {written} saknas eller är ändrat")


def _words(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)
    elif isinstance(data, str):
        yield data
