"""Swedish text made comparable: folding and words."""

import re
import unicodedata
from typing import NamedTuple

# A letter may come in two parts, "a" and its dots, as some keyboards send it.
_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:['’:.]{_LETTERS})*")
# Letters that NFKD does not take apart, as people without them on the keyboard write them.
_FOLD = str.maketrans({"æ": "a", "ø": "o", "ß": "ss", "đ": "d", "ł": "l", "’": "'"})


class Word(NamedTuple):
    """A word of a text: as written, folded, and where it starts and ends."""

    text: str
    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without diacritics: "Vännäs" and "VANNAS" become "vannas"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_FOLD)


def words(text: str) -> list[Word]:
    """The words of a text in order; punctuation and emoji are not words."""
    return [Word(m.group(), fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def folded_words(text: str) -> str:
    """The folded words of a text, one blank between."""
    return " ".join(word.folded for word in words(text))
