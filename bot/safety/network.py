"""The small convolutional network: reads words in their order, which the linear classifier cannot.

A word is the mean of the vectors of its parts: its letters in a row, itself, its groups and classes.
Filters over one to four words in a row look for what matters anywhere in a stretch; the strongest
answer of each counts. Trained by network_training.py; only NumPy is needed to use it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.safety.classifier import rows_of
from bot.safety.features import LETTERS, letters

Floats = NDArray[np.float32]
# The names of a word as features.names_of gives them; the word itself, "w:" and its letters, is the first.
Word = tuple[str, ...]
# Words in a row that a filter sees.
WIDTHS = (1, 2, 3, 4)
# What is told: log-odds that a stretch is a crisis, and that it is severity 3 if it is one.
OUTPUTS = ("crisis", "acute")


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of a network.

    Attributes:
        vectors: One row for each known part of a word.
        filters: For each of WIDTHS (words x dimensions, filters).
        biases: For each of WIDTHS one for each filter.
        head: From all filters, WIDTHS one after the other, to OUTPUTS.
        head_bias: One for each of OUTPUTS.
    """

    vectors: Floats
    filters: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    head: Floats
    head_bias: Floats

    def arrays(self) -> dict[str, NDArray[np.float16]]:
        """The numbers by name, in half the space; `of` takes them back."""
        named = {"vectors": self.vectors, "head": self.head, "head_bias": self.head_bias}
        named |= {f"filters{width}": each for width, each in zip(WIDTHS, self.filters, strict=True)}
        named |= {f"biases{width}": each for width, each in zip(WIDTHS, self.biases, strict=True)}
        return {name: array.astype(np.float16) for name, array in named.items()}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.float16]]) -> "Weights":
        """What `arrays` gave.

        Raises:
            KeyError: One is missing.
        """
        plain = {name: np.asarray(array, dtype=np.float32) for name, array in arrays.items()}
        filters = tuple(plain[f"filters{width}"] for width in WIDTHS)
        biases = tuple(plain[f"biases{width}"] for width in WIDTHS)
        return cls(plain["vectors"], filters, biases, plain["head"], plain["head_bias"])


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
        """What every filter answers at every place of a message."""
        edge = max(WIDTHS) - 1
        padded = np.pad(self._vectors(words), ((edge, edge), (0, 0)))
        answers = []
        for width, filters, bias in zip(WIDTHS, self.weights.filters, self.weights.biases, strict=True):
            first, places = edge - width + 1, len(words) + width - 1
            rows_of_words = [padded[first + at : first + at + places] for at in range(width)]
            answers.append(np.maximum(np.concatenate(rows_of_words, axis=1) @ filters + bias, 0.0))
        return Answers(self.weights, answers, len(words))

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
    """A message seen by every filter; any stretch of it can be judged."""

    def __init__(self, weights: Weights, answers: Sequence[Floats], words: int) -> None:
        """Take for each of WIDTHS the answers by place, where place p ends at word p."""
        self._weights = weights
        self._answers = answers
        self._words = words

    def judge(self, stretches: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
        """OUTPUTS for some stretches of the message, each a half-open range of words."""
        if not self._words:
            return [(0.0, 0.0)] * len(stretches)
        strongest = np.array([self._strongest(start, end) for start, end in stretches])
        told = strongest @ self._weights.head + self._weights.head_bias
        return [(float(crisis), float(acute)) for crisis, acute in told]

    def _strongest(self, start: int, end: int) -> Floats:
        """The strongest answer of each filter within a stretch."""
        found = []
        for width, answers in zip(WIDTHS, self._answers, strict=True):
            first = start + width - 1 if start else 0
            last = end if end < self._words else end + width - 1
            found.append(answers[min(first, last - 1) : last].max(axis=0))
        return np.concatenate(found)
