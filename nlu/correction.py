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
_SUBJECT = rf"(?:(?:{_IT}|i|we|(?:min|mitt|mina|my)\s+\w+|mamma|pappa)\s+)?"
_CHANGE = r"(?:jag|ja|i|det|d|han|hon|it's|i'm)\s+(?:(?:har|är|e|mår|am|have|is)\s+)?"
_RATHER = (
    rf"[\s,.;:]+(?:asså\s+|alltså\s+)?(?:{_CHANGE})?(?:bara|utan|mest|snarare|{_MEANT}|just|only|rather)\s+"
    r"(?P<rest>\S.*)$"
)
# "inte deppig, bara uttråkad", "jag menade inte ångest jag menade drickandet"; not "inte bara skolan".
_CONTRAST = re.compile(
    rf"^\W*(?:(?:{_NO})\b\W*)?{_SUBJECT}(?:(?:är|e|mår|känner mig|{_MEANT}|am|is|feel)\s+)?"
    rf"(?:{_NOT})\s+{_SMALL}(?!(?:bara|so|så|just|only)\b)(?P<what>[^,.;:!?\n]+?){_RATHER}",
    re.I | re.S,
)
_DEEDS, _STATES, _THINGS = (alternatives(terms("correction", key)) for key in ("deeds", "states", "things"))
_WHOM = r"(?:\s+(?:sig|mig|mej|oss|henne|honom|dem|dom|barnen|me|her|him|us|them|herself|himself))?"
_NOT_DONE = (
    rf"(?:{_DEEDS}){_WHOM}\s+(?:{_NOT})\b|(?:{_IS})\s+(?:{_NOT})\s+(?:{_STATES})|vill\s+(?:{_NOT})\s+dö"
    rf"|(?:inget|inga|ingen|no)\s+(?:{_THINGS})|(?:does|do|is)\s?(?:n't|nt|\s+not)\s+(?:{_DEEDS}){_WHOM}"
    r"|(?:do|does)\s?(?:n't|nt|\s+not)\s+want\s+to\s+die"
)
_OR_SO = r"(?:\s+(?:eller\s+(?:så|sådär|nåt|något|nånting|sånt)|alls|or\s+(?:anything|so)|at\s+all))?"
# What is said not to be so, and behind a pause what is: "hon skär sig inte, hon bara gråter".
_DEED = re.compile(
    rf"^\W*(?:(?:{_NO})\b\W*)?(?:men\s+)?{_SUBJECT}(?P<what>{_NOT_DONE}){_OR_SO}"
    r"(?:\s*$|\s*(?:[,.;:!?\n]+|\s(?=(?:men|fast|bara|but|just)\b))\s*(?P<rest>.*)$)",
    re.I | re.S,
)
_BRIDGE = re.compile(
    r"^(?:(?:men|utan|but|bara|det gäller|det är|det handlar om|it's|it is)\b\W*)+(?=\w)", re.I
)
_NOTHING = terms("correction", "nothing")
# What is not done tells less of the matter than a few words behind it do: "jag är inte full så sluta".
ENOUGH_BEHIND = 3
# A denial of more words than these tells something: "nej det är inte så att jag vill dö av det".
_MOST_WORDS = 3


@dataclass(frozen=True)
class Denial:
    """What a text says it is not about, and what it goes on with (often nothing).

    Attributes:
        what: The words that are denied.
        rest: What comes behind.
        deed: Whether it is said that something is not done, or not so: "han slår inte".
    """

    what: str
    rest: str
    deed: bool = False


def corrected(text: str) -> str:
    """What is left of a text when the words that only announce a correction are taken off."""
    denial = denied(text)
    if denial and denial.rest and (not denial.deed or len(words(denial.rest)) >= ENOUGH_BEHIND):
        return denial.rest
    return _CORRECTION.sub("", text, count=1)


def denied(text: str) -> Denial | None:
    """What a text denies: "nej inte pengar, bara fortnite" denies "pengar"; None when it denies nothing."""
    for pattern in (_DEED, *_DENIALS, _QUESTIONED, _CONTRAST):
        if (found := pattern.match(text)) and len(found["what"].split()) <= _MOST_WORDS:
            rest = _BRIDGE.sub("", found["rest"] or "", count=1)
            told = any(word.folded not in _NOTHING for word in words(rest))
            return Denial(found["what"].strip(), rest if told else "", deed=pattern is _DEED)
    return None
