"""The places a question is about, the one it names or those just shown, and how an answer lists them."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answers.aftercare import after_crisis, in_danger
from bot.answers.parts import ANYTHING, FREE, listing
from bot.answers.questions import plain
from bot.answers.turn import Library, Turn
from bot.content.schema import Service
from bot.directory.present import present
from bot.directory.query import Hit
from bot.gateway.memory import AFTER_CRISIS
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply
from bot.safety.contacts import SOS, SUICIDE_LINE, contacts
from nlu.words import codes

LIMIT = 3
# So many listings of a matter are looked through for those that fit.
_LOOKED_THROUGH = 12
_NAMELESS = re.compile(r"anonym|behöver inte säga", re.IGNORECASE)
# "um" and "soc" begin many words.
_SHORT = 3


def named_place(text: str) -> str | None:
    """What the ids hold of the place that a message names; None when it names none."""
    for start, held in codes("asked", "named").items():
        ending = r"\w*" if len(start) > _SHORT else r"(?:s|en)?"
        if re.search(rf"\b{start}{ending}\b", text):
            return held
    return None


def _kind(service: Service) -> str:
    """What kind of place it is: care, soc, school, police, a line to call without a name, or another."""
    found = next((kind for part, kind in codes("asked", "kinds").items() if part in service.id), None)
    if found := found or codes("asked", "runs").get(service.organization):
        return found
    return "line" if is_nameless(service) else "other"


def is_nameless(service: Service) -> bool:
    """Whether a place says that one may be nameless."""
    return bool(_NAMELESS.search(service.anonymity or ""))


def places_shown(turn: Turn, library: Library) -> list[Hit]:
    """The listings shown last; after a crisis, those that answer it."""
    memory, snapshot = turn.memory, library.snapshot
    last = memory.shown[-LIMIT:]
    if memory.crisis is not None:
        lines = contacts(memory.crisis, "self", memory, snapshot, turn.now, turn.language)
        last = tuple(line.id for line in lines if line.id != SOS)
    return [hit for id in last if (hit := library.snapshot.hit(id, turn.now))]


def kinds_of_places(turn: Turn, library: Library) -> list[str]:
    """The kinds of the place named, else of those shown."""
    if held := named_place(plain(turn.text)):
        known = codes("asked", "kinds")
        return [next((kind for part, kind in known.items() if part in held or held in part), "other")]
    return [_kind(hit.service) for hit in places_shown(turn, library)]


def asked_at(turn: Turn, library: Library) -> list[Hit]:
    """Where to ask: the place named, else those shown."""
    held = named_place(plain(turn.text))
    return (listings_of(held, turn, library) if held else places_shown(turn, library))[:LIMIT]


def listings_of(held: str, turn: Turn, library: Library) -> list[Hit]:
    """The listing of a kind of place, the one of the municipality first."""
    code, by_id = turn.memory.municipality, library.snapshot.by_id
    areas = {"SE", code[:2] if code else "24", code}
    ids = [id for id, one in by_id.items() if held in id and areas & {*one.service_areas}]
    ids.sort(key=lambda id: (code not in by_id[id].service_areas, id))
    return [hit for id in ids[:1] if (hit := library.snapshot.hit(id, turn.now))]


def fitting(turn: Turn, library: Library, fits: Callable[[Service], bool]) -> list[Hit]:
    """Listings that fit: those shown before others on the matter; without any, what takes anybody."""
    hits = places_shown(turn, library)
    if turn.memory.topics:
        hits += turn.find(library, turn.memory.topics, limit=_LOOKED_THROUGH).hits
    found = {hit.service.id: hit for hit in hits if fits(hit.service)}
    if not found:
        anything = turn.find(library, ANYTHING, limit=_LOOKED_THROUGH).hits
        crisis = turn.memory.crisis is not None
        found = {
            h.service.id: h for h in anything if fits(h.service) and (crisis or h.service.id != SUICIDE_LINE)
        }
    return list(found.values())[:LIMIT]


def with_facts(turn: Turn, library: Library, text: str, hits: list[Hit], field: str | None) -> Message:
    """A list of places, each with what its listing says of what was asked."""
    if field is None:
        return listed(turn, library, text, hits)
    missing = turn.say(library, "asked.not_known")
    told = {hit.service.id: str(getattr(hit.service, field) or missing) for hit in hits}
    free = turn.say(library, "asked.free")
    facts = {id: free if fact == FREE else fact for id, fact in told.items()}
    return listed(turn, library, text, hits, facts)


def listed(
    turn: Turn, library: Library, text: str, hits: list[Hit], facts: dict[str, str] | None = None
) -> Message:
    """A list of places, each with what `facts` tells of it by its id, and a way to a human."""
    topic = turn.memory.topics[0] if turn.memory.topics else None
    shown = [present(hit, turn.language) for hit in hits]
    human = [Choice(title=turn.say(library, "choice.human"), payload="human")]
    return listing(turn, library, text, shown, human, topic=topic, facts=facts)


def answered(turn: Turn, library: Library, *messages: Message, topic: str = "rights") -> Reply:
    """The matter, the places and the crisis at hand stay what they were; in a crisis 112 is said again."""
    expects = None
    if turn.memory.crisis is not None:
        expects = AFTER_CRISIS
        messages += (Message(text=turn.say(library, "asked.danger"), lang=turn.language),)
    return Reply(messages, replace(turn.memory, expects=expects), turn.understood("topic", topic))


def with_the_crisis(turn: Turn, library: Library, said: Message) -> Reply:
    """A short answer and those who answer the crisis at hand, who go first while life may be in danger."""
    reply = after_crisis(turn, library, "action_smalltalk")
    messages = (*reply.messages, said) if in_danger(turn) else (said, *reply.messages)
    return replace(reply, messages=messages)
