"""What a text asks, by the patterns of `nlu/words/asked.yml`."""

import re
from functools import cache

from nlu.text import folded_words
from nlu.words import pattern, terms


def plain(text: str) -> str:
    """A text as the patterns read it."""
    return folded_words(text).replace("'", "")


def matches(question: str, text: str) -> bool:
    """Whether a plain text holds a pattern of a question."""
    return _compiled(question).search(text) is not None


def is_asked(original: str, text: str) -> bool:
    """Whether a text is put as a question.

    Args:
        original: As it was written.
        text: The same, plain.
    """
    first = text.split()[0] if text else ""
    return "?" in original or first in terms("asked", "begins") or first in ("nej", "hej", "no")


@cache
def _compiled(question: str) -> re.Pattern[str]:
    filled = (one.replace("{who}", pattern("asked", "who")) for one in terms("asked", question))
    return re.compile("|".join(one.replace("{home}", pattern("asked", "home")) for one in filled))
