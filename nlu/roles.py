"""Who does what in a message: the same words are of another need when the one who writes does the deed.

The classifier weighs words, and "jag slog min flickvän" has the words of somebody who is beaten.
"""

import re
from dataclasses import replace

from nlu.decision import Outcome
from nlu.persons import read_person
from nlu.text import fold
from nlu.traits import BY_ONESELF, ONESELF

_WHOM = (
    r"(?:till )?(?:min|mitt|mina|vart|vara|honom|henne|han|hon|dom|dem|mamma|pappa|morsan|farsan|my|him|her)"
)
_HITS = r"(?:slog|slar|slagit|sla|sparkade|sparkar|knuffade|strypte|hit|hurt|beat)"
_DID_HARM = re.compile(rf"{BY_ONESELF}{_HITS}\s+{_WHOM}\b(?!\s+(?:mig|mej|oss)\b)(?!.*\btillbaka\b)")
# "jag vill skada folk": the words of who harms themselves, but of others.
_WOULD_HARM = re.compile(
    r"\b(?:jag|ja|i)\s+(?:vill|ska|skulle|kan|tanker|want to|will)\s+(?:\w+\s+)?(?:skada|hurt)\s+"
    rf"(?!{ONESELF})"
)
# "han har aldrig gjort mig illa" is of him, not of somebody who cuts themselves.
_IS_HURT = re.compile(
    r"\b(?:han|hon|hen|de|dom|pappa|mamma|he|she|they)\s+(?:\w+\s+){0,2}?(?:gor|gjort|gjorde)\s+(?:mig|oss)\s+illa\b"
)
# "jag har blivit pappa": the parent is the one who writes, not one who is ill.
_IS_A_PARENT = re.compile(
    r"\b(?:jag|vi)\s+(?:\w+\s+){0,2}?(?:blivit|bli|blir|ar)\s+(?:(?:en|ensam|nybliven|ung)\s+)*"
    r"(?:mamma|pappa|foralder|foraldrar)\b"
)
# "tror jag är alkis": nobody's parent is spoken of.
_ADDICTED_ONESELF = re.compile(
    r"\b(?:jag|ja|i)\s+(?:\w+\s+){0,2}?(?:ar|e|am|blivit|blir)\s+(?:\w+\s+){0,2}?"
    r"(?:alkis|alkoholist|missbrukare|narkoman|beroende|alcoholic|addict|addicted)\b"
)
_A_PARENT = re.compile(
    r"\b(?:mamma|pappa|morsa|farsa|mor|far|foral|paron|styv|bonus|mom|mum|dad|parent|mother|father)"
)
# "jag är farmor till en pojke på 12", "mormor här, barnbarnet röker": the help is for the grandchild. "min
# farmor" is told of, and "jag är farmor och ensam" asks for herself.
_GRANDPARENT = r"(?:mormor|morfar|farmor|farfar|grandmother|grandma|grandfather|grandpa)"
_WRITES_AS_GRANDPARENT = re.compile(
    rf"(?:\b(?:jag|ja|i)\s+(?:ar|e|am)\s+(?:\w+\s+){{0,2}}?|\bi'm\s+(?:a\s+)?|\bsom\s+|^\W*(?:hej\W+)?(?:ar\s+|e\s+)?)"
    rf"{_GRANDPARENT}\b(?!\s+(?:ar|e|har|is)\s)|^\W*(?:hej\W+)?{_GRANDPARENT}\s+(?:har|here)\s*[,.]"
)
_GRANDCHILD = re.compile(
    r"\b(?:barnbarn\w*|sonson\w*|dotterson\w*|sondotter\w*|dotterdotter\w*|grandsons?|granddaughters?|grandchild\w*"
    r"|pojk\w*|flick(?:a|an|or)|kill(?:e|en|ar)|tjej(?:en|er)?|barnen|barnet|sonen|dottern"
    r"|(?:hans|hennes|deras|his|her) (?:mormor|morfar|farmor|farfar))\b"
)
# "barnbarnen kommer aldrig" is of a lonely grandparent.
_OLD_NEED = re.compile(
    r"\b(?:dement|demens|hemtjanst\w*|aldreboende\w*|min (?:man|fru|make|maka)"
    rf"|{_GRANDPARENT}\W+(?:och\W+|and\W+)?(?:ensam|lonely)|jag (?:ar |mig |ar sa )?ensam"
    r"|jag (?:har )?ramla\w*|(?:kommer|ringer|halsar pa|hor av sig) (?:aldrig|sallan)|bor (?:sa )?langt bort"
    r"|kan (?:inte|int) (?:handla|stada|laga mat))\b"
)
# All that is said is for whom it is.
_ONLY_WHOM = re.compile(
    r"\W*(?:(?:nej|nae|ja|jo|men|alltsa|fast|asso)\W+)*"
    r"(?:jag (?:ar|e) (?:ju |bara |faktiskt )?(?:dottern|sonen|barnet|ungdomen|den unga|eleven)"
    r"|det (?:ar|e) jag som (?:mar daligt|behover hjalp)|det galler (?:mig|mej)(?: sjalv)?)"
    r"(?:\W+(?:haha|hehe|lol|ju|sjalv|har|d?a))*\W*"
)


# "pappa är sjukskriven för utmattning": the words are those of one's own illness.
_ILL = (
    r"(?:\w*deprimerad|deppig|utmattad|utmattning\w*|utbrand|bipolar|psykos|psykotisk|\w*angest\w*"
    r"|panikattacker|sjukskriven|psykiskt? sjuk|mar (?:\w+ )?(?:daligt|kass|kasst)"
    r"|depressed|depression|burnout|anxiety)"
)
_PARENT_IS_ILL = re.compile(
    r"\b(?:mamma|pappa|morsan|farsan|mor|far|mom|mum|dad)\b(?:(?!\b(?:jag|ja|mig)\b)[^.!?]){0,60}?"
    r"\b(?:ar|har|e|mar|fatt|has|is)\b"
    rf"(?:(?!\b(?:jag|ja|mig)\b)[^.,!?]){{0,30}}?{_ILL}\b"
)
_OWN_ILLNESS = frozenset(("low_mood", "anxiety", "stress", "psychosis", "general_care"))
# What somebody does to whom, the topic its words are taken for, and the one that is meant.
_DEEDS = (
    (_DID_HARM, "violence", "anger"),
    (_WOULD_HARM, "self_harm", "anger"),
    (_IS_HURT, "self_harm", "violence"),
)
# As old as a child who is met as one may be.
_OLDEST_CHILD = 20


def by_role(text: str, outcome: Outcome) -> Outcome:
    """The decision, where it depends on who does what or for whom it is."""
    folded = fold(text)
    if _ONLY_WHOM.fullmatch(folded):
        return Outcome("tell_for_whom")
    topics = _by_deed(folded, outcome.topics)
    if _IS_A_PARENT.search(folded) and len(topics) > 1:
        topics = tuple(topic for topic in topics if topic != "parent_illness")
    if _ADDICTED_ONESELF.search(folded) and not _A_PARENT.search(folded) and "parent_illness" in topics:
        topics = tuple(topic for topic in topics if topic != "parent_illness") or ("alcohol_drugs",)
    if _has_an_ill_parent(text, folded) and topics and topics[0] in _OWN_ILLNESS:
        topics = ("parent_illness", *(topic for topic in topics[1:] if topic != "parent_illness"))
    options = outcome.options
    if _asks_for_a_grandchild(folded):
        options = tuple(option for option in options if option != "older_people")
        if "older_people" in topics:
            topics = tuple(topic for topic in topics if topic != "older_people") or ("relative_support",)
    if topics == outcome.topics:
        return replace(outcome, options=options)
    options = tuple(option for option in options if option not in topics)
    return replace(outcome, intent=topics[0], topics=topics, options=options)


def _by_deed(folded: str, topics: tuple[str, ...]) -> tuple[str, ...]:
    """The topics, by who harms whom."""
    for deed, taken, meant in _DEEDS:
        if deed.search(folded):
            topics = tuple(dict.fromkeys(meant if topic == taken else topic for topic in topics))
    return topics


def _asks_for_a_grandchild(folded: str) -> bool:
    as_grandparent = _WRITES_AS_GRANDPARENT.search(folded) and _GRANDCHILD.search(folded)
    return bool(as_grandparent) and not _OLD_NEED.search(folded)


def _has_an_ill_parent(text: str, folded: str) -> bool:
    """Whether somebody young tells that a parent is ill, rather than they themselves."""
    if _PARENT_IS_ILL.search(folded) is None:
        return False
    own_age = read_person(text).own_age
    return own_age is not None and own_age <= _OLDEST_CHILD
