"""The small convolutional network: reads words in their order, which the linear classifier cannot.

A word is the mean of the vectors of its parts (its letters in a row, itself, its groups and classes).
Filters over one to four words in a row look for what matters anywhere in a stretch; the strongest
answer of each counts. Trained by network_training.py; only NumPy is needed to use it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
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

    def read(self, words: Sequence[Sequence[str]]) -> "Answers":
        """What every filter answers at every place of a message.

        Args:
            words: For each word its parts.
        """
        vectors = self.weights.vectors
        size = vectors.shape[1]
        edge = max(WIDTHS) - 1
        padded = np.zeros((len(words) + 2 * edge, size), dtype=np.float32)
        for at, parts in enumerate(words, start=edge):
            rows = [row for part in parts if (row := self._row_of.get(part)) is not None]
            if rows:
                padded[at] = vectors[rows].mean(axis=0)
        answers = []
        for width, filters, bias in zip(WIDTHS, self.weights.filters, self.weights.biases, strict=True):
            first, places = edge - width + 1, len(words) + width - 1
            rows_of_words = [padded[first + at : first + at + places] for at in range(width)]
            answers.append(np.maximum(np.concatenate(rows_of_words, axis=1) @ filters + bias, 0.0))
        return Answers(self.weights, answers, len(words))


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
