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


_PLACE = rf"(?:{_any('towards')} )?(?:the )?(?P<place>{_any('places')})(?: {_any('after')})*"
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
    return tuple(place for place in found if place)


def is_refusal(text: str) -> bool:
    """Whether a text says first where somebody does not want to turn: "helst inte BUP, de lyssnar aldrig"."""
    first = next((clause for clause in _clauses(text) if clause), "")
    return _in_clause(first) is not None


def reason(text: str) -> str:
    """What a text says besides that: "inte kuratorn, hon känner mamma" goes on with "hon känner mamma"."""
    return " ".join(clause for clause in _clauses(text) if clause and _in_clause(clause) is None)


def _clauses(text: str) -> list[str]:
    return [folded_words(clause) for clause in _BREAK.split(text[:_MOST_CHARACTERS])]


def _in_clause(told: str) -> str | None:
    """The place that a clause, folded, says no to."""
    if found := _ONLY_NOT.fullmatch(told) or _NOT_DARED.fullmatch(told):
        return found["place"]
    unwanted = _UNWANTED.fullmatch(told)
    return unwanted["place"] if unwanted and _BARE.search(told) else None
