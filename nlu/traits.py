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
# Somebody close took their own life.
SUICIDE_LOSS: Final = "suicide_loss"
# Who lives outside the county; told by a place, and taken back by one within it (bot/answers/readers.py).
OUTSIDE: Final = "outside"
# Of the one it is about: a child in the writer's care, or somebody of their own age or older.
OF_CHILD: Final = "of_child"
OF_ADULT: Final = "of_adult"

_MINE = terms("traits", "mine")
_CHILDREN = terms("persons", "children")
_SPOUSES = terms("traits", "spouses")
_ADULTS = terms("traits", "adults", "spouses") | terms("persons", "elders")
_YOUNG, _GROWN = terms("traits", "young"), terms("traits", "grown")
_GROWN_AFFAIRS, _ELDERS = terms("traits", "grown_affairs"), terms("persons", "parents") - {"far"}  # "jag får"
# "min sambo", but not "min mammas sambo".
_OWN_HOUSEHOLD = re.compile(
    r"\b(?:min|mitt|mina|my) (?:nya |fd |ex )?(?:sambo|barnbarn|grandchild(?:ren)?)\b"
)
_LOST_TO_SUICIDE = re.compile(
    r"\b(?:tog|tagit) (?:sitt (?:eget )?liv|livet av sig)\b(?! nastan)|\b(?:begick|begatt) sjalvmord\b"
    r"|\b(?:took (?:his|her|their) own life|died by suicide)\b"
    r"|\b(?:dog|dott|efter|genom) (?:\w+ )?(?:sjalvmord|suicid)\b"
)
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

_STRANGLED = re.compile(
    r"(?<!\bjag )\b(?:tog|tagit|tar) (?:\w+ )?str[uy]ptag|\bstr(?:op|yper|ypte|ypt) (?:mig|mej|oss)\b"
    r"|\b(?:choke[ds]|strangle[ds]) (?:me|us)\b"
)
_MEDICINE = (
    r"(?:\w*tablett\w*|piller\w*|\w*medicin\w*|alvedon\w*|panodil\w*|ipren\w*|overdos\w*"
    r"|pills|tablets|overdose)"
)
_SWALLOWED = re.compile(
    r"(?<!\binte )(?<!\bint )(?<!\baldrig )\b(?:tagit|tog|svalt|svalde|atit|kakat|fatt i sig"
    rf"|tryckt i (?:mig|sig)|taken|took|swallowed) (?:\w+ ){{0,5}}?{_MEDICINE}(?! (?:mot|for) )"
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
        GROWN: bool(mine & (_CHILDREN | _SPOUSES)) or not _GROWN.isdisjoint(bag) or _has_grown_affairs(bag),
        YOUNG: not _YOUNG.isdisjoint(bag),
        MAN: _MAN.search(folded) is not None,
        VIOLENT: _VIOLENT.search(folded) is not None,
        STRANGLED: _STRANGLED.search(" ".join(bag)) is not None,
        SWALLOWED: _SWALLOWED.search(" ".join(bag)) is not None,
        SUICIDE_LOSS: _LOST_TO_SUICIDE.search(" ".join(bag)) is not None,
    }
    # "min dotters kompis" is a parent's word; "min lärare" a pupil's.
    if found[GROWN] and mine & (_CHILDREN | _SPOUSES):
        found[YOUNG] = False
    elif mine & _GROWN:
        found |= {GROWN: False, YOUNG: True}
    return frozenset(trait for trait, holds in found.items() if holds)


def _has_grown_affairs(bag: list[str]) -> bool:
    """Whether somebody writes of what only the grown have: a pension, debts with Kronofogden, grandchildren.

    A parent's are a child's worry.
    """
    told = " ".join(bag)
    a_parents = not _ELDERS.isdisjoint(bag) or "min far" in told
    return (not _GROWN_AFFAIRS.isdisjoint(bag) and not a_parents) or _OWN_HOUSEHOLD.search(told) is not None


def _owned(bag: list[str]) -> set[str]:
    """The words that are said to be somebody of one's own: "min kompis", "mina tre barn"."""
    owned = {word for at, word in enumerate(bag) if not _MINE.isdisjoint(bag[max(0, at - _REACH) : at])}
    # "min dotters kompis" names a daughter too.
    return owned | {word.removesuffix("s") for word in owned}
