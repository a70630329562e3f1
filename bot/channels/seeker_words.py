"""What a short SMS of a seeker means: a keyword, a number of a choice, or a text."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from nlu.text import words


class Word(StrEnum):
    """The keywords."""

    MORE = "mer"
    HUMAN = "människa"
    FORGET = "glöm"
    HELP = "hjälp"
    STOP = "stopp"
    # Twilio obeys these by itself and answers them; after that nothing of ours arrives.
    OBEYED = "stop"
    START = "start"


_SAID: Final = {
    **dict.fromkeys(("mer", "fler", "mera", "more", "visa fler"), Word.MORE),
    **dict.fromkeys(("manniska", "en manniska", "human"), Word.HUMAN),
    **dict.fromkeys(("glom", "glom mig", "radera", "forget", "forget me"), Word.FORGET),
    **dict.fromkeys(("hjalp", "help", "info"), Word.HELP),
    **dict.fromkeys(("stopp", "sluta", "sluta skicka"), Word.STOP),
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "end", "quit", "cancel"), Word.OBEYED),
    **dict.fromkeys(("start", "starta", "unstop"), Word.START),
}
_NUMBER: Final = re.compile(r"\s*(?:nr\.?|nummer|alternativ)?\s*([1-9])\s*[.)!]*\s*(?:tack)?[.!]*\s*", re.I)
_BY_ITSELF: Final = re.compile(
    r"\s*(autosvar|automatiskt svar|auto[- ]?reply|automatic reply|out of office)", re.I
)


def keyword(text: str) -> Word | None:
    """The keyword that a text is, and nothing else."""
    return _SAID.get(" ".join(word.folded for word in words(text)))


def chosen(text: str, offered: Sequence[str]) -> str | None:
    """The payload of the choice whose number a text is."""
    number = _NUMBER.fullmatch(text)
    index = int(number[1]) if number else 0
    return offered[index - 1] if 0 < index <= len(offered) else None


def is_choice(text: str) -> bool:
    """Whether a text is a number such as choices have, and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def answers_by_itself(text: str) -> bool:
    """Whether a telephone, not a person, seems to have written."""
    return _BY_ITSELF.match(text) is not None
