"""What a message tells that lasts: its writer is young, grown, a man, violent, was strangled, took pills."""

import re
from typing import Final

from nlu.harms import tells_of_strangling, tells_of_swallowing
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
_HARM = alternatives(terms("traits", "harms"))
# What is harmed, where that is oneself; and what may stand before it where nobody else does the harm.
ONESELF: Final = rf"(?:{alternatives(terms('traits', 'oneself'))})\b"
BY_ONESELF: Final = rf"\b(?:jag|ja|i)\s+(?:(?:{alternatives(terms('traits', 'between'))})\s+){{0,8}}?"
# "ja, ibland slår pappa mamma".
_HITS_ANOTHER = (
    r"\s(?:han|hon|de|dom|pappa|mamma|farsan|morsan)\s(?:mig|mej|oss|mamma|pappa|honom|henne|min)\b"
)
_VIOLENT = re.compile(
    rf"{BY_ONESELF}(?:{_HARM})\b(?!\s(?:ihjal )?{ONESELF})(?!{_HITS_ANOTHER})"
    r"|\bjag (?:ar|blir|e) (?:valdsam|aggressiv)\b"
)

_THROAT = r"(?:hals\w*|strup\w*|nacken)"
_STRANGLED = re.compile(
    r"(?<!\bjag )\b(?:tog|tagit|tar|ta) (?:\w+ )?str[uy]p(?:tag|grepp)\b"
    r"|(?<!\bjag )\bstr(?:op|yper|ypte|ypt|ypa) (?:\w+ )?(?:mig|mej|oss)\b|\bblev strypt\b"
    rf"|(?<!\bjag )\b(?:tog|tar|tagit|ta|holl|haller|hallit|tryckte|trycker|grep|greppade|klamde)"
    rf" (?:\w+ ){{0,4}}?(?:mig (?:\w+ )?(?:om|runt|over|kring|i|pa)|(?:om|runt|over|kring|mot) min) {_THROAT}"
    r"|\b(?:chok(?:e[ds]?|ing)|strangl(?:e[ds]?|ing)) (?:me|us)\b"
    r"|\b(?:grab\w*|squeez\w*|held|holds|took) (?:me by the|my) (?:throat|neck)\b"
    r"|\b(?:hands?|arm|fingers) (?:\w+ )?(?:around|round|on) my (?:throat|neck)\b"
)
# What is no medicine, but is swallowed by mistake and is poison.
_POISON = (
    r"(?:\w*svamp(?:ar|en)?|tvattmedel\w*|diskmedel\w*|maskindisk\w*|\w*batteri\w*|gift\w*|lut|\w*rengoring\w*"
    r"|klorin\w*|bensin|tandvatska\w*|lampolja\w*|fotogen|spolarvatska\w*|kylarvatska\w*|frostskydd\w*|nikotin\w*"
    r"|snus\w*|bleach|detergent|poison\w*|batter(?:y|ies)|mushrooms?|antifreeze)"
)
_MEDICINE = (
    r"(?:\w*tablett\w*|\w*piller\w*|\w*medicin\w*|alvedon\w*|panodil\w*|ipren\w*|overdos\w*"
    r"|pills|tablets|overdose|meds|painkillers?|paracetamols?|ibuprofen|aspirin|tylenol)"
)
_TOOK = (
    r"(?:tagit|tog|svalt|svalde|atit|(?<=jag )at|(?<=han )at|(?<=hon )at|kakat|fatt i sig"
    r"|tryckt i (?:mig|sig)|taken|took|swallowed|eaten|ate)"
)
# "läkaren tog bort min medicin", "det tog tid att få medicin".
_NOT_IN = r"(?!(?:bort|ut|upp|emot|hem|fram|med|ner|slut|tid|lang|kontakt|hand|hjalp|beslut|att|out|off)\b)"
_SWALLOWED = re.compile(
    rf"(?<!\binte )(?<!\bint )(?<!\baldrig )\b{_TOOK} (?:{_NOT_IN}\w+ ){{0,5}}?{_MEDICINE}\b(?! (?:mot|for) )"
    r"(?! (?:bort|away|ifran|from (?:me|us|her|him)|fran (?:mig|mej|oss|honom|henne|dem|dom))\b)"
    r"|(?<!\binte )(?<!\bint )(?<!\baldrig )\b(?:svalt|svalde|atit|druckit|drack|fatt i sig"
    rf"|swallowed|eaten|ate|drank|drunk) (?:\w+ ){{0,3}}?{_POISON}\b"
    r"|\b(?:i|i've|he|she|they) (?:\w+ )?overdosed\b"
    # "har tagit nåt och vaknar inte"
    r"|\b(?:tagit|tog|took|taken) (?:nat|nagot|nagonting|something)\b"
    r"(?=.*\b(?:vakna\w*|vacka|svimma\w*|medvetslos\w*|kontakt|andas|wak(?:e|ing)|breath\w*)\b)"
)
# One's own medicine as it is taken every day, unless something tells that it was too much.
_ORDINARY = re.compile(
    rf"(?:^(?:har |nu )*|\b(?:jag|ja|vi|i) (?:(?:har|hade|have|just|precis|nyss|alltid|redan) )*){_TOOK}"
    rf" (?:mina?|mitt|my) (?:\w+ ){{0,2}}?{_MEDICINE}"
    rf"|\b{_TOOK} (?:jag (?:mina?|mitt)|sin|sina|p|akut p) (?:\w+ ){{0,2}}?{_MEDICINE}"
    rf"|\b{_TOOK} (?:\w+ ){{0,3}}?{_MEDICINE} (?:i|for) (?:\w+ ){{1,2}}"
    r"(?:ar|manad\w*|veck\w*|years?|months?|weeks?)\b"
    rf"|\b{_TOOK} (?:adhd|astma|allergi) {_MEDICINE}"
    rf"|\b{_TOOK} (?:en|ett|tva|1|2|one|two) (?:alvedon|panodil|ipren)\b"
)
_TOO_MUCH = re.compile(
    r"\b(?:alla|allt|allihop|hela|hel|(?:jatte)?manga|massa|massor|mer|mycket|dubbel\w*|overdos\w*|kart\w*|burk\w*"
    r"|\d{2,}(?! (?:ar|mg|manader|veckor|years?))"
    r"|tio|femton|tjugo|trettio|fyrtio|femtio|ganger|pa en gang|fel|misstag"
    r"|do|doda\w*|dor|leva|livet|snurra\w*|yr|krak\w*|spy\w*|somna\w*|sluddr\w*|vakna\w*|medvetslos\w*|andas"
    r"|illa|ont|kramp\w*|hjarta\w*|angra\w*|hejda|farval|brev|all|many|much|whole|lots?|handful|bottle|double|twice"
    r"|overdose|die|dying|dizzy|sick|sleepy|regret|wrong|goodbye)\b"
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
        STRANGLED: _STRANGLED.search(" ".join(bag)) is not None or tells_of_strangling(text),
        SWALLOWED: _has_swallowed(" ".join(bag)) or tells_of_swallowing(text),
        SUICIDE_LOSS: _LOST_TO_SUICIDE.search(" ".join(bag)) is not None,
    }
    # "min dotters kompis" is a parent's word; "min lärare" a pupil's.
    if found[GROWN] and mine & (_CHILDREN | _SPOUSES):
        found[YOUNG] = False
    elif mine & _GROWN:
        found |= {GROWN: False, YOUNG: True}
    return frozenset(trait for trait, holds in found.items() if holds)


def _has_swallowed(line: str) -> bool:
    """Whether somebody took what may poison them; in doubt they did."""
    taken = line if _TOO_MUCH.search(line) else _ORDINARY.sub(" ", line)
    return _SWALLOWED.search(taken) is not None


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
