"""What the classifier sees of a message, word by word.

Blocks, each with its own prefix: `c` letters in a row inside words, `w` words in a row, `g` word
groups alone and in ordered pairs, `k` classes of everyday words alone, in rows and in ordered pairs,
`p` the first words, the last sentence, and signs. The patterns are not among them: they were written
by people who had read the training lines, so a classifier that sees both learns to lean on them and
forgets the words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.safety.normalise import BREAK
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


@dataclass(frozen=True, slots=True)
class _Message:
    """A message by its words, in three ways of naming them."""

    written: Sequence[str]
    groups: Sequence[tuple[str, ...]]
    classes: Sequence[tuple[str, ...]]
    # Where the last of several sentences begins; after the end when there is only one.
    last: int


def features(reading: Reading) -> list[list[str]]:
    """For each word of a message the features that end with it, letters aside."""
    message = _named(reading)
    found = [
        [
            *_words(message.written, at),
            *_groups(message, at),
            *_classes(message, at),
            *_place(message, at),
        ]
        for at in range(len(reading.words))
    ]
    if found:
        found[0] += [f"p:{sign}" for sign in reading.signs]
    return found


def _named(reading: Reading) -> _Message:
    written = spelled(reading)
    classes = [
        group[:2] or concepts or (word if len(word) <= SMALL_WORD else NO_CLASS,)
        for word, group, concepts in zip(reading.words, reading.groups, reading.concepts, strict=True)
    ]
    breaks = [at for at, word in enumerate(reading.words) if word == BREAK]
    return _Message(written, reading.groups, classes, breaks[-1] + 1 if breaks else len(written))


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


def _groups(message: _Message, at: int) -> Iterator[str]:
    here = message.groups[at]
    for group in here:
        yield "g:" + group
    if not here:
        return
    for before in range(at - 1, max(-1, at - 1 - PAIR_DISTANCE), -1):
        if message.written[before] == BREAK:
            return
        for first in message.groups[before]:
            for group in here:
                yield f"g:{first} {group}"


def _classes(message: _Message, at: int) -> Iterator[str]:
    here = message.classes[at]
    row = here[0]
    for before in range(at - 1, max(-1, at - ROW), -1):
        row = f"{message.classes[before][0]} {row}"
        yield "k:" + row
    if here[0] in (NO_CLASS, BREAK):
        return
    for name in here:
        yield "k:" + name
    for before in range(at - 1, max(-1, at - 1 - CLASS_DISTANCE), -1):
        first = message.classes[before][0]
        if first == BREAK:
            return
        if first != NO_CLASS:
            yield f"k:{first}<{here[0]}"


def _place(message: _Message, at: int) -> Iterator[str]:
    word, before = message.written[at], message.written[at - 1] if at else ""
    if at < FIRST_WORDS:
        yield f"p:first {word}"
        if at:
            yield f"p:first {before} {word}"
    if at >= message.last:
        yield f"p:last {word}"
        yield f"p:last class {message.classes[at][0]}"
        if at > message.last:
            yield f"p:last {before} {word}"
