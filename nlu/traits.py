"""What a message tells that lasts: its writer is young, grown, a man, violent, was strangled, took pills."""

import re
from typing import Final

from nlu.text import fold, folded_words
from nlu.words import alternatives, terms

YOUNG: Final = "young"
GROWN: Final = "grown"
MAN: Final = "man"
VIOLENT: Final = "violent"
# What was done to the one who writes, or swallowed: a danger that no feeling well takes away.
STRANGLED: Final = "strangled"
SWALLOWED: Final = "swallowed"
# Of the one it is about: a child in the writer's care, or somebody of their own age or older.
OF_CHILD: Final = "of_child"
OF_ADULT: Final = "of_adult"

_MINE = terms("traits", "mine")
_CHILDREN = terms("persons", "children")
_SPOUSES = terms("traits", "spouses")
_ADULTS = terms("traits", "adults", "spouses") | terms("persons", "elders")
_YOUNG, _GROWN = terms("traits", "young"), terms("traits", "grown")
# "min äldsta son", "my two little kids".
_REACH = 3
_MALE = r"(?:kille|man|pojke|snubbe|grabb|guy|boy)"
_MAN = re.compile(
    rf"\b(?:jag (?:ar|e)|ja e|i am|i'm|im) (?:ju |faktiskt |bara )?(?:en |a )?{_MALE}\b(?! som)"
    rf"|\bsom (?:kille|man|pojke)(?=\W*$|[,.!?])|^\W*(?:kille|man|m)\W+\d\d\b|\bas a (?:man|guy)\b"
)
_NO_OTHER = (
    r"(?!(?:han|hon|hen|honom|henne|dom|dem|de|du|ni|nan|nagon|mamma|pappa|min|mitt|blir|blev|inte|int"
    r"|he|she|him|her|they|my)\b)"
)
_HARM = alternatives(terms("traits", "harms"))
_VIOLENT = re.compile(
    rf"\b(?:jag|ja|i)\s+(?:{_NO_OTHER}\w+\s+){{0,5}}?(?:{_HARM})\b(?!\s(?:mig|mej|sig|ihjal mig|me|myself)\b)"
    r"|\bjag (?:ar|blir|e) (?:valdsam|aggressiv)\b"
)

_THROAT = r"(?:hals\w*|strup\w*|nacken)"
_STRANGLED = re.compile(
    r"(?<!\bjag )\b(?:tog|tagit|tar|ta) (?:\w+ )?str[uy]p(?:tag|grepp)\b"
    r"|(?<!\bjag )\bstr(?:op|yper|ypte|ypt|ypa) (?:\w+ )?(?:mig|mej|oss)\b|\bblev strypt\b"
    rf"|(?<!\bjag )\b(?:tog|tar|tagit|ta|holl|haller|hallit|tryckte|trycker|grep|greppade|klamde)"
    rf" (?:\w+ ){{0,4}}?(?:mig (?:\w+ )?(?:om|runt|over|kring|i|pa)|(?:om|runt|over|kring|mot) min) {_THROAT}"
    r"|\b(?:chok(?:e[ds]?|ing)|strangl(?:e[ds]?|ing)) (?:me|us)\b"
    r"|\b(?:grabbed|grabs|squeezed|held|holds|took) (?:me by the|my) (?:throat|neck)\b"
    r"|\b(?:hands?|arm|fingers) (?:\w+ )?(?:around|round|on) my (?:throat|neck)\b"
)
# What is no medicine, but is swallowed by mistake and is poison.
_POISON = (
    r"(?:\w*svamp(?:ar|en)?|tvattmedel\w*|diskmedel\w*|maskindisk\w*|\w*batteri\w*|gift\w*|lut|\w*rengoring\w*"
    r"|klorin\w*|bensin|tandvatska\w*|lampolja\w*|fotogen|spolarvatska\w*|kylarvatska\w*|frostskydd\w*|nikotin\w*"
    r"|snus\w*|bleach|detergent|poison\w*|batter(?:y|ies)|mushrooms?|antifreeze)"
)
_MEDICINE = (
    r"(?:\w*tablett\w*|piller\w*|\w*medicin\w*|alvedon\w*|panodil\w*|ipren\w*|overdos\w*"
    r"|pills|tablets|overdose)"
)
_SWALLOWED = re.compile(
    r"(?<!\binte )(?<!\bint )(?<!\baldrig )\b(?:tagit|tog|svalt|svalde|atit|kakat|fatt i sig"
    rf"|tryckt i (?:mig|sig)|taken|took|swallowed|eaten|ate) (?:\w+ ){{0,5}}?{_MEDICINE}(?! (?:mot|for) )"
    r"|(?<!\binte )(?<!\bint )(?<!\baldrig )\b(?:svalt|svalde|atit|druckit|drack|fatt i sig"
    rf"|swallowed|eaten|ate|drank|drunk) (?:\w+ ){{0,3}}?{_POISON}\b"
    # "har tagit nåt och vaknar inte"
    r"|\b(?:tagit|tog|took|taken) (?:nat|nagot|nagonting|something)\b"
    r"(?=.*\b(?:vakna\w*|vacka|svimma\w*|medvetslos\w*|kontakt|andas|wak(?:e|ing)|breath\w*)\b)"
)


def read_traits(text: str) -> frozenset[str]:
    """The traits that a message tells of; nothing it leaves out is told against."""
    bag = folded_words(text).split()
    folded = " ".join(fold(text).split())
    mine = _owned(bag)
    found = {
        OF_CHILD: bool(mine & _CHILDREN),
        OF_ADULT: bool(mine & _ADULTS),
        GROWN: bool(mine & (_CHILDREN | _SPOUSES)) or not _GROWN.isdisjoint(bag),
        YOUNG: not _YOUNG.isdisjoint(bag),
        MAN: _MAN.search(folded) is not None,
        VIOLENT: _VIOLENT.search(folded) is not None,
        STRANGLED: _STRANGLED.search(" ".join(bag)) is not None,
        SWALLOWED: _SWALLOWED.search(" ".join(bag)) is not None,
    }
    # "min dotters kompis" is a parent's word; "min lärare" a pupil's.
    if found[GROWN] and mine & (_CHILDREN | _SPOUSES):
        found[YOUNG] = False
    elif mine & _GROWN:
        found |= {GROWN: False, YOUNG: True}
    return frozenset(trait for trait, holds in found.items() if holds)


def _owned(bag: list[str]) -> set[str]:
    """The words that are said to be somebody of one's own: "min kompis", "mina tre barn"."""
    owned = {word for at, word in enumerate(bag) if not _MINE.isdisjoint(bag[max(0, at - _REACH) : at])}
    # "min dotters kompis" names a daughter too.
    return owned | {word.removesuffix("s") for word in owned}
