"""The small recurrent network: reads words in their order, which the linear classifier cannot.

A word is the mean of the vectors of its parts: its letters in a row, itself, its groups and classes.
Two gated units read a message from its beginning and from its end (recurrence.py); of what they tell
within a stretch the strongest counts. Trained by network_training.py; only NumPy is needed to use it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.safety.classifier import rows_of
from bot.safety.features import LETTERS, letters
from bot.safety.recurrence import Cell

Floats = NDArray[np.float32]
# The names of a word as features.names_of gives them; the word itself, "w:" and its letters, is the first.
Word = tuple[str, ...]
# What is told: log-odds that a stretch is a crisis, and that it is severity 3 if it is one.
OUTPUTS = ("crisis", "acute")


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of a network.

    Attributes:
        vectors: One row for each known part of a word.
        cell: The two units that read.
        head: From what both tell to OUTPUTS.
        head_bias: One for each of OUTPUTS.
    """

    vectors: Floats
    cell: Cell
    head: Floats
    head_bias: Floats

    def arrays(self) -> dict[str, NDArray[np.float16]]:
        """The numbers by name, in half the space; `of` takes them back."""
        named = {"vectors": self.vectors, "head": self.head, "head_bias": self.head_bias}
        named |= self.cell._asdict()
        return {name: array.astype(np.float16) for name, array in named.items()}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.float16]]) -> "Weights":
        """What `arrays` gave.

        Raises:
            KeyError: One is missing.
        """
        plain = {name: np.asarray(array, dtype=np.float32) for name, array in arrays.items()}
        cell = Cell(*(plain[name] for name in Cell._fields))
        return cls(plain["vectors"], cell, plain["head"], plain["head_bias"])


class Network:
    """Reads messages.

    Args:
        names: The known parts of words, in the order of the vectors.
        weights: The numbers.
    """

    def __init__(self, names: Sequence[str], weights: Weights) -> None:
        self.names = tuple(names)
        self.weights = weights
        self._row_of = {name: row for row, name in enumerate(names)}
        # The words of the training lines, summed up once; what people write is not kept.
        self._sums = {name: self._sum(name) for name in names if name.startswith("w:")}

    def read(self, words: Sequence[Word]) -> "Answers":
        """What is told at every word of a message."""
        vectors = self._vectors(words)[:, None]
        trace = self.weights.cell.read(vectors, np.ones((len(words), 1), dtype=np.bool_))
        return Answers(self.weights, trace.told()[:, 0])

    def _vectors(self, words: Sequence[Word]) -> Floats:
        """The mean of the known parts of each word."""
        sums = np.zeros((len(words), self.weights.vectors.shape[1]), dtype=np.float32)
        counts = np.zeros(len(words), dtype=np.float32)
        if words:
            known = [self._sums.get(word[0]) or self._sum(word[0]) for word in words]
            sums[:] = [each for each, _ in known]
            counts[:] = [count for _, count in known]
        rows, places = rows_of(self._row_of, (word[1:] for word in words))
        if len(rows):
            # The places stand in order: what is added to a word lies in a row.
            starts = np.flatnonzero(np.diff(places, prepend=-1))
            sums[places[starts]] += np.add.reduceat(self.weights.vectors[rows], starts)
            counts += np.bincount(places, minlength=len(words))
        return np.asarray(sums / np.maximum(counts, 1.0)[:, None])

    def _sum(self, name: str) -> tuple[Floats, int]:
        """The sum of the vectors of a word and its letters, and how many of them are known."""
        rows = [row for part in spelled_out((name,)) if (row := self._row_of.get(part)) is not None]
        return self.weights.vectors[rows].sum(axis=0), len(rows)


def spelled_out(word: Word) -> tuple[str, ...]:
    """All parts of a word: three and more of its letters in a row, and its names."""
    return (*letters(word[0].removeprefix("w:"), LETTERS[1:]), *word)


class Answers:
    """A message as it was read; any stretch of it can be judged."""

    def __init__(self, weights: Weights, told: Floats) -> None:
        """Take what is told at each word."""
        self._weights = weights
        self._told = told

    def judge(self, stretches: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
        """OUTPUTS for some stretches of the message, each a half-open range of words."""
        if not len(self._told):
            return [(0.0, 0.0)] * len(stretches)
        strongest = np.array([self._told[start:end].max(axis=0) for start, end in stretches])
        answers = strongest @ self._weights.head + self._weights.head_bias
        return [(float(crisis), float(acute)) for crisis, acute in answers]
