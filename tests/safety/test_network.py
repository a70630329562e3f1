"""The recurrent network: that it learns order, judges stretches, and bears whatever comes."""

import numpy as np
import pytest

from bot.safety import network_training
from bot.safety.network import Network, Weights, Word
from bot.safety.network_training import Lesson, train

CRISIS = ("nej ja", "a b nej ja c", "nej ja d")
HARMLESS = ("ja nej", "a b ja nej c", "ja nej d")


def words(text: str) -> list[Word]:
    return [(f"w:{word}",) for word in text.split()]


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    texts = (CRISIS + HARMLESS) * 40
    truth = np.array([[text in CRISIS, "d" in text.split()] for text in texts], dtype=np.float32)
    weight = np.array([[1.0, text in CRISIS] for text in texts], dtype=np.float32)
    return Lesson([words(text) for text in texts], truth, weight)


@pytest.fixture(scope="module")
def network(lesson: Lesson) -> Network:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network_training, "EPOCHS", 30)
        return train(lesson)


def crisis(network: Network, text: str) -> float:
    said = words(text)
    return network.read(said).judge([(0, len(said))])[0][0]


def test_the_order_of_the_same_words_decides(network: Network) -> None:
    assert all(crisis(network, text) > 1 for text in CRISIS)
    assert all(crisis(network, text) < -1 for text in HARMLESS)


def test_how_acute_it_is_is_learned_of_crises(network: Network) -> None:
    acute = [network.read(words(text)).judge([(0, len(text.split()))])[0][1] for text in CRISIS]
    assert acute[2] > max(acute[:2])


def test_a_stretch_in_the_middle_is_judged_by_itself(network: Network) -> None:
    said = words("ja nej " * 10 + "a a a nej ja a a a " + "ja nej " * 10)
    answers = network.read(said)
    dangerous, harmless = (20, 28), (0, 20)
    inside, outside = (told[0] for told in answers.judge([dangerous, harmless]))
    assert inside > outside


def test_a_whole_message_is_judged_the_same_beside_other_stretches(network: Network) -> None:
    said = words("a b nej ja c")
    alone = network.read(said).judge([(0, 5)])[0]
    assert network.read(said).judge([(1, 2), (0, 5)])[1] == pytest.approx(alone)


@pytest.mark.parametrize("text", ["", "okända ord", "a", "a " * 400])
def test_anything_can_be_read(network: Network, text: str) -> None:
    said = words(text)
    told = network.read(said).judge([(0, len(said))])
    assert np.isfinite(told).all()


def test_a_word_is_the_mean_of_its_known_parts(network: Network) -> None:
    row_of = {name: row for row, name in enumerate(network.names)}
    known = [
        row_of[name] for name in ("c: ne", "c:nej", "c:ej ", "c: nej", "c:nej ", "c: nej ", "w:nej", "w:ja")
    ]
    expected = network.weights.vectors[known].mean(axis=0)
    told = network._vectors([("w:nej", "w:ja", "g:okänd"), ("w:okänt",), ("w:nej",)])
    assert told[0] == pytest.approx(expected, abs=1e-6)
    assert not told[1].any()
    assert told[2].any()


def test_the_same_lesson_gives_the_same_network(lesson: Lesson) -> None:
    once, again = train(lesson), train(lesson)
    assert once.names == again.names
    assert np.array_equal(once.weights.vectors, again.weights.vectors)


def test_the_numbers_survive_being_kept(network: Network) -> None:
    kept = Network(network.names, Weights.of(network.weights.arrays()))
    assert crisis(kept, "a b nej ja c") == pytest.approx(crisis(network, "a b nej ja c"), abs=0.05)


def test_the_slope_is_the_one_that_is_measured(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    """One step of the learner moves each filter the way that lowers the loss, by finite differences."""
    for name in ("WORDS_LEFT_OUT", "VECTORS_LEFT_OUT", "ANSWERS_LEFT_OUT"):
        monkeypatch.setattr(network_training, name, 0.0)
    slopes: list[np.ndarray] = []
    monkeypatch.setattr(network_training._Adam, "step", lambda _, slope, *__: slopes.append(slope))
    names = sorted({part for text in lesson.words for word in text for part in word})
    learner = network_training._Learner(lesson, names)
    batch = np.arange(6)
    learner._step(batch, 0.0)

    def loss() -> float:
        weights = Weights(
            learner._vectors.array, learner.cell(), learner._head.array, learner._head_bias.array
        )
        total = 0.0
        share = lesson.weight[batch] / np.maximum(lesson.weight[batch].sum(axis=0), 1.0)
        for row, at in enumerate(batch.tolist()):
            said = lesson.words[at]
            told = np.array(Network(names, weights).read(said).judge([(0, len(said))])[0])
            truth = lesson.truth[at] * 0.96 + 0.02
            total += float((share[row] * (np.logaddexp(0, told) - truth * told)).sum())
        return total

    for learned, slope in zip((learner._head, learner._head_bias, *learner._cell), slopes, strict=False):
        where = np.unravel_index(np.abs(slope).argmax(), slope.shape)
        size = 1e-3
        learned.array[where] += size
        above = loss()
        learned.array[where] -= 2 * size
        below = loss()
        learned.array[where] += size
        assert (above - below) / (2 * size) == pytest.approx(slope[where], rel=0.1)
