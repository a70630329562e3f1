"""One reading of a message: place, person, language and what the person refuses to tell."""

import re
from dataclasses import dataclass, replace
from datetime import date

from nlu.birth import in_years
from nlu.gazetteer import Gazetteer, Place
from nlu.language import asked_for, detect, is_sure
from nlu.persons import Person, read_person
from nlu.scripts import by_script
from nlu.text import fold, words
from nlu.years import is_about_a_child, years_told

_REFUSES = re.compile(
    r"\b(?<!han )(?<!hon )(?<!hen )(?<!dom )(?:vill|tanker|kan|vagar|tors|orkar|onskar|far)\s+"
    r"(?:jag\s+)?(?:inte|int|ej)\s+(?:\w+\s+)?"
    r"(?:saga|tala om|beratta|uppge|svara)"
    r"|\b(?:sager|skriver|beratt?ar|uppger)\s+(?:jag\s+)?(?:inte|int|ej)\s+(?:var|vart|vilken|hur|min)"
    r"|\b(?:spelar ingen roll|kvittar|hemligt|det ar privat|ror dig inte|vara anonym|hoppa over|skippa)\b"
    r"|^(?:nej\s+)?(?:jag\s+)?vill inte$"
    r"|\b(?:don't|dont|do not|won't|rather not)\s+(?:want to\s+)?(?:say|tell)\b"
)


@dataclass(frozen=True)
class Reading:
    """What a text says besides its topic."""

    place: Place
    person: Person
    language: str | None
    unsure_of_language: bool
    refuses: bool


def read(text: str, gazetteer: Gazetteer, today: date) -> Reading:
    """Read a message once; pure, so that Rasa and the app read alike.

    Args:
        text: The message.
        gazetteer: Knows the places.
        today: The date in Sweden, to tell an age from a year of birth.
    """
    text = in_years(text, today)
    place = gazetteer.read(text)
    bare = _but_places(text, place)
    asked = asked_for(text)
    # A place alone tells no language, but for its script.
    language = asked or detect(bare) or _script(text)
    unsure = language is not None and asked is None and not is_sure(bare)
    person = read_person(text, bare)
    if language not in ("sv", "en"):
        person = _person_abroad(text, person)
    return Reading(place, person, language, unsure, bool(_REFUSES.search(fold(text))))


def _person_abroad(text: str, person: Person) -> Person:
    """The person with the age and the child that a message in another language tells of."""
    person = replace(person, age=person.age or years_told(text))
    if person.for_whom is None and is_about_a_child(text):
        return replace(person, for_whom="relative", surely=True)
    return person


def _script(text: str) -> str | None:
    told = by_script(text)
    return told[0] if told else None


def _but_places(text: str, place: Place) -> str:
    """All but the names of places: "I live in Umeå" is no Swedish, and "Malå, 18" tells an age.

    A comma stands where a place stood: it ends what was said before it ("jag är 16 Umeå").
    """
    if not place.words:
        return text
    kept, at = "", 0
    for index, word in enumerate(words(text)):
        if index in place.words:
            kept, at = f"{kept}{text[at : word.start]},", word.end
    return kept + text[at:]


def entities(reading: Reading) -> list[dict[str, object]]:
    """A reading as Rasa entities: one for each thing that was said."""
    values: dict[str, object] = {
        "municipality": reading.place.municipality,
        "locality": reading.place.locality,
        "outside": reading.place.outside,
        "their_municipality": reading.place.theirs,
        "own_home": True if reading.place.own else None,
        "away": True if reading.place.away else None,
        "ambiguous_place": list(reading.place.ambiguous) or None,
        "age": reading.person.age,
        "own_age": reading.person.own_age,
        "their_age": reading.person.their_age,
        "minor": True if reading.person.minor else None,
        "for_whom": reading.person.for_whom,
        "for_whom_unsure": True if reading.person.for_whom and not reading.person.surely else None,
        "language": reading.language,
        "language_unsure": True if reading.unsure_of_language else None,
        "refuses": True if reading.refuses else None,
    }
    return [
        {"entity": name, "value": value, "start": 0, "end": 0, "extractor": "MessageReader"}
        for name, value in values.items()
        if value is not None
    ]
