"""Splits texts where a reader would: between paragraphs and sentences, between words only when it must."""

import re
from collections.abc import Callable, Iterator

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
Width = Callable[[str], int]


def utf16(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def units(text: str, most: int, width: Width = len) -> Iterator[str]:
    """The lines of a text; those wider than `most` by sentences, and those by words."""
    for line in text.split("\n"):
        if not line.strip():
            continue
        if width(line) <= most:
            yield line.strip()
            continue
        for sentence in _SENTENCE.split(line):
            yield from _words(sentence, most, width)


def chunks(text: str, most: int, width: Width = len) -> list[str]:
    """A text in pieces of at most `most`, cut at the last paragraph, line or sentence that fits."""
    found = []
    text = text.strip()
    while width(text) > most:
        end = _fitting(text, most, width)
        cut = max(_last_end(text, end), 0) or _last_space(text, end) or end
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*found, text] if text else found


def _last_end(text: str, end: int) -> int:
    """Where the last whole paragraph, line or sentence ends in the second half of what fits."""
    for mark in ("\n\n", "\n"):
        if (place := text.rfind(mark, end // 2, end)) > 0:
            return place
    places = [match.start() for match in _SENTENCE.finditer(text, end // 2, end)]
    return places[-1] if places else 0


def _last_space(text: str, end: int) -> int:
    return max(text.rfind(" ", end // 2, end), 0)


def _fitting(text: str, most: int, width: Width) -> int:
    """How many characters fit; more are never narrower, so that it can be searched by halves."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle]) <= most:
            low = middle
        else:
            high = middle - 1
    return low


def _words(sentence: str, most: int, width: Width) -> Iterator[str]:
    sentence = sentence.strip()
    while width(sentence) > most:
        end = _fitting(sentence, most, width)
        cut = _last_space(sentence, end) or end
        yield sentence[:cut].rstrip()
        sentence = sentence[cut:].lstrip()
    if sentence:
        yield sentence
