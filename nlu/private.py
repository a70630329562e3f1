"""A sentence without what could tell who wrote it, or nothing at all: what is doubtful is left out.

Words are let through, not stopped: a word stays only when it is plainly written and a dictionary
knows it as an everyday word. Names, places, numbers, addresses, links and misspelt words all fail
that in one way or another, also those that no list of ours holds.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import simplemma
import yaml

from nlu.text import fold

LONGEST: Final = 200
GAP: Final = "…"
_FILE = Path(__file__).parent / "words" / "private.yml"
_LETTERS = r"[a-zåäöéüøæ]+"
# A word, perhaps in quotes or brackets, and how it ends; nothing else is plainly a word.
_PLAIN = re.compile(rf"[\"'(«»“”]*({_LETTERS}(?:['’-]{_LETTERS})*)[\"')«»“”]*([.,!?;:…]*)[\"')«»“”]*", re.I)
_SPACELESS = re.compile(r"(?<=[^\W\d_])([,;!?])(?=[^\W\d_])")
# No word of ours is longer; also keeps the patterns here from much work on what is none.
_LONGEST_WORD = 40
_FEWEST = 2
# How many words after "heter" may be the name.
_NAME_LENGTH = 3
_LANGUAGES = ("sv", "en")
_NEVER = ("http", "www")
# English in the middle of a sentence.
_I = frozenset(("i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll"))


class _Word(NamedTuple):
    """A word in lower case; empty when it is not plainly a word."""

    text: str
    capital: bool
    begins: bool
    end: str


def without_private(text: str) -> str | None:
    """What may be kept of a text, in lower case, with "…" for what was left out.

    Args:
        text: What a person wrote.

    Returns:
        At most 200 characters; None when too little is left to learn anything from.
    """
    words = list(_words(text))
    stays = _without_numbers(words, _without_introduced(words, [_everyday(word) for word in words]))
    if sum(stays) < max(_FEWEST, len(words) / 2):
        return None
    return _joined(words, stays)


def _words(text: str) -> Iterator[_Word]:
    begins = True
    for piece in _SPACELESS.sub(r"\1 ", unicodedata.normalize("NFKC", text)).split():
        found = _PLAIN.fullmatch(piece) if len(piece) <= _LONGEST_WORD else None
        if found is not None:
            word, end = found.groups()
            yield _Word(word.casefold(), word != word.lower(), begins, end)
            begins = bool(set(end) & set(".!?:"))
        elif any(character.isalnum() for character in piece):
            # Digits, an address, a link, another alphabet.
            yield _Word("", capital=False, begins=begins, end="")
            begins = False


def _everyday(word: _Word) -> bool:
    """Whether a word tells nothing about who anybody is."""
    if not word.text or any(part in word.text for part in _NEVER):
        return False
    if word.text in _I:
        return True
    if word.capital and (not word.begins or _is_name(word.text)):
        return False
    parts = re.split(r"['’-]", word.text)
    if any(_is_name(part) and part not in _list("everyday") for part in parts):
        return False
    return _in_dictionary(word.text) or all(map(_in_dictionary, parts))


def _without_introduced(words: list[_Word], stays: list[bool]) -> list[bool]:
    """Neither the words that follow "jag heter", nor "berg" after "anna"."""
    left = 0
    kept: list[bool] = []
    for word, stay in zip(words, stays, strict=True):
        surname = word.text in _list("surnames") and kept[-1:] == [False]
        kept.append(stay and left == 0 and not surname)
        introduces = any(part in _list("introductions") for part in re.split(r"['’-]", word.text))
        left = _NAME_LENGTH if introduces else max(0, left - 1)
    return kept


def _without_numbers(words: list[_Word], stays: list[bool]) -> list[bool]:
    """Neither numbers in words, nor "ett" and "sex" beside them or three in a row."""
    number = [bool(_numbers().fullmatch(word.text)) for word in words]
    perhaps = [word.text in _list("number_perhaps") for word in words]
    for here in range(1, len(words) - 1):
        number[here] = number[here] or all(perhaps[here - 1 : here + 2])
    # Once forwards and once backwards, so that a whole row of them is seen.
    for here in range(1, len(words)):
        number[here] = number[here] or (perhaps[here] and number[here - 1])
    for here in range(len(words) - 2, -1, -1):
        number[here] = number[here] or (perhaps[here] and number[here + 1])
    return [stay and not count for stay, count in zip(stays, number, strict=True)]


def _joined(words: list[_Word], stays: list[bool]) -> str:
    said = ""
    gap = False
    for word, stay in zip(words, stays, strict=True):
        if not stay:
            gap = True
            continue
        begin = f"{said} {GAP}" if gap else said
        longer = f"{begin} {word.text}{word.end[:1]}".strip()
        if len(longer) > LONGEST:
            break
        said, gap = longer, False
    return said


def _is_name(word: str) -> bool:
    return bool({word, fold(word)} & _names())


@lru_cache(maxsize=20_000)
def _in_dictionary(word: str) -> bool:
    """Whether a dictionary knows a word, and not as a proper noun: "kjellström" is "Kjellström"."""
    for language in _LANGUAGES:
        if simplemma.is_known(word, lang=language, low_memory=True):
            base = simplemma.lemmatize(word, lang=language, low_memory=True)
            return base == base.lower()
    return False


@lru_cache(maxsize=1)
def _document() -> dict[str, Any]:
    return dict(yaml.safe_load(_FILE.read_text("utf-8")))


@lru_cache(maxsize=8)
def _list(key: str) -> frozenset[str]:
    return frozenset(_document()[key])


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Every listed name as it may be written in lower case."""
    plain = _list("names") | _list("names_from_elsewhere")
    spelt = plain | {fold(name) for name in plain}
    return spelt | {f"{name}s" for name in spelt}


@lru_cache(maxsize=1)
def _numbers() -> re.Pattern[str]:
    parts = "|".join(sorted(map(re.escape, _list("numbers")), key=len, reverse=True))
    # "nollsju", "tjugoen" and "sextiosex" are numbers; "en" and "sex" alone are not.
    return re.compile(rf"(?:(?:ett|en|sex|one)(?=.)|och)*(?:{parts})(?:{parts}|ett|en|sex|one|och)*")
