"""Pairs of names that stand near each other in a sentence, and the rows of those that are known.

A message of 400 characters has 450 of them. They are made and looked up as numbers, all at once: spelled
out as strings they took a third of an assessment's time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The names of a message's words that make pairs.

    Attributes:
        names: For each word its names.
        sentences: For each word the number of its sentence; no pair reaches into another.
        distance: How many words apart two names are a pair at most.
    """

    names: Sequence[Sequence[str]]
    sentences: Sequence[int]
    distance: int

    def pairs(self, number_of: Callable[[str], int | None]) -> tuple[Ints, Ints, Ints]:
        """The pairs of names that have a number.

        Args:
            number_of: The number of a name, None for one that is in no pair.

        Returns:
            For each pair the number of its first name, of its second, and the place of the word it ends with.
        """
        found = [
            (number, at)
            for at, names in enumerate(self.names)
            for name in names
            if (number := number_of(name)) is not None
        ]
        numbers, places = np.array(found, dtype=np.int64).reshape(-1, 2).T
        # Every name with each of those after it that can be near enough.
        farthest = (self.distance + 1) * max(map(len, self.names), default=0)
        before, offsets = np.divmod(np.arange(len(found) * farthest), max(farthest, 1))
        after = np.minimum(before + offsets, len(found) - 1)
        sentences = np.array(self.sentences, dtype=np.int64)[places]
        apart = places[after] - places[before]
        near = (apart > 0) & (apart <= self.distance) & (sentences[before] == sentences[after])
        near &= before + offsets < len(found)
        before, after = before[near], after[near]
        return numbers[before], numbers[after], places[after]

    def spelled_out(self, sign: str) -> Iterator[tuple[int, str]]:
        """Each pair as one name with a sign between the two, and the place of the word it ends with."""
        numbers: dict[str, int] = {}
        found = self.pairs(lambda name: numbers.setdefault(name, len(numbers)))
        names = list(numbers)
        for first, second, place in zip(*(each.tolist() for each in found), strict=True):
            yield place, f"{names[first]}{sign}{names[second]}"


class PairTable:
    """Rows of known pairs."""

    def __init__(self, rows: Mapping[tuple[str, str], int]) -> None:
        """Take the row of each pair of names."""
        self._numbers = {
            name: at for at, name in enumerate(dict.fromkeys(name for pair in rows for name in pair))
        }
        ends = [(self._numbers[first], self._numbers[second]) for first, second in rows]
        codes = self._codes(*np.array(ends, dtype=np.int64).reshape(-1, 2).T)
        order = np.argsort(codes)
        # After the last a code that no pair has, so that whatever is searched for finds a place.
        self._known = np.append(codes[order], _NEVER)
        self._rows = np.array([*rows.values(), 0], dtype=np.int64)[np.append(order, len(order))]

    def find(self, near: Neighbours) -> tuple[Ints, Ints]:
        """The rows of the known pairs of a message, and for each the place of the word it ends with."""
        first, second, places = near.pairs(self._numbers.get)
        codes = self._codes(first, second)
        at = np.searchsorted(self._known, codes)
        known = self._known[at] == codes
        return self._rows[at[known]], places[known]

    def _codes(self, first: Ints, second: Ints) -> Ints:
        return first * len(self._numbers) + second
