"""The concept lexicon: words, stems and phrases that point to topics, kept in content/lexicon/.

One file per topic, edited by people who are not developers:

    - concept: ligger vaken
      weight: 3                 # 1 hints, 2 speaks for, 3 says it
      terms: [sömnlös*, "*insomnia", kan inte sova, vaken hela natten]

A term is folded; `*` at its end matches any ending, at its beginning any first part of a
compound ("tentaångest"). In a phrase up to two other words may stand between the words.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from nlu.terms import TermIndex, lemma
from nlu.text import fold, words

_GAP = 2


@dataclass(frozen=True)
class Concept:
    """A thing people mean, the topic it speaks for, and how strongly (1 to 3)."""

    name: str
    topic: str
    weight: float


class _Phrase(NamedTuple):
    """A term of several words.

    Attributes:
        parts: Its words, some with `*`.
        needs: The same as a set: what a text must have at all.
        anchor: Index of the longest word, where the search for the others begins.
        concept: Index of its concept.
    """

    parts: tuple[str, ...]
    needs: frozenset[str]
    anchor: int
    concept: int


class Lexicon:
    """All concepts, indexed for look-up in one pass over the words of a text."""

    def __init__(self) -> None:
        self.concepts: list[Concept] = []
        self._terms = TermIndex()
        # By their longest word, which few others share.
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)

    @classmethod
    def load(cls, folder: Path) -> "Lexicon":
        """Read every `<topic id>.yml` of a folder.

        Raises:
            OSError: The folder is missing.
            ValueError: A file does not follow the format.
        """
        lexicon = cls()
        for path in sorted(folder.glob("*.yml")):
            for entry in yaml.safe_load(path.read_text("utf-8")) or ():
                lexicon._add(path.stem, entry, path)
        return lexicon

    def _add(self, topic: str, entry: dict[str, object], path: Path) -> None:
        terms, weight = entry.get("terms"), entry.get("weight")
        if not isinstance(terms, list) or not isinstance(weight, int | float):
            raise ValueError(f"{path.name}: every concept needs a weight and a list of terms")
        index = len(self.concepts)
        self.concepts.append(Concept(str(entry.get("concept")), topic, float(weight)))
        for term in terms:
            parts = tuple(fold(str(term)).split())
            if len(parts) > 1:
                anchor = max(range(len(parts)), key=lambda at: len(parts[at].rstrip("*")))
                self._phrases[parts[anchor]].append(_Phrase(parts, frozenset(parts), anchor, index))
            else:
                self._terms.add(parts[0], index)

    def find(self, text: str) -> set[int]:
        """Indices (into `concepts`) of the concepts a text holds."""
        tokens = [word.folded for word in words(text)]
        found: set[int] = set()
        fitting = [_fitting(token) for token in tokens]
        there = frozenset().union(*fitting)
        for position, (token, parts) in enumerate(zip(tokens, fitting, strict=True)):
            found |= self._terms.find(token)
            for part in parts & self._phrases.keys():
                for phrase in self._phrases[part]:
                    if (
                        phrase.needs <= there
                        and phrase.concept not in found
                        and _stands(phrase, fitting, position)
                    ):
                        found.add(phrase.concept)
        return found

    def scores(self, text: str) -> dict[str, float]:
        """Topic id to the summed weight of its concepts in the text."""
        totals: dict[str, float] = defaultdict(float)
        for index in self.find(text):
            concept = self.concepts[index]
            totals[concept.topic] += concept.weight
        return dict(totals)


@lru_cache(maxsize=20_000)
def _fitting(token: str) -> frozenset[str]:
    """Every way to write a part of a phrase that this word fits: itself, its lemma, its stems."""
    return frozenset((token, lemma(token), *(f"{token[:size]}*" for size in range(1, len(token) + 1))))


def _stands(phrase: _Phrase, fitting: list[frozenset[str]], position: int) -> bool:
    """Whether the phrase's words stand in order around its anchor, with small gaps."""
    after = _reach(phrase.parts[phrase.anchor + 1 :], fitting[position + 1 :])
    return after and _reach(phrase.parts[: phrase.anchor][::-1], fitting[:position][::-1])


def _reach(parts: tuple[str, ...], fitting: list[frozenset[str]]) -> bool:
    """Whether the parts follow one another among the words, at most `_GAP` words between two."""
    at = 0
    for part in parts:
        window = range(at, min(at + _GAP + 1, len(fitting)))
        found = next((i for i in window if part in fitting[i]), None)
        if found is None:
            return False
        at = found + 1
    return True
