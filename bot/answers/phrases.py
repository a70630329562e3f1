"""Finds phrases of word lists in a text; `*` is any ending, and up to two other words may stand between."""

import re
from collections.abc import Iterable
from functools import cache


def any_of(*patterns: str) -> re.Pattern[str]:
    """Finds any of the patterns, from the beginning of a word to the end of one."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)")


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether a folded text holds one of the phrases."""
    return any(_pattern(phrase).search(text) for phrase in phrases)


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Kept, since the phrases are those of the word lists, and few."""
    parts = (
        re.escape(part.removesuffix("*")) + (r"\S*" if part.endswith("*") else "") for part in phrase.split()
    )
    return re.compile(r"(?<!\S)" + r"(?:\s+\S+){0,2}\s+".join(parts) + r"(?!\S)")
