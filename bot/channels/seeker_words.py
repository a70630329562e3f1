"""What a short SMS of a seeker means: a keyword, a number of a choice, or a text."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from nlu.text import folded_words


class Word(StrEnum):
    """The keywords."""

    MORE = "mer"
    HUMAN = "människa"
    FORGET = "glöm"
    HELP = "hjälp"
    STOP = "stopp"
    # The same where only Vart reads along; with a human there it may be meant for them.
    QUIT = "sluta"
    # Twilio obeys these by itself and answers them; after that nothing of ours arrives.
    OBEYED = "stop"
    START = "start"


_SAID: Final = {
    **dict.fromkeys(("mer", "fler", "mera", "more", "visa fler"), Word.MORE),
    **dict.fromkeys(("manniska", "en manniska", "human"), Word.HUMAN),
    **dict.fromkeys(("glom", "glom mig", "radera", "forget", "forget me"), Word.FORGET),
    **dict.fromkeys(("hjalp", "help", "info"), Word.HELP),
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "end", "quit", "cancel"), Word.OBEYED),
    **dict.fromkeys(("start", "starta", "unstop"), Word.START),
}
# Said around a word without changing what is meant. Only whole lines are read: "kan inte sluta tänka"
# and "stoppa mobbningen" are about something else.
_BEFORE: Final = r"(?:(?:ok|okej|tack|snalla|please|hej|vart) )*"
_AFTER: Final = r"(?: (?:tack|nu|snalla|genast|direkt|please|now|thanks|thank you|vart))*"
_FAMILIES: Final = (
    (
        Word.STOP,
        re.compile(
            rf"{_BEFORE}(?:stopp(?: (?:alla )?sms)?|(?:kan (?:du|ni) )?sluta (?:att )?(?:skicka|smsa|messa)"
            r"(?: mig)?(?: (?:fler |mer |era )?(?:sms|meddelanden))?(?: till mig)?"
            r"|(?:jag vill inte (?:ha|fa) |skicka )?inga (?:fler |mer )?(?:sms|meddelanden)(?: till mig)?"
            r"|jag vill inte (?:ha|fa) (?:fler |mer |nagra |nagra fler )?sms"
            r"|stop (?:texting|messaging)(?: me)?|stop sending(?: me)?(?: (?:texts|messages))?(?: to me)?"
            rf"|no more (?:texts|messages)){_AFTER}"
        ),
    ),
    (
        Word.QUIT,
        re.compile(
            rf"{_BEFORE}(?:stoppa|sluta(?: (?:att )?skriva(?: till mig)?)?|stop|stop writing){_AFTER}"
        ),
    ),
)
_NUMBER: Final = re.compile(r"\s*(?:nr\.?|nummer|alternativ)?\s*([0-9])\s*[.)!]*\s*(?:tack)?[.!]*\s*", re.I)
_SPELLED: Final = {
    **{word: number for number, word in enumerate(("noll", "ett", "tva", "tre", "fyra", "fem"))},
    **{word: number for number, word in enumerate(("zero", "one", "two", "three", "four", "five"))},
}
_BY_ITSELF: Final = re.compile(
    r"\s*(autosvar|automatiskt svar|auto[- ]?reply|automatic reply|out of office)", re.I
)


def keyword(text: str) -> Word | None:
    """The keyword that a text is, and nothing else; a wish for no more SMS may be said in more ways."""
    line = folded_words(text)
    if word := _SAID.get(line):
        return word
    return next((word for word, said in _FAMILIES if said.fullmatch(line)), None)


def number(text: str) -> int | None:
    """The number below ten that a text is, and nothing else."""
    digit = _NUMBER.fullmatch(text)
    return int(digit[1]) if digit else _SPELLED.get(folded_words(text))


def chosen(text: str, offered: Sequence[str]) -> str | None:
    """The payload of the choice whose number a text is."""
    index = number(text) or 0
    return offered[index - 1] if 0 < index <= len(offered) else None


def answers_by_itself(text: str) -> bool:
    """Whether a telephone, not a person, seems to have written."""
    return _BY_ITSELF.match(text) is not None
