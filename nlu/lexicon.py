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
# Phrases are kept under their first letters, which inflection leaves alone.
_KEY = 2


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
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)

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
                self._phrases[_key(parts[0])].append((parts, index))
            else:
                self._terms.add(parts[0], index)

    def find(self, text: str) -> set[int]:
        """Indices (into `concepts`) of the concepts a text holds."""
        tokens = [word.folded for word in words(text)]
        found: set[int] = set()
        for position, token in enumerate(tokens):
            found |= self._terms.find(token)
            for phrase, index in self._phrases.get(_key(token), ()):
                if index not in found and _follows(phrase, tokens, position):
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
    return part[:_KEY]


def _follows(phrase: tuple[str, ...], tokens: list[str], position: int) -> bool:
    """Whether the phrase's words stand in order from `position`, with small gaps."""
    if not _fits(phrase[0], tokens[position]):
        return False
    at = position
    for part in phrase[1:]:
        window = range(at + 1, min(at + 2 + _GAP, len(tokens)))
        at = next((i for i in window if _fits(part, tokens[i])), -1)
        if at < 0:
            return False
    return True


def _fits(part: str, token: str) -> bool:
    if part.endswith("*"):
        return token.startswith(part[:-1])
    return part in (token, lemma(token))
