"""Reply texts: what Vart says, by key and language, with a few ways to say each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.content import layout
from bot.content.documents import read_document

_FIRST = "sv"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of content/texts, by language and key."""

    languages: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def load(cls, root: Path = layout.CONTENT) -> Self:
        """Read the texts of a content folder; `vart content check` finds their faults.

        Args:
            root: The content folder.
        """
        return cls({path.stem: _read(root, path) for path in sorted((root / layout.TEXTS).glob("*.yml"))})

    def say(self, key: str, lang: str, turn: int = 0, **values: object) -> str:
        """A text, filled in.

        Args:
            key: Which text.
            lang: Its language; one that has no texts is answered in Swedish.
            turn: Chooses among the variants, so that the same words do not come twice in a row.
            values: What goes into the braces.

        Raises:
            KeyError: No such text, or a value for a brace is missing.
        """
        variants = self.languages.get(lang, self.languages[_FIRST])[key]
        return variants[turn % len(variants)].format_map(values)


def _read(root: Path, path: Path) -> dict[str, tuple[str, ...]]:
    return {key: tuple(variants) for key, variants in read_document(root, path).data.items()}
