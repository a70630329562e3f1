"""Whether the one who writes does the harm, or is afraid to, or is threatened: whom the words are for.

The assessment tells what kind of danger it is, not by whose hand: "jag slog min sambo" has the words of
violence.
"""

import re
from collections.abc import Iterable
from typing import Final

from bot.gateway.memory import Memory
from nlu.text import folded_words
from nlu.traits import OF_ADULT, OF_CHILD, VIOLENT, read_traits

# The kind of crisis that is answered instead.
HARMING: Final = "harming"
# What a threat by somebody near is answered as: "Ingen får slå eller hota dig".
VIOLENCE: Final = "violence"
_NEAR = frozenset((OF_CHILD, OF_ADULT))
_DONE: Final = frozenset((VIOLENCE, "child_at_risk"))
_SUFFERED: Final = frozenset((VIOLENCE, "sexual_violence", "honour"))
# Who threatens somebody near is for the line against violence; who threatens others stays a threat.
_THREAT: Final = "threat"
# "Afraid to do harm to my child" may be taken for wanting to die, but by its pattern only.
_MISTAKEN: Final = frozenset(("suicide", "self_harm"))
_AFRAID: Final = "pattern afraid_to_harm"
# Whoever is beaten too, hits back, or speaks of their own life is met as that.
_SUFFERS = re.compile(
    r"\b(?:slar|slog|slagit|hotar|hotat|sparkar|sparkade|stryper|strop|hits?|beats?|threatens?)"
    r" (?:\w+ )?(?:mig|oss|me|us)\b"
    r"|\b(?:tillbaka|sjalvforsvar|back|self-defen[cs]e)\b"
)
_OWN_LIFE = re.compile(
    r"\b(?:do|leva|livet|sjalvmord\w*|(?:mig|min|mej) sjalv|doda mig|die|suicide|kill myself|myself)\b"
)
# Somebody one knows threatens, follows or waits.
_SOMEBODY = (
    r"(?:han|hon|he|she|mitt ex|my ex|exet|(?:min|my) (?:\w+ )?(?:ex|man|fru|make|sambo|kille|tjej"
    r"|partner|husband|wife"
    r"|\w*(?:man|fru|van|pappa|mamma|far|mor|bror|syster|friend|dad|father|brother)))"
)
_THREATENS = re.compile(
    rf"\b{_SOMEBODY} (?:\w+ ){{0,3}}?(?:hota\w*|skrev|skrivit|skriver|sa|sager|sagt|star|stod|vantar"
    r"|foljer|forfoljer"
    r"|ringer|dyker|smyger|spionerar|ska|tanker|kommer|kom|said|says|wrote|writes|threat\w+|follows|following|stands"
    r"|waits|waiting|stalks|stalking|is|will)\b"
)
_I_WOULD = re.compile(
    r"\b(?:jag|i) (?:\w+ ){0,2}?(?:vill|ska|kan|tanker|kommer|tar|want|will|am|might)"
    r" (?:\w+ ){0,4}?(?:doda|sla|skada|skjuta|hugga|ta livet|knivhugga|kill|hurt|hit|shoot|stab)\b"
)
_VOICES = "psychosis"


def is_threatened(text: str, reason: str | None, memory: Memory) -> bool:
    """Whether a text that was judged a threat tells of what somebody they know does to its writer.

    Args:
        text: What was written.
        reason: The kind of crisis it was judged to be.
        memory: Voices that were told of before stay voices.
    """
    line = folded_words(text)
    if reason != _THREAT or memory.crisis == _VOICES or _VOICES in memory.topics:
        return False
    return _THREATENS.search(line) is not None and not _I_WOULD.search(line) and not tells_of_harming(text)


def tells_of_harming(text: str) -> bool:
    """Whether a text tells of harm that its writer does to others, and of nothing done to them."""
    line = folded_words(text)
    return VIOLENT in read_traits(text) and not _SUFFERS.search(line) and not _OWN_LIFE.search(line)


def is_harming(text: str, reason: str | None, evidence: Iterable[str], before: str | None = None) -> bool:
    """Whether a text that was judged a crisis tells of harm that its writer does, or is afraid to do.

    Args:
        text: What was written.
        reason: The kind of crisis it was judged to be.
        evidence: Names of what spoke for that.
        before: The kind of the last crisis: who has told of being hurt stays with the help for that.
    """
    if before in _SUFFERED or not tells_of_harming(text):
        return False
    if reason == _THREAT:
        return not _NEAR.isdisjoint(read_traits(text))
    return reason in _DONE or (reason in _MISTAKEN and _AFRAID in evidence)
