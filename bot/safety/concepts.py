"""Everyday words in classes of meaning, from nlu/thesaurus/, spelled as this package spells words."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from bot.safety.normalise import key
from nlu.thesaurus import FOLDER

# A word in more classes says little by each of them.
MOST = 2
_SHORTEST_STEM = 2


class Concepts:
    """The classes of words."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        """Take the classes: words, stems ("sov*") and endings ("*ångest") by name."""
        self._exact: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        self._endings: dict[str, list[str]] = {}
        for name, words in classes.items():
            for word in words:
                self._add(name, str(word))

    def _add(self, name: str, word: str) -> None:
        kept = self._stems if word.endswith("*") else self._endings if word.startswith("*") else self._exact
        spelled = key(word.strip("*"))
        # Classes of several words are for the topic classifier.
        if spelled and " " not in spelled:
            kept.setdefault(spelled, []).append(name)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Concepts":
        """Read every file of the thesaurus."""
        classes: dict[str, list[str]] = {}
        for path in thesaurus_files(folder):
            read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            for name, words in read.items():
                classes.setdefault(str(name), []).extend(words)
        return cls(classes)

    def of(self, word: str) -> tuple[str, ...]:
        """The first classes of a folded word: by the whole word, else by its longest stem or ending."""
        if found := self._exact.get(word):
            return tuple(found[:MOST])
        for end in range(len(word), _SHORTEST_STEM - 1, -1):
            if found := self._stems.get(word[:end]):
                return tuple(found[:MOST])
        for start in range(len(word) - _SHORTEST_STEM):
            if found := self._endings.get(word[start:]):
                return tuple(found[:MOST])
        return ()


def thesaurus_files(folder: Path = FOLDER) -> list[Path]:
    """The files the classes come from, in a fixed order."""
    return sorted(folder.glob("*.yml"))
