"""Languages told by their script, and which of those that share one: by letters and small words."""

import re

from nlu.text import fold, words
from nlu.words import terms

_SCRIPTS = (
    ("ti", re.compile(r"[\u1200-\u137f]")),
    ("uk", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
# Who shares a script, the ones told by more particular letters first; each with the letters that only it has.
_SHARING = {
    "uk": (("ru", re.compile(r"[ыэъё]")), ("uk", re.compile(r"[іїєґ]"))),
    "ar": (
        ("ckb", re.compile(r"[ێۆڕڵە]")),
        ("fa", re.compile(r"[پچژگکی]")),
        ("ar", re.compile(r"[ةىأإ]")),
    ),
}
_SETS = {
    language: frozenset(fold(word) for word in terms("languages", language))
    for sharing in _SHARING.values()
    for language, _ in sharing
}


def by_script(text: str) -> tuple[str, bool] | None:
    """The language of a text in another script than Latin, and whether it is that one surely.

    "سلام" is Arabic, Persian and Kurdish: it is taken for the first, and not surely.
    """
    first = next((language for language, script in _SCRIPTS if script.search(text)), None)
    if first is None or first not in _SHARING:
        return None if first is None else (first, True)
    told = _by_letters(text.casefold(), first) or _by_words(text, first)
    return (told, True) if told else (first, False)


def _by_letters(text: str, first: str) -> str | None:
    return next((language for language, letters in _SHARING[first] if letters.search(text)), None)


def _by_words(text: str, first: str) -> str | None:
    bag = [word.folded for word in words(text)]
    counts = {language: sum(word in _SETS[language] for word in bag) for language, _ in _SHARING[first]}
    best = max(counts, key=lambda language: counts[language])
    tied = list(counts.values()).count(counts[best]) > 1
    return None if tied else best
