"""What is nearly a code word: it is asked about, for it would reach the person as a text."""

import unicodedata
from itertools import groupby
from typing import Final

from rapidfuzz.distance import OSA

from bot.escalation.words import FILLERS, SAID, Word, tokens_of

# Longer texts are texts, whatever words stand in them.
_MOST_WORDS: Final = 5
_POLITE: Final = FILLERS | {"och", "hej", "nu", "då", "mvh"}
# One slip away from these, as they look without rings and dots.
_SLIPPED: Final = {
    "klar": Word.DONE,
    "slapp": Word.LET_GO,
    "slapper": Word.LET_GO,
    "ringer": Word.CALLING,
    "paus": Word.PAUSE,
    "aktiv": Word.ACTIVE,
    "stopp": Word.STOP,
}
# Words of their own that are one slip away, and nobody's slip.
_REAL: Final = {
    *("kvar", "klär", "klas", "klan", "klor", "slipper", "finger", "inger", "ringar", "ringen"),
    *("pass", "paul", "aktivt", "aktiva", "topp"),
}
_ANYWHERE: Final = {Word.DONE, Word.LET_GO}
_ANSWERS: Final = {Word.YES, Word.NO}


def near_command(text: str, *, waiting: bool) -> Word | None:
    """The code word that a short text nearly is, or holds among few others; None for any other text.

    Args:
        text: What was written, and is no command.
        waiting: A case waits for a yes or no of the sender; else those two are words like others.
    """
    tokens = tokens_of(text)
    # A question is for the person.
    if "?" in tokens or len(tokens) > _MOST_WORDS:
        return None
    numbers = [token for token in tokens if token.isdigit()]
    said = {token: word for token in tokens if (word := _meant(token))}
    alone = all(token in said or token in numbers or token in _POLITE for token in tokens)
    answered = _ANSWERS if numbers or waiting else set()
    meant = [word for word in said.values() if alone or word in _ANYWHERE | answered]
    # What ends or leaves a case says more than the "okej" before it.
    return min(meant, key=lambda word: word not in _ANYWHERE, default=None)


def _meant(token: str) -> Word | None:
    """The code word that a token is, or is one slip from."""
    if token in SAID or token in _REAL:
        return SAID.get(token)
    # "jaa", "nejj": they are too short for other slips, which make other words of them.
    once = SAID.get("".join(letter for letter, _ in groupby(token)))
    if once in _ANSWERS:
        return once
    plain = "".join(sign for sign in unicodedata.normalize("NFD", token) if not unicodedata.combining(sign))
    # A letter missing, too much or another, or two that have changed places.
    return next((word for form, word in _SLIPPED.items() if OSA.distance(plain, form) <= 1), None)
