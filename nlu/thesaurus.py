"""Everyday words in classes of meaning, kept in nlu/thesaurus/, so that an unseen word is not an unknown one.

A file is a mapping from class to words; `sov*` stands for every ending:

    sova: [sov*, somna*, slumr*]
"""

from pathlib import Path

import yaml

from nlu.terms import TermIndex
from nlu.text import fold, words

FOLDER = Path(__file__).parent / "thesaurus"


class Thesaurus:
    """All classes, indexed by word."""

    def __init__(self) -> None:
        self.classes: list[str] = []
        self._terms = TermIndex()

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Thesaurus":
        """Read every file of a folder.

        Raises:
            OSError: The folder is missing.
        """
        thesaurus = cls()
        for path in sorted(folder.glob("*.yml")):
            for name, terms in yaml.safe_load(path.read_text("utf-8")).items():
                thesaurus.classes.append(str(name))
                for term in terms:
                    thesaurus._terms.add(fold(str(term)), len(thesaurus.classes) - 1)
        return thesaurus

    def sequence(self, text: str) -> list[str]:
        """The classes of a text's words, in reading order; words without a class are passed over."""
        found: list[str] = []
        for word in words(text):
            found += sorted(self.classes[entry] for entry in self._terms.find(word.folded))
        return found
