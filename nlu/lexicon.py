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
from pathlib import Path

import yaml

from nlu.terms import TermIndex, lemma
from nlu.text import fold, words

_GAP = 2
# Phrases are looked up by the beginning of their longest word, which few others share.
_KEY = 4


@dataclass(frozen=True)
class Concept:
    """A thing people mean, the topic it speaks for, and how strongly (1 to 3)."""

    name: str
    topic: str
    weight: float


class Lexicon:
    """All concepts, indexed for look-up in one pass over the words of a text."""

    def __init__(self) -> None:
        self.concepts: list[Concept] = []
        self._terms = TermIndex()
        self._phrases: dict[str, list[tuple[tuple[str, ...], int, int]]] = defaultdict(list)

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
                self._phrases[_key(parts[anchor])].append((parts, anchor, index))
            else:
                self._terms.add(parts[0], index)

    def find(self, text: str) -> set[int]:
        """Indices (into `concepts`) of the concepts a text holds."""
        tokens = [word.folded for word in words(text)]
        found: set[int] = set()
        for position, token in enumerate(tokens):
            found |= self._terms.find(token)
            for key in _keys(token):
                for phrase, anchor, index in self._phrases.get(key, ()):
                    if index not in found and _stands(phrase, anchor, tokens, position):
                        found.add(index)
        return found

    def scores(self, text: str) -> dict[str, float]:
        """Topic id to the summed weight of its concepts in the text."""
        totals: dict[str, float] = defaultdict(float)
        for index in self.find(text):
            concept = self.concepts[index]
            totals[concept.topic] += concept.weight
        return dict(totals)


def _key(part: str) -> str:
    """Where a phrase is kept: the beginning of its longest word."""
    return part.rstrip("*")[:_KEY]


def _keys(token: str) -> set[str]:
    """Where phrases whose longest word fits this one may be kept: short stems, and its lemma."""
    return {token[:size] for size in range(2, _KEY + 1)} | {lemma(token)[:_KEY]}


def _stands(phrase: tuple[str, ...], anchor: int, tokens: list[str], position: int) -> bool:
    """Whether the phrase's words stand in order around its anchor, with small gaps."""
    if not _fits(phrase[anchor], tokens[position]):
        return False
    after = _reach(phrase[anchor + 1 :], tokens[position + 1 :])
    return after and _reach(phrase[:anchor][::-1], tokens[:position][::-1])


def _reach(parts: tuple[str, ...], tokens: list[str]) -> bool:
    """Whether the parts follow one another among the tokens, at most `_GAP` words between two."""
    at = 0
    for part in parts:
        window = range(at, min(at + _GAP + 1, len(tokens)))
        found = next((i for i in window if _fits(part, tokens[i])), None)
        if found is None:
            return False
        at = found + 1
    return True


def _fits(part: str, token: str) -> bool:
    if part.endswith("*"):
        return token.startswith(part[:-1])
    return part in (token, lemma(token))
