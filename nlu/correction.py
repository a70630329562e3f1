"""What corrects Vart: "nej jag menade skolan" is about school, "nej inte pengar" is not about money."""

import re
from dataclasses import dataclass

from nlu.text import words
from nlu.words import alternatives, terms

_NO = alternatives(terms("correction", "denial"))
_MEANT = alternatives(terms("correction", "meant"))
_CORRECTION = re.compile(
    rf"^\W*(?:(?:{_NO})\b\W*)?(?:(?:jag|ja|i)\s+)?(?:{_MEANT})\b\W*(?:att\b\W*|that\b\W*)?(?=\w)", re.I
)
_IT = "jag|vi|det|de|d|dom|den|han|hon|hen|it|he|she|they"
_IS = "är|e|ä|va|var|gäller|handlar|rör|is|'s"
_NOT = "inte|int|ej|not"
_SMALL = r"(?:(?:ju|väl|faktiskt|om|about)\s+)*"
# What is denied ends where something else begins.
_WHAT = (
    r"(?P<what>[^,.;:!?\n]+?)"
    r"(?:\s*$|\s*[,.;:!?\n]+\s*|\s+(?=(?:men|utan|but|det gäller|det är|det handlar|it's|it is)\b))"
    r"(?P<rest>.*)$"
)
_SAID = (
    rf"^\W*(?:(?:{_NO})\b\W*)?(?:jag\s+)?(?:sa|sade|skrev|har sagt|said)\s+{_SMALL}(?:att\s+|that\s+)?"
    rf"(?:(?:{_IT})\s+(?:{_NOT})\s+(?:{_IS})|(?:{_IT})\s+(?:{_IS})\s+(?:{_NOT}))\s+{_SMALL}"
)
_DENIALS = tuple(
    re.compile(pattern + _WHAT, re.I | re.S)
    for pattern in (
        rf"^\W*(?:{_NO})\b\W*(?:men\s+)?(?:(?:(?:{_IT})\s+(?:{_IS})|it's)\s+{_SMALL})?(?:{_NOT})\s+{_SMALL}",
        _SAID,
        rf"^\W*(?:det|it)\s+(?:gäller|handlar|rör|is)\s+{_SMALL}(?:{_NOT})\s+{_SMALL}",
    )
)
# "sömn? nej"
_QUESTIONED = re.compile(rf"^\W*(?P<what>\w+(?:\s+\w+)?)\s*\?+\s*(?:{_NO})\W*(?P<rest>)$", re.I)
_BRIDGE = re.compile(
    r"^(?:(?:men|utan|but|bara|det gäller|det är|det handlar om|it's|it is)\b\W*)+(?=\w)", re.I
)
_NOTHING = terms("correction", "nothing")
# A denial of more words than these tells something: "nej det är inte så att jag vill dö av det".
_MOST_WORDS = 3


@dataclass(frozen=True)
class Denial:
    """What a text says it is not about, and what it goes on with (often nothing)."""

    what: str
    rest: str


def corrected(text: str) -> str:
    """What is left of a text when the words that only announce a correction are taken off."""
    denial = denied(text)
    if denial and denial.rest:
        return denial.rest
    return _CORRECTION.sub("", text, count=1)


def denied(text: str) -> Denial | None:
    """What a text denies: "nej inte pengar, bara fortnite" denies "pengar"; None when it denies nothing."""
    for pattern in (*_DENIALS, _QUESTIONED):
        if (found := pattern.match(text)) and len(found["what"].split()) <= _MOST_WORDS:
            rest = _BRIDGE.sub("", found["rest"], count=1)
            told = any(word.folded not in _NOTHING for word in words(rest))
            return Denial(found["what"].strip(), rest if told else "")
    return None
