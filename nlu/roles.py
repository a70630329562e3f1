"""Who does what in a message: the same words are of another need when the one who writes does the deed.

The classifier weighs words, and "jag slog min flickvän" has the words of somebody who is beaten.
"""

import re
from dataclasses import replace

from nlu.decision import Outcome
from nlu.text import fold

_WHOM = (
    r"(?:till )?(?:min|mitt|mina|vart|vara|honom|henne|han|hon|dom|dem|mamma|pappa|morsan|farsan|my|him|her)"
)
_HITS = r"(?:slog|slar|slagit|sla|sparkade|sparkar|knuffade|strypte|hit|hurt|beat)"
_NOBODY_ELSE = r"(?!(?:mamma|pappa|han|hon|min|nar|att|hur|de|dom|du)\b)"
_DID_HARM = re.compile(
    rf"\b(?:jag|ja|i)\s+(?:{_NOBODY_ELSE}\w+\s+){{0,3}}?{_HITS}\s+{_WHOM}\b(?!.*\btillbaka\b)"
)
# "jag har blivit pappa": the parent is the one who writes, not one who is ill.
_IS_A_PARENT = re.compile(
    r"\b(?:jag|vi)\s+(?:\w+\s+){0,2}?(?:blivit|bli|blir|ar)\s+(?:(?:en|ensam|nybliven|ung)\s+)*"
    r"(?:mamma|pappa|foralder|foraldrar)\b"
)
# All that is said is for whom it is.
_ONLY_WHOM = re.compile(
    r"\W*(?:(?:nej|nae|ja|jo|men|alltsa|fast|asso)\W+)*"
    r"(?:jag (?:ar|e) (?:ju |bara |faktiskt )?(?:dottern|sonen|barnet|ungdomen|den unga|eleven)"
    r"|det (?:ar|e) jag som (?:mar daligt|behover hjalp)|det galler (?:mig|mej)(?: sjalv)?)"
    r"(?:\W+(?:haha|hehe|lol|ju|sjalv|har|d?a))*\W*"
)


def by_role(text: str, outcome: Outcome) -> Outcome:
    """The decision, where it depends on who does what or for whom it is."""
    folded = fold(text)
    if _ONLY_WHOM.fullmatch(folded):
        return Outcome("tell_for_whom")
    topics = outcome.topics
    if _DID_HARM.search(folded):
        topics = tuple(dict.fromkeys("anger" if topic == "violence" else topic for topic in topics))
    if _IS_A_PARENT.search(folded) and len(topics) > 1:
        topics = tuple(topic for topic in topics if topic != "parent_illness")
    if topics == outcome.topics:
        return outcome
    return replace(outcome, intent=topics[0], topics=topics)
