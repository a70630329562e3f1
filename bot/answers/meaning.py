"""What a message in a language that Vart cannot converse in is about, by the classes of its words.

The safety net knows everyday words of these languages in classes of meaning. That is enough to guess
which listings fit, never to say that a message was understood.
"""

from dataclasses import dataclass

from bot.safety.reading import reader
from nlu.text import fold, words
from nlu.words import groups, terms

_TOPICS = groups("abroad", "topics")
_TOPIC_WORDS = {topic: frozenset(map(fold, told)) for topic, told in groups("abroad", "topic_words").items()}
_WITH_CLASSES = terms("abroad", "with_classes")
_CLASSES = {said: terms("abroad", f"{said}_classes") for said in ("thanks", "free")}
_WORDS = {said: frozenset(map(fold, terms("abroad", said))) for said in ("thanks", "free")}
# A longer message says more than thank you.
_ONLY_THANKS = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """What could be read.

    Attributes:
        topic: What it is about, as far as that shows.
        thanks: It is a thank you.
        asks_cost: It asks what something costs.
    """

    topic: str | None
    thanks: bool
    asks_cost: bool


def meaning_of(text: str, language: str) -> Meaning:
    """Read a message in another language."""
    # The words of a language without classes may look like those of one that has them.
    classes = reader().read(text).concepts if language in _WITH_CLASSES else ()
    bag = [word.folded for word in words(text)]
    counts = {
        topic: sum(not told.isdisjoint(one) for one in classes)
        + sum(word in _TOPIC_WORDS.get(topic, ()) for word in bag)
        for topic, told in _TOPICS.items()
    }
    best = max(counts, key=lambda topic: counts[topic])
    topic = best if counts[best] else None
    told = {name for one in classes for name in one}
    thanks = topic is None and len(bag) <= _ONLY_THANKS and _says("thanks", told, bag)
    return Meaning(topic, thanks, _says("free", told, bag))


def _says(what: str, told: set[str], bag: list[str]) -> bool:
    return not (_CLASSES[what].isdisjoint(told) and _WORDS[what].isdisjoint(bag))
