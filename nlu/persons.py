"""Who a message is about: the age, and whether somebody asks for themselves or for another."""

import re
from dataclasses import dataclass
from typing import Literal

from nlu.age import OLDEST_MINOR, is_minor, read_age, read_age_beside_a_place
from nlu.text import fold, words
from nlu.words import terms

_CHILDREN = terms("persons", "children", "elders")
_PEERS = terms("persons", "peers")
_DEFINITE = terms("persons", "definite")
_PARENTS = terms("persons", "parents")
_OWNERS = terms("persons", "owners")
_ABOUT_THEM = terms("persons", "third", "worry")
_THIRD = terms("persons", "third") - {"de"}
# English "I" is also the Swedish "i".
_SURELY_FIRST = terms("persons", "first") - {"i"}
_ME = terms("persons", "me")
_FIRST = terms("persons", "first")
# How far before a relation its owner may stand: "min 12-åriga dotter", "sin äldsta son".
_OWNER_REACH = 3
# A parent this old is the one who needs help; a child of an ill parent asks for itself.
_OLD_PARENT = 50
_OLDEST_CHILD = 25

# What a person says of themselves: "jag mår", "jag bara orkar", "I can't".
_STATES = "ar|e|a|mar|kanner|sover|hatar|langtar|saknar|am|feel"
_ABILITIES = "kan|vill|orkar|vagar|hinner|behover|vet|tanker|skulle|can|cant|can't|want|need|don't|dont"
_EVENTS = "har|blir|fick|blev|brukar|have"
_SELF = re.compile(rf"\b(?:i'm|im)\b|\b(?:jag|ja|i)\s+(?:\w+\s+)?(?:{_STATES}|{_ABILITIES}|{_EVENTS})\b")

# "det gäller mig", "för egen del", "söker själv": for whom, said outright.
_MYSELF = (
    r"m[ie][gj] sjalv|galler m[ie][gj]|mig det galler|for mig|det (?:ar|e|a) ja?g? som|alltsa jag?|int morsan"
    r"|myself|about me|(?<!not )for me"
)
_OWN_SAKE = r"(?:for|av) egen del|egen skull|egen rakning|egna problem|(?:min|mitt|mina) eg(?:en|et|na) \w+"
_ALONE = r"(?:soka|samtal|hjalp|traffa nan) sjalv|sok(?:er|a)(?: hjalp)? sjalv"
_SAYS_SELF = re.compile(rf"\b(?:{_MYSELF}|{_OWN_SAKE}|{_ALONE})\b(?! barn)")

# "orolig för min", "gäller mamma", "frågar åt": somebody else, said outright.
_WORRIED = (
    r"anhorig till|orolig for (?:min|mina|en|ett|var|han|hon)\b|oroar mig for|worried about my"
    r"|for my (?:son|daughter|friend|child|brother|sister)"
)
_ANOTHER = (
    r"nagon annan|annan person|not for me|for someone else|somebody else|till en \d+-?aring"
    r"|galler (?:min|en|ett|var|mamma|pappa|morsan|farsan)|(?:fragar|skriver|ringer|soker) at"
    r"|en ung (?:man|kvinna|vuxen)"
)
_AT_WORK = (
    r"pa uppdrag av|jag jobbar som"
    r"|ar (?:larare|kurator|lagledare|tranare|fritidsledare|skolskoterska) (?:till|pa|i|och)"
)
_AS_PARENTS = r"var (?:son|dotter)|vi ar (?:mor och far|foraldrar)"
_SAYS_RELATIVE = re.compile(rf"\b(?:{_WORRIED}|{_ANOTHER}|{_AT_WORK}|{_AS_PARENTS})\b")
# "tolvåringen", "min 12-åriga dotter".
_CHILD_OF_AGE = re.compile(r"\b(?:\w+aringen|\w+ariga? (?:dotter|son|elev))\b")


@dataclass(frozen=True)
class Person:
    """What a message says of the one the help is for; None where it says nothing.

    Attributes:
        age: Years, 1 to 110.
        for_whom: "self" or "relative".
        minor: The age is 17 because all that was said is "under 18".
    """

    age: int | None = None
    for_whom: Literal["self", "relative"] | None = None
    minor: bool = False


def read_person(text: str, but_places: str | None = None) -> Person:
    """Read age and for-whom from free text ("min dotter 15", "jag går i åttan").

    Args:
        text: The message.
        but_places: The message without the names of places, where it has any: "malå 18" tells an age.
    """
    folded = fold(text)
    bag = [word.folded for word in words(text)]
    for_whom = _read_for_whom(folded, bag)
    of_another = for_whom == "relative"
    age = read_age(folded, of_another)
    if age is None and but_places is not None and but_places != text:
        age = read_age_beside_a_place(folded, fold(but_places))
    return Person(age, for_whom, minor=age == OLDEST_MINOR and is_minor(folded))


def _read_for_whom(folded: str, bag: list[str]) -> Literal["self", "relative"] | None:
    said = _said(folded)
    if said is not None:
        return said
    spoken = set(bag)
    opens_with_them = bool(_CHILDREN.intersection(bag[:1]))  # "dotter 15 vägrar skolan"
    if opens_with_them or _names(bag, _CHILDREN) or spoken & _DEFINITE or _CHILD_OF_AGE.search(folded):
        return "relative"
    if _names(bag, _PEERS):
        about_them = spoken & _ABOUT_THEM or not spoken & _FIRST
        return "relative" if about_them and not spoken & _ME else None
    return _alone(folded, bag, with_parent=bool(spoken & _PARENTS))


def _said(folded: str) -> Literal["self", "relative"] | None:
    """Said outright; "mitt eget drickande" weighs more than whom one worries for."""
    if _SAYS_SELF.search(folded):
        return "self"
    return "relative" if _SAYS_RELATIVE.search(folded) else None


def _alone(folded: str, bag: list[str], with_parent: bool) -> Literal["self", "relative"] | None:
    """Nobody else is named, or only a parent: whose trouble is it?"""
    age = read_age(folded, of_another=False)
    if with_parent:
        if age is not None and age >= _OLD_PARENT:
            return "relative"
        return "self" if age is not None and age <= _OLDEST_CHILD else None
    if _SELF.search(folded):
        return "self"
    if age is not None and _THIRD.intersection(bag) and not _SURELY_FIRST.intersection(bag):
        return "relative"  # "han är 12"
    tells_more_than_age = len(bag) > 2
    return "self" if age is not None and tells_more_than_age else None


def _names(bag: list[str], relations: frozenset[str]) -> bool:
    """Whether a relation is named as somebody's own ("min son", "en elev", "my son")."""
    return any(
        word in relations and _OWNERS.intersection(bag[max(0, i - _OWNER_REACH) : i])
        for i, word in enumerate(bag)
    )
