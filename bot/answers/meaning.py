"""What a message in a language that Vart cannot converse in is about, by the classes of its words.

The safety net knows everyday words of these languages in classes of meaning. That is enough to guess
which listings fit, never to say that a message was understood.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.safety.reading import reader
from nlu.text import fold, words
from nlu.words import groups, terms

_TOPICS = groups("abroad", "topics")
_WITH_CLASSES = terms("abroad", "with_classes")
_CLASSES = {said: terms("abroad", f"{said}_classes") for said in ("thanks", "free")}
# A longer message says more than thank you, or that it is better.
_FEW = 5


class _Words:
    """Words to look for, folded; one that ends with a star stands for all that begin so."""

    def __init__(self, told: Iterable[str]) -> None:
        folded = [fold(word) for word in told]
        self._whole = frozenset(folded)
        self._stems = tuple(word[:-1] for word in folded if word.endswith("*"))

    def count(self, bag: list[str]) -> int:
        """How many words of a message are among them."""
        return sum(word in self._whole or word.startswith(self._stems) for word in bag)


_TOPIC_WORDS = {topic: _Words(told) for topic, told in groups("abroad", "topic_words").items()}
_NO_WORDS = _Words(())
_WORDS = {
    said: _Words(terms("abroad", said))
    for said in ("thanks", "free", "interpreter", "swedish", "speaking", "better", "beside_better")
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What could be read.

    Attributes:
        topic: What it is about, as far as that shows.
        thanks: It is a thank you.
        asks_cost: It asks what something costs.
        asks_interpreter: It asks for an interpreter, or whether one must speak Swedish.
        better: It says that it is better, and nothing else.
    """

    topic: str | None
    thanks: bool
    asks_cost: bool
    asks_interpreter: bool
    better: bool


def meaning_of(text: str, language: str) -> Meaning:
    """Read a message in another language."""
    # The words of a language without classes may look like those of one that has them.
    classes = reader().read(text).concepts if language in _WITH_CLASSES else ()
    bag = [word.folded for word in words(text)]
    counts = {
        topic: sum(not told.isdisjoint(one) for one in classes)
        + _TOPIC_WORDS.get(topic, _NO_WORDS).count(bag)
        for topic, told in _TOPICS.items()
    }
    best = max(counts, key=lambda topic: counts[topic])
    topic = best if counts[best] else None
    told = {name for one in classes for name in one}
    few = topic is None and len(bag) <= _FEW
    return Meaning(
        topic=topic,
        thanks=few and _says("thanks", told, bag),
        asks_cost=_says("free", told, bag),
        asks_interpreter=_asks_interpreter(bag),
        better=few and _is_better(bag),
    )


def _asks_interpreter(bag: list[str]) -> bool:
    speaks_swedish = _WORDS["swedish"].count(bag) and _WORDS["speaking"].count(bag)
    return bool(_WORDS["interpreter"].count(bag) or speaks_swedish)


def _is_better(bag: list[str]) -> bool:
    """Whether every word is known to belong to it: one more may say the opposite, in any language."""
    alone = [word for word in bag if not _WORDS["better"].count([word])]
    beside = sum(_WORDS["beside_better"].count([word]) or _WORDS["thanks"].count([word]) for word in alone)
    return len(alone) < len(bag) and beside == len(alone)


def _says(what: str, told: set[str], bag: list[str]) -> bool:
    return bool(_WORDS[what].count(bag)) or not _CLASSES[what].isdisjoint(told)
