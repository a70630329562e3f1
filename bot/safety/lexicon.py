"""The vocabulary of the patterns: word groups, and the repair of words written in other ways.

A word is repaired only towards the vocabulary (typing slips, digits for letters, split and joined
words); a word that is not in it stays as it was written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from rapidfuzz.distance import OSA

from bot.safety.normalise import BREAK, key

PATTERNS = Path(__file__).parent / "patterns"
# Words shorter than this are too easily each other's typing slips.
FUZZY_LENGTH = 5
LONGEST_WORD = 40
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
_NOT_LETTER = re.compile(r"[\d@$!*]")
_REPEAT = re.compile(r"(.)\1+")
# Words that a run of split or joined words is allowed to be made of, beside the vocabulary.
_SMALL = frozenset(
    [
        "jag", "ja", "vi", "vil", "ni", "du", "han", "hon", "den", "det", "de", "dom", "i", "a", "o",
        "e", "pa", "av", "at", "til", "om", "ut", "in", "la", "ta", "tar", "ha", "har", "hade", "as",
        "en", "et", "min", "mit", "din", "sin", "sig", "mig", "mej", "dig", "nu", "da", "so", "to",
        "my", "me", "it", "is", "am", "be", "do", "of", "on", "no", "he", "she", "her", "his", "not",
        "inte", "int", "for", "fran", "med", "och", "som", "var", "vad", "hur", "kan", "ska", "blev",
        "bli", "vil", "vara", "mer", "le", "va", "te", "lev", "ingen", "inget", "aldrig", "nan",
        "nagon",
    ]
)  # fmt: skip


class Lexicon:
    """Word groups by name, and what each written word stands for.

    Attributes:
        groups: The exact keys of each group, stems (ending in "*") among them.
        vocabulary: Every key that a pattern can name.
    """

    def __init__(self, groups: dict[str, frozenset[str]], extra: Iterable[str] = ()) -> None:
        """Build the look-up tables.

        Args:
            groups: Keys by group name.
            extra: Keys that patterns name outside the groups.
        """
        self.vocabulary = frozenset(extra).union(*groups.values())
        self._exact = frozenset(word for word in self.vocabulary if not word.endswith("*"))
        self.groups = {name: self.grown(members) for name, members in groups.items()}
        self._stem = _stem_expression(self.vocabulary)
        self._slips = _slip_index(self._exact)
        self._parts = self._exact | _SMALL
        self._groups_of: dict[str, tuple[str, ...]] = {}
        for name, members in self.groups.items():
            for member in members:
                self._groups_of[member] = (*self._groups_of.get(member, ()), name)

    @classmethod
    def load(cls, extra: Iterable[str] = (), root: Path = PATTERNS) -> "Lexicon":
        """Read the word files; `extra` are the words that the pattern files name themselves."""
        groups: dict[str, frozenset[str]] = {}
        for file in ("words.yml", "words_more.yml"):
            for name, line in yaml.safe_load((root / file).read_text(encoding="utf-8")).items():
                groups[name] = groups.get(name, frozenset()) | frozenset(keys(str(line).split()))
        return cls(groups, extra)

    def grown(self, members: Iterable[str]) -> frozenset[str]:
        """The members and every vocabulary word that begins with a stem among them."""
        given = frozenset(members)
        stems = tuple(member[:-1] for member in given if member.endswith("*"))
        return given | {word for word in self._exact if stems and word.startswith(stems)}

    def groups_of(self, symbol: str) -> tuple[str, ...]:
        """The groups that a symbol belongs to."""
        return self._groups_of.get(symbol, ())

    def symbol(self, word: str) -> str | None:
        """The vocabulary's name for a written word, or None when it has none."""
        if word in self._exact:
            return word
        if stem := self._stem.match(word):
            return stem[0] + "*"
        if _NOT_LETTER.search(word):
            plain = _plain(word)
            return self.symbol(plain) if plain != word else None
        return self._slip(word)

    def repair(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Sentences with split words joined, joined words split and slips mended."""
        return [list(self._mended(self._unspaced(words))) for words in sentences]

    def _unspaced(self, words: Sequence[str]) -> Iterator[str]:
        """Joins runs of fragments ("ja g vi ll in te") and takes them apart at the right places."""
        run: list[str] = []
        for word in [*words, BREAK]:
            if len(word) <= 2 and word != BREAK and not word.isdigit():
                run.append(word)
                continue
            yield from self._rejoined(run)
            run = []
            if word != BREAK:
                yield word

    def _rejoined(self, run: list[str]) -> list[str]:
        odd = sum(1 for word in run if word not in _SMALL)
        if len(run) < 4 or odd < 2 or sum(map(len, run)) > LONGEST_WORD:
            return run
        whole = _REPEAT.sub(r"\1", _plain("".join(run)))
        return self._split(whole) or run

    def _mended(self, words: Iterable[str]) -> Iterator[str]:
        waiting: str | None = None
        for word in words:
            if waiting is not None:
                if both := self._joined(waiting, word):
                    yield both
                    waiting = None
                    continue
                yield from self._taken_apart(waiting)
            waiting = word
        if waiting is not None:
            yield from self._taken_apart(waiting)

    def _joined(self, first: str, second: str) -> str | None:
        """The word of ours that two written words are ("själv mord", "tablet terna"), if any."""
        both = first + second if first[-1] != second[0] else first + second[1:]
        if not 6 <= len(both) <= LONGEST_WORD or (len(both) < 8 and {first, second} <= self._parts):
            return None
        if both in self._exact:
            return both
        stem = self._stem.match(both)
        return both if stem is not None and len(stem[0]) > len(first) > 2 else None

    def _taken_apart(self, word: str) -> list[str]:
        if len(word) < 6 or len(word) > LONGEST_WORD or word in self._exact or not word.isascii():
            return [word]
        plain = _plain(word)
        if self._stem.match(plain):
            return [word]
        parts = self._split(plain)
        glued = len(parts) >= 3 or (
            len(parts) == 2 and parts[0] in ("jag", "vil", "inte", "orkar", "hanslar")
        )
        return parts if glued else [word]

    def _split(self, text: str) -> list[str]:
        """The fewest vocabulary words that spell the text, or nothing; at most LONGEST_WORD² steps."""
        best: list[list[str] | None] = [[]] + [None] * len(text)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - 16), end):
                before, part = best[start], text[start:end]
                if before is None or not self._is_part(part):
                    continue
                candidate = best[end]
                if candidate is None or len(before) + 1 < len(candidate):
                    best[end] = [*before, part]
        return best[-1] or []

    def _is_part(self, part: str) -> bool:
        if len(part) == 1:
            return part in "io"
        return part in self._parts or (len(part) > 5 and self._stem.match(part) is not None)

    def _slip(self, word: str) -> str | None:
        """The one vocabulary word at one slip's distance (a letter lost, added, wrong or swapped)."""
        if len(word) < FUZZY_LENGTH or len(word) > LONGEST_WORD:
            return None
        for form in _shortened(word):
            for candidate in self._slips.get(form, ()):
                if candidate[0] == word[0] and OSA.distance(word, candidate) <= 1:
                    return candidate
        return None


def keys(words: Iterable[str]) -> Iterator[str]:
    """Written words as vocabulary keys; a trailing * is kept."""
    for word in words:
        stem = word.endswith("*")
        folded = key(word[:-1] if stem else word)
        if folded:
            yield folded + "*" if stem else folded


def _stem_expression(vocabulary: Iterable[str]) -> re.Pattern[str]:
    """One alternation of all stems, the longest first; without any it matches nothing."""
    stems = sorted(
        (word[:-1] for word in vocabulary if word.endswith("*")), key=lambda stem: (-len(stem), stem)
    )
    return re.compile("|".join(map(re.escape, stems)) or r"(?!)")


def _plain(word: str) -> str:
    """Digits and signs read as the letters they stand for."""
    return _REPEAT.sub(r"\1", word.replace("*", "").translate(_LEET))


def _shortened(word: str) -> Iterable[str]:
    """The word, and it without each of its letters, in an order that is the same in every process."""
    return dict.fromkeys((word, *(word[:at] + word[at + 1 :] for at in range(len(word)))))


def _slip_index(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for word in sorted(words):
        if len(word) >= FUZZY_LENGTH:
            for form in _shortened(word):
                index[form] = (*index.get(form, ()), word)
    return index
