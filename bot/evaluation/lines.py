"""Labelled lines in files: one JSON object a line."""

import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from bot.errors import StartError

Reply = Mapping[str, Any]
# Answers one text as the first of a new conversation: the JSON of the chat API, explained.
Ask = Callable[[str], Awaitable[Reply]]


def read_lines(path: Path, *required: str) -> list[dict[str, Any]]:
    """The objects of a JSONL file.

    Args:
        path: The file.
        required: Keys that every object must have.

    Raises:
        StartError: The file cannot be read, or a line is not what it should be; says which.
    """
    return [line for _, line in numbered_lines(path, *required)]


def numbered_lines(path: Path, *required: str) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a JSONL file, each with the number of its line.

    Args:
        path: The file.
        required: Keys that every object must have.

    Raises:
        StartError: The file cannot be read, or a line is not what it should be; says which.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise StartError(f"Filen {path} går inte att läsa.") from None
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError:
            raise StartError(f"{path}, rad {number}: inte giltig JSON.") from None
        missing = [key for key in required if not isinstance(found, dict) or key not in found]
        if missing:
            raise StartError(f"{path}, rad {number}: {missing[0]} saknas.")
        lines.append((number, found))
    if not lines:
        raise StartError(f"Filen {path} har inga rader.")
    return lines


def share(part: int, whole: int) -> str:
    """A share in words: "87.5 % (35 av 40)", or a dash for nothing."""
    return f"{100 * part / whole:.1f} % ({part} av {whole})" if whole else "–"
