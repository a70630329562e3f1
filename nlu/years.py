"""Ages in other languages than Swedish and English: a number beside a word for years."""

import re

from nlu.text import fold, words
from nlu.words import terms

_YEARS, _BEFORE, _SPANS = (
    frozenset(fold(word) for word in terms("years", key)) for key in ("years", "before", "spans")
)
_THEIRS = frozenset(fold(word) for word in terms("years", "theirs"))
# A younger age in a bare number of years is nearly always a span of time.
_YOUNGEST, _OLDEST = 6, 110
# "сімнадцять"-like numerals are left out: few write them.
_NUMBER = re.compile(r"\d{1,3}")
# The digits and the word for years may be written together: "17jir", "17ዓመት".
_TOGETHER = re.compile(r"(\d{1,3})([^\W\d_]+)")


def years_told(text: str) -> int | None:
    """The age told: "عمري ١٧ سنة", "мені 16", "17 jir"; digits of any script."""
    bag = [word.folded for word in words(_TOGETHER.sub(r"\1 \2", text))]
    for at, word in enumerate(bag):
        if _NUMBER.fullmatch(word) and _is_an_age(bag, at) and _YOUNGEST <= int(word) <= _OLDEST:
            return int(word)
    return None


def is_about_a_child(text: str) -> bool:
    """Whether a text names a child of the one who writes it."""
    return not _THEIRS.isdisjoint(word.folded for word in words(text))


def _is_an_age(bag: list[str], at: int) -> bool:
    before, behind = bag[at - 1] if at else "", bag[at + 1] if at + 1 < len(bag) else ""
    if before in _BEFORE:
        return True
    return behind in _YEARS and before not in _SPANS and _SPANS.isdisjoint(bag[at + 2 : at + 3])
