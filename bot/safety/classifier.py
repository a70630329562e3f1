"""The small linear classifier: which stretches are a crisis, how acute, about whom and why.

Trained by training.py; only NumPy is needed to use it.

A stretch is scored by the sum of its features' weights, block by block, divided by the length of
the block's vector. Both are sums over words, so every stretch of a message is scored from one pass
over it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.safety.features import BLOCKS, SIGNS_OF_PAIRS, Features, letters, pair_of
from bot.safety.pairs import PairTable

Floats = NDArray[np.float32]
# Outputs before the reasons.
FIXED_OUTPUTS = ("crisis", "acute", "other", "worry")
MOST_REASONS_SHOWN = 4
_BLOCK_OF = {letter: number for number, letter in enumerate(BLOCKS)}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the classifier says about one stretch.

    Attributes:
        crisis: Log-odds that it is a crisis.
        acute: Probability that it is severity 3, given a crisis.
        other: Probability that it is about somebody else.
        worry: Probability that it is worrying, given that it is no crisis.
        reason: The likeliest reason.
    """

    crisis: float
    acute: float
    other: float
    worry: float
    reason: str


class Model:
    """Weights for each feature and output."""

    def __init__(
        self, names: Sequence[str], rarity: Floats, weights: Floats, bias: Floats, outputs: Sequence[str]
    ) -> None:
        """Take the parts.

        Args:
            names: The features, in the order of the rows.
            rarity: Weight of each feature by how rare it is.
            weights: One row a feature, one column an output.
            bias: One for each output.
            outputs: FIXED_OUTPUTS, then the reasons.

        Raises:
            ValueError: The parts do not fit each other.
        """
        if weights.shape != (len(names), len(outputs)) or rarity.shape != (len(names),):
            raise ValueError("the safety model's arrays do not fit each other")
        self.names = tuple(names)
        self._index: dict[str, int] = {}
        pairs: dict[str, dict[tuple[str, str], int]] = {block: {} for block in SIGNS_OF_PAIRS}
        for row, name in enumerate(names):
            if pair := pair_of(name):
                pairs[name[0]][pair] = row
            else:
                self._index[name] = row
        self._pairs = {block: PairTable(rows) for block, rows in pairs.items()}
        self.rarity = rarity
        self.bias = bias
        self.outputs = tuple(outputs)
        self._weights = weights
        self._shares = weights * rarity[:, None]
        self._squares = rarity**2
        self._blocks = np.array([_BLOCK_OF[name[0]] for name in names], dtype=np.intp)
        # The words of the training lines, spelled out once; what people write is not kept.
        known = (name[2:] for name in names if name.startswith("w:") and " " not in name)
        self._spelling = {word: self._spell(word) for word in known}

    def score(self, seen: Features) -> "Scores":
        """Score a message."""
        words = len(seen.written)
        shares = np.zeros((words, len(BLOCKS), len(self.outputs)), dtype=np.float32)
        squares = np.zeros((words, len(BLOCKS)), dtype=np.float32)
        if words:
            spelled = [self._spelling.get(word) or self._spell(word) for word in seen.written]
            shares[:, 0] = [share for share, _ in spelled]
            squares[:, 0] = [square for _, square in spelled]
        rows, places = self._rows(seen)
        if len(rows):
            slots = places * len(BLOCKS) + self._blocks[rows]
            order = np.argsort(slots, kind="stable")
            rows, slots = rows[order], slots[order]
            starts = np.flatnonzero(np.diff(slots, prepend=-1))
            shares.reshape(-1, len(self.outputs))[slots[starts]] += np.add.reduceat(
                self._shares[rows], starts
            )
            squares.reshape(-1)[slots[starts]] += np.add.reduceat(self._squares[rows], starts)
        return Scores(self, shares, squares)

    def _rows(self, seen: Features) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows of a message's known features, letters aside, and for each the word it ends with."""
        found = [self._pairs[block].find(near) for block, near in seen.near.items()]
        rows, places = zip(rows_of(self._index, seen.names), *found, strict=True)
        return np.concatenate(rows), np.concatenate(places)

    def _spell(self, word: str) -> tuple[Floats, float]:
        """What the letters of a word add to each output, and to the squared length of their block."""
        rows = [row for name in letters(word) if (row := self._index.get(name)) is not None]
        return self._shares[rows].sum(axis=0), float(self._squares[rows].sum())

    def because(self, seen: Features, start: int, end: int) -> tuple[str, ...]:
        """The words and word groups of a stretch that speak most for a crisis, strongest first."""
        rows, places = self._rows(seen)
        here = set(rows[(places >= start) & (places < end)].tolist())
        weight = {self.names[row]: float(self._shares[row, 0]) for row in here}
        telling = sorted(
            (name for name in weight if weight[name] > 0), key=lambda name: (-weight[name], name)
        )
        return tuple(telling[:MOST_REASONS_SHOWN])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The model as plain arrays; `of` takes them back."""
        return {
            "names": packed(self.names),
            "outputs": packed(self.outputs),
            "rarity": self.rarity,
            "weights": self._weights,
            "bias": self.bias,
        }

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> "Model":
        """What `arrays` gave.

        Raises:
            KeyError: One is missing.
            ValueError: They do not fit each other.
        """
        names, outputs = unpacked(arrays["names"]), unpacked(arrays["outputs"])
        return cls(names, arrays["rarity"], arrays["weights"], arrays["bias"], outputs)


class Scores:
    """A message scored word by word; any stretch of it can be judged."""

    def __init__(self, model: Model, shares: Floats, squares: Floats) -> None:
        """Take the weights (word, block, output) and squared lengths (word, block)."""
        self._model = model
        self._shares = shares
        self._squares = squares

    def judge(self, stretches: Sequence[tuple[int, int]]) -> list[Judgement]:
        """Judge some stretches of the message, each a half-open range of words."""
        shares, squares = (_sums(part) for part in (self._shares, self._squares))
        starts, ends = np.array(stretches, dtype=np.intp).T
        length = np.sqrt(np.maximum(squares[ends] - squares[starts], 1e-9))
        scores = ((shares[ends] - shares[starts]) / length[:, :, None]).sum(axis=1) + self._model.bias
        chances = 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))
        fixed = len(FIXED_OUTPUTS)
        best = fixed + np.argmax(scores[:, fixed:], axis=1)
        judged = zip(scores, chances.tolist(), best, strict=True)
        return [
            Judgement(float(score[0]), chance[1], chance[2], chance[3], self._model.outputs[at])
            for score, chance, at in judged
        ]


def rows_of(
    index: Mapping[str, int], found: Iterable[Sequence[str]]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows of the names that are known, and for each the place of the word it was found at."""
    known = [[row for name in names if (row := index.get(name)) is not None] for names in found]
    places = np.repeat(np.arange(len(known)), [len(rows) for rows in known])
    return np.fromiter(chain.from_iterable(known), np.intp, len(places)), places


def packed(names: Iterable[str]) -> NDArray[np.uint8]:
    """Names as an array; none holds a line break."""
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def unpacked(array: NDArray[np.uint8]) -> list[str]:
    """What `packed` packed."""
    return array.tobytes().decode().split("\n")


def _sums(part: Floats) -> NDArray[np.float64]:
    """Sums from the beginning up to before each word, and to the end."""
    sums = np.zeros((len(part) + 1, *part.shape[1:]))
    np.cumsum(part, axis=0, out=sums[1:])
    return sums


def rarities(documents: Iterable[int], total: int) -> Floats:
    """How much each feature weighs, from the number of texts that have it."""
    counts = np.fromiter(documents, dtype=np.float32)
    return (np.log((1 + total) / (1 + counts)) + 1).astype(np.float32)
