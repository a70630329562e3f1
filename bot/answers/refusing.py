"""Where somebody does not want to turn is not shown: "någon att prata med, inte BUP"."""

import re
from dataclasses import replace

from bot.answers.named import others_than
from bot.answers.readers import lexicon
from bot.answers.tried import names_in
from bot.answers.turn import Library, Turn
from bot.gateway.reply import Reply
from nlu.refusal import is_refusal, reason, refused

# Who one is may be why a place does not fit, and is no matter: "inte killar.se, jag är tjej".
_WHO_ONE_IS = re.compile(
    r"(?:(?:for|eftersom|da) )?(?:jag|ja|hon|han|i|she|he) (?:ar|e|am|is) (?:ju |faktiskt |en |a )*"
    r"(?:tjej|kille|flicka|pojke|man|kvinna|vuxen|barn|girl|boy|woman|guy|adult)"
)
# A longer one tells of more.
_A_REASON = 10


def without_refused(turn: Turn, library: Library) -> Turn:
    """The turn, with the listings that its text says no to."""
    if not turn.text or turn.text.startswith("/"):
        return turn
    ids = frozenset(id for place in refused(turn.text) for id in names_in(place, library))
    return replace(turn, refused=ids)


def refusal(turn: Turn, library: Library) -> Reply | None:
    """The reply to a message that says it first: other places, or what it is about, which comes first."""
    if turn.memory.crisis is not None or not turn.refused or not is_refusal(turn.text):
        return None
    if _tells_of_another_matter(turn):
        return None
    return others_than(turn, library, turn.refused)


def _tells_of_another_matter(turn: Turn) -> bool:
    """Whether more than a reason follows: "vill inte till kuratorn men mår skit"."""
    behind = reason(turn.text)
    if _WHO_ONE_IS.fullmatch(behind):
        return False
    return len(behind.split()) > _A_REASON or bool(lexicon().scores(behind).keys() - {*turn.memory.topics})


def remembered(reply: Reply, turn: Turn) -> Reply:
    """The reply, after which they are not shown again while the matter is the same."""
    tried = sorted({*reply.memory.tried, *turn.refused})
    return replace(reply, memory=replace(reply.memory, tried=tuple(tried)))
