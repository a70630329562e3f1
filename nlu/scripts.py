"""Languages told by their script, and which of those that share one: by letters and small words."""

import re

from nlu.text import fold, words
from nlu.words import terms

_SCRIPTS = (
    ("ti", re.compile(r"[\u1200-\u137f]")),
    ("uk", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
# Scripts of languages that Vart has no sentence of; some letters are drawn with ("(ツ)").
_UNWRITTEN = (
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
)
_DRAWN = 1
_LATIN = re.compile(r"[a-zåäö]", re.IGNORECASE)
# Who shares a script, the ones told by more particular letters first; each with the letters that only it has.
_SHARING = {
    "uk": (("ru", re.compile(r"[ыэъё]")), ("uk", re.compile(r"[іїєґ]"))),
    "ar": (
        ("ckb", re.compile(r"[ێۆڕڵە]")),
        ("fa", re.compile(r"[پچژگکی]")),
        ("ar", re.compile(r"[ةىأإ]")),
    ),
    "ti": (("ti", re.compile(r"[ቐ-ቝኸ-ዅሓኣ]")), ("am", re.compile(r"[አኧዠ]|ለሁ\b|ኛል\b|ችኋል"))),
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
    if first is None:
        return _unwritten(text)
    told = _by_letters(text.casefold(), first) or _by_words(text, first)
    return (told, True) if told else (first, False)


def _unwritten(text: str) -> tuple[str, bool] | None:
    """A language of a script of its own, where the text is more than drawn with its letters."""
    counts = {language: len(script.findall(text)) for language, script in _UNWRITTEN}
    # What has kana is Japanese, whatever else it is written with.
    most = "ja" if counts["ja"] > _DRAWN else max(counts, key=lambda language: counts[language])
    told = counts[most] > max(_DRAWN, len(_LATIN.findall(text)))
    return (most, True) if told else None


def _by_letters(text: str, first: str) -> str | None:
    return next((language for language, letters in _SHARING[first] if letters.search(text)), None)


def _by_words(text: str, first: str) -> str | None:
    bag = [word.folded for word in words(text)]
    counts = {language: sum(word in _SETS[language] for word in bag) for language, _ in _SHARING[first]}
    best = max(counts, key=lambda language: counts[language])
    tied = list(counts.values()).count(counts[best]) > 1
    return None if tied else best
