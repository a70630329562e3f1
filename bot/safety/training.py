"""Trains the classifier from the lines in data/; deterministic, a matter of seconds.

Each line is {"text", "label", "severity", "reason", "who", "kind", "lang", "writer"}.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.safety.classifier import FIXED_OUTPUTS, Floats, Model, rarities
from bot.safety.features import features, letters, spelled
from bot.safety.reading import Reader

DATA = Path(__file__).parent / "data"
REASONS = (
    "suicide", "self_harm", "violence", "sexual_violence", "medical",
    "psychosis", "child_at_risk", "threat", "honour", "third_party",
)  # fmt: skip
# A row of letters or a pair of word groups seen in one text only says nothing.
RARE_BLOCKS = frozenset("cg")
STRENGTH = 10.0

Flags = NDArray[np.bool_]
Counts = Counter[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of training data."""

    text: str
    crisis: bool
    severity: int
    reason: str | None
    who: str
    kind: str
    lang: str
    writer: str


def read_lines(paths: Iterable[Path]) -> list[Line]:
    """The lines of some files, in order.

    Raises:
        ValueError: A line is not what it should be; says which.
    """
    lines = []
    for path in paths:
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                lines.append(_line(json.loads(raw)))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path.name}:{number}: {type(error).__name__} {error}") from None
    return lines


def _line(data: dict[str, object]) -> Line:
    crisis, severity = data["label"] == "crisis", data["severity"]
    if data["label"] not in ("crisis", "not_crisis") or severity not in (0, 1, 2, 3):
        raise ValueError("label or severity out of range")
    reason = data.get("reason")
    if crisis and (reason not in REASONS or severity not in (2, 3)):
        raise ValueError("a crisis line needs a known reason and severity 2 or 3")
    texts = {name: str(data[name]) for name in ("text", "who", "kind", "lang", "writer")}
    assert isinstance(severity, int)  # noqa: S101 (checked above; tells the type checker)
    return Line(crisis=crisis, severity=severity, reason=str(reason) if crisis else None, **texts)


def training_files() -> list[Path]:
    """The training files, in a fixed order."""
    return sorted(DATA.glob("train_*.jsonl"))


def train(lines: Sequence[Line], reader: Reader) -> Model:
    """Train on some lines."""
    return fit(lines, [describe(line.text, reader) for line in lines])


def describe(text: str, reader: Reader) -> Counts:
    """How often each feature stands in a text."""
    reading = reader.read(text)
    counts = Counter(name for found in features(reading, reader.lexicon) for name in found)
    counts.update(name for word in spelled(reading) for name in letters(word))
    return counts


def fit(lines: Sequence[Line], found: Sequence[Counts]) -> Model:
    """Train on features that are already at hand."""
    texts = Counter(name for each in found for name in each)
    names = sorted(name for name, count in texts.items() if count > 1 or name[0] not in RARE_BLOCKS)
    rarity = rarities((texts[name] for name in names), len(found))
    matrix = _matrix(found, {name: row for row, name in enumerate(names)}, rarity)
    crisis = np.array([line.crisis for line in lines])
    # What is only asked of crises is learned from crises, and the other way round.
    crises = [at for at, line in enumerate(lines) if line.crisis]
    others = [at for at, line in enumerate(lines) if not line.crisis]
    columns = [
        _fit(matrix, crisis),
        _fit(matrix[crises], np.array([lines[at].severity == 3 for at in crises])),
        _fit(matrix[crises], np.array([lines[at].who == "other" for at in crises])),
        _fit(matrix[others], np.array([lines[at].severity == 1 for at in others])),
    ]
    for reason in REASONS:
        columns.append(_fit(matrix[crises], np.array([lines[at].reason == reason for at in crises])))
    weights = np.stack([weight for weight, _ in columns], axis=1).astype(np.float32)
    bias = np.array([bias for _, bias in columns], dtype=np.float32)
    return Model(names, rarity, weights, bias, (*FIXED_OUTPUTS, *REASONS))


def _matrix(found: Sequence[Counts], index: dict[str, int], rarity: Floats) -> csr_matrix:
    """One row a text, scaled as the classifier scales a stretch."""
    rows = [_row(each, index, rarity) for each in found]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, ends), shape=(len(found), len(index)))


def _row(
    counts: Counts, index: dict[str, int], rarity: Floats
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    names = [name for name in counts if name in index]
    columns = np.array([index[name] for name in names], dtype=np.intp)
    count = np.array([counts[name] for name in names], dtype=np.float64)
    values = count * rarity[columns]
    blocks = np.array([ord(name[0]) for name in names])
    for block in np.unique(blocks):
        inside = blocks == block
        values[inside] /= np.sqrt(np.sum(values[inside] * rarity[columns[inside]]))
    return columns, values


def _fit(matrix: csr_matrix, outcome: Flags) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of one yes or no; of what never or always happens, only a bias."""
    if outcome.all() or not outcome.any():
        return np.zeros(matrix.shape[1]), 20.0 if outcome.all() else -20.0
    model = LogisticRegression(
        C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=2000, random_state=0
    )
    model.fit(matrix, outcome)
    return model.coef_[0], float(model.intercept_[0])
