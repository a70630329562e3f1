"""Takes what a message says of place, person and language into the memory."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from bot.answers.languages import FULL
from bot.gateway.memory import Memory
from bot.settings import ROOT
from nlu.gazetteer import Gazetteer
from nlu.lexicon import Lexicon
from nlu.reading import entities, read


def remember(memory: Memory, found: Mapping[str, Any]) -> Memory:
    """The memory with what was found in a message; what it does not mention stays.

    A place outside the county takes the municipality away: "jag har flyttat till Luleå".
    """
    municipality = memory.municipality
    if "municipality" in found:
        municipality = str(found["municipality"])
    elif "outside" in found:
        municipality = None
    language = found.get("language")
    for_whom = found.get("for_whom", memory.for_whom)
    # The daughter's age is not the mother's.
    somebody_else = memory.for_whom is not None and for_whom != memory.for_whom
    known_age = None if somebody_else else memory.age
    return replace(
        memory,
        municipality=municipality,
        age=int(found["age"]) if "age" in found else known_age,
        for_whom=for_whom,
        language=str(language) if language in FULL else memory.language,
    )


def read_entities(text: str) -> dict[str, Any]:
    """What a text says besides its topic, by entity name; the same reading as in Rasa."""
    return {str(entity["entity"]): entity["value"] for entity in entities(read(text, gazetteer()))}


def read_memory(text: str, memory: Memory) -> Memory:
    """The memory after a message that was not sent to Rasa (a crisis, a reduced turn)."""
    return remember(memory, read_entities(text))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of content/, read once."""
    return Gazetteer.load(ROOT / "content")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The concept lexicon of content/, read once."""
    return Lexicon.load(ROOT / "content" / "lexicon")
