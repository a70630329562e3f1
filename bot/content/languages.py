"""Languages by ISO 639-1 code: their names, and the line that Vart says in those it cannot converse in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale

from bot.content import layout
from bot.content.documents import read_document

FILE = "languages.yml"


@cache
def language_lines(root: Path = layout.CONTENT) -> Mapping[str, str]:
    """Language code to its line.

    Args:
        root: The content folder.
    """
    return {str(code): str(line) for code, line in read_document(root, root / FILE).data.items()}


def language_name(code: str) -> str:
    """The name of a language in Swedish; the code when it has none."""
    return str(Locale("sv").languages.get(code, code))
