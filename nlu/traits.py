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

_STRANGLED = re.compile(
    r"(?<!\bjag )\b(?:tog|tagit|tar) (?:\w+ )?str[uy]ptag|\bstr(?:op|yper|ypte|ypt) (?:mig|mej|oss)\b"
    r"|\b(?:choke[ds]|strangle[ds]|choking|strangling) (?:me|us)\b"
    r"|\b(?:grab\w*|squeez\w*|held|holds|hands? (?:a?round|on)) (?:me by )?(?:my|the) (?:throat|neck)\b"
)
_MEDICINE = (
    r"(?:\w*tablett\w*|piller\w*|\w*medicin\w*|alvedon\w*|panodil\w*|ipren\w*|overdos\w*"
    r"|pills|tablets|overdose|meds|painkillers?|paracetamols?|ibuprofen|aspirin|tylenol)"
)
_SWALLOWED = re.compile(
    r"(?<!\binte )(?<!\bint )(?<!\baldrig )\b(?:tagit|tog|svalt|svalde|atit|kakat|fatt i sig"
    rf"|tryckt i (?:mig|sig)|taken|took|swallowed) (?:\w+ ){{0,5}}?{_MEDICINE}(?! (?:mot|for) )"
    r"|\b(?:i|i've|he|she|they) (?:\w+ )?overdosed\b"
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
        STRANGLED: _STRANGLED.search(" ".join(bag)) is not None or tells_of_strangling(text),
        SWALLOWED: _SWALLOWED.search(" ".join(bag)) is not None or tells_of_swallowing(text),
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
