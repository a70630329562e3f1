"""What a message in a language that Vart cannot converse in is about, by the classes of its words.

The safety net knows everyday words of these languages in classes of meaning. That is enough to guess
which listings fit, never to say that a message was understood.
"""

from dataclasses import dataclass

from bot.safety.reading import reader
from nlu.bags import Bag
from nlu.harms import tells_of_no_roof
from nlu.text import folded_words, words
from nlu.words import groups, terms

_TOPICS = groups("abroad", "topics")
_WITH_CLASSES = terms("abroad", "with_classes")
_CLASSES = {said: terms("abroad", f"{said}_classes") for said in ("thanks", "free")}
# A longer message says more than thank you, or that it is better.
_FEW = 5
# A roof is a matter of its topic (nlu/words/matters.yml).
_ROOF = "money_housing"

_TOPIC_WORDS = {topic: Bag(told) for topic, told in groups("abroad", "topic_words").items()}
_NO_WORDS = Bag(())
_WORDS = {
    said: Bag(terms("abroad", said))
    for said in (
        *("thanks", "free", "interpreter", "swedish", "speaking", "better", "beside_better"),
        *("tablets", "means"),
    )
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
        names_means: It names what somebody may die by.
        no_roof: There is nowhere to sleep.
    """

    topic: str | None
    thanks: bool
    asks_cost: bool
    asks_interpreter: bool
    better: bool
    names_means: bool
    no_roof: bool


def meaning_of(text: str, language: str) -> Meaning:
    """Read a message in another language."""
    # The words of a language without classes may look like those of one that has them.
    classes = reader().read(text).concepts if language in _WITH_CLASSES else ()
    counts = {
        topic: sum(not told.isdisjoint(one) for one in classes)
        + _TOPIC_WORDS.get(topic, _NO_WORDS).count(text)
        for topic, told in _TOPICS.items()
    }
    best = max(counts, key=lambda topic: counts[topic])
    no_roof = tells_of_no_roof(text)
    topic = _ROOF if no_roof else best if counts[best] else None
    told = {name for one in classes for name in one}
    few = topic is None and len(words(text)) <= _FEW
    return Meaning(
        topic=topic,
        thanks=few and _says("thanks", told, text),
        asks_cost=_says("free", told, text),
        asks_interpreter=_has("interpreter", text) or (_has("swedish", text) and _has("speaking", text)),
        better=few and _is_better(text),
        names_means=_has("tablets", text) or _has("means", text),
        no_roof=no_roof,
    )


def _is_better(text: str) -> bool:
    """Whether every word is known to belong to it: one more may say the opposite, in any language."""
    line = folded_words(text).split()
    alone = [word for word in line if not _has("better", word)]
    return len(alone) < len(line) and all(
        _has("beside_better", word) or _has("thanks", word) for word in alone
    )


def _has(what: str, text: str) -> bool:
    return bool(_WORDS[what].count(text))


def _says(what: str, told: set[str], text: str) -> bool:
    return _has(what, text) or not _CLASSES[what].isdisjoint(told)
