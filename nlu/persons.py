"""Who a message is about: the age, and whether somebody asks for themselves or for another."""

import re
from dataclasses import dataclass
from typing import Literal

from nlu.age import read_age
from nlu.text import fold, words
from nlu.words import terms

_CHILDREN = terms("persons", "children", "elders")
_PEERS = terms("persons", "peers")
_PARENTS = terms("persons", "parents")
_OWNERS = terms("persons", "owners")
_ABOUT_THEM = terms("persons", "third", "worry")
_ME = terms("persons", "me")
_FIRST = terms("persons", "first")
_SELF = re.compile(
    r"\b(?:i'm|im)\b|\b(?:jag|ja|i)\s+(?:\w+\s+)?(?:ar|e|mar|kan|har|vill|orkar|kanner|blir|vet|sover|hatar|langtar|"
    r"behover|tanker|skulle|fick|blev|gar|brukar|vagar|hinner|saknar|am|feel|can|cant|can't|have|want|need|was|don't|dont)\b"
)
_SAYS_SELF = re.compile(
    r"\b(?:mig sjalv|mej sjalv|galler mig|for egen del|myself|about me|det ar jag som|jag sjalv|for me)\b"
)
_SAYS_RELATIVE = re.compile(
    r"\b(?:anhorig till|orolig for (?:min|mitt|mina|en|ett|var|han|hon)|oroar mig for|nagon annan"
    r"|galler (?:min|mitt|en|ett|var)|for someone else|somebody else|worried about my"
    r"|for my (?:son|daughter|friend|child|brother|sister)|fragar at|pa uppdrag av|jag jobbar som"
    r"|ar (?:larare|kurator|lagledare|tranare|fritidsledare|skolskoterska) (?:till|pa|i|och))\b"
)


@dataclass(frozen=True)
class Person:
    """What a message says of the one the help is for; None where it says nothing.

    Attributes:
        age: Years, 5 to 110.
        for_whom: "self" or "relative".
    """

    age: int | None = None
    for_whom: Literal["self", "relative"] | None = None


def read_person(text: str) -> Person:
    """Read age and for-whom from free text ("min dotter 15", "jag går i åttan")."""
    folded = fold(text)
    for_whom = _read_for_whom(folded, [word.folded for word in words(text)])
    return Person(read_age(folded, of_another=for_whom == "relative"), for_whom)


def _read_for_whom(folded: str, bag: list[str]) -> Literal["self", "relative"] | None:
    if _SAYS_SELF.search(folded):
        return "self"
    opens_with_them = bool(_CHILDREN.intersection(bag[:1]))  # "dotter 15 vägrar skolan"
    if _SAYS_RELATIVE.search(folded) or opens_with_them or _names(bag, _CHILDREN):
        return "relative"
    spoken = set(bag)
    if _names(bag, _PEERS):
        about_them = spoken & _ABOUT_THEM or not spoken & _FIRST
        return "relative" if about_them and not spoken & _ME else None
    if spoken & _PARENTS:
        return None
    return "self" if _SELF.search(folded) else None


def _names(bag: list[str], relations: frozenset[str]) -> bool:
    """Whether a relation is named as somebody's own ("min son", "en elev", "my son")."""
    return any(
        word in relations and _OWNERS.intersection(bag[max(0, i - 2) : i]) for i, word in enumerate(bag)
    )
