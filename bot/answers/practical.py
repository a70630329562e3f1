"""What comes after a list: how to get in touch, with whom first, what to say or do, what listings tell."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.answers.at_hand import LIMIT, answered, asked_at, fitting, listed, places_shown, with_the_crisis
from bot.answers.parts import ANYTHING
from bot.answers.questions import matches, plain
from bot.answers.services import show_tips
from bot.answers.turn import Library, Turn
from bot.content.schema import Level, Service
from bot.directory.listing import EMERGENCY_NUMBER
from bot.directory.present import present
from bot.directory.query import Hit
from bot.gateway.messages import Message
from bot.gateway.reply import Reply
from bot.safety.contacts import SUICIDE_LINE
from nlu.traits import OF_CHILD
from nlu.words import terms

# With whom to begin: more would be a list again.
_FIRST = 2
# "vad kan jag göra för honom", also from a child whose own matter a parent's illness is.
_ANOTHER = re.compile(r"\b(?:for|med|at) (?:honom|henne|hen|mamma|pappa)\b|\bfor (?:him|her)\b")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
# What somebody else does to one is never one's own fault.
_HARM = frozenset(("violence", "sexual_abuse", "honour", "bullying", "online", "trauma"))
_DONE_TO_ONE = frozenset(("violence", "sexual_violence", "honour", "child_at_risk"))
_NEAR = frozenset((Level.MUNICIPAL, Level.LOCAL))
_RELATIVES = ("relative_support",)
_LOW = ("low_mood",)
_EVENING, _NIGHT, _AFTERNOON = 20, 2, 14
_SATURDAY = 5
# As old as a parent may be, for the ages that places take.
_A_PARENT = 40
# Those who know how pictures are taken down.
_PICTURES = ("ecpat-hotline", "ecpat-stodlinje", "polisen-114-14")
# Who is told of what a school does, or leaves undone.
_SCHOOLS = ("beo-skolinspektionen",)
Told = Callable[[str, Turn, Library], Reply]


def way_on(text: str) -> str | None:
    """What is asked of the way on, in words that name no matter of their own: "hur får jag en tid".

    Returns:
        `say`, `whom` or `how`; None when something else is said too.
    """
    said = re.sub(r"^va\b", "vad", plain(text)).split()
    known = terms("asked", "way_words") | terms("asked", "way_asks") | terms("asked", "way_acts")
    if not said or not all(word in known for word in said):
        return None
    # "hon vill inte säga vem" asks nothing.
    if terms("asked", "way_asks").isdisjoint(said[:-1]) or terms("asked", "way_acts").isdisjoint(said):
        return None
    if not terms("asked", "way_says").isdisjoint(said) and not terms("asked", "way_what").isdisjoint(said):
        return "say"
    return "how" if terms("asked", "way_whom").isdisjoint(said) else "whom"


def asks_how(text: str) -> bool:
    """Whether a text asks how to go about something, whatever else it says."""
    return matches("how", plain(text))


def tell_way_on(question: str, turn: Turn, library: Library) -> Reply:
    """The first places of those at hand, how to reach them as far as is known, and what to say."""
    hits = _to_begin_with(turn, library)
    other = question != "whom" and (turn.memory.for_whom == "relative" or _ANOTHER.search(plain(turn.text)))
    text = turn.say(library, f"asked.{question}")
    if other:
        text = turn.say(library, f"asked.{question}_relative")
    facts = {hit.service.id: _way_in(hit, turn) for hit in hits}
    return _places(turn, library, text, hits, facts)


def _to_begin_with(turn: Turn, library: Library) -> list[Hit]:
    """The first of those shown that can be reached and were not tried; else the best of the matter."""
    memory = turn.memory
    shown = [hit for id in memory.shown[:LIMIT] if (hit := library.snapshot.hit(id, turn.now))]
    hits = [hit for hit in shown if hit.service.id not in memory.tried]
    hits = hits or list(turn.find(library, memory.topics or ANYTHING, limit=LIMIT).hits)
    return sorted(hits, key=hard_to_reach)[:_FIRST]


def hard_to_reach(hit: Hit) -> tuple[bool, bool]:
    """What is reached at once goes first, and 112 is for danger."""
    reachable = bool(hit.phones or hit.service.chat or hit.service.sms)
    return not reachable, bool(hit.phones) and hit.phones[0].tel == EMERGENCY_NUMBER


def _way_in(hit: Hit, turn: Turn) -> str:
    """What a listing says of getting in touch: its hours, its chat, whether one may be nameless, its cost."""
    service = hit.service
    chat = f"Chatt: {service.chat}" if service.chat and hit.phones else None
    parts = (present(hit, turn.language).open.text, chat, service.anonymity, service.cost)
    return ". ".join(part for part in parts if part)


def tell_fact(question: str, turn: Turn, library: Library) -> Reply:
    """What the listings say of what was asked; else one honest sentence and whom to ask."""
    hits = asked_at(turn, library)
    facts = {hit.service.id: told for hit in hits if (told := _stated(question, hit.service))}
    return answered(turn, library, listed(turn, library, turn.say(library, f"asked.{question}"), hits, facts))


def _stated(question: str, service: Service) -> str | None:
    """The sentence of a listing that tells of what was asked."""
    told = " ".join(part for part in (service.summary, service.description) if part)
    found = (one for one in _SENTENCES.split(told) if matches(f"{question}_told", plain(one)))
    return next((one.rstrip(".") for one in found), None)


def tell_group(question: str, turn: Turn, library: Library) -> Reply:
    """Groups on the matter, or that none is known."""
    hits = fitting(turn, library, lambda service: bool(_stated(question, service)))
    about = {*turn.memory.topics}
    hits = [hit for hit in hits if about & {*hit.service.topics}]
    if not hits:
        return tell_fact(question, turn, library)
    facts = {hit.service.id: str(_stated(question, hit.service)) for hit in hits}
    text = turn.say(library, "asked.group_found")
    return _places(turn, library, text, hits, facts)


def tell_meeting(question: str, turn: Turn, library: Library) -> Reply:
    """Places near by, where one can be met in person."""
    hits = [hit for hit in fitting(turn, library, _is_near) if _is_near(hit.service)]
    key = f"asked.{question}" if hits else "asked.meet_unknown"
    hits = hits or asked_at(turn, library)
    return _places(turn, library, turn.say(library, key), hits)


def _is_near(service: Service) -> bool:
    """Whether it is a place near by; what exists for no matter of its own is a switchboard."""
    return service.level in _NEAR and bool(service.main_topics)


def tell_later(question: str, turn: Turn, library: Library) -> Reply:
    """Who answers in the evening, at night or at the weekend; with their hours."""
    moment = replace(turn, now=_moment(question, turn.now))
    found = _open(moment, library)
    hits = [hit for one in found if (hit := library.snapshot.hit(one.service.id, turn.now))]
    facts = {hit.service.id: present(hit, turn.language).open.text for hit in hits}
    return _places(turn, library, turn.say(library, f"asked.{question}"), hits, facts)


def _moment(question: str, now: datetime) -> datetime:
    if question == "weekend":
        now += timedelta(days=(_SATURDAY - now.weekday()) % 7)
    hour = {"evening": _EVENING, "night": _NIGHT, "weekend": _AFTERNOON}[question]
    return now.replace(hour=hour, minute=0)


def tell_sooner(question: str, turn: Turn, library: Library) -> Reply:
    """Who can be reached at once, for who cannot wait."""
    return _places(turn, library, turn.say(library, f"asked.{question}"), _open(turn, library))


def _open(turn: Turn, library: Library) -> list[Hit]:
    """What is open, on the matter at hand before what takes anybody; the suicide line only for its own."""
    hits = list(turn.find(library, turn.memory.topics, limit=LIMIT, open_now=True).hits)
    if len(hits) >= _FIRST:
        return hits
    known = frozenset((SUICIDE_LINE, *(hit.service.id for hit in hits)))
    limit = _FIRST - len(hits)
    return [*hits, *turn.find(library, ANYTHING, limit=limit, open_now=True, exclude=known).hits]


def tell_fault(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001 (one form for all)
    """Whether it is one's own fault: never what somebody else does to one."""
    crisis = turn.memory.crisis
    harmed = crisis in _DONE_TO_ONE if crisis else bool(_HARM & {*turn.memory.topics})
    own = turn.memory.for_whom != "relative"
    key = "asked.fault" if harmed and own else "asked.fault_unsure"
    text = turn.say(library, key)
    if crisis is not None:
        return with_the_crisis(turn, library, Message(text=text, lang=turn.language))
    hits = _to_begin_with(turn, library)
    return _places(turn, library, text, hits)


def tell_allowed(question: str, turn: Turn, library: Library) -> Reply:
    """What those shown can tell: whether something is allowed, how one gets there."""
    hits = places_shown(turn, library)[:LIMIT]
    return _places(turn, library, turn.say(library, f"asked.{question}"), hits)


def tell_oneself(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001 (one form for all)
    """What one can do oneself."""
    return show_tips(turn, library)


def tell_to_them(question: str, turn: Turn, library: Library) -> Reply:
    """How one begins to talk with the other; never with who does one harm."""
    memory = turn.memory
    key = f"asked.{question}" if memory.for_whom == "relative" else f"asked.{question}_own"
    if _HARM & {*memory.topics}:
        key = f"asked.{question}_harm"
    return _places(turn, library, turn.say(library, key), places_shown(turn, library)[:LIMIT])


def tell_myself(question: str, turn: Turn, library: Library) -> Reply:
    """Support for the one who worries, when they ask for themselves too."""
    memory = turn.memory
    age = memory.other_age if memory.for_whom == "relative" else memory.age
    if age is None and OF_CHILD in memory.traits:
        age = _A_PARENT
    found = turn.find(library, _RELATIVES, limit=LIMIT, for_whom="relative", age=age)
    text = turn.say(library, f"asked.{question}")
    return _places(turn, library, text, list(found.hits))


def tell_worn_out(question: str, turn: Turn, library: Library) -> Reply:
    """Those who listen, and the line for the night, for who says no more than that they cannot go on."""
    if turn.memory.for_whom == "relative":
        return tell_myself("myself", turn, library)
    turn = replace(turn, memory=replace(turn.memory, topics=_LOW))
    hits = list(turn.find(library, _LOW, limit=LIMIT).hits)
    reply = _places(turn, library, turn.say(library, f"asked.{question}"), hits)
    return replace(reply, memory=replace(reply.memory, shown=tuple(hit.service.id for hit in hits)))


def _places(
    turn: Turn, library: Library, text: str, hits: list[Hit], facts: dict[str, str] | None = None
) -> Reply:
    topic = turn.memory.topics[0] if turn.memory.topics else "rights"
    return answered(turn, library, listed(turn, library, text, hits, facts), topic=topic)


def tell_pictures(question: str, turn: Turn, library: Library) -> Reply:
    """Whether pictures can be taken down, and who knows how."""
    hits = [hit for id in _PICTURES if (hit := library.snapshot.hit(id, turn.now))]
    return _places(turn, library, turn.say(library, f"asked.{question}"), hits)


def tell_peers(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """Others of one's own age, or with the same behind them: those who write of groups."""
    return tell_group("group", turn, library)


def tell_complaint(question: str, turn: Turn, library: Library) -> Reply:
    """Where one complains of a school."""
    hits = [hit for id in _SCHOOLS if (hit := library.snapshot.hit(id, turn.now))]
    return _places(turn, library, turn.say(library, f"asked.{question}"), hits)


def tell_parent(question: str, turn: Turn, library: Library) -> Reply:
    """Whom a parent can turn to with the matter at hand, for their own sake."""
    topics = turn.memory.topics or ANYTHING
    found = turn.find(library, topics, limit=LIMIT, for_whom="self", age=_A_PARENT)
    return _places(turn, library, turn.say(library, f"asked.{question}"), list(found.hits))


def tell_there(question: str, turn: Turn, library: Library) -> Reply:
    """What there is in a place that somebody could go to; where they live stays what it was."""
    code = str(turn.entities["municipality"])
    found = turn.find(library, turn.memory.topics or ANYTHING, limit=LIMIT, municipality=code)
    name = library.municipality_name(code) or ""
    return _places(turn, library, turn.say(library, f"asked.{question}", place=name), list(found.hits))


TOLD: dict[str, Told] = {
    "language": tell_fact,
    "group": tell_group,
    "meet": tell_meeting,
    "evening": tell_later,
    "night": tell_later,
    "weekend": tell_later,
    "sooner": tell_sooner,
    "fault": tell_fault,
    "allowed": tell_allowed,
    "myself": tell_myself,
    "worn_out": tell_worn_out,
    "parent": tell_parent,
    "pictures": tell_pictures,
    "oneself": tell_oneself,
    "to_them": tell_to_them,
    "get_there": tell_allowed,
    "peers": tell_peers,
    "complain": tell_complaint,
    "not_kin": tell_allowed,
    "there": tell_there,
    **dict.fromkeys(("drop_in", "wait", "referral", "id_number"), tell_fact),
}
