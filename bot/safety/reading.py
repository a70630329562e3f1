"""A message read once: its words, the vocabulary's names for them, and every pattern and frame found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.safety import normalise
from bot.safety.concepts import Concepts
from bot.safety.lexicon import PATTERNS, Lexicon
from bot.safety.normalise import BREAK
from bot.safety.patterns import UNKNOWN, Bank, Hit, read_rules, words_of

DANGER_FILES = ("suicide.yml", "danger.yml", "care.yml", "languages.yml")
FRAME_FILES = ("frames.yml",)
# "vill inte. leva. mer." is one sentence: a full stop after so few words does not end it.
SHORT_SENTENCE = 2
# Signs that no word shows: a question, and words that are quoted.
SIGNS = {
    "question": re.compile(r"[?؟]"),
    "asks": re.compile(r"[?؟]\s*$"),
    "quotation": re.compile("[\"”“«»]|(?<!\\w)['’]|['’](?!\\w)"),
}


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the message, half-open in words."""

    start: int
    end: int

    def holds(self, hit: Hit) -> bool:
        """Whether a hit lies inside."""
        return self.start <= hit.start and hit.end <= self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes:
        words: The folded and repaired words, with BREAK between sentences.
        symbols: For each word its name in the vocabulary, or UNKNOWN.
        hits: Danger patterns found.
        frames: Harmless frames found.
        windows: The stretches to judge, the whole message first.
        signs: Names of the SIGNS in the message.
    """

    words: tuple[str, ...]
    symbols: tuple[str, ...]
    hits: tuple[Hit, ...]
    frames: tuple[Hit, ...]
    windows: tuple[Window, ...]
    signs: tuple[str, ...]

    def named(self, hit: Hit) -> str:
        """The words of a hit, for an explanation."""
        return " ".join(word for word in self.words[hit.start : hit.end] if word != BREAK)


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
        sentences = self.lexicon.repair(list(_joined(normalise.sentences(text))))
        words: list[str] = []
        for sentence in sentences:
            words += [BREAK, *sentence] if words else sentence
        symbols = tuple(BREAK if word == BREAK else self.lexicon.symbol(word) or UNKNOWN for word in words)
        # Each sentence with the BREAK after it; after the last there is none.
        lengths = [len(sentence) + 1 for sentence in sentences[:-1]] + [len(s) for s in sentences[-1:]]
        return Reading(
            tuple(words),
            symbols,
            tuple(self._danger.find(symbols)),
            tuple(self._frames.find(symbols)),
            tuple(Window(start, end) for start, end in normalise.windows(lengths)),
            tuple(name for name, sign in SIGNS.items() if sign.search(text[: normalise.MAX_CHARS])),
        )


def _joined(sentences: list[list[str]]) -> Iterator[list[str]]:
    """Sentences of a word or two belong to the one before."""
    waiting: list[str] = []
    for sentence in sentences:
        if waiting and len(sentence) > SHORT_SENTENCE and len(waiting) > SHORT_SENTENCE:
            yield waiting
            waiting = []
        waiting = [*waiting, *sentence]
    if waiting:
        yield waiting


@cache
def reader() -> Reader:
    """The reader of this process, compiled on first use."""
    return Reader()
