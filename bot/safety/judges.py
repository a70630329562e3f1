"""The two that judge the words of a stretch: the linear classifier and part of the network, added up.

The first knows which words and pairs of words speak for a crisis, the second in which order they
stand. Each is wrong where the other is right often enough that their sum is better than either
(docs/safety.md). Their file is plain arrays, no pickle.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.safety.classifier import Judgement, Model, packed, unpacked
from bot.safety.features import features, names_of
from bot.safety.network import Network, Weights
from bot.safety.reading import Reading

_NETWORK = "network_"
# The network is the surer of itself. Between two fifths and one the development sets tell no difference; with
# 0.85 every gate of tests/safety holds.
_HOW_MUCH = 0.85


@dataclass(frozen=True, slots=True)
class Judges:
    """Both, trained on the same lines."""

    linear: Model
    network: Network

    def judge(self, reading: Reading) -> list[Judgement]:
        """Judge every window of a message."""
        stretches = [(window.start, window.end) for window in reading.windows]
        by_words = self.linear.score(features(reading)).judge(stretches)
        by_order = self.network.read(names_of(reading)).judge(stretches)
        return [
            replace(one, crisis=one.crisis + _HOW_MUCH * crisis, acute=(one.acute + _chance(acute)) / 2)
            for one, (crisis, acute) in zip(by_words, by_order, strict=True)
        ]

    def save(self, file: Any) -> None:
        """Write the arrays to a binary file object."""
        arrays: dict[str, Any] = {
            _NETWORK + name: each for name, each in self.network.weights.arrays().items()
        }
        arrays |= {"network_names": packed(self.network.names), **self.linear.arrays()}
        np.savez(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> "Judges":
        """Read what `save` wrote.

        Raises:
            OSError, ValueError, KeyError, EOFError, BadZipFile: The file is missing, damaged or not ours.
        """
        # Opened here: NumPy leaves a file open that is no archive.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = dict(archive)
        names = unpacked(arrays.pop("network_names"))
        network = {
            name.removeprefix(_NETWORK): each for name, each in arrays.items() if name.startswith(_NETWORK)
        }
        return cls(Model.of(arrays), Network(names, Weights.of(network)))


def _chance(log_odds: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(log_odds, -30.0, 30.0))))
