"""The gated recurrent unit: reads a row of words from both ends and carries on what it has read.

At each word a new state is told from the word and the state before it; two gates say how much of the
old one is heard (reset) and how much is kept (update), as in Cho et al. (2014). Used by network.py,
and backwards, to learn, by network_training.py.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
# An array, not a number: NumPy would make one of it at each of the thousands of small products.
_HALF = np.array([0.5], dtype=np.float32)


class Steps(NamedTuple):
    """What came about at each word, all (words, 2, texts, states), in each direction as it was read.

    Attributes:
        before: The state before the word.
        reset: The gate of what is heard of it.
        update: The gate of what is kept of it.
        inner: What could be heard of it.
        proposal: What is proposed instead.
        state: The state at the word.
    """

    before: Floats
    reset: Floats
    update: Floats
    inner: Floats
    proposal: Floats
    state: Floats


class Cell(NamedTuple):
    """The numbers of two units, one that reads from the beginning and one from the end.

    Attributes:
        inputs: (2, dimensions, 3 states): from a word to reset gate, update gate and proposal.
        inputs_bias: (2, 3 states).
        states: (2, states, 3 states): from the state before, likewise.
        states_bias: (2, states), of the proposal.
    """

    inputs: Floats
    inputs_bias: Floats
    states: Floats
    states_bias: Floats

    def read(self, vectors: Floats, kept: Flags) -> "Trace":
        """Read texts of one length, word by word.

        Args:
            vectors: (words, texts, dimensions).
            kept: (words, texts): False after a text's end.
        """
        words, texts, dimensions = vectors.shape
        told = vectors.reshape(words * texts, dimensions) @ self.inputs + self.inputs_bias[:, None]
        told = _turned(told.reshape(2, words, texts, self.inputs.shape[2]).swapaxes(0, 1))
        inside = _turned(np.repeat(kept[:, None, :, None], 2, axis=1).astype(np.float32))
        return Trace(self, vectors, inside, self._steps(told, inside))

    def _steps(self, told: Floats, inside: Floats) -> Steps:
        """Go through the words; every product is written where it stays, since many are small."""
        words, _, texts, _ = told.shape
        size = self.states.shape[1]
        states = np.zeros((words + 1, 2, texts, size), dtype=np.float32)
        gates = np.empty((words, 2, texts, 2 * size), dtype=np.float32)
        inner, proposal = (np.empty((words, 2, texts, size), dtype=np.float32) for _ in range(2))
        steps = Steps(states[:-1], gates[..., :size], gates[..., size:], inner, proposal, states[1:])
        heard = np.empty((2, texts, 3 * size), dtype=np.float32)
        of_gates, of_state, bias = heard[..., : 2 * size], heard[..., 2 * size :], self.states_bias[:, None]
        both = zip(told[..., : 2 * size], told[..., 2 * size :], gates, inside, strict=True)
        for (word_gates, word, gate, here), step in zip(both, zip(*steps, strict=True), strict=True):
            before, reset, update, could, proposed, state = step
            np.matmul(before, self.states, out=heard)
            np.add(word_gates, of_gates, out=gate)
            gate *= _HALF  # the logistic function is a tanh of half its argument
            np.tanh(gate, out=gate)
            gate *= _HALF
            gate += _HALF
            np.add(of_state, bias, out=could)
            np.multiply(reset, could, out=proposed)
            proposed += word
            np.tanh(proposed, out=proposed)
            np.subtract(before, proposed, out=state)
            state *= update
            state += proposed
            state *= here
        return steps


@dataclass(frozen=True, slots=True)
class Trace:
    """What was read, and how it came about.

    Attributes:
        cell: Who read.
        vectors: What was read.
        inside: (words, 2, texts, 1): 0 after a text's end, in each direction as it was read.
        steps: What came about.
    """

    cell: Cell
    vectors: Floats
    inside: Floats
    steps: Steps

    def told(self) -> Floats:
        """(words, texts, 2 states): what stands at each word, read from both ends."""
        return np.concatenate(tuple(_turned(self.steps.state).swapaxes(0, 1)), axis=-1)

    def back(self, slope: Floats) -> tuple[Cell, Floats]:
        """Slopes of the numbers, and of the vectors, from that of `told`."""
        size = slope.shape[-1] // 2
        fallen = _turned(np.stack((slope[..., :size], slope[..., size:]), axis=1))
        inputs, heard = self._steps_back(fallen)
        by_state = _rows(self.steps.before).swapaxes(1, 2) @ _rows(heard)
        by_bias = heard[..., 2 * size :].sum(axis=(0, 2))
        inputs = _rows(_turned(inputs))
        rows = self.vectors.reshape(-1, self.vectors.shape[-1])
        slopes = Cell(rows.T @ inputs, inputs.sum(axis=1), by_state, by_bias)
        vectors = (inputs @ self.cell.inputs.swapaxes(1, 2)).sum(axis=0)
        return slopes, vectors.reshape(self.vectors.shape)

    def _steps_back(self, fallen: Floats) -> tuple[Floats, Floats]:
        """Slopes of what each step was told by its word, and by the state before."""
        size = fallen.shape[-1]
        inputs = np.empty((*fallen.shape[:3], 3 * size), dtype=np.float32)
        heard = np.empty_like(inputs)
        states = self.cell.states.swapaxes(1, 2)
        carried = np.zeros_like(fallen[0])
        for at in reversed(range(len(fallen))):
            before, reset, update, could, proposal, _ = (each[at] for each in self.steps)
            slope = (fallen[at] + carried) * self.inside[at]
            proposed = slope * (1 - update) * (1 - proposal**2)
            inputs[at, ..., :size] = proposed * could * reset * (1 - reset)
            inputs[at, ..., size : 2 * size] = slope * (before - proposal) * update * (1 - update)
            inputs[at, ..., 2 * size :] = proposed
            heard[at] = inputs[at]
            heard[at, ..., 2 * size :] *= reset
            carried = slope * update + heard[at] @ states
        return inputs, heard


def _turned(steps: Floats) -> Floats:
    """The second direction the other way round."""
    return np.stack((steps[:, 0], steps[::-1, 1]), axis=1)


def _rows(steps: Floats) -> Floats:
    """(2, words and texts, numbers) of (words, 2, texts, numbers)."""
    return steps.swapaxes(0, 1).reshape(2, -1, steps.shape[-1])
