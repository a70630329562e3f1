"""After a crisis it comes back: to what is said in relief, to a place told, to what is asked for."""

from dataclasses import replace

from bot.answers.leaving import asks_whom
from bot.answers.parts import listing, result_choices, topic_choices
from bot.answers.readers import lexicon
from bot.answers.relief import Over, Relief, relief
from bot.answers.services import answer_topics
from bot.answers.turn import Library, Turn
from bot.directory.present import present
from bot.gateway.memory import AFTER_CRISIS, EASED, Memory
from bot.gateway.messages import Choice, Message, Service
from bot.gateway.reply import Reply
from bot.safety.contacts import SOS, STOPPING_LINE, SUICIDE_LINE, SWALLOWED_IN, contacts
from nlu.traits import SWALLOWED

_ACUTE, _LIMIT, _OPTIONS, _MOST_DOORS = 3, 3, 2, 4
# So sure must be what somebody says they meant instead, or asks for in relief.
_SURE = 0.6
# In these 90101 stays in sight after whatever else is told.
_LIFE = frozenset(("suicide", "third_party"))
_FROM_OTHERS = frozenset(("violence", "honour", "sexual_violence"))
# What was swallowed is for those who answer, wherever somebody is.
_BODY = "medical"
# What each crisis is about as a matter; where none stands, the crisis text's own topic goes first.
_MATTERS: dict[str, str] = {
    "suicide": "low_mood",
    "self_harm": "self_harm",
    "violence": "violence",
    "sexual_violence": "sexual_abuse",
    "psychosis": "psychosis",
    "honour": "honour",
}
_OTHERWISE: dict[str, str] = {
    "third_party": "low_mood",
    "threat": "crime",
    "child_at_risk": "violence",
    "harming": "anger",
}
# Said in jest or not, somebody to talk to about it stays in sight, and so does the crisis.
_TAKEN_SERIOUSLY = frozenset((*_LIFE, _BODY, "threat", "harming"))
# Before whatever there is for the matter.
_GOES_FIRST = {"suicide": SUICIDE_LINE, "third_party": SUICIDE_LINE, "harming": STOPPING_LINE}
# With whom another's life is feared for, support of one's own goes first.
_OF_ONES_OWN = frozenset(("parent_illness", "relative_support"))
# Then there was no danger of this kind at all.
_NONE_WAS: frozenset[Over] = frozenset(("joke", "test", "other_wrote", "meant", "denied"))
_MEANT_OTHERWISE: frozenset[Over] = frozenset(("meant", "denied"))
_COMMON = ("family_conflict", "school_support", "relative_support")


def relieved(text: str, memory: Memory) -> Relief | None:
    """What a text says in relief of the crisis at hand, if there is one."""
    if memory.crisis is None or not text or text.startswith("/"):
        return None
    return relief(text, memory.crisis, acute=memory.danger >= _ACUTE)


def returned(turn: Turn, library: Library) -> Reply | None:
    """The reply to a message that says that the danger is over, or never was; None when it does not."""
    if (told := relieved(turn.text, turn.memory)) is None:
        return None
    opening = turn.say(library, f"relief.{told.over}")
    if told.over == "tablets":
        return _for_tablets(turn, library, opening)
    opening = f"{opening} {_reminder(turn, library)}"
    if other := _another_matter(told, turn):
        reply = answer_topics(replace(turn, topics=other), library)
        first, *rest = reply.messages
        first = first.model_copy(update={"text": f"{opening}\n\n{first.text}"})
        return replace(reply, messages=(first, *rest))
    return _eased(told.over, opening, turn, library)


def at_the_matter(turn: Turn, library: Library, opening: str) -> Reply | None:
    """What there is for the matter of the crisis, for this age and place; None where only the lines help."""
    memory = turn.memory
    if memory.crisis in (None, _BODY) or _is_swallowed(memory):
        return None
    topics = matters(memory)
    services = _for_the_matter(turn, library, topics)
    message = listing(turn, library, opening, services, _ways_on(turn, library), topic=topics[0])
    shown = dict.fromkeys((*memory.shown, *(each.id for each in services)))
    expects = EASED if memory.expects == EASED else AFTER_CRISIS
    memory = replace(memory, topics=topics[:2], shown=tuple(shown), expects=expects, options=())
    return Reply((message,), memory, turn.understood(turn.intent, topics[0]))


def told_where(turn: Turn, library: Library, heard: str) -> Reply | None:
    """The reply to a place or an age told after a crisis.

    Args:
        turn: The turn.
        library: Content to answer from.
        heard: The detail, said back.
    """
    return at_the_matter(turn, library, f"{heard} {turn.say(library, 'crisis.near')}")


def whom(turn: Turn, library: Library) -> Reply | None:
    """The reply to who asks whom to turn to after a crisis; None when a message does not."""
    # What is looked for and known is a matter of its own.
    others = turn.memory.crisis in _FROM_OTHERS and not turn.topics
    if turn.memory.crisis is None or not asks_whom(turn.text, from_others=others):
        return None
    return at_the_matter(turn, library, turn.say(library, "crisis.whom"))


def reminded(turn: Turn, reply: Reply, library: Library) -> Reply:
    """The reply; the first one that leads elsewhere after a crisis says once whom to call if it turns."""
    before, after = turn.memory, reply.memory
    life = before.crisis in _LIFE
    leaves = after.expects not in (AFTER_CRISIS, EASED)
    first = before.expects not in (AFTER_CRISIS, EASED)
    # Who said that it has eased was told then; where it is about wanting to die, once more.
    due = first or (leaves and (life or before.expects != EASED))
    number = "90101" if leaves and life else "112"
    told = any(number in message.text for message in reply.messages)
    # Who has everything forgotten is not told that it is remembered.
    if before.crisis is None or told or not due or after.danger == 0:
        return reply
    reminder = Message(text=_reminder(turn, library), lang=turn.language)
    opening, *rest = reply.messages
    return replace(reply, messages=(opening, reminder, *rest))


def matters(memory: Memory) -> tuple[str, ...]:
    """The topics that a crisis is about, the main one first."""
    crisis = memory.crisis or ""
    own = _matters_of(crisis)
    if _OF_ONES_OWN.intersection(memory.topics[:1]):
        return (*memory.topics[:1], *own)
    found = (*own, *memory.topics[:1]) or (_OTHERWISE.get(crisis, "general_care"),)
    return tuple(dict.fromkeys(found))


def _is_swallowed(memory: Memory) -> bool:
    """Whether something was swallowed that nobody has taken over yet: then no place is nearer than 112."""
    return SWALLOWED in memory.traits and memory.crisis in SWALLOWED_IN and memory.expects != EASED


def _matters_of(crisis: str | None) -> tuple[str, ...]:
    """What a crisis is about whatever else was told."""
    return (_MATTERS[crisis],) if crisis in _MATTERS else ()


def _reminder(turn: Turn, library: Library) -> str:
    """Whom to call if it turns, in one short line."""
    key = "crisis.turns_life" if turn.memory.crisis in _LIFE else "crisis.turns"
    return turn.say(library, key)


def _another_matter(told: Relief, turn: Turn) -> tuple[str, ...]:
    """What is surely told besides: what was meant instead, or what is asked for in relief.

    "Jag menar plugget, inte att jag vill dö" is mostly about dying to who only sees the words; the one
    concept that it names is what was meant.
    """
    if not (told.asks or told.over in _MEANT_OTHERWISE):
        return ()
    meant = told.over == "meant"
    known = _matters_of(turn.memory.crisis) if meant else matters(turn.memory)
    if (turn.confidence or 0.0) >= _SURE and not set(turn.topics) <= set(known):
        return tuple(topic for topic in turn.topics if topic not in known)
    named = tuple(topic for topic in lexicon().scores(turn.text) if topic not in known)
    return named if meant and len(named) == 1 else ()


def _eased(over: Over, opening: str, turn: Turn, library: Library) -> Reply:
    """Relief that tells nothing else: somebody to talk to where there was something, and doors."""
    memory = turn.memory
    topics = matters(memory)
    life = memory.crisis in _LIFE
    serious = memory.crisis in _TAKEN_SERIOUSLY
    if serious:
        services = _lines(turn, library)
    elif over in _NONE_WAS:
        services = []
    else:
        services = _for_the_matter(turn, library, topics)
    key = "crisis.over_list" if services else "crisis.over_doors"
    words = f"{opening} {turn.say(library, key)}"
    listed = bool(services) and not serious
    others = (*turn.topics, *turn.options[:_OPTIONS]) if over in _MEANT_OTHERWISE else ()
    doors = (*others, *matters(memory), *(() if life else _COMMON))
    ways = _ways_on(turn, library) if listed else _doors(turn, library, doors)
    known = not serious and over in _NONE_WAS
    memory = replace(memory, expects=None if known else EASED, options=())
    memory = replace(memory, topics=topics[:2], shown=tuple(one.id for one in services)) if listed else memory
    return Reply((listing(turn, library, words, services, ways),), memory, turn.understood(turn.intent))


def _for_tablets(turn: Turn, library: Library, opening: str) -> Reply:
    """Who says that it was for a headache still asks those who know how much is too much."""
    services = _lines(turn, library)
    message = listing(turn, library, opening, services, _doors(turn, library, matters(turn.memory)))
    return Reply((message,), replace(turn.memory, expects=EASED), turn.understood(turn.intent))


def _lines(turn: Turn, library: Library) -> list[Service]:
    """The lines of the crisis but 112, which the words name."""
    memory = turn.memory
    found = contacts(memory.crisis or "suicide", "self", memory, library.snapshot, turn.now, turn.language)
    return [each for each in found if each.id != SOS][:_LIMIT]


def _for_the_matter(turn: Turn, library: Library, topics: tuple[str, ...]) -> list[Service]:
    line = _GOES_FIRST.get(turn.memory.crisis or "")
    first = [each for each in _lines(turn, library) if each.id == line]
    hits = turn.find(library, topics[:1], limit=_LIMIT).hits or turn.find(library, topics, limit=_LIMIT).hits
    found = [present(hit, turn.language) for hit in hits if hit.service.id not in (SUICIDE_LINE, line)]
    return [*first, *found][:_LIMIT]


def _ways_on(turn: Turn, library: Library) -> list[Choice]:
    """On from a list: a human, more of it, tips, and what else may have been meant."""
    human = Choice(title=turn.say(library, "choice.human"), payload="human")
    return [human, *result_choices(turn, library, more=True, others=turn.options[:_OPTIONS])]


def _doors(turn: Turn, library: Library, topics: tuple[str, ...]) -> list[Choice]:
    human = Choice(title=turn.say(library, "choice.human"), payload="human")
    return [human, *topic_choices(turn, library, tuple(dict.fromkeys(topics))[:_MOST_DOORS])]
