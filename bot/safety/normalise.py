"""Makes every way of writing the same word look the same, in one linear pass.

Capitals, å ä ö, doubled and stretched letters, emoji, invisible characters and Arabic letter
variants are folded away; words, sentences and windows of sentences come out. Nothing here knows
which words are dangerous; repairing words against the vocabulary is lexicon.py.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

# The chat API takes no more; anything longer is cut, so that work is bounded.
MAX_CHARS = 4000
# Messages of up to this many words are read whole; longer ones also in windows.
WHOLE_WORDS = 40
WINDOW_WORDS = 26
# A shorter sentence of a long message is not judged alone.
SENTENCE_WORDS = 4
# Stands between sentences in a message's list of words.
BREAK = "\u2016"

_EMOJI = {
    "emojilaugh": "😂🤣😆😹😅💅",
    "emojiskull": "💀☠",
    "emojicry": "😭😢😿🥺🥲",
    "emojiblood": "🩸",
    "emojiblade": "🔪🗡",
    "emojigun": "🔫",
    "emojipills": "💊",
    "emojigrave": "🪦⚰",
    "emojidove": "🕊🤍",
    "emojiheartbreak": "💔",
}
_OTHER = {
    "ø": "o", "æ": "a", "đ": "d", "ß": "s", "ı": "i",
    # Arabic script: one letter for each family, no stretching, Persian as Arabic.
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و",
    "ک": "ك", "ة": "ه", "ۀ": "ه",
    "ـ": "", "\u200c": "", "\u200d": "", "\u200b": "", "\u00ad": "", "\ufeff": "", "\u2060": "",
    "'": "", "’": "", "‘": "", "`": "", "´": "", "ʼ": "",
    # Sentence ends of other scripts.
    "؟": "? ", "۔": ". ", "።": ". ", "፧": "? ", "፡": " ", "…": ". ",
}  # fmt: skip
_TABLE = str.maketrans(
    _OTHER | {char: f" {name} " for name, chars in _EMOJI.items() for char in chars} | {"\ufe0f": ""}
)
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")
_REPEAT = re.compile(r"([^\W\d_])\1+")
_SENTENCE = re.compile(r"[.!?;\n]+(?:\s+|$)|\n")
_CHUNK = re.compile(r"[^\s,;:()\[\]{}<>\"”“«»/\\|=+~^#%&?]+")
_PIECES = re.compile(r"[^\W_]+")
_EDGES = ".-_*!'"


def fold(text: str) -> str:
    """The text in its plainest form: lower case, no marks, no doubled letters.

    Args:
        text: Anything a person can send; only the first MAX_CHARS characters count.
    """
    text = unicodedata.normalize("NFKC", text[:MAX_CHARS])[:MAX_CHARS]
    text = text.casefold().translate(_TABLE)
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _REPEAT.sub(r"\1", text.translate(_TABLE))


def key(word: str) -> str:
    """One word as the vocabulary holds it."""
    return fold(word).strip()


def sentences(text: str) -> list[list[str]]:
    """The folded words of each sentence; a word may still hold digits or signs inside."""
    found = (_words(part) for part in _SENTENCE.split(fold(text)) if part)
    return [words for words in found if words]


def _words(sentence: str) -> list[str]:
    words: list[str] = []
    for chunk in _CHUNK.findall(sentence):
        bare = chunk.strip(_EDGES)
        if not bare:
            continue
        if bare.isalnum():
            words.append(bare)
            continue
        words.extend(_pieces(bare))
    return words


def _pieces(chunk: str) -> list[str]:
    """Takes a chunk with signs inside apart: `k.m.s` is one word, `hej.jag` two, `k!ll` stays."""
    pieces = _PIECES.findall(chunk)
    if not pieces:
        return []
    if any(char in "@$!*" for char in chunk) or all(len(piece) == 1 for piece in pieces):
        return [chunk.translate(str.maketrans("", "", ".-_"))]
    return pieces


def windows(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Which stretches of a message to judge: all of it; of a long one every few sentences, and each alone.

    Args:
        lengths: Words in each sentence.

    Returns:
        Half-open word ranges, the whole message first, so that one sentence in the middle of a
        long text is never diluted.
    """
    total = sum(lengths)
    found = [(0, total)]
    if total <= WHOLE_WORDS:
        return found
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + length)
    for first, start in enumerate(starts[:-1]):
        end = start
        for following in starts[first + 1 :]:
            end = following
            if end - start >= WINDOW_WORDS:
                break
        found.extend(_cut(start, end))
    alone = [(start, end) for start, end in pairwise(starts) if SENTENCE_WORDS <= end - start < WINDOW_WORDS]
    return list(dict.fromkeys([*found, *alone]))


def _cut(start: int, end: int) -> list[tuple[int, int]]:
    """A stretch without full stops is cut into overlapping windows."""
    if end - start <= 2 * WINDOW_WORDS:
        return [(start, end)]
    step = WINDOW_WORDS // 2
    return [(at, min(at + WINDOW_WORDS, end)) for at in range(start, end - step, step)]
