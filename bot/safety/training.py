"""Trains the classifier from labelled lines; deterministic, a minute or two."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.safety.classifier import FIXED_OUTPUTS, Floats, Model, rarities
from bot.safety.features import BLOCKS, features, letters, spelled
from bot.safety.lines import ORDINARY, REASONS, Line
from bot.safety.reading import Reader

# In how many texts a feature of each block must stand to say anything.
COMMON_ENOUGH = {"c": 3, "w": 2, "g": 2, "k": 3, "p": 3}
STRENGTH = 10.0

Flags = NDArray[np.bool_]
Counts = Counter[str]


def train(lines: Sequence[Line], reader: Reader) -> Model:
    """Train on some lines."""
    return fit(lines, [describe(line.text, reader) for line in lines])


def describe(text: str, reader: Reader) -> Counts:
    """How often each feature stands in a text."""
    reading = reader.read(text)
    counts = Counter(name for found in features(reading, reader) for name in found)
    counts.update(name for word in spelled(reading) for name in letters(word))
    return counts


def fit(lines: Sequence[Line], found: Sequence[Counts]) -> Model:
    """Train on features that are already at hand."""
    texts = Counter(name for each in found for name in each)
    names = sorted(name for name, count in texts.items() if count >= COMMON_ENOUGH[name[0]])
    rarity = rarities((texts[name] for name in names), len(found))
    matrix = _matrix(found, {name: row for row, name in enumerate(names)}, rarity)
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
    return Model(names, rarity, coefficients, bias, (*FIXED_OUTPUTS, *REASONS))


def _matrix(found: Sequence[Counts], index: dict[str, int], rarity: Floats) -> csr_matrix:
    """One row a text, scaled as the classifier scales a stretch: each block by its own length."""
    blocks = np.array([BLOCKS.index(name[0]) for name in index])
    rows = [_row(each, index, rarity, blocks) for each in found]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, ends), shape=(len(found), len(index)))


def _row(
    counts: Counts, index: dict[str, int], rarity: Floats, blocks: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    known = [(index[name], count) for name, count in counts.items() if name in index]
    columns, count = np.array(known, dtype=np.intp).reshape(-1, 2).T
    values = count * rarity[columns].astype(np.float64)
    lengths = np.bincount(blocks[columns], values * rarity[columns], len(BLOCKS))
    return columns, values / np.sqrt(lengths[blocks[columns]])


def _fit(
    matrix: csr_matrix, outcome: Flags, weights: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of one yes or no; of what never or always happens, only a bias."""
    if outcome.all() or not outcome.any():
        return np.zeros(matrix.shape[1]), 20.0 if outcome.all() else -20.0
    model = LogisticRegression(
        C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=2000, random_state=0
    )
    model.fit(matrix, outcome, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])
