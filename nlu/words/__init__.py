"""Word lists that readers of messages rest on, kept as YAML beside this module."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent


@cache
def _file(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((_FOLDER / f"{name}.yml").read_text("utf-8")))


def terms(name: str, *keys: str) -> frozenset[str]:
    """The words under one or more keys of a list file."""
    return frozenset(str(word) for key in keys for word in _file(name)[key])


def mapping(name: str, key: str) -> dict[str, int]:
    """A table of words and numbers in a list file."""
    return {str(word): int(number) for word, number in _file(name)[key].items()}


def codes(name: str, key: str) -> dict[str, str]:
    """A table of words and codes in a list file."""
    return {str(word): str(code) for word, code in _file(name)[key].items()}


def records(name: str, key: str) -> list[dict[str, Any]]:
    """The entries under a key of a list file, each with fields of its own."""
    return [dict(entry) for entry in _file(name)[key]]


def pattern(name: str, key: str) -> str:
    """A part of regular expressions in a list file."""
    return str(_file(name)[key])


def alternatives(words: Iterable[str]) -> str:
    """The words as a regular expression, longest first so that none hides another."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def groups(name: str, key: str) -> dict[str, frozenset[str]]:
    """Lists of words by name, in their order."""
    return {str(group): frozenset(map(str, words)) for group, words in _file(name)[key].items()}
