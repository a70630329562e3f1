"""Where somebody does not want to turn: "någon att prata med, inte BUP", "jag vill inte till soc"."""

import re

from nlu.text import folded_words
from nlu.words import alternatives, terms

# Longer messages are rarely about a place alone, and expressions over them cost more.
_MOST_CHARACTERS = 600
# Not within "killar.se".
_BREAK = re.compile(
    r"(?:[!?;,\n()]|\.(?!\w))+|\s[-–]\s|\b(?:men|fast|but)\b|\s(?=(?:jag (?:är|e)|i'?m|i am)\b)",
    re.IGNORECASE,
)


def _any(*keys: str) -> str:
    return f"(?:{alternatives(terms('refusal', *keys))})"


# "vill inte prata med kuratorn hon skvallrar": what follows a place may be the reason.
_PLACE = (
    rf"(?:{_any('towards')} )?(?:the )?(?P<place>{_any('places')})(?: {_any('after')})*"
    rf"(?: (?P<because>{_any('because')} .+))?"
)
# "jag är inte troende så inte kyrkan": there the reason stands first.
_FOR_A_REASON = re.compile(r"\s+(?:så|so)\s+", re.IGNORECASE)
_ONLY_NOT = re.compile(rf"(?:{_any('before')} )*{_any('not')} {_PLACE}")
_UNWANTED = re.compile(
    rf"(?:.* )?{_any('wants')}(?: (?:jag|vi|absolut|verkligen|ju|helst)){{0,2}}(?: {_any('not')})?"
    rf"(?: (?:to|att))?(?: {_any('verbs')}){{0,2}} {_PLACE}"
)
_NOT_DARED = re.compile(rf"(?:.* )?{_any('dares')} {_any('not')} {_any('dared')} {_PLACE}")
# With these verbs it is a refusal only with a "not": "ska till BUP" is none.
_BARE = re.compile(rf"\b(?:{_any('not')}|don'?t|won'?t|never|aldrig)\b")


def refused(text: str) -> tuple[str, ...]:
    """The places, folded, that a text says no to; none where it only tells of them ("går inte på BUP än")."""
    found = (_in_clause(clause) for clause in _clauses(text))
    return tuple(said["place"] for said in found if said)


def is_refusal(text: str) -> bool:
    """Whether a text says first where somebody does not want to turn: "helst inte BUP, de lyssnar aldrig"."""
    clauses = [clause for clause in _clauses(text) if clause]
    reasons = len(_FOR_A_REASON.findall(text))
    return any(_in_clause(clause) is not None for clause in clauses[: 1 + reasons])


def reason(text: str) -> str:
    """What a text says besides that: "inte kuratorn, hon känner mamma" goes on with "hon känner mamma"."""
    told = ((clause, _in_clause(clause)) for clause in _clauses(text))
    return " ".join((found["because"] or "") if found else clause for clause, found in told).strip()


def _clauses(text: str) -> list[str]:
    parts = _BREAK.split(text[:_MOST_CHARACTERS])
    return [folded_words(clause) for part in parts for clause in _FOR_A_REASON.split(part)]


def _in_clause(told: str) -> re.Match[str] | None:
    """How a clause, folded, says no to a place."""
    if found := _ONLY_NOT.fullmatch(told) or _NOT_DARED.fullmatch(told):
        return found
    unwanted = _UNWANTED.fullmatch(told)
    return unwanted if unwanted and _BARE.search(told) else None
