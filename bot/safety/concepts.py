"""Everyday words in classes of meaning, spelled as this package spells words.

The classes of the topics (nlu/thesaurus/) and, beside them, those of things, bodies and dangers, and
the words of five other languages in all of them (thesaurus/): what was learnt of "blöder" in Swedish
is then known of a word for it that no training line has.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from bot.safety.normalise import key
from nlu.thesaurus import FOLDER as TOPICS

FOLDERS = (TOPICS, Path(__file__).parent / "thesaurus")
# A word in more classes says little by each of them.
MOST = 2
_SHORTEST_STEM = 2
# What Arabic, Persian and Tigrinya write together with the word behind it: "and", "the", "with", "for",
# and what only marks a verb. Longest first; spelled as normalise.py spells.
_JOINED = (
    *("وال", "بال", "فال", "عال", "نمي", "هال", "لل", "ال", "مي", "عم", "و", "ب", "ل", "ف", "ه", "ع", "د"),
    *("እንተ", "ንዝ", "ዝ", "ን", "ብ", "ክ", "እ"),
)
_SHORTEST_BEHIND = 2


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
        if not spelled or " " in spelled:
            return
        names = kept.setdefault(spelled, [])
        # Two languages may have the same word; its class is said once, so that a second one has room.
        if name not in names:
            names.append(name)

    @classmethod
    def load(cls, folders: Sequence[Path] = FOLDERS) -> "Concepts":
        """Read every file of the folders."""
        classes: dict[str, list[str]] = {}
        for path in thesaurus_files(folders):
            read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            for name, words in read.items():
                classes.setdefault(str(name), []).extend(words)
        return cls(classes)

    def of(self, word: str) -> tuple[str, ...]:
        """The first classes of a folded word: as it is, else behind what is written together with it."""
        found = self._find(word)
        if found or word.isascii():
            return found
        behind = (word.removeprefix(joined) for joined in _JOINED if word.startswith(joined))
        classes = (self._find(rest) for rest in behind if len(rest) >= _SHORTEST_BEHIND)
        return next(filter(None, classes), ())

    def _find(self, word: str) -> tuple[str, ...]:
        """By the whole word, else by its longest stem or ending."""
        if found := self._exact.get(word):
            return tuple(found[:MOST])
        for end in range(len(word), _SHORTEST_STEM - 1, -1):
            if found := self._stems.get(word[:end]):
                return tuple(found[:MOST])
        for start in range(len(word) - _SHORTEST_STEM):
            if found := self._endings.get(word[start:]):
                return tuple(found[:MOST])
        return ()


def thesaurus_files(folders: Sequence[Path] = FOLDERS) -> list[Path]:
    """The files the classes come from, in a fixed order."""
    return [path for folder in folders for path in sorted(folder.glob("*.yml"))]
