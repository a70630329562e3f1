"""Answers after a crisis in a language that Vart cannot converse in: 112 is in each, whatever is told."""

from dataclasses import replace

from bot.answers.abroad_parts import LIMIT, TELLS, alarm, last_shown, listed, sent, way, with_call
from bot.answers.aftercare import kept
from bot.answers.meaning import Meaning
from bot.answers.parts import FREE
from bot.answers.returning import at_the_matter
from bot.answers.turn import Library, Turn
from bot.content.languages import Phrases
from bot.directory.present import present
from bot.gateway.memory import AFTER_CRISIS, EASED
from bot.gateway.messages import Service
from bot.gateway.reply import Reply
from bot.safety.contacts import SOS, contacts

# With a wish to die the lines of the crisis go before what there is near for the matter.
_BY_ITS_LINES = frozenset(("suicide", "third_party", "self_harm"))


def after_crisis(turn: Turn, library: Library, phrases: Phrases, meaning: Meaning) -> Reply:
    """The reply after a crisis: its lines, or what there is for its matter once a place is told."""
    reply = _near(turn, library, phrases) or _with_lines(turn, library, phrases, meaning)
    return replace(reply, memory=kept(turn, reply.memory))


def _near(turn: Turn, library: Library, phrases: Phrases) -> Reply | None:
    """What there is where somebody tells that they are, and for their age."""
    if TELLS.isdisjoint(turn.entities) or turn.memory.crisis in _BY_ITS_LINES:
        return None
    reply = at_the_matter(turn, library, way(turn, phrases.danger))
    return sent(turn, reply) if reply else None


def _with_lines(turn: Turn, library: Library, phrases: Phrases, meaning: Meaning) -> Reply:
    same = _same(turn, library)
    services, opening = _lines(turn, library), way(turn, phrases.danger)
    if meaning.thanks:
        opening = f"{phrases.thanks} {opening}"
    elif meaning.better:
        opening = phrases.better
    elif meaning.asks_interpreter:
        services, opening = same, f"{alarm(turn)} {with_call(turn, library, phrases.interpreter)}"
    elif meaning.asks_cost and (free := _free(same) or _free(services)):
        services, opening = free, f"{alarm(turn)} {phrases.free}"
    return listed(turn, library, opening, services, None)


def _free(services: list[Service]) -> list[Service]:
    return [service for service in services if service.cost == FREE]


def _same(turn: Turn, library: Library) -> list[Service]:
    """The places shown since the crisis; right after it, its lines."""
    if turn.memory.expects not in (AFTER_CRISIS, EASED):
        return _lines(turn, library)
    return [present(hit, turn.language) for hit in last_shown(turn, library)] or _lines(turn, library)


def _lines(turn: Turn, library: Library) -> list[Service]:
    """The lines of the crisis but 112, which the words name."""
    memory = turn.memory
    found = contacts(memory.crisis or "suicide", "self", memory, library.snapshot, turn.now, turn.language)
    return [line for line in found if line.id != SOS][:LIMIT]
