"""What does not follow the schema, said at the field in words for somebody who never saw a schema."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError

from bot.content.schema import Organization, Publication, Service
from bot.content.wording import in_swedish
from bot.editor.refusals import Faulty
from bot.editor.views import Problem

_WEB: Final = "Skriv hela adressen, den ska börja med https://."
# By field: what a value of the right form looks like.
_FORMS: Final = {
    "url": _WEB,
    "chat": _WEB,
    "email": "Skriv en e-postadress, som halsan@vannas.se.",
    "id": "Använd bara små bokstäver a–z, siffror och bindestreck.",
    "organization": "Välj en huvudman i listan.",
    "topics": "Välj ämnen i listan.",
    "main_topics": "Välj bland ämnena.",
    "service_areas": "Välj kommuner, län eller hela Sverige i listan.",
    "languages": "Välj språk i listan.",
}
_MISSING: Final = {
    "name": "Skriv vad verksamheten heter.",
    "organization": "Välj vem som driver verksamheten.",
    "level": "Välj hur nära verksamheten är: kommunen, orten, regionen eller hela landet.",
    "summary": "Skriv en eller två korta meningar om vad man kan få hjälp med.",
    "topics": "Välj minst ett ämne.",
    "for": "Välj vem verksamheten tar emot.",
    "service_areas": "Välj minst ett område.",
    "sources": "Skriv minst en källa: var står uppgifterna?",
    "number": "Skriv numret.",
    "text": "Skriv adressen.",
}


def read(data: Mapping[str, Any]) -> Service | tuple[Problem, ...]:
    """The listing in these fields, or what keeps them from being one.

    Args:
        data: Fields; one without an id is a new listing.
    """
    values = {"id": "ny", **data, "publication": Publication.PUBLISHED}
    try:
        return Service.model_validate(values)
    except ValidationError as invalid:
        return tuple(dict.fromkeys(_problems(invalid)))


def _problems(invalid: ValidationError) -> Iterator[Problem]:
    for message, place in in_swedish(invalid):
        name = next((part for part in reversed(place) if isinstance(part, str)), "")
        yield Problem(".".join(map(str, place)), "error", _sentence(name, message.removeprefix(f"{name}: ")))


def _sentence(name: str, message: str) -> str:
    if message.startswith("har fel form"):
        return _FORMS.get(name, "Det här är inte skrivet på rätt sätt.")
    if message.startswith(("fältet saknas", "behöver minst")):
        return _MISSING.get(name, "Det här behöver fyllas i.")
    if message.startswith("ska vara ett av"):
        return "Välj ett av alternativen."
    if message.startswith("ska vara ett heltal"):
        return "Skriv bara siffror, som 13."
    return f"{message[0].upper()}{message[1:]}."


def read_organization(data: Mapping[str, Any]) -> Organization:
    """The organization in these fields.

    Raises:
        Faulty: They are none.
    """
    try:
        return Organization.model_validate(data)
    except ValidationError as invalid:
        raise Faulty(tuple(_problems(invalid))) from None
