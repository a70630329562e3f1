"""Takes what a message says of place, persons and language into the memory."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from bot.answers.matters import told_matter
from bot.clock import now_in_sweden
from bot.content.languages import phrasebook
from bot.gateway.memory import FULL, ForWhom, Memory
from bot.settings import ROOT
from nlu.age import OLD_PARENT
from nlu.gazetteer import Gazetteer
from nlu.language import UNWRITTEN
from nlu.lexicon import Lexicon
from nlu.reading import entities, read
from nlu.traits import GROWN, OF_ADULT, OF_CHILD, OUTSIDE, YOUNG, read_traits

# A grown-up of this age is more likely the parent a child writes about than the one to help.
_YOUNG = 25
# What is told of whom it is about now, and of the writer's age, replaces what was told before.
_EITHER = {OF_CHILD: {OF_ADULT}, OF_ADULT: {OF_CHILD}, YOUNG: {GROWN}, GROWN: {YOUNG}}


def remember(memory: Memory, found: Mapping[str, Any]) -> Memory:
    """The memory with what was found in a message; what it does not mention stays.

    Whose an age is, and whose a place: docs/nlu.md, "Two persons".
    """
    memory = _turned(memory, _for_whom(memory, found))
    age, other_age = _ages(memory, found)
    municipality, other_municipality = _municipalities(memory, found)
    return replace(
        memory,
        municipality=municipality,
        other_municipality=other_municipality,
        age=age,
        other_age=other_age,
        language=_language(memory, found),
        traits=_living_outside(memory.traits, found, municipality),
    )


def _living_outside(
    traits: tuple[str, ...], found: Mapping[str, Any], municipality: str | None
) -> tuple[str, ...]:
    """The traits, with whether somebody lives outside the county: what is only spoken of is no home."""
    others = tuple(trait for trait in traits if trait != OUTSIDE)
    if municipality is not None:
        return others
    return (*others, OUTSIDE) if "outside" in found and "away" not in found else traits


def _language(memory: Memory, found: Mapping[str, Any]) -> str:
    """The language of the conversation, which stays until somebody surely writes or asks for another.

    Swedish and English take each other's place at a word. So does any language before a matter is known;
    "gracias" in the middle of a Swedish conversation does not, nor "thank you" in a Somali one.
    """
    told = str(found.get("language") or "")
    if told not in FULL and told not in phrasebook() and told not in UNWRITTEN:
        return memory.language
    both_full = told in FULL and memory.language in FULL
    begins = memory.language in FULL and not memory.topics and memory.crisis is None
    return told if both_full or begins or "language_unsure" not in found else memory.language


def _for_whom(memory: Memory, found: Mapping[str, Any]) -> ForWhom | None:
    """For whom it is: what is only likely by this message does not turn what was clear before."""
    said: ForWhom | None = found.get("for_whom")
    if _lives_away(found):
        return "relative"
    if said is None or "for_whom_unsure" not in found:
        return said or memory.for_whom
    if memory.for_whom is not None:
        return memory.for_whom
    return None if said == "relative" and _only_mentioned(memory, found) else said


def _lives_away(found: Mapping[str, Any]) -> bool:
    """Whether the writer lives outside the county and another in it: "hon bor i Norsjö, jag i Luleå"."""
    return "outside" in found and "their_municipality" in found


def _only_mentioned(memory: Memory, found: Mapping[str, Any]) -> bool:
    """Whether "han är 19" is of somebody else than the one it is about.

    So it is when the writer has told an age ("15, robertsfors"), or a matter, and it is a grown-up's.
    """
    theirs = found.get("their_age")
    grown = theirs is not None and _YOUNG < theirs < OLD_PARENT
    return theirs is not None and (memory.age is not None or (grown and bool(memory.topics)))


def _turned(memory: Memory, for_whom: ForWhom | None) -> Memory:
    """The memory of a conversation that may have turned to the other of the two."""
    known = memory.for_whom or ("self" if memory.other_age is not None else for_whom)
    memory = replace(memory, for_whom=for_whom)
    if known == for_whom:
        return memory
    return replace(
        memory,
        age=memory.other_age,
        other_age=memory.age,
        municipality=memory.other_municipality or memory.municipality,
        other_municipality=memory.municipality if memory.other_municipality else None,
    )


def _ages(memory: Memory, found: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The age of the one the help is for, and of the other; an age of nobody's is that of the former."""
    about, beside = ("their_age", "own_age") if memory.for_whom == "relative" else ("own_age", "their_age")
    # A button's value is text.
    nobodys = int(found["age"]) if "age" in found and beside not in found else None
    if nobodys and memory.age and nobodys >= OLD_PARENT > _YOUNG >= memory.age and "for_whom_unsure" in found:
        nobodys = None  # "mamma är 52", said by a child
    return found.get(about) or nobodys or memory.age, found.get(beside) or memory.other_age


def _municipalities(memory: Memory, found: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Where the one the help is for is, and where the other is.

    A place outside the county takes the municipality away ("jag har flyttat till Luleå"), but not one
    that is only spoken of, nor somebody else's home.
    """
    here, other = memory.municipality, memory.other_municipality
    told, theirs, away = found.get("municipality"), found.get("their_municipality"), "away" in found
    if theirs and _lives_away(found):
        return theirs, None
    if memory.for_whom == "relative" and theirs:
        own = told if told and told != theirs else other or here
        return theirs, own or theirs
    # Where only the writer lives, once it was said where the other does.
    apart = "own_home" in found and memory.for_whom == "relative" and other is not None
    if told and not (away and here):
        return (here, told) if apart else (told, other)
    if "outside" in found and not away and not told:
        return (here, None) if memory.for_whom == "relative" and other else (None, other)
    return here, other


def read_entities(text: str) -> dict[str, Any]:
    """What a text says besides its topic, by entity name; the same reading as in Rasa."""
    reading = read(text, gazetteer(), now_in_sweden().date())
    return {str(entity["entity"]): entity["value"] for entity in entities(reading)}


def read_memory(text: str, memory: Memory) -> Memory:
    """The memory after a message that was not sent to Rasa (a crisis, a reduced turn)."""
    memory = with_traits(remember(memory, read_entities(text)), text)
    matter = told_matter(text, memory)
    return replace(memory, matter=matter.id) if matter else memory


def with_traits(memory: Memory, text: str) -> Memory:
    """The memory with what a text tells that lasts; of two that cannot both hold, the one told last."""
    told = read_traits(text)
    kept = {trait for trait in memory.traits if told.isdisjoint(_EITHER.get(trait, ()))}
    return replace(memory, traits=tuple(sorted(kept | told)))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of content/, read once."""
    return Gazetteer.load(ROOT / "content")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The concept lexicon of content/, read once."""
    return Lexicon.load(ROOT / "content" / "lexicon")
