"""The line that Vart says in languages it cannot converse in, by ISO 639-1 code."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

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
