"""What tells too little to guess from, before any matter is at hand: then Vart asks."""

import re
from dataclasses import replace

from bot.answers.clarify import lost
from bot.answers.parts import topic_choices
from bot.answers.questions import plain
from bot.answers.turn import Library, Turn
from bot.gateway.messages import ClarifyCard, Message
from bot.gateway.reply import Reply
from nlu.words import terms

_THINGS, _MOST_THINGS = terms("unclear", "things"), 3
_HUNGRY = re.compile("|".join(terms("unclear", "hungry")))
# Without food at home, or afraid to eat.
_WHY_HUNGRY = ("money_housing", "eating")


def unclear(turn: Turn, library: Library) -> Reply | None:
    """The question what is meant; None where a message tells more, or goes on with a matter at hand."""
    memory = turn.memory
    if turn.text.startswith("/") or memory.topics or memory.crisis is not None:
        return None
    told = plain(turn.text)
    if _HUNGRY.search(told):
        return _why_hungry(turn, library)
    spoken = told.split()
    if spoken and len(spoken) <= _MOST_THINGS and all(word in _THINGS for word in spoken):
        return lost(replace(turn, intent="nonsense", topics=(), options=()), library)
    return None


def _why_hungry(turn: Turn, library: Library) -> Reply:
    message = Message(
        text=turn.say(library, "unclear.hungry"),
        lang=turn.language,
        choices=topic_choices(turn, library, _WHY_HUNGRY),
        card=ClarifyCard(topics=list(_WHY_HUNGRY)),
    )
    memory = replace(turn.memory, expects="clarify", options=_WHY_HUNGRY)
    return Reply((message,), memory, turn.understood("clarify"))
