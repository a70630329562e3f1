"""When somebody wants a human: who answers, by phone or chat, right now."""

from dataclasses import replace

from bot.answers.parts import ANYTHING, services_message
from bot.answers.turn import Library, Turn
from bot.gateway.reply import Reply

_LIMIT = 3


def talk_to_human(turn: Turn, library: Library) -> Reply:
    """Say honestly that nobody sits in this chat, and give lines where people answer now."""
    topics = turn.memory.topics or ANYTHING
    result = turn.find(library, topics, limit=_LIMIT, open_now=True)
    key = "human.lines_open"
    if not result.hits:
        result = turn.find(library, topics, limit=_LIMIT)
        key = "human.lines"
    topic = turn.memory.topics[0] if turn.memory.topics else None
    message = services_message(turn, library, turn.say(library, key), result, topic, [])
    return Reply((message,), replace(turn.memory, expects=None), turn.understood("talk_to_human"))
