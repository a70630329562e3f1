"""What a mention of a place is worth: where the person lives most, a place that is taken back nothing."""

import re
from dataclasses import dataclass
from enum import Enum

from nlu.names import Name, rule
from nlu.text import Word
from nlu.words import terms

# "hennes mamma bor i Umeå och hon är skriven där"
_REGISTERED = re.compile(r"[^.!?]{0,40}\b(?:skriven|folkbokförd|registered) (?:där|there)\b", re.IGNORECASE)
# A number right before a name that may be an age.
_AGES = range(10, 100)
# How many words before a name may say something about it, within its clause.
_REACH = 6
_NEAR = 3
_STOP = re.compile(r"[,.;:!?\n]")
# "Umeå? nej, Linköping"
_DENIED = re.compile(r"\s*\?\s*(?:nej|nä|näe|no|nope)\b", re.IGNORECASE)
# One's own home, somebody else's, "X kommun", "nu", behind a preposition.
_OWN_HOME, _THEIR_HOME, _SAID_OUTRIGHT, _NOW, _MARKED = 6, 4, 4, 2, 1
# "Strömsund, fast ...": who opens a message with a place far away is there. Of two of ours the last counts.
_OPENING = 1
# "min syster i Lövånger"
_KIN_THERE = 2
# Where one works or goes to school is told beside where one lives.
_ELSEWHERE = -1
# Between commas, as in "Umeå, 16, kan inte sova".
_APART = 2
# Where one was born, or would like to live, is told beside where one lives.
_BORN = -3
TAKEN_BACK = -9
# From here on a mention says where somebody lives.
A_HOME = _THEIR_HOME

# English "I" is the Swedish preposition "i": it tells nothing.
_FIRST = (terms("persons", "first") | {"vi", "we"}) - {"i"}
_KIN = terms("persons", "children", "peers", "elders", "parents", "definite")
_OTHERS = _KIN | terms("persons", "third")
_PEOPLE = _OTHERS | _FIRST
_MOVED = frozenset(("flyttat", "flyttade", "flytta", "moved"))
_LIVED = frozenset(("bodde", "bott", "lived"))
_RIDES = frozenset(("pendlar", "taget", "bussen", "tag", "buss", "aker", "commute"))
# A clause that is no more than this before a place: "barnen bor i Lycksele och jag i Umeå".
_I_IN = ("jag", "i")
_THEY_IN = frozenset((who, "i") for who in ("hon", "han", "hen"))
_TODAY = frozenset(("nu", "now", "numera"))
_WISH = frozenset(("vill", "ville", "ska", "skulle", "tanker", "planerar", "drommer", "hoppas", "want"))


# "hon är i Umeå", "befinner sig i Umeå"
_IS_IN = frozenset(("ar", "e", "is", "finns", "sig", "oss", "mig", "am", "are", "i'm", "im"))
_PARENTS = terms("persons", "parents", "grown")
_MINE = frozenset(("min", "mina", "var", "vara", "my", "our"))


class Whereabouts(Enum):
    """Whose place a mention is.

    OWN is said of oneself, ALONE of nobody ("Umeå"), and so most likely of oneself too. THEIRS may be that of
    the one it is about; where "hennes mamma bor" is AWAY.
    """

    OWN = "own"
    ALONE = "alone"
    THEIRS = "theirs"
    AWAY = "away"
    SAID = "said"


@dataclass(frozen=True)
class Mention:
    """A name where it stands in a text; `first` and `last` are indices of words."""

    name: Name
    first: int
    last: int


def weigh(mention: Mention, tokens: list[Word], text: str) -> int:
    """What a mention is worth; `TAKEN_BACK` for "inte Umeå längre"."""
    before = _clause_before(tokens, mention.first, text)
    after = _clause_after(tokens, mention.last, text)
    if _taken_back(before, after) or _DENIED.match(text, tokens[mention.last].end):
        return TAKEN_BACK
    score = _home(before)
    if _REGISTERED.match(text, tokens[mention.last].end):
        score = _OWN_HOME + _SAID_OUTRIGHT
    if called_municipality(tokens, mention.last):
        score += _SAID_OUTRIGHT
    if stands_apart(tokens, mention.first, text) and len(tokens) > 1:
        score += _APART
    if mention.first == 0 and mention.name.kind != "inside":
        score += _OPENING
    if "nu" in after or "now" in after or not _TODAY.isdisjoint(before[-_NEAR:]):
        score += _NOW
    if before and before[-1] in rule("markers"):
        score += _MARKED
    return score


def whereabouts(mention: Mention, tokens: list[Word], text: str) -> Whereabouts:
    """Whose place a mention is; `SAID` where that is left open, as in "en kille i Göteborg skriver"."""
    before = _clause_before(tokens, mention.first, text)
    home = _home(before)
    if _REGISTERED.match(text, tokens[mention.last].end):
        return Whereabouts.ALONE
    if home in (_ELSEWHERE, _BORN):
        return Whereabouts.AWAY
    if tuple(before) in _THEY_IN:
        return Whereabouts.THEIRS
    kin_there = home == _KIN_THERE and before[-1] in rule("markers")
    lives = kin_there or bool(rule("home").intersection(before))
    if lives or not _IS_IN.isdisjoint(before[-3:]):
        # "hon är 20 och bor i Luleå" is hers.
        whole = [word.folded for word in tokens[: mention.first]]
        subject = before if not _PEOPLE.isdisjoint(before) else whole
        at = _subject(subject)
        if at is None:
            return Whereabouts.ALONE
        if subject[at] in _FIRST or "jag och" in " ".join(whole):
            return Whereabouts.OWN
        another_parent = subject[at] in _PARENTS and _MINE.isdisjoint(subject[:at])
        return Whereabouts.AWAY if another_parent else Whereabouts.THEIRS
    alone = mention.first == 0 or stands_apart(tokens, mention.first, text) or len(tokens) <= _NEAR
    return Whereabouts.ALONE if alone else Whereabouts.SAID


def _subject(spoken: list[str]) -> int | None:
    """Where the last one stands who is spoken of; not who they are with: "bor hos morsan i"."""
    company = {"hos", "med", "with", "till"}
    people = (i for i in reversed(range(len(spoken))) if spoken[i] in _PEOPLE)
    return next((i for i in people if company.isdisjoint(spoken[max(0, i - 2) : i])), None)


def marked(tokens: list[Word], first: int) -> bool:
    """Whether a preposition or the like goes before, so that a place is expected."""
    return first > 0 and tokens[first - 1].folded in rule("markers")


def near_home(tokens: list[Word], first: int) -> bool:
    """Whether a word of living somewhere goes before: "lives in Norway", "moved from Umeå to London"."""
    before = [word.folded for word in tokens[max(0, first - _REACH) : first]]
    return not rule("home").isdisjoint(before[-_NEAR:]) or (
        before[-1:] in (["till"], ["to"]) and not _MOVED.isdisjoint(before)
    )


def called_municipality(tokens: list[Word], last: int) -> bool:
    """Whether "kommun" follows: "mala kommun"."""
    return last + 1 < len(tokens) and tokens[last + 1].folded in rule("municipality")


def is_there(tokens: list[Word], first: int) -> bool:
    """Whether "det är" goes before; "det är Vilhelmina som ringer" is a person."""
    opening = " ".join(word.folded for word in tokens[max(0, first - 2) : first])
    follows = tokens[first + 1].folded if first + 1 < len(tokens) else ""
    return opening in rule("it_is") and follows != "som"


def stands_apart(tokens: list[Word], first: int, text: str) -> bool:
    """Whether a word is a clause of its own: "vännäs. kan inte sova"."""
    before = text[tokens[first - 1].end : tokens[first].start] if first else "."
    after = text[tokens[first].end : tokens[first + 1].start] if first + 1 < len(tokens) else "."
    return bool(_STOP.search(before) and _STOP.search(after))


def closes(tokens: list[Word], first: int, text: str) -> bool:
    """Whether a name stands apart behind what was told: "har ångest, dorotea"; not "kram, dorotea"."""
    told = [word.folded for word in tokens[:first]]
    signs = not rule("signs_off").isdisjoint(told[-2:])
    return first == len(tokens) - 1 and len(told) > 1 and not signs and stands_apart(tokens, first, text)


def behind_an_age(tokens: list[Word], first: int, text: str) -> bool:
    """Whether a name ends its clause behind an age: "ingenstans att bo, 18 dorotea", "20 år mala"."""
    told = [word.folded for word in tokens[:first]]
    if told[-1:] == ["ar"]:
        told.pop()
    behind = text[tokens[first].end : tokens[first + 1].start] if first + 1 < len(tokens) else "."
    return bool(told) and told[-1].isdigit() and int(told[-1]) in _AGES and bool(_STOP.search(behind))


def opens(tokens: list[Word], first: int, size: int, text: str) -> bool:
    """Whether a text begins with a place and nothing else: "Berlin. My grandmother ...", "Vasa i Finland"."""
    behind = text[tokens[size - 1].end : tokens[size].start] if size < len(tokens) else "."
    in_country = [word.folded for word in tokens[size : size + 1]] in (["i"], ["in"])
    return first == 0 and (in_country or bool(_STOP.search(behind)))


def comes_from(tokens: list[Word], first: int) -> bool:
    """Whether "är jag ifrån" or the like follows: "ursviken e vi ifrån"."""
    return any(word.folded in ("ifran", "fran") for word in tokens[first + 1 : first + 4])


def _clause_before(tokens: list[Word], first: int, text: str) -> list[str]:
    """The few words before a name, not past a comma, a stop or a "men"."""
    start = first
    while start > max(0, first - _REACH):
        between = text[tokens[start - 1].end : tokens[start].start]
        if _STOP.search(between) or tokens[start - 1].folded in rule("conjunctions"):
            break
        start -= 1
    return [word.folded for word in tokens[start:first]]


def _clause_after(tokens: list[Word], last: int, text: str) -> list[str]:
    """The one or two words behind a name, not past a comma or a stop."""
    after: list[str] = []
    for index in range(last + 1, min(last + 3, len(tokens))):
        if _STOP.search(text[tokens[index - 1].end : tokens[index].start]):
            break
        after.append(tokens[index].folded)
    return after


def _home(before: list[str]) -> int:
    """One's own home before another's: "pappa bor i Lycksele men jag bor i Storuman"."""
    spoken = set(before)
    if before[-1:] in (["fran"], ["from"]) and not _RIDES.isdisjoint(before):
        return _THEIR_HOME
    if tuple(before) == _I_IN:
        return _OWN_HOME
    if tuple(before) in _THEY_IN:
        return _THEIR_HOME
    if spoken & rule("elsewhere"):
        return _ELSEWHERE
    if spoken & rule("born") or (spoken & _WISH and spoken & _MOVED):
        return _BORN
    if not spoken & rule("home"):
        return _KIN_THERE if _KIN.intersection(before[-2:-1]) else 0
    lives = next(index for index, word in enumerate(before) if word in rule("home"))
    # "mamma bor i", not "bor hos mamma i".
    theirs = not _OTHERS.isdisjoint(before[:lives]) and not spoken & _FIRST
    return _THEIR_HOME if theirs else _OWN_HOME


def _taken_back(before: list[str], after: list[str]) -> bool:
    if _negated(before) or (after and after[0] in rule("past")):
        return True
    left = before[-1:] in (["fran"], ["from"]) and bool(_MOVED.intersection(before))
    # "har bott i Boliden i tio år" is still there.
    lived = before[-1:] == ["i"] and not _LIVED.isdisjoint(before[-_NEAR:]) and "har" not in before
    once = " ".join(before).endswith(("innan dess", "used to live in", "used to be in"))
    return left or lived or once


def _negated(before: list[str]) -> bool:
    """A "inte" that reaches the name through nothing but words of place: not "kan inte sova i Umeå"."""
    for word in reversed(before):
        if word in rule("negations"):
            return True
        if word not in rule("markers") | rule("home") | rule("past") | {"det", "den"}:
            return False
    return False
