"""Makes every way of writing the same word look the same, in one linear pass.

Capitals, å ä ö, doubled and stretched letters, emoji, invisible characters and Arabic letter
variants are folded away; sentences, clauses and words come out. Nothing here knows which words are
dangerous; repairing words against the vocabulary is lexicon.py.
"""

import re
import unicodedata

# The chat API takes no more; anything longer is cut, so that work is bounded.
MAX_CHARS = 4000
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
    "؟": "? ", "۔": ". ", "።": ". ", "፧": "? ", "፡": " ", "…": ". ", "。": ". ", "、": ", ",
}  # fmt: skip
_TABLE = str.maketrans(
    _OTHER | {char: f" {name} " for name, chars in _EMOJI.items() for char in chars} | {"\ufe0f": ""}
)
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")
# Thai, Lao, Burmese, Khmer, Japanese, Chinese: no blanks between words, so each sign is taken for one.
_UNSPACED = re.compile(r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])")
_REPEAT = re.compile(r"([^\W\d_])\1+")
_SENTENCE = re.compile(r"[.!?;\n]+(?:\s+|$)|\n")
_CLAUSE = re.compile(r"[,:]|\s[-–—]+\s")
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


def sentences(text: str) -> list[list[list[str]]]:
    """The folded words of each clause of each sentence; a word may still hold digits or signs inside."""
    parts = ([_words(clause) for clause in _CLAUSE.split(part)] for part in _SENTENCE.split(fold(text)))
    found = ([words for words in clauses if words] for clauses in parts)
    return [clauses for clauses in found if clauses]


def _words(clause: str) -> list[str]:
    words: list[str] = []
    for chunk in _CHUNK.findall(_UNSPACED.sub(r"\1 ", clause)):
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
