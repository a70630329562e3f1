"""What members of staff write by SMS: a code word, a text to a person, or neither.

Tolerant of how thumbs write ("3ja", "JA3", "jag tar 3!"), and never guessing: a text that is not
wholly a command is a text.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Word(StrEnum):
    """The code words."""

    YES = "ja"
    NO = "nej"
    DONE = "klar"
    LET_GO = "släpp"
    CALLING = "ringer"
    PAUSE = "paus"
    ACTIVE = "aktiv"
    LIST = "?"
    STOP = "stopp"
    START = "start"


_SAID: Final = {
    **dict.fromkeys(("ja", "japp", "jo", "yes", "ok", "okej", "okay", "tar"), Word.YES),
    **dict.fromkeys(("nej", "nä", "nejdå", "nope", "kanej", "kaninte"), Word.NO),
    **dict.fromkeys(("klar", "klart", "klara", "avslutat", "avslutad"), Word.DONE),
    **dict.fromkeys(("släpp", "släpper", "släppa", "slapp", "slapper"), Word.LET_GO),
    **dict.fromkeys(("ringer", "ringt", "ringde"), Word.CALLING),
    **dict.fromkeys(("paus", "pausa", "pausar"), Word.PAUSE),
    **dict.fromkeys(("aktiv", "aktivera"), Word.ACTIVE),
    **dict.fromkeys(("?", "lista"), Word.LIST),
    # What the provider obeys by itself, and the same in Swedish.
    **dict.fromkeys(
        ("stop", "stopp", "stoppa", "sluta", "stopall", "unsubscribe", "cancel", "end", "quit"), Word.STOP
    ),
    **dict.fromkeys(("start", "starta", "unstop"), Word.START),
}
# For oneself, not for a case: no number belongs to them.
_ONESELF: Final = {Word.PAUSE, Word.ACTIVE, Word.LIST, Word.STOP, Word.START}
# They may stand around a code word without making it anything else.
_FILLERS: Final = {"jag", "den", "det", "tack", "ärende", "ärendet", "nr", "nummer", "#"}
_ADDRESSED: Final = re.compile(r"\s*#?\s*([0-9]{1,3})\s*:(.*)", re.DOTALL)
_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+|[^\s.,!:;'\"()\-]")
_CANNOT: Final = re.compile(r"(?<![^\W\d_])kan\s+(ej|inte)(?![^\W\d_])")
_LONGEST_COMMAND: Final = 40


@dataclass(frozen=True, slots=True)
class Said:
    """An SMS taken apart.

    Attributes:
        word: The code word, when the SMS is one.
        code: The number of the case that is meant, when one is named.
        text: What is to be passed on; of a code word, only what stands after "3:", which may be meant
            for the person.
    """

    word: Word | None
    code: int | None
    text: str = field(default="", repr=False)


def read_words(sms: str) -> Said:
    """Take an SMS apart."""
    text = sms.strip()
    if addressed := _ADDRESSED.fullmatch(text):
        code, rest = int(addressed[1]), addressed[2].strip()
        inner = _command(rest)
        if inner is not None and inner.word not in _ONESELF and inner.code in {None, code}:
            return Said(inner.word, code, rest)
        return Said(None, code, rest)
    return _command(text) or Said(None, None, text)


def _command(text: str) -> Said | None:
    """The command that the whole text is, or None."""
    if len(text) > _LONGEST_COMMAND:
        return None
    folded = _CANNOT.sub(r"kan\1", unicodedata.normalize("NFKC", text).casefold())
    tokens = [token for token in _TOKEN.findall(folded) if token not in _FILLERS]
    numbers = {int(token) for token in tokens if token.isascii() and token.isdigit()}
    words = {_SAID.get(token) for token in tokens if not (token.isascii() and token.isdigit())}
    # A question mark after a word makes it a question, and a question is for the person.
    if "?" in tokens and len(tokens) > 1:
        return None
    if len(words) != 1 or len(numbers) > 1 or None in words:
        return None
    word, code = words.pop(), next(iter(numbers), None)
    if code is not None and (word in _ONESELF or not 0 < code < 1000):
        return None
    return Said(word, code)
