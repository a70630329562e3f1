"""What the classifier sees of a message, word by word.

Blocks, each with its own prefix: `c` letters in a row inside words, `w` words in a row, `g` word
groups alone and in ordered pairs, `k` classes of everyday words alone, in rows and in ordered pairs,
`p` the first words, the last sentence, and signs. The patterns are not among them: they were written
by people who had read the training lines, so a classifier that sees both learns to lean on them and
forgets the words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.safety.normalise import BREAK
from bot.safety.pairs import Neighbours
from bot.safety.patterns import UNKNOWN
from bot.safety.reading import Reading

BLOCKS = "cwgkp"
LETTERS = (2, 3, 4, 5)
WORDS = 3
# How far apart two word groups, or two classes, are still a pair.
PAIR_DISTANCE = 4
CLASS_DISTANCE = 6
# Classes in a row.
ROW = 3
# Shorter words without a class stand for themselves: they are the words that hold a sentence together.
SMALL_WORD = 4
NO_CLASS = "?"
FIRST_WORDS = 4
# Longer "words" are not words.
WORD_LETTERS = 30
# What stands between the two names of a pair, by block.
SIGNS_OF_PAIRS = {"g": " ", "k": "<"}


@dataclass(frozen=True, slots=True)
class Features:
    """What the classifier sees of a message.

    Attributes:
        written: Its words by their name in the vocabulary, else as they were written.
        names: For each word the features that end with it, letters and pairs aside.
        near: What makes pairs, by block.
    """

    written: Sequence[str]
    names: Sequence[Sequence[str]]
    near: Mapping[str, Neighbours]

    def pairs(self) -> Iterator[tuple[int, str]]:
        """The features that are pairs, each with the place of the word it ends with."""
        for block, near in self.near.items():
            for place, pair in near.spelled_out(SIGNS_OF_PAIRS[block]):
                yield place, f"{block}:{pair}"


def features(reading: Reading) -> Features:
    """What the classifier sees of a message."""
    written = spelled(reading)
    classes = [
        group[:2] or concepts or (word if len(word) <= SMALL_WORD else NO_CLASS,)
        for word, group, concepts in zip(reading.words, reading.groups, reading.concepts, strict=True)
    ]
    last = max((at for at, word in enumerate(written) if word == BREAK), default=len(written)) + 1
    names = [
        [
            *_words(written, at),
            *(f"g:{group}" for group in reading.groups[at]),
            *_classes(classes, at),
            *_place(written, classes, at, last),
        ]
        for at in range(len(written))
    ]
    if names:
        names[0] += [f"p:{sign}" for sign in reading.signs]
    sentences = list(accumulate(word == BREAK for word in written))
    single = [() if each[0] in (NO_CLASS, BREAK) else each[:1] for each in classes]
    near = {
        "g": Neighbours(reading.groups, sentences, PAIR_DISTANCE),
        "k": Neighbours(single, sentences, CLASS_DISTANCE),
    }
    return Features(written, names, near)


def pair_of(name: str) -> tuple[str, str] | None:
    """The two names of a feature that is a pair; None for any other."""
    sign = SIGNS_OF_PAIRS.get(name[0])
    if sign is None or sign not in name:
        return None
    first, second = name[2:].split(sign)
    return first, second


def spelled(reading: Reading) -> list[str]:
    """The words by their name in the vocabulary, else as they were written."""
    return [
        word[:WORD_LETTERS] if symbol == UNKNOWN else symbol
        for word, symbol in zip(reading.words, reading.symbols, strict=True)
    ]


def letters(word: str, sizes: Sequence[int] = LETTERS) -> Iterator[str]:
    """The `c` features of one word: its letters in a row, with its beginning and end."""
    if word == BREAK:
        return
    padded = f" {word[:WORD_LETTERS]} "
    for size in sizes:
        for at in range(max(1, len(padded) - size + 1)):
            yield "c:" + padded[at : at + size]


def names_of(reading: Reading) -> list[tuple[str, ...]]:
    """For each word of a message its names: itself, then its groups and classes."""
    return [
        (f"w:{written}", *(f"g:{group}" for group in groups), *(f"k:{name}" for name in concepts))
        for written, groups, concepts in zip(spelled(reading), reading.groups, reading.concepts, strict=True)
    ]


def _words(written: Sequence[str], at: int) -> Iterator[str]:
    row = "w:" + written[at]
    yield row
    for before in range(at - 1, max(-1, at - WORDS), -1):
        row = f"w:{written[before]} {row[2:]}"
        yield row


def _classes(classes: Sequence[Sequence[str]], at: int) -> Iterator[str]:
    here = classes[at]
    row = here[0]
    for before in range(at - 1, max(-1, at - ROW), -1):
        row = f"{classes[before][0]} {row}"
        yield "k:" + row
    if here[0] not in (NO_CLASS, BREAK):
        for name in here:
            yield "k:" + name


def _place(written: Sequence[str], classes: Sequence[Sequence[str]], at: int, last: int) -> Iterator[str]:
    word, before = written[at], written[at - 1] if at else ""
    if at < FIRST_WORDS:
        yield f"p:first {word}"
        if at:
            yield f"p:first {before} {word}"
    if at >= last:
        yield f"p:last {word}"
        yield f"p:last class {classes[at][0]}"
        if at > last:
            yield f"p:last {before} {word}"
