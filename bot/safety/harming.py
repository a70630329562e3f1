"""Whether the one who writes does the harm, or is afraid to: then the words and the lines are for them.

The assessment tells what kind of danger it is, not by whose hand: "jag slog min sambo" has the words of
violence.
"""

import re
from collections.abc import Iterable
from typing import Final

from nlu.text import folded_words
from nlu.traits import OF_ADULT, OF_CHILD, VIOLENT, read_traits

# The kind of crisis that is answered instead.
HARMING: Final = "harming"
_NEAR = frozenset((OF_CHILD, OF_ADULT))
_DONE: Final = frozenset(("violence", "child_at_risk"))
_SUFFERED: Final = frozenset(("violence", "sexual_violence", "honour"))
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
