"""What the topic model learnt, arranged for scoring one message: plain look-ups and one small sum.

scikit-learn is built for thousands of texts at once; for one text nearly all its time goes into
checks and sparse matrices. The margins are the same to about six digits. The file is plain
arrays, no pickle, so that reading it takes little memory and runs no code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC


class _Block:
    """The features of one vectoriser."""

    def __init__(self, settings: dict[str, Any], terms: list[str], rarity: np.ndarray) -> None:
        self._analyse = TfidfVectorizer(**settings).build_analyzer()
        self._columns = {term: column for column, term in enumerate(terms)}
        self._rarity = rarity

    def __len__(self) -> int:
        return len(self._columns)

    def read(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Columns and values of a text, its values of length one together."""
        columns = self._columns
        counts = Counter(columns[term] for term in self._analyse(text) if term in columns)
        found = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
        values = (1.0 + np.log(times)) * self._rarity[found]
        return found, values / (np.sqrt((values * values).sum()) or 1.0)

    def arrays(self) -> tuple[np.ndarray, np.ndarray]:
        """Terms and rarity."""
        return _pack(self._columns), self._rarity


class Scorer:
    """Margins of texts.

    Args:
        blocks: The vectorisers, in the order of their features; the concepts come after them.
        concepts: Names of the concepts, in the order of their features.
        labels: Names of the margins.
        weights: One row a feature, one column a label.
        bias: One for each label.
        temperature: What makes margins probabilities.
    """

    def __init__(
        self,
        blocks: list[_Block],
        concepts: list[str],
        labels: list[str],
        weights: np.ndarray,
        bias: np.ndarray,
        temperature: float,
    ) -> None:
        self._blocks = blocks
        self._starts = np.cumsum([0, *(len(block) for block in blocks)])
        self._concepts = concepts
        self._row_of = {name: int(self._starts[-1]) + at for at, name in enumerate(concepts)}
        self.labels = labels
        self._weights = weights
        self._bias = bias
        self.temperature = temperature

    @classmethod
    def of(
        cls, vectorisers: list[TfidfVectorizer], concepts: list[str], machine: LinearSVC, temperature: float
    ) -> Scorer:
        """Arrange what scikit-learn has learnt."""
        blocks = [
            _Block(one.get_params(), list(one.get_feature_names_out()), one.idf_) for one in vectorisers
        ]
        # One row a feature: what a text needs of it lies together.
        weights = np.ascontiguousarray(machine.coef_.T, dtype=np.float32)
        labels = [str(label) for label in machine.classes_]
        return cls(blocks, concepts, labels, weights, machine.intercept_, temperature)

    def margins(self, texts: Iterable[str], concepts: Iterable[str], concept_weight: float) -> np.ndarray:
        """The margin of each label.

        Args:
            texts: One text for each vectoriser.
            concepts: Names of the concepts that the text holds.
            concept_weight: Their value.
        """
        read = [block.read(text) for block, text in zip(self._blocks, texts, strict=True)]
        held = sorted({self._row_of[name] for name in concepts if name in self._row_of})
        rows = [start + found for start, (found, _) in zip(self._starts, read)]  # noqa: B905 (one start more)
        values = [*(values for _, values in read), np.full(len(held), concept_weight)]
        all_rows = np.concatenate([*rows, np.array(held, dtype=np.intp)])
        # No BLAS: for so little its threads cost more than they give.
        products = np.concatenate(values)[:, None] * self._weights[all_rows]
        return np.asarray(products.sum(axis=0) + self._bias)

    def save(self, path: Path) -> None:
        """Write everything learnt to a file."""
        arrays: dict[str, Any] = {"concepts": _pack(self._concepts), "labels": _pack(self.labels)}
        arrays |= {"weights": self._weights, "bias": self._bias, "temperature": np.array(self.temperature)}
        for number, block in enumerate(self._blocks):
            arrays[f"terms{number}"], arrays[f"rarity{number}"] = block.arrays()
        np.savez(path, **arrays)

    @classmethod
    def load(cls, path: Path, settings: list[dict[str, Any]]) -> Scorer:
        """Read what `save` wrote.

        Args:
            path: The file.
            settings: Of each vectoriser.

        Raises:
            OSError: The file is missing.
        """
        with np.load(path, allow_pickle=False) as kept:
            blocks = [
                _Block(one, _unpack(kept[f"terms{number}"]), kept[f"rarity{number}"])
                for number, one in enumerate(settings)
            ]
            concepts, labels = _unpack(kept["concepts"]), _unpack(kept["labels"])
            return cls(blocks, concepts, labels, kept["weights"], kept["bias"], float(kept["temperature"]))


def _pack(names: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _unpack(names: np.ndarray) -> list[str]:
    return names.tobytes().decode().split("\n") if len(names) else []
