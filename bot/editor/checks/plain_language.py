"""Klarspråk: long words, long sentences and LIX, as advice with the words it is about."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.editor.views import Problem

_FIELDS: Final = ("summary", "description")
_SENTENCE: Final = re.compile(r"[^.!?\n]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# LIX counts words of more than six letters as long; above 45 is the language of authorities.
_LONG_IN_LIX: Final = 6
_HARD: Final = 45
_FEWEST_WORDS: Final = 12
_LONGEST_WORD: Final = 16
_LONGEST_SENTENCE: Final = 20
_QUOTED: Final = 5


def check(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Advice on how the texts are written."""
    for field in _FIELDS:
        text = data.get(field)
        if isinstance(text, str):
            for sentence in _advice(text):
                yield Problem(field, "advice", sentence)


def lix(text: str) -> int:
    """How hard a text is to read: words per sentence, and the share of long words in per cent."""
    words = _WORD.findall(text)
    if not words:
        return 0
    sentences = [part for part in _SENTENCE.findall(text) if _WORD.search(part)]
    long = sum(len(word) > _LONG_IN_LIX for word in words)
    return round(len(words) / len(sentences) + 100 * long / len(words))


def _advice(text: str) -> Iterator[str]:
    long = dict.fromkeys(word for word in _WORD.findall(text) if len(word) > _LONGEST_WORD)
    if long:
        yield f"Långa ord: {', '.join(long)}. Finns det vardagligare?"
    for part in _SENTENCE.findall(text):
        words = _WORD.findall(part)
        if len(words) > _LONGEST_SENTENCE:
            start = " ".join(words[:_QUOTED])
            yield f"Meningen ”{start} …” har {len(words)} ord. Dela den i två."
    if len(_WORD.findall(text)) >= _FEWEST_WORDS and (score := lix(text)) > _HARD:
        yield f"Texten är svårläst (LIX {score}). Sikta på högst {_HARD}: kortare ord och meningar."
    if "!" in text:
        yield "Ta bort utropstecknen."
