"""Answers after a crisis in a language that Vart cannot converse in: 112 is in each, whatever is told."""

from dataclasses import replace

from bot.answers.abroad_parts import (
    ACUTE,
    LIMIT,
    TELLS,
    alarm,
    asks_for_roof,
    last_shown,
    listed,
    looking_for_roof,
    red,
    sent,
    varied,
    way,
    with_call,
)
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
from nlu.traits import STRANGLED, SWALLOWED

# With a wish to die the lines of the crisis go before what there is near for the matter.
_BY_ITS_LINES = frozenset(("suicide", "third_party", "self_harm"))
_BODY = "medical"
_FROM_OTHERS = frozenset(("violence", "threat", "honour", "sexual_violence"))
# Said once unasked: the throat can swell when all seems calm.
_THROAT = "throat_note"

# So many places for the night: the office, and who is on duty.
_PLACES = 2


def after_crisis(turn: Turn, library: Library, phrases: Phrases, meaning: Meaning) -> Reply:
    """The reply after a crisis: its lines, or what there is for its matter once a place is told."""
    if _has_means(turn, meaning):
        again = replace(turn.memory, expects=AFTER_CRISIS, danger=ACUTE)
        turn = replace(turn, memory=again)
        said = phrases.still if _in_body(turn) else phrases.means
        reply = red(turn, library, said, _contacts(turn, library)[:LIMIT])
    else:
        reply = (
            _roof(turn, library, phrases, meaning)
            or _near(turn, library, phrases)
            or _with_lines(turn, library, phrases, meaning)
        )
    memory = kept(turn, reply.memory)
    if any(phrases.throat in message.text for message in reply.messages):
        memory = replace(memory, asked=(*memory.asked, _THROAT))
    return replace(reply, memory=memory)


def _has_means(turn: Turn, meaning: Meaning) -> bool:
    """Whether what somebody may die by is named, whatever was said of it: in doubt it is at hand."""
    asks = meaning.asks_cost or meaning.asks_interpreter
    return meaning.names_means and not asks and turn.memory.crisis in _BY_ITS_LINES


def _in_body(turn: Turn) -> bool:
    """Whether feeling well proves nothing: what was swallowed works for many hours."""
    memory = turn.memory
    return memory.crisis == _BODY or (SWALLOWED in memory.traits and memory.crisis in _BY_ITS_LINES)


def _was_strangled(turn: Turn) -> bool:
    return STRANGLED in turn.memory.traits and turn.memory.crisis in _FROM_OTHERS


def _roof(turn: Turn, library: Library, phrases: Phrases, meaning: Meaning) -> Reply | None:
    """Somewhere for the night, beside those who answer the crisis; None where it is about none."""
    if not asks_for_roof(turn, meaning):
        return None
    lines = _lines(turn, library)
    if turn.memory.municipality is None:
        return listed(looking_for_roof(turn), library, varied(turn, phrases.roof), lines, None)
    there = looking_for_roof(turn)
    places = [
        present(hit, turn.language) for hit in there.find(library, there.memory.topics, limit=_PLACES).hits
    ]
    # At night who is on duty comes before the office.
    places.sort(key=lambda place: place.open.state != "open")
    opening = f"{alarm(turn)} {way(turn, phrases.places)}"
    # 112 and who knows poisons, or the line for the matter.
    first = lines[: 2 if _in_body(turn) else 1]
    reply = listed(there, library, opening, [*first, *places][:LIMIT], None)
    return replace(reply, memory=replace(reply.memory, topics=turn.memory.topics))


def _near(turn: Turn, library: Library, phrases: Phrases) -> Reply | None:
    """What there is where somebody tells that they are, and for their age."""
    if TELLS.isdisjoint(turn.entities) or turn.memory.crisis in _BY_ITS_LINES:
        return None
    reply = at_the_matter(turn, library, _opening(turn, phrases))
    return sent(turn, reply) if reply else None


def _with_lines(turn: Turn, library: Library, phrases: Phrases, meaning: Meaning) -> Reply:
    services, opening = _lines(turn, library), _opening(turn, phrases)
    if meaning.better and _in_body(turn):
        return red(turn, library, phrases.still, _contacts(turn, library)[:LIMIT])
    if meaning.thanks:
        opening = f"{phrases.thanks} {opening}"
    elif meaning.better:
        opening = varied(turn, phrases.throat if _was_strangled(turn) else phrases.better)
    elif meaning.asks_interpreter:
        services = _same(turn, library)
        opening = f"{alarm(turn)} {with_call(turn, library, phrases.interpreter)}"
    elif meaning.asks_cost and (free := _free(_same(turn, library)) or _free(services)):
        services, opening = free, f"{alarm(turn)} {phrases.free}"
    return listed(turn, library, opening, services, None)


def _opening(turn: Turn, phrases: Phrases) -> str:
    """What is said before a list: once what strangling can do, else that 112 and the lines stay."""
    if _was_strangled(turn) and _THROAT not in turn.memory.asked:
        return phrases.throat
    return way(turn, phrases.danger)


def _free(services: list[Service]) -> list[Service]:
    return [service for service in services if service.cost == FREE and service.id != SOS]


def _same(turn: Turn, library: Library) -> list[Service]:
    """The places shown since the crisis; right after it, its lines."""
    if turn.memory.expects not in (AFTER_CRISIS, EASED):
        return _lines(turn, library)
    return [present(hit, turn.language) for hit in last_shown(turn, library)] or _lines(turn, library)


def _lines(turn: Turn, library: Library) -> list[Service]:
    """The lines of the crisis; 112, which the words name, among them where feeling well proves nothing."""
    found = _contacts(turn, library)
    return [line for line in found if line.id != SOS or _in_body(turn)][:LIMIT]


def _contacts(turn: Turn, library: Library) -> list[Service]:
    memory = turn.memory
    return contacts(memory.crisis or "suicide", "self", memory, library.snapshot, turn.now, turn.language)
