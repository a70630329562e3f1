"""What the classifier sees of a message, word by word.

Three blocks, each with its own prefix: `c` letters in a row inside words, `w` words in a row, `g`
word groups alone and in ordered pairs. The patterns are not among them: they were written by
people who had read the training lines, so a classifier that sees both learns to lean on them and
forgets the words.
"""

from collections.abc import Iterator, Sequence

from bot.safety.lexicon import Lexicon
from bot.safety.normalise import BREAK
from bot.safety.patterns import UNKNOWN
from bot.safety.reading import Reading

BLOCKS = "cwg"
LETTERS = (2, 3, 4, 5)
WORDS = 3
# How far apart two word groups are still a pair.
PAIR_DISTANCE = 4
# A word is in few groups; more would make hostile input slow.
GROUPS_PER_WORD = 4
# Longer "words" are not words.
WORD_LETTERS = 30


def features(reading: Reading, lexicon: Lexicon) -> list[list[str]]:
    """For each word of a message the `w` and `g` features that end with it."""
    written = spelled(reading)
    groups = [lexicon.groups_of(symbol)[:GROUPS_PER_WORD] for symbol in reading.symbols]
    return [[*_words(written, at), *_groups(groups, reading.symbols, at)] for at in range(len(reading.words))]


def spelled(reading: Reading) -> list[str]:
    """The words by their name in the vocabulary, else as they were written."""
    return [
        word[:WORD_LETTERS] if symbol == UNKNOWN else symbol
        for word, symbol in zip(reading.words, reading.symbols, strict=True)
    ]


def letters(word: str) -> Iterator[str]:
    """The `c` features of one word: its letters in a row, with its beginning and end."""
    if word == BREAK:
        return
    padded = f" {word[:WORD_LETTERS]} "
    for size in LETTERS:
        for at in range(max(1, len(padded) - size + 1)):
            yield "c:" + padded[at : at + size]


def _words(written: Sequence[str], at: int) -> Iterator[str]:
    row = "w:" + written[at]
    yield row
    for before in range(at - 1, max(-1, at - WORDS), -1):
        row = f"w:{written[before]} {row[2:]}"
        yield row


def _groups(groups: Sequence[tuple[str, ...]], symbols: Sequence[str], at: int) -> Iterator[str]:
    here = groups[at]
    if not here:
        return
    for group in here:
        yield "g:" + group
    for before in range(at - 1, max(-1, at - 1 - PAIR_DISTANCE), -1):
        if symbols[before] == BREAK:
            return
        for first in groups[before]:
            for group in here:
                yield f"g:{first} {group}"
