"""What members of staff write by SMS: a code word, a text to a person, or neither.

Tolerant of how thumbs write ("3ja", "JA3", "jag tar 3!"), and never guessing: a text that is not
wholly a command is a text, and one that begins with a number is for that case or for nobody.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum, StrEnum
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


class Aim(Enum):
    """To whom an SMS that is no command is written, as far as it says."""

    NOBODY = "no number"
    NAMED = "3: text"
    LOOSE = "3 text"
    # "8.30 passar", "10 minuter till": a number that may be a case, and may be part of the text.
    PERHAPS = "a number"


SAID: Final = {
    **dict.fromkeys(("ja", "japp", "jo", "yes", "ok", "okej", "okay", "tar"), Word.YES),
    **dict.fromkeys(("nej", "nä", "nejdå", "nope", "kanej", "kaninte"), Word.NO),
    **dict.fromkeys(("klar", "klart", "klara", "avslutat", "avslutad"), Word.DONE),
    **dict.fromkeys(("släpp", "släpper", "släppa", "slapp", "slapper"), Word.LET_GO),
    **dict.fromkeys(("ringer", "ringt", "ringde"), Word.CALLING),
    **dict.fromkeys(("paus", "pause", "pausa", "pausar"), Word.PAUSE),
    **dict.fromkeys(("aktiv", "aktivera"), Word.ACTIVE),
    **dict.fromkeys(("?", "lista"), Word.LIST),
    # What the provider obeys by itself, and the same in Swedish.
    **dict.fromkeys(
        ("stop", "stopp", "stoppa", "sluta", "stopall", "unsubscribe", "cancel", "end", "quit"), Word.STOP
    ),
    **dict.fromkeys(("start", "starta", "unstop"), Word.START),
}
# For oneself, not for a case: no number belongs to them.
ONESELF: Final = {Word.PAUSE, Word.ACTIVE, Word.LIST, Word.STOP, Word.START}
# They may stand around a code word without making it anything else.
FILLERS: Final = {"jag", "den", "det", "tack", "ärende", "ärendet", "nr", "nummer", "#"}
# "3:", "#3", "(3)", "Ärende 3", "till ärende nr 3", "3. ", and also "8.30" and "2 frågor".
_LEADING: Final = re.compile(
    r"(?P<lead>\W*(?:(?:vart|till|för|ang|angående|re|svar|nr|nummer|(?:ä|a\u0308?)rende(?:t|n)?)"
    r"(?![^\W\d_])\W*)*)(?P<number>\d{1,6})(?!\d)(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
# What can only stand before the number of a case.
_NAMES_A_CASE: Final = re.compile(r"#|\b(?:nr|nummer|(?:ä|a\u0308?)rende)", re.IGNORECASE)
_COLON: Final = re.compile(r"\s*:(?!\d)\s*(.*)", re.DOTALL)
_SEPARATED: Final = re.compile(r"[\s:;.,)\]>–—-]*")
# After a number: more of it, or what it counts; then it is hardly a case.
_FIGURE: Final = re.compile(
    r"[.:]\d|\s*[-–/,&+]\s*\d|\s+\d|\s*%|\W*$|\s*(?:"
    r"an?|e|h|i|x|st|min|minut(?:er)?|tim(?:me|mar)?|sek(?:under)?|dag(?:ar)?|veck(?:a|or)|månad(?:er)?|år|"
    r"frågor?|saker?|gång(?:er)?|personer|stycken|andra|kr|kronor|procent|av|till|och|eller|på"
    r")(?![^\W\d_])",
    re.IGNORECASE,
)
_EMERGENCY: Final = "112"
# Longer ones are numbers of telephones ("1177 svarar dygnet runt"), unless they are written as a case.
_LONGEST_CODE: Final = 3
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
        aim: How `code` is written, when the SMS is no code word.
    """

    word: Word | None
    code: int | None
    text: str = field(default="", repr=False)
    aim: Aim = Aim.NOBODY


def read_words(sms: str) -> Said:
    """Take an SMS apart."""
    text = sms.strip()
    leading = _LEADING.fullmatch(text)
    if leading and (named := _COLON.fullmatch(leading["rest"])):
        code, rest = int(leading["number"]), named[1]
        inner = _command(rest)
        if inner is not None and inner.word not in ONESELF and inner.code in {None, code}:
            return Said(inner.word, code, rest)
        return Said(None, code, rest, Aim.NAMED)
    if command := _command(text):
        return command
    return _loosely(leading, text) if leading else Said(None, None, text)


def tokens_of(text: str) -> list[str]:
    """The words, numbers and signs of a text, in one way of writing."""
    return _TOKEN.findall(_CANNOT.sub(r"kan\1", unicodedata.normalize("NFKC", text).casefold()))


def _loosely(leading: re.Match[str], text: str) -> Said:
    """A text that begins with a number, and no colon after it."""
    number, rest = leading["number"], leading["rest"]
    telephone = number == _EMERGENCY or len(number) > _LONGEST_CODE or number.startswith("0")
    if not _NAMES_A_CASE.search(leading["lead"]) and (telephone or _FIGURE.match(rest)):
        return Said(None, int(number), text, Aim.PERHAPS)
    return Said(None, int(number), _SEPARATED.sub("", rest, count=1), Aim.LOOSE)


def _command(text: str) -> Said | None:
    """The command that the whole text is, or None."""
    if len(text) > _LONGEST_COMMAND:
        return None
    tokens = [token for token in tokens_of(text) if token not in FILLERS]
    numbers = {int(token) for token in tokens if token.isascii() and token.isdigit()}
    words = {SAID.get(token) for token in tokens if not (token.isascii() and token.isdigit())}
    # A question mark after a word makes it a question, and a question is for the person.
    if "?" in tokens and len(tokens) > 1:
        return None
    if len(words) != 1 or len(numbers) > 1 or None in words:
        return None
    word, code = words.pop(), next(iter(numbers), None)
    if code is not None and (word in ONESELF or not 0 < code < 1000):
        return None
    return Said(word, code)
