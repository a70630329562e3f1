"""Trains the recurrent network from labelled lines, in NumPy: some ten minutes.

Written out here since the libraries that would do it weigh more than all of Vart (docs/decisions/0006).
Random numbers come from a fixed seed, so that the same lines give the same network.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.safety.network import OUTPUTS, Floats, Network, Weights, Word, spelled_out
from bot.safety.recurrence import Cell, Flags

Ints = NDArray[np.intp]

SEED = 20261122
DIMENSIONS = 64
STATES = 128
EPOCHS = 5
BATCH = 64
# Batches are cut from this many texts sorted by length, so that few places are empty.
SORTED = 50 * BATCH
MOST_WORDS = 64
# A part of a word must stand in so many texts.
COMMON_ENOUGH = 3
RATE, LAST_RATE = 2e-3, 0.05
WORDS_LEFT_OUT, VECTORS_LEFT_OUT, ANSWERS_LEFT_OUT = 0.1, 0.3, 0.4
# Nobody labels without mistakes.
CERTAIN = 0.98


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learned.

    Attributes:
        words: For each text its words.
        truth: For each text and each of OUTPUTS 0 or 1.
        weight: For each text and each of OUTPUTS how much it counts; 0 where it does not.
    """

    words: Sequence[Sequence[Word]]
    truth: Floats
    weight: Floats


def train(lesson: Lesson) -> Network:
    """A network that has learned a lesson."""
    names = _names(lesson.words)
    return Network(names, _Learner(lesson, names).learn())


def _names(texts: Sequence[Sequence[Word]]) -> list[str]:
    spell = cache(spelled_out)
    counts = Counter(
        part for words in texts for part in {part for word in set(words) for part in spell(word)}
    )
    return sorted(name for name, count in counts.items() if count >= COMMON_ENOUGH)


class _Adam:
    """Steps down a slope; of an array whose gradient is given for some rows only, just those move."""

    def __init__(self, array: Floats) -> None:
        self.array = array
        self._mean = np.zeros_like(array)
        self._square = np.zeros_like(array)
        self._steps = 0

    def step(self, gradient: Floats, rate: float, rows: Ints | slice = slice(None)) -> None:
        """Move against a gradient."""
        self._steps += 1
        self._mean[rows] = mean = 0.9 * self._mean[rows] + 0.1 * gradient
        self._square[rows] = square = 0.999 * self._square[rows] + 0.001 * gradient**2
        size = rate * np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps)
        self.array[rows] -= (size * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)


class _Learner:
    """The network while it learns."""

    def __init__(self, lesson: Lesson, names: Sequence[str]) -> None:
        self._lesson = lesson
        self._random = np.random.default_rng(SEED)
        numbers: dict[Word, int] = {}
        self._texts = [
            np.array([numbers.setdefault(word, len(numbers)) for word in words[:MOST_WORDS]], dtype=np.intp)
            for words in lesson.words
        ]
        self._parts = _parts(list(numbers), names)
        self._vectors = _Adam(self._drawn(len(names), DIMENSIONS, 0.1))
        spread = STATES**-0.5
        self._cell = tuple(map(_Adam, self._drawn_cell(spread)))
        self._head = _Adam(self._drawn(2 * STATES, len(OUTPUTS), spread))
        self._head_bias = _Adam(np.zeros(len(OUTPUTS), dtype=np.float32))

    def _drawn(self, rows: int, columns: int, spread: float) -> Floats:
        return self._random.normal(0.0, spread, (rows, columns)).astype(np.float32)

    def _drawn_cell(self, most: float) -> Cell:
        inputs, states = (
            self._random.uniform(-most, most, (2, rows, 3 * STATES)).astype(np.float32)
            for rows in (DIMENSIONS, STATES)
        )
        return Cell(inputs, np.zeros_like(inputs[:, 0]), states, np.zeros_like(states[:, :, 0]))

    def cell(self) -> Cell:
        """The units as they are now."""
        return Cell(*(each.array for each in self._cell))

    def learn(self) -> Weights:
        """Go through the lesson."""
        total = EPOCHS * -(-len(self._texts) // BATCH)
        batches = (batch for _ in range(EPOCHS) for batch in self._batches())
        for number, batch in enumerate(batches):
            self._step(batch, RATE * (1 - min(1.0, number / total) * (1 - LAST_RATE)))
        return Weights(self._vectors.array, self.cell(), self._head.array, self._head_bias.array)

    def _batches(self) -> Iterator[Ints]:
        order = self._random.permutation(len(self._texts))
        for start in range(0, len(order), SORTED):
            part = sorted(order[start : start + SORTED], key=lambda at: len(self._texts[at]))
            cut = [np.array(part[at : at + BATCH]) for at in range(0, len(part), BATCH)]
            for at in self._random.permutation(len(cut)):
                yield cut[at]

    def _step(self, batch: Ints, rate: float) -> None:
        texts = [self._texts[at] for at in batch]
        lengths = np.array([len(text) for text in texts])
        kept = np.arange(lengths.max())[None, :] < lengths[:, None]
        known, place_of = np.unique(np.concatenate(texts), return_inverse=True)
        rows, parts = _compact(self._parts[known])
        words = (parts @ self._vectors.array[rows])[place_of]
        mask = self._left_out(words.shape, VECTORS_LEFT_OUT) * self._left_out((len(words), 1), WORDS_LEFT_OUT)
        padded = np.zeros((*kept.shape, DIMENSIONS), dtype=np.float32)
        padded[kept] = words * mask
        slope = self._through(padded.swapaxes(0, 1), kept.T, batch, rate).swapaxes(0, 1)[kept] * mask
        gathered = csr_matrix(
            (np.ones(len(place_of), dtype=np.float32), (place_of, np.arange(len(place_of)))),
            shape=(len(known), len(place_of)),
        )
        fallen: Floats = parts.T @ (gathered @ slope)
        self._vectors.step(fallen, rate, rows)

    def _through(self, vectors: Floats, kept: Flags, batch: Ints, rate: float) -> Floats:
        """Forwards to the outputs and back to the words; everything but the vectors takes its step."""
        trace = self.cell().read(vectors, kept)
        told = trace.told()
        strongest = np.where(kept[..., None], told, -np.inf).argmax(axis=0)[None]
        seen = np.take_along_axis(told, strongest, axis=0)[0]
        mask = self._left_out(seen.shape, ANSWERS_LEFT_OUT)
        answers: Floats = seen * mask
        chance = 1 / (1 + np.exp(-(answers @ self._head.array + self._head_bias.array)))
        truth = self._lesson.truth[batch] * (2 * CERTAIN - 1) + (1 - CERTAIN)
        weight = self._lesson.weight[batch]
        slope = ((chance - truth) * weight / np.maximum(weight.sum(axis=0), 1.0)).astype(np.float32)
        back = (slope @ self._head.array.T) * mask
        self._head.step(answers.T @ slope, rate)
        self._head_bias.step(slope.sum(axis=0), rate)
        spread = np.zeros_like(told)
        np.put_along_axis(spread, strongest, back[None], axis=0)
        slopes, words = trace.back(spread)
        for part, by in zip(self._cell, slopes, strict=True):
            part.step(by, rate)
        return words

    def _left_out(self, shape: tuple[int, ...], share: float) -> Floats:
        """Zero for what is left out by chance, and for the rest what makes up for it."""
        drawn = self._random.random(shape, dtype=np.float32) >= share
        return drawn.astype(np.float32) / np.float32(1 - share)


def _parts(words: Sequence[Word], names: Sequence[str]) -> csr_matrix:
    """For each word the shares of its known parts."""
    row_of = {name: row for row, name in enumerate(names)}
    rows = [[row_of[part] for part in spelled_out(word) if part in row_of] for word in words]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.concatenate([np.array(row, dtype=np.intp) for row in rows])
    shares = np.repeat([np.float32(1 / max(1, len(row))) for row in rows], [len(row) for row in rows])
    return csr_matrix((shares, columns, ends), shape=(len(words), len(names)))


def _compact(parts: csr_matrix) -> tuple[Ints, csr_matrix]:
    """The columns in use, and the matrix of only those."""
    used, columns = np.unique(parts.indices, return_inverse=True)
    return used, csr_matrix((parts.data, columns, parts.indptr), shape=(parts.shape[0], len(used)))
