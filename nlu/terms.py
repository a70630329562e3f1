"""An index of single-word terms: whole words, stems (`sov*`), endings (`*ångest`) and inflections."""

from collections import defaultdict
from functools import lru_cache

import simplemma
from rapidfuzz.distance import DamerauLevenshtein

from nlu.text import fold

_TYPO_LENGTH = 6
_SHORTEST = 3


class TermIndex:
    """Looks up which entries a word belongs to.

    Terms are folded: lower case, no å ä ö. A term holds for its inflections through the lemma.
    """

    def __init__(self) -> None:
        self._whole: dict[str, set[int]] = defaultdict(set)
        self._starts: dict[str, set[int]] = defaultdict(set)
        self._ends: dict[str, set[int]] = defaultdict(set)
        self._long: dict[tuple[str, int], list[str]] = defaultdict(list)

    def add(self, term: str, entry: int) -> None:
        """Add a folded term under an entry's number."""
        if term.startswith("*"):
            self._ends[term.strip("*")].add(entry)
            self._starts[term.strip("*")].add(entry)
        elif term.endswith("*"):
            self._starts[term[:-1]].add(entry)
        else:
            if term not in self._whole and len(term) >= _TYPO_LENGTH:
                self._long[term[0], len(term)].append(term)
            self._whole[term].add(entry)

    def find(self, word: str) -> frozenset[int]:
        """The entries of a folded word; one slip of the finger is forgiven in longer words."""
        found = set(self._whole.get(word, ())) | self._whole.get(lemma(word), set())
        for end in range(min(_SHORTEST, len(word)), len(word) + 1):
            found |= self._starts.get(word[:end], set())
        for start in range(1, len(word) - _SHORTEST + 1):
            found |= self._ends.get(word[start:], set())
        return frozenset(found) if found else self._misspelt(word)

    def _misspelt(self, word: str) -> frozenset[int]:
        if len(word) < _TYPO_LENGTH:
            return frozenset()
        for length in (len(word), len(word) - 1, len(word) + 1):
            for known in self._long.get((word[0], length), ()):
                if DamerauLevenshtein.distance(known, word, score_cutoff=1) <= 1:
                    return frozenset(self._whole[known])
        return frozenset()


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of a folded Swedish word, folded."""
    return fold(simplemma.lemmatize(word, lang="sv", low_memory=True)) if word else word
