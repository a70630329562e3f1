"""Compiles the readable pattern files and finds their hits in a message.

A line such as `<want> ..2 <not> ..1 <live> x? $` is an expression over words. Every word of the
vocabulary is given one private character, the message becomes a short string of them, and the
line a regular expression of character classes and bounded gaps: no repetition without a bound and
none inside another, so a line takes at most MOST_PATHS steps for each word of the message.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from bot.safety.lexicon import Lexicon, keys
from bot.safety.normalise import BREAK

# Stands for every word that is not in the vocabulary.
UNKNOWN = "\u00b7"
DEFAULT_GAP = 3
# How many ways a line may try to match from one word; the product of its gaps, each plus one.
MOST_PATHS = 128
# The private characters of Unicode; the vocabulary is far smaller.
_FIRST_PRIVATE = 0xF0000
_GAP = re.compile(r"\.\.(\d*)$")

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One named set of pattern lines, as the file has it.

    Attributes:
        id: Its name, used as evidence.
        lines: The patterns as written.
        reason: Crisis reason, None for a frame.
        severity: 2 or 3 for a crisis rule, 0 for a frame.
        who: Whom it is about when the words say so.
        certain: Whether a hit is enough when no frame stands around it.
        decisive: Whether it is enough then whatever the classifier says: always, or when hardly more is said.
    """

    id: str
    lines: tuple[str, ...]
    reason: str | None = None
    severity: int = 0
    who: Literal["self", "other"] | None = None
    certain: bool = False
    decisive: Literal["always", "alone"] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule found at words start..end (half-open) of the message."""

    rule: Rule
    start: int
    end: int

    def within(self, start: int, end: int) -> bool:
        """Whether it lies inside a half-open range of words."""
        return start <= self.start and self.end <= end


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a line: a word out of a set, a gap of up to `most` words, or the sentence's end.

    Attributes:
        words: The set; None for a gap.
        most: The longest the gap may be; 0 is the end of the sentence.
        optional: Whether it may be missing.
    """

    words: Words | None
    most: int = 1
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    rule: Rule
    # One bit for each set of words that must be there.
    needs: int
    expression: re.Pattern[str]


class Bank:
    """Rules ready to match."""

    def __init__(self, rules: Sequence[Rule], lexicon: Lexicon) -> None:
        """Compile the rules.

        Raises:
            ValueError: A line names an unknown word group or no word, or could take too many paths.
        """
        words = [BREAK, UNKNOWN, *sorted(lexicon.vocabulary)]
        self._character = {word: chr(_FIRST_PRIVATE + at) for at, word in enumerate(words)}
        parsed = [(rule, parse(line, lexicon)) for rule in rules for line in rule.lines]
        bits: dict[Words, int] = {}
        # By each word of the smallest set of which a line must have one: few lines have any in a message.
        self._lines: dict[str, list[_Line]] = {}
        for rule, elements in parsed:
            line = _Line(rule, self._needs(elements, bits), self._compile(elements))
            for word in min((e.words for e in elements if e.words and not e.optional), key=len):
                self._lines.setdefault(word, []).append(line)
        self._mask: dict[str, int] = {}
        for members, bit in bits.items():
            for word in members:
                self._mask[word] = self._mask.get(word, 0) | bit

    def find(self, symbols: Sequence[str]) -> list[Hit]:
        """The hits in a message, the longest of each rule at each start, in reading order."""
        words = dict.fromkeys(symbols)
        there = 0
        for word in words:
            there |= self._mask.get(word, 0)
        text = "".join(map(self._character.__getitem__, symbols))
        longest: dict[tuple[str, int], Hit] = {}
        possible = (line for word in words for line in self._lines.get(word, ()))
        for line in {id(line): line for line in possible if line.needs & there == line.needs}.values():
            for match in line.expression.finditer(text):
                at = (line.rule.id, match.start())
                if at not in longest or longest[at].end < match.end():
                    longest[at] = Hit(line.rule, match.start(), match.end())
        return sorted(longest.values(), key=lambda hit: (hit.start, hit.end, hit.rule.id))

    @staticmethod
    def _needs(elements: Iterable[Element], bits: dict[Words, int]) -> int:
        """A line can match only where a word of each of its required sets stands."""
        needs = 0
        for element in elements:
            if element.words and not element.optional:
                needs |= bits.setdefault(element.words, 1 << len(bits))
        return needs

    def _compile(self, elements: Iterable[Element]) -> re.Pattern[str]:
        parts = []
        for element in elements:
            stop = self._character[BREAK]
            if element.words is None:
                parts.append(f"[^{stop}]{{0,{element.most}}}" if element.most else f"(?=$|{stop})")
                continue
            characters = "".join(self._character[word] for word in sorted(element.words))
            parts.append(f"[{characters}]" + ("?" if element.optional else ""))
        return re.compile("".join(parts))


def parse(line: str, lexicon: Lexicon) -> list[Element]:
    """A readable line as elements.

    Raises:
        ValueError: It names an unknown word group or no word, or could take too many paths.
    """
    elements: list[Element] = []
    for written in line.split():
        if gap := _GAP.match(written):
            elements.append(Element(None, most=int(gap[1] or DEFAULT_GAP), optional=True))
            continue
        if written == "$":
            elements.append(Element(None, most=0))
            continue
        words: set[str] = set()
        for part in written.removesuffix("?").split("|"):
            if not part.startswith("<"):
                words |= lexicon.grown(keys([part]))
            elif part.strip("<>") in lexicon.groups:
                words |= lexicon.groups[part.strip("<>")]
            else:
                raise ValueError(f"unknown word group {part} in {line!r}")
        elements.append(Element(frozenset(words), optional=written.endswith("?")))
    # A gap or an optional word at the end would only make hits longer.
    while elements and elements[-1].optional:
        elements.pop()
    if not any(element.words and not element.optional for element in elements):
        raise ValueError(f"{line!r} asks for no word")
    if paths(elements) > MOST_PATHS:
        raise ValueError(
            f"{line!r} could be tried in {paths(elements)} ways, at most {MOST_PATHS} are allowed"
        )
    return elements


def paths(elements: Iterable[Element]) -> int:
    """In how many ways a line can be tried from one word."""
    return math.prod(element.most + 1 for element in elements if element.optional)


def read_rules(path: Path) -> list[Rule]:
    """The rules of one pattern file."""
    return [
        Rule(**{**raw, "lines": tuple(str(line) for line in raw["lines"])})
        for raw in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def words_of(rules: Iterable[Rule]) -> set[str]:
    """The keys that the rules name outside the groups."""
    found: set[str] = set()
    for rule in rules:
        for line in rule.lines:
            for element in line.split():
                if not element.startswith("..") and element != "$":
                    parts = element.removesuffix("?").split("|")
                    found.update(keys(part for part in parts if not part.startswith("<")))
    return found
