"""Who a message is about: the age, and whether somebody asks for themselves or for another."""

import re
from dataclasses import dataclass
from typing import Literal

from nlu.age import (
    OLD_PARENT,
    OLDEST_MINOR,
    Ages,
    is_minor,
    read_age,
    read_ages,
    read_spoken_age,
)
from nlu.text import fold, words
from nlu.words import alternatives, terms

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
_TROUBLE = terms("persons", "trouble")
# How far before a relation its owner may stand: "min 12-åriga dotter", "sin äldsta son".
_OWNER_REACH = 3
_OLDEST_CHILD = 25
# Whom "samtal för barn" is for is nobody's child; "om hans barn" is.
_ANYBODYS = frozenset(("barn", "ungar", "kids", "children"))
_IN_GENERAL = frozenset(("for", "om", "hos"))

# What a person says of themselves: "jag mår", "jag bara orkar", "I can't".
_STATES = "ar|e|a|mar|kanner|sover|hatar|langtar|saknar|am|feel"
_ABILITIES = "kan|vill|orkar|vagar|hinner|behover|vet|tanker|skulle|can|cant|can't|want|need|don't|dont"
_EVENTS = "har|blir|fick|blev|brukar|have|skickade|rymde"
_HABITS = "dricker|roker|snusar|knarkar|spelar|ater|kraks|bantar|svalter|skolkar|grater|skar"
# "ja hon är hemma" says yes, and what follows is about her.
_NOT_OTHERS = r"(?!(?:han|hon|hen|ho|de|dom|det|den|min|mitt|mina|vi|allt|barnen)\b)"
_I_AM = rf"(?:jag|ja)\s+(?:{_NOT_OTHERS}\w+\s+)?(?:{_STATES}|{_ABILITIES}|{_EVENTS}|{_HABITS})"
_I_AM_EN = rf"i\s+(?:\w+\s+)?(?:am|feel|{_ABILITIES}|have)"
_SELF = re.compile(rf"\b(?:i'm|im)\b|\b(?:{_I_AM}|{_I_AM_EN})\b")
# How one is oneself, so that a conversation about somebody else has turned: "jag kan inte heller sova".
_OWN_STATE = re.compile(
    r"\b(?:jag|ja)\s+(?:(?!han|hon|hen|dom)\w+\s+){0,2}?"
    r"(?:mar (?:ocksa|sjalv|inte heller)|sover|kan inte (?:heller )?(?:sova|ata)|(?:hatar|skar) mig"
    r"|har angest)"
)
# "har skickat bilder till en kille", "blev slagen av min kille": the one who writes leaves out the "jag".
_ELIDED = re.compile(
    r"^(?:hej\W+)?(?:har|blev|blir|fick|skickade|gjorde|orkar|vagar|mar|kanner|hatar|saknar|brakade)\s"
    r"(?!(?:min|mitt|mina|en|ett|han|hon|man|jag|du|ni|de|dom|det)\b)"
)
# Somebody has died: the one who writes is the one who grieves.
_DIED = re.compile(
    r"\b(?:har dott|dog|(?:har )?gatt bort|gick bort|avled|avlidit|ar dod|begravning\w*|died|passed away"
    r"|(?:tog|tagit) (?:sitt liv|livet av sig)|(?:begick|begatt) sjalvmord"
    r"|took (?:his|her|their) own life)\b"
)
# "farmor är så ensam sen farfar dog": when it began, and nobody's loss but hers.
_SINCE = re.compile(r"\b(?:sen|sedan|efter att|since|after)\s(?:\w+\s){1,3}$")
# "barnen är 3 och 6": the ages of several children tell of the family, not of who the help is for.
_AGES_OF_SEVERAL = re.compile(
    rf"\b(?:{alternatives(terms('persons', 'several'))})\s(?:ar|e|are)\s"
    r"\d{1,2}(?:\s?,\s?\d{1,2})*\s(?:och|o|and)\s\d{1,2}(?:\sar)?\b"
)
_LITTLE_BESIDE = 3

# "jag menar jag har en dotter som skär sig", "jag menar att jag är orolig för min kompis" are of another.
_A_CHILD = rf"(?:min|mitt|mina|var|vart|vara|en|ett|tva|tre) (?:\S+ )?(?:{alternatives(_CHILDREN)})"
_OF_NO_OTHER = rf"(?!.*\b(?:{_A_CHILD}|oroliga? for (?:min|mitt|mina|en|ett)|hjalpa (?:min|mitt|mina))\b)"
_MEANS_MYSELF = rf"(?:mig|jag (?:sjalv|mar|kanner|skar|(?:har|ar|vill){_OF_NO_OTHER}))"
# "det gäller mig", "för egen del", "söker själv": for whom, said outright.
_MYSELF = (
    r"m[ie][gj] sjalv|galler m[ie][gj]|mig det galler|for mig|det (?:ar|e|a) ja?g? som|alltsa jag?|int morsan"
    rf"|jag mena(?:r|de) (?:att )?(?:det ar )?{_MEANS_MYSELF}"
    r"|myself|about me|(?<!not )for me"
)
# "det är svårt för mig" says it of a conversation that has hardly begun, not against what was said before.
_HARDLY_SAYS = frozenset(("for mig", "for me"))
_OWN_SAKE = r"(?:for|av) egen del|egen skull|egen rakning|egna problem|(?:min|mitt|mina) eg(?:en|et|na) \w+"
# "jag är dottern haha", "jag är hans son": a child who was taken for a relative.
_THE_CHILD = (
    r"jag (?:ar|e) (?:ju |bara |faktiskt )?(?:(?:hans|hennes|deras) )?"
    r"(?:dottern|sonen|barnet|dotter|son|barn|ett barn|eleven|ungdomen)(?! till)"
)
_ALONE = r"(?:soka|samtal|hjalp|traffa nan) sjalv|sok(?:er|a)(?: hjalp)? sjalv"
_SAYS_SELF = re.compile(rf"\b(?:{_MYSELF}|{_OWN_SAKE}|{_THE_CHILD}|{_ALONE})\b(?! barn)")

# "orolig för min", "gäller mamma", "frågar åt": somebody else, said outright.
_WORRIED = (
    r"anhorig till|orolig for (?:min|mina|en|ett|var|han|hon)\b|oroar mig for|worried about my"
    r"|for my (?:son|daughter|friend|child|brother|sister)"
)
_ANOTHER = (
    r"nagon annan|annan person|(?:ar|e|galler) inte (?:jag|mig|mej)\b(?! som)|inte for m[ie][gj]"
    r"|not (?:about|for) me|for someone else|somebody else|till en \d+-?aring"
    r"|galler (?:det )?(?:min|mitt|mina|en|ett|var|mamma|pappa|morsan|farsan)"
    r"|(?:fragar|skriver|ringer|soker) at|en ung (?:man|kvinna|vuxen)"
)
_AT_WORK = (
    r"pa uppdrag av|jag jobbar som"
    r"|ar (?:larare|kurator|lagledare|coach|tranare|fritidsledare|skolskoterska) (?:till|pa|i|och|for|at)"
    r"|(?:tranar|coachar) (?:ett|en|laget)|i (?:laget|klassen) jag (?:tranar|har|undervisar)"
)
_IN_CARE = (
    r"jag (?:ar|e) (?:\w+ ){0,2}(?:larare|coach|tranare|ledare|fritidsledare)\b.*"
    r"\ben (?:kille|tjej|spelare|elev|flicka|pojke)"
)
_AS_PARENTS = (
    r"var (?:son|dotter)|vi ar (?:mor och far|foraldrar)|(?:ar|e) (?:ett )?familjehem|vart familjehem"
    r"|(?:ar|e) (?:\w+ )?(?:familjehemsforalder|familjehemsmamma|familjehemspappa|fosterforalder)"
    r"|(?:ar|e) (?:hans|hennes|deras) (?:mamma|pappa|mor|far|mormor|morfar|farmor|farfar"
    r"|moster|faster|kompis|van|syster|bror|larare|gudmor|granne)"
    r"|(?:ar|e) (?:gudmor|gudfar|bonuspappa|bonusmamma) (?:till|at)"
    r"|placerad hos (?:oss|mig)"
)
_SAYS_RELATIVE = re.compile(rf"\b(?:{_WORRIED}|{_ANOTHER}|{_AT_WORK}|{_IN_CARE}|{_AS_PARENTS})\b")
# What somebody's partner does to them: it is about the one who writes.
_PARTNER = (
    r"(?:min|mitt|my) (?:kille|tjej|pojkvan|flickvan|partner|sambo|man|fru|ex|boyfriend|girlfriend|husband"
    r"|wife)"
)
_TO_ME = re.compile(
    rf"\b{_PARTNER} (?:\w+ )?(?:gjort slut|gjorde slut|gor slut|dumpade?|lamnade|lamnat mig|tjatar om"
    r"|pressar mig|(?:har varit|ar|e) otrogen|broke up|dumped|cheat\w*|pressures me|keeps asking)\b"
)
# "tolvåringen", "min 12-åriga dotter".
_CHILD_OF_AGE = re.compile(r"\b(?:\w+aringen|\w+ariga? (?:dotter|son|elev))\b")


# "jag tror att min bror röker": what is only thought says nothing of the one who thinks it.
_THINKS = re.compile(
    r"\b(?:jag|ja|i) (?:\w+ )?"
    r"(?:tror|vet|misstanker|marker|ser|tycker|horde|upptackte|think|know|suspect|believe)"
    r" (?:att |that )?(?=(?:min|mitt|mina|my)\b)"
)


@dataclass(frozen=True)
class Person:
    """What a message says of the one the help is for; None where it says nothing.

    Attributes:
        age: Years, 1 to 110.
        for_whom: "self" or "relative".
        minor: The age is 17 because all that was said is "under 18".
        own_age: The writer's age, where the message says that it is theirs.
        their_age: Somebody else's, where it says that.
        surely: Whether `for_whom` holds against what was said before, and is not only likely.
    """

    age: int | None = None
    for_whom: Literal["self", "relative"] | None = None
    minor: bool = False
    own_age: int | None = None
    their_age: int | None = None
    surely: bool = True


def read_person(text: str, but_places: str | None = None) -> Person:
    """Read age and for-whom from free text ("min dotter 15", "jag går i åttan").

    Args:
        text: The message.
        but_places: The message with a comma for each place it names, where it names any: "malå 18" tells
            an age.
    """
    # Runs of blanks cost the expressions of ages time that grows with their square.
    folded = _THINKS.sub("", " ".join(fold(text).split()))
    if (several := _AGES_OF_SEVERAL.search(folded)) and _only(several, folded):
        return Person()
    bag = [word.folded for word in words(folded)]
    bare = " ".join(fold(but_places).split()) if but_places is not None and but_places != text else None
    for_whom = _read_for_whom(folded, bag, bare)
    age = read_age(folded, for_whom == "relative", bare)
    ages = read_ages(folded if bare is None else bare)
    surely = for_whom is not None and _surely(for_whom, folded, bag, ages)
    minor = age == OLDEST_MINOR and is_minor(folded)
    return Person(age, for_whom, minor, ages.own, ages.theirs, surely)


def _only(found: re.Match[str], folded: str) -> bool:
    """Whether a message tells little more than what was found in it."""
    return len((folded[: found.start()] + folded[found.end() :]).split()) <= _LITTLE_BESIDE


def _surely(for_whom: str, folded: str, bag: list[str], ages: Ages) -> bool:
    """Whether a message turns the conversation to this one, or only mentions them."""
    if (said := _SAYS_SELF.search(folded)) or _SAYS_RELATIVE.search(folded):
        return said is None or said[0] not in _HARDLY_SAYS
    spoken = set(bag)
    if for_whom == "self":
        return _OWN_STATE.search(folded) is not None and not spoken & (
            _THIRD | _PEERS | _CHILDREN | _DEFINITE
        )
    named = _names(bag, _CHILDREN | _PEERS) or spoken & _DEFINITE or (bag[:1] and bag[0] in _CHILDREN)
    return bool(named and (spoken & _TROUBLE or ages.theirs is not None)) or bool(
        _CHILD_OF_AGE.search(folded)
    )


def _read_for_whom(folded: str, bag: list[str], bare: str | None) -> Literal["self", "relative"] | None:
    said = _said(folded)
    if said is not None:
        return said
    spoken = set(bag)
    opens_with_them = bool(_CHILDREN.intersection(bag[:1]))  # "dotter 15 vägrar skolan"
    theirs = opens_with_them or _names(bag, _CHILDREN) or spoken & _DEFINITE or _CHILD_OF_AGE.search(folded)
    if _grieves(folded) and (theirs or _names(bag, _PEERS) or spoken & _PARENTS):
        return "self"
    if theirs:
        return "relative"
    if _names(bag, _PEERS):
        if _ELIDED.search(folded) or _TO_ME.search(folded):
            return "self"
        about_them = spoken & _ABOUT_THEM or not spoken & _FIRST
        return "relative" if about_them and not spoken & _ME else None
    age = read_spoken_age(folded, of_another=False, but_places=bare)
    return _alone(folded, bag, age, with_parent=bool(spoken & _PARENTS))


def _grieves(folded: str) -> bool:
    """Whether somebody has died, and it is not only said since when another has a hard time."""
    died = _DIED.search(folded)
    since = _SINCE.search(folded[: died.start()]) if died else None
    return died is not None and not (since and _names(folded[: since.start()].split(), _CHILDREN | _PEERS))


def _said(folded: str) -> Literal["self", "relative"] | None:
    """Said outright; "mitt eget drickande" weighs more than whom one worries for."""
    if _SAYS_SELF.search(folded):
        return "self"
    return "relative" if _SAYS_RELATIVE.search(folded) else None


def _alone(
    folded: str, bag: list[str], age: int | None, with_parent: bool
) -> Literal["self", "relative"] | None:
    """Nobody else is named, or only a parent: whose trouble is it?"""
    if with_parent:
        if age is not None and age >= OLD_PARENT:
            return "relative"
        return "self" if age is not None and age <= _OLDEST_CHILD else None
    if _SELF.search(folded):
        return "self"
    if age is not None and (_THIRD | {"sig"}).intersection(bag) and not _SURELY_FIRST.intersection(bag):
        return "relative"  # "han är 12"
    tells_more_than_age = len(bag) > 2
    return "self" if age is not None and tells_more_than_age else None


def _names(bag: list[str], relations: frozenset[str]) -> bool:
    """Whether a relation is named as somebody's own ("min son", "en elev", "my son")."""
    return any(
        word in relations
        and (owners := _OWNERS.intersection(bag[max(0, i - _OWNER_REACH) : i]))
        and not (word in _ANYBODYS and owners <= _IN_GENERAL)
        for i, word in enumerate(bag)
    )
