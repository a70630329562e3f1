"""Trains both judges from labelled lines; deterministic, ten minutes on two cores."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from bot.safety.classifier import FIXED_OUTPUTS, Floats, Model, rarities
from bot.safety.features import BLOCKS, features, letters, names_of
from bot.safety.judges import Judges
from bot.safety.lines import ORDINARY, REASONS, Line
from bot.safety.network import Network, Word
from bot.safety.network_training import Lesson
from bot.safety.network_training import train as train_network
from bot.safety.reading import Reader

# In how many texts a feature of each block must stand to say anything.
COMMON_ENOUGH = {"c": 4, "w": 3, "g": 3, "k": 4, "p": 4}
STRENGTH = 10.0
# How much a feature may weigh by how unequally it is shared out between yes and no, beside a fixed part:
# so rare words that tell much are not held back like rare words that tell nothing (docs/safety.md).
BY_SHARE, FIXED = 0.4, 0.6

Flags = NDArray[np.bool_]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is learned from of one text.

    Attributes:
        features: Numbers of the linear classifier's features that stand in it.
        counts: How often each of them does.
        words: Its words as the network knows them.
    """

    features: Ints
    counts: Ints
    words: tuple[Word, ...]


class Vocabulary:
    """Numbers for features, so that tens of thousands of texts take little memory."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: dict[Word, Word] = {}

    @property
    def names(self) -> list[str]:
        """The features by number."""
        return list(self._numbers)

    def see(self, text: str, reader: Reader) -> Seen:
        """What is learned from of a text."""
        reading = reader.read(text)
        message = features(reading)
        counts = Counter(name for names in message.names for name in names)
        counts.update(name for _, name in message.pairs())
        counts.update(name for word in message.written for name in letters(word))
        numbers = [self._numbers.setdefault(name, len(self._numbers)) for name in counts]
        return Seen(
            np.array(numbers, dtype=np.int32),
            np.array(list(counts.values()), dtype=np.int32),
            tuple(self._words.setdefault(word, word) for word in names_of(reading)),
        )


def train(lines: Sequence[Line], reader: Reader) -> Judges:
    """Train on some lines."""
    vocabulary = Vocabulary()
    return fit(lines, [vocabulary.see(line.text, reader) for line in lines], vocabulary.names)


def fit(lines: Sequence[Line], seen: Sequence[Seen], names: Sequence[str]) -> Judges:
    """Train on what has been seen already; the two judges learn side by side.

    Args:
        lines: The lines.
        seen: What was seen of each.
        names: The features by number.
    """
    # Both learn at once: products spread over two threads waited for the other judge, five times as long.
    with threadpool_limits(limits=1, user_api="blas"), ThreadPoolExecutor() as pool:
        network = pool.submit(_network, lines, [each.words for each in seen])
        linear = _linear(lines, seen, names)
        return Judges(linear, network.result())


def _network(lines: Sequence[Line], words: Sequence[tuple[Word, ...]]) -> Network:
    truth = [(line.crisis, line.severity == 3) for line in lines]
    # How acute it is, is only asked of crises.
    weight = [(line.weight, float(line.crisis)) for line in lines]
    return train_network(Lesson(words, np.array(truth, np.float32), np.array(weight, np.float32)))


def _linear(lines: Sequence[Line], seen: Sequence[Seen], names: Sequence[str]) -> Model:
    texts = np.bincount(np.concatenate([each.features for each in seen]), minlength=len(names))
    known = sorted(at for at, name in enumerate(names) if texts[at] >= COMMON_ENOUGH[name[0]])
    rarity = rarities((int(texts[at]) for at in known), len(seen))
    matrix = _matrix(seen, known, rarity, [BLOCKS.index(names[at][0]) for at in known])
    crisis = np.array([line.crisis for line in lines])
    weights = np.array([line.weight for line in lines])
    # What is only asked of crises is learned from crises, and the other way round; nobody has said
    # which of the ordinary lines are worrying.
    crises = [at for at, line in enumerate(lines) if line.crisis]
    others = [at for at, line in enumerate(lines) if not line.crisis and line.kind != ORDINARY]
    columns = [
        _fit(matrix, crisis, weights),
        _fit(matrix[crises], np.array([lines[at].severity == 3 for at in crises])),
        _fit(matrix[crises], np.array([lines[at].who == "other" for at in crises])),
        _fit(matrix[others], np.array([lines[at].severity == 1 for at in others])),
    ]
    for reason in REASONS:
        columns.append(_fit(matrix[crises], np.array([lines[at].reason == reason for at in crises])))
    coefficients = np.stack([weight for weight, _ in columns], axis=1).astype(np.float32)
    bias = np.array([bias for _, bias in columns], dtype=np.float32)
    outputs = (*FIXED_OUTPUTS, *REASONS)
    return Model([names[at] for at in known], rarity, coefficients, bias, outputs)


def _matrix(seen: Sequence[Seen], known: Sequence[int], rarity: Floats, blocks: Sequence[int]) -> csr_matrix:
    """One row a text, scaled as the classifier scales a stretch: each block by its own length."""
    column_of = np.full(max(int(each.features.max(initial=0)) for each in seen) + 1, -1, dtype=np.int32)
    column_of[known] = np.arange(len(known))
    block_of = np.array(blocks)
    columns, values, ends = [], [], [0]
    for each in seen:
        here = column_of[each.features]
        kept = here >= 0
        here = here[kept]
        value = each.counts[kept] * rarity[here].astype(np.float64)
        lengths = np.bincount(block_of[here], value * rarity[here], len(BLOCKS))
        columns.append(here)
        values.append(value / np.sqrt(lengths[block_of[here]]))
        ends.append(ends[-1] + len(here))
    return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=(len(seen), len(known)))


def _fit(
    matrix: csr_matrix, outcome: Flags, weights: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of one yes or no; of what never or always happens, only a bias."""
    if not outcome.any() or outcome.all():
        return np.zeros(matrix.shape[1]), 20.0 if outcome.any() else -20.0
    scale = _scale(matrix, outcome, np.ones(len(outcome)) if weights is None else weights)
    model = LogisticRegression(
        C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=2000, random_state=0
    )
    model.fit(matrix @ diags_array(scale), outcome, sample_weight=weights)
    return model.coef_[0] * scale, float(model.intercept_[0])


def _scale(matrix: csr_matrix, outcome: Flags, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each feature is multiplied with: more by how far its shares of yes and no differ."""
    yes = matrix.T @ (weights * outcome) + 1.0
    no = matrix.T @ (weights * ~outcome) + 1.0
    ratio = np.abs(np.log((yes / yes.sum()) / (no / no.sum())))
    scale: NDArray[np.float64] = FIXED + BY_SHARE * ratio / max(ratio.mean(), 1e-9)
    return scale
