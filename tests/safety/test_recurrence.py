"""The gated recurrent unit: reads as its formula says, each text by itself, and learns the right way."""

import numpy as np
import pytest

from bot.safety.recurrence import Cell, Floats

WORDS, DIMENSIONS, STATES = 5, 3, 4


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.fixture
def cell(random: np.random.Generator) -> Cell:
    def drawn(*shape: int) -> Floats:
        return random.normal(0.0, 0.7, shape).astype(np.float32)

    inputs = drawn(2, DIMENSIONS, 3 * STATES)
    return Cell(inputs, drawn(2, 3 * STATES), drawn(2, STATES, 3 * STATES), drawn(2, STATES))


def vectors(random: np.random.Generator, words: int, texts: int) -> Floats:
    return random.normal(0.0, 1.0, (words, texts, DIMENSIONS)).astype(np.float32)


def alone(cell: Cell, text: Floats) -> Floats:
    return cell.read(text[:, None], np.ones((len(text), 1), dtype=np.bool_)).told()[:, 0]


def by_the_book(cell: Cell, text: Floats, unit: int) -> Floats:
    """One unit, one word after the other, as the formula is written."""

    def chance(value: Floats) -> Floats:
        return np.asarray(1 / (1 + np.exp(-value)))

    state, states = np.zeros(STATES), []
    for word in text:
        told = np.split(word @ cell.inputs[unit] + cell.inputs_bias[unit], 3)
        heard = np.split(state @ cell.states[unit], 3)
        reset, update = chance(told[0] + heard[0]), chance(told[1] + heard[1])
        proposal = np.tanh(told[2] + reset * (heard[2] + cell.states_bias[unit]))
        state = (1 - update) * proposal + update * state
        states.append(state)
    return np.array(states)


def test_a_text_is_read_from_both_ends(cell: Cell, random: np.random.Generator) -> None:
    text = vectors(random, WORDS, 1)[:, 0]
    told = alone(cell, text)
    assert told[:, :STATES] == pytest.approx(by_the_book(cell, text, 0), abs=1e-5)
    assert told[::-1, STATES:] == pytest.approx(by_the_book(cell, text[::-1], 1), abs=1e-5)


def test_a_text_among_longer_ones_is_read_as_alone(cell: Cell, random: np.random.Generator) -> None:
    texts = vectors(random, WORDS, 2)
    kept = np.array([[True, True]] * 3 + [[True, False]] * 2)
    told = cell.read(texts, kept).told()
    assert told[:3, 1] == pytest.approx(alone(cell, texts[:3, 1]), abs=1e-6)
    assert told[:, 0] == pytest.approx(alone(cell, texts[:, 0]), abs=1e-6)


def test_no_words_tell_nothing(cell: Cell) -> None:
    assert alone(cell, np.zeros((0, DIMENSIONS), dtype=np.float32)).shape == (0, 2 * STATES)


@pytest.mark.parametrize("name", ["inputs", "inputs_bias", "states", "states_bias"])
def test_its_slopes_are_those_that_are_measured(cell: Cell, random: np.random.Generator, name: str) -> None:
    texts = vectors(random, WORDS, 2)
    kept = np.array([[True, True]] * 4 + [[True, False]])
    weight = random.normal(0.0, 1.0, (WORDS, 2, 2 * STATES)).astype(np.float32) * kept[..., None]
    slopes, of_vectors = cell.read(texts, kept).back(weight)

    def measured(array: Floats, where: tuple[int, ...]) -> float:
        before = array[where]
        around = []
        for size in (1e-2, -1e-2):
            array[where] = before + size
            around.append(float((cell.read(texts, kept).told() * weight).sum()))
        array[where] = before
        return (around[0] - around[1]) / 2e-2

    for array, slope in ((getattr(cell, name), getattr(slopes, name)), (texts, of_vectors)):
        for flat in random.permutation(array.size)[:12]:
            where = tuple(int(at) for at in np.unravel_index(flat, array.shape))
            assert measured(array, where) == pytest.approx(float(slope[where]), abs=2e-3, rel=2e-2)
