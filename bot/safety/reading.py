"""A message read once: its words, the vocabulary's names for them, and every pattern and frame found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from bot.safety import normalise
from bot.safety.concepts import Concepts
from bot.safety.lexicon import PATTERNS, Lexicon
from bot.safety.normalise import BREAK
from bot.safety.patterns import UNKNOWN, Bank, Hit, read_rules, words_of
from bot.safety.windows import Window, windows

DANGER_FILES = ("suicide.yml", "danger.yml", "care.yml", "languages.yml")
FRAME_FILES = ("frames.yml",)
# "vill inte. leva. mer." is one sentence: a full stop after so few words does not end it.
SHORT_SENTENCE = 2
# A word is in few groups; more would make hostile input slow.
GROUPS_PER_WORD = 4
# Signs that no word shows: a question, and words that are quoted.
SIGNS = {
    "question": re.compile(r"[?؟]"),
    "asks": re.compile(r"[?؟]\s*$"),
    "quotation": re.compile("[\"”“«»]|(?<!\\w)['’]|['’](?!\\w)"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes:
        words: The folded and repaired words, with BREAK between sentences.
        symbols: For each word its name in the vocabulary, or UNKNOWN.
        groups: For each word the groups it belongs to.
        concepts: For each word its classes in the thesaurus.
        hits: Danger patterns found.
        frames: Harmless frames found.
        clauses: Where each clause begins.
        windows: The stretches to judge, the whole message first.
        signs: Names of the SIGNS in the message.
    """

    words: tuple[str, ...]
    symbols: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    concepts: tuple[tuple[str, ...], ...]
    hits: tuple[Hit, ...]
    frames: tuple[Hit, ...]
    clauses: tuple[int, ...]
    windows: tuple[Window, ...]
    signs: tuple[str, ...]

    def named(self, hit: Hit) -> str:
        """The words of a hit, for an explanation."""
        return " ".join(word for word in self.words[hit.start : hit.end] if word != BREAK)

    def part(self, start: int, end: int) -> "Reading":
        """A stretch, read as though it were the message; the signs are those of the whole and left out."""
        return Reading(
            self.words[start:end],
            self.symbols[start:end],
            self.groups[start:end],
            self.concepts[start:end],
            _within(self.hits, start, end),
            _within(self.frames, start, end),
            tuple(at - start for at in self.clauses if start <= at < end),
            (Window(0, end - start, "whole"),),
            (),
        )


class Reader:
    """Reads messages; holds the vocabulary and the compiled patterns."""

    def __init__(self) -> None:
        """Load and compile the pattern files."""
        danger = [rule for file in DANGER_FILES for rule in read_rules(PATTERNS / file)]
        frames = [rule for file in FRAME_FILES for rule in read_rules(PATTERNS / file)]
        self.lexicon = Lexicon.load(words_of([*danger, *frames]))
        self.concepts = Concepts.load()
        self._danger = Bank(danger, self.lexicon)
        self._frames = Bank(frames, self.lexicon)

    def read(self, text: str) -> Reading:
        """Read a message; takes any text, and time in proportion to its length."""
        words: list[str] = []
        clauses = []
        for sentence in _joined(normalise.sentences(text)):
            words += [BREAK] if words else []
            for clause in self.lexicon.repair(sentence):
                clauses.append(len(words))
                words += clause
        symbols = tuple(BREAK if word == BREAK else self.lexicon.symbol(word) or UNKNOWN for word in words)
        return Reading(
            tuple(words),
            symbols,
            tuple(self.lexicon.groups_of(symbol)[:GROUPS_PER_WORD] for symbol in symbols),
            tuple(map(self.concepts.of, words)),
            tuple(self._danger.find(symbols)),
            tuple(self._frames.find(symbols)),
            tuple(clauses),
            tuple(windows(words, clauses)),
            tuple(name for name, sign in SIGNS.items() if sign.search(text[: normalise.MAX_CHARS])),
        )


def _within(hits: tuple[Hit, ...], start: int, end: int) -> tuple[Hit, ...]:
    inside = (hit for hit in hits if hit.within(start, end))
    return tuple(replace(hit, start=hit.start - start, end=hit.end - start) for hit in inside)


def _joined(sentences: list[list[list[str]]]) -> Iterator[list[list[str]]]:
    """Sentences of a word or two belong to the one before."""
    waiting: list[list[str]] = []
    for sentence in sentences:
        if waiting and sum(map(len, sentence)) > SHORT_SENTENCE and sum(map(len, waiting)) > SHORT_SENTENCE:
            yield waiting
            waiting = []
        waiting = [*waiting, *sentence]
    if waiting:
        yield waiting


@cache
def reader() -> Reader:
    """The reader of this process, compiled on first use."""
    return Reader()
