"""When somebody wants a human: who answers, by phone or chat, right now."""

from dataclasses import replace

from bot.answers.parts import ANYTHING, services_message
from bot.answers.turn import Library, Turn
from bot.gateway.messages import Message
from bot.gateway.reply import Reply

_LIMIT = 3
# What the memory expects after lines were named where people answer: a place or an age narrows them.
PEOPLE = "people"


def talk_to_human(turn: Turn, library: Library) -> Reply:
    """Say honestly that nobody sits in this chat, and give lines where people answer now.

    Where somebody on duty can be asked, the gateway offers that instead (bot/gateway/handoff.py).
    """
    message = people(turn, library, "human.lines_open", "human.lines")
    expects = PEOPLE if turn.memory.crisis is None else None
    return Reply((message,), replace(turn.memory, expects=expects), turn.understood("talk_to_human"))


def people(turn: Turn, library: Library, when_open: str, otherwise: str) -> Message:
    """Lines where people answer.

    Args:
        turn: The turn.
        library: Content to answer from.
        when_open: Key of what is said when all of them are open now.
        otherwise: Key of what is said when none is.
    """
    topics = turn.memory.topics or ANYTHING
    result = turn.find(library, topics, limit=_LIMIT, open_now=True)
    key = when_open
    if not result.hits:
        result = turn.find(library, topics, limit=_LIMIT)
        key = otherwise
    topic = turn.memory.topics[0] if turn.memory.topics else None
    return services_message(turn, library, turn.say(library, key), result, topic, [])
