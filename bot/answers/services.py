"""Answers with listings: a topic, two topics, more of them, those open now."""

from dataclasses import replace

from bot.answers.matters import Matter, at_hand, listings_of
from bot.answers.parts import (
    ANYTHING,
    ask_municipality,
    find_something,
    listing,
    result_choices,
    services_message,
    topic_choices,
    wants_municipality,
)
from bot.answers.questions import matches, plain
from bot.answers.tried import tried_by
from bot.answers.turn import Library, Turn
from bot.directory.present import present
from bot.directory.query import Hit
from bot.directory.search import Result
from bot.gateway.memory import Memory
from bot.gateway.messages import AskCard, Choice, Message
from bot.gateway.reply import Reply
from bot.safety.contacts import SUICIDE_LINE
from bot.safety.harming import tells_of_harming
from nlu.text import words
from nlu.traits import VIOLENT
from nlu.words import terms

_PER_TOPIC = 3
_PER_TOPIC_OF_TWO = 2
_ALTERNATIVES = 2
# Words that ask when something is open, not what is open now.
# With one of these the best listings may be others.
_NARROWS = frozenset(("municipality", "outside", "ambiguous_place", "age", "minor", "for_whom"))
_OVERSHADOWS = {
    "sexual_abuse": frozenset(("alcohol_drugs", "relationship", "sexual_health", "leisure")),
    "violence": frozenset(("anger", "relationship")),
}
# Whoever tells in these that they hit, or are afraid to, is met for that.
_OF_HARM = frozenset(("anger", "violence", "relationship", "parenting"))
_NOT_WITHOUT_PAPERS = ("migrationsverket",)
# Their tips are for those who stand beside somebody.
_BESIDE = "relative_support"
_FOR_THOSE_BESIDE = frozenset((_BESIDE, "parenting", "parent_illness", "older_people", "perinatal"))
_ASKS_WHEN = terms("decision", "asks_when")


def answer_topics(turn: Turn, library: Library) -> Reply:
    """Answer the topics of this turn: something usable first, then at most one question."""
    topics = _weightiest(turn)
    if not topics:
        return ask_what(turn, library, "topic")
    kept = () if set(topics).isdisjoint(turn.memory.topics) else turn.memory.tried
    turn = replace(turn, memory=replace(turn.memory, tried=tuple(dict.fromkeys((*kept, *_avoided(turn))))))
    turn = _without_tried(turn, library)
    seen = _seen(turn, topics)
    shown = list(seen)
    messages: list[Message] = []
    limit = _PER_TOPIC if len(topics) == 1 else _PER_TOPIC_OF_TWO
    for index, topic in enumerate(topics):
        result = find_something(turn, library, (topic,), limit, frozenset(shown))
        last = index == len(topics) - 1
        others = turn.options[:_ALTERNATIVES] if last else ()
        choices = result_choices(turn, library, result.more, others) if last else []
        opening = turn.say(library, "topic.unseen") if seen else _opening(turn, library, topic)
        messages.append(services_message(turn, library, opening, result, topic, choices))
        shown += [hit.service.id for hit in result.hits]
    matter = turn.memory.matter if at_hand(turn.memory, topics) else None
    memory = replace(turn.memory, topics=topics, matter=matter, shown=tuple(shown), expects=None, options=())
    if place := _place_question(turn, library):
        messages.append(place)
        memory = replace(memory, asked=(*memory.asked, "municipality"), expects="municipality")
    return Reply(tuple(messages), memory, turn.understood("topic", topics[0]))


def _avoided(turn: Turn) -> tuple[str, ...]:
    """What must not be shown to somebody who tells that they have no papers."""
    return _NOT_WITHOUT_PAPERS if matches("no_papers", plain(turn.text)) else ()


def _weightiest(turn: Turn) -> tuple[str, ...]:
    """The topics to answer, without what only surrounds a graver one.

    Who was abused while drunk is not met with help to drink less, nor who is hit with help against anger.
    """
    topics = turn.topics[:2]
    graver = next((topic for topic in topics if topic in _OVERSHADOWS), None)
    if graver is None or VIOLENT in turn.memory.traits:
        return topics
    return tuple(topic for topic in topics if topic not in _OVERSHADOWS[graver])


def _without_tried(turn: Turn, library: Library) -> Turn:
    """The turn, with what its text says to have tried kept out: "kuratorn hjälpte inte"."""
    tried = tried_by(turn.text, library) or frozenset()
    return replace(turn, memory=replace(turn.memory, tried=tuple(sorted(tried | {*turn.memory.tried}))))


def answer_matter(turn: Turn, library: Library, matter: Matter) -> Reply:
    """Answer a matter that has places of its own; what else may have been meant is offered beside it."""
    others = [topic for topic in (*turn.topics, *turn.options) if topic != matter.topic][:_ALTERNATIVES]
    again = matter.urgent and turn.memory.matter == matter.id
    memory = replace(turn.memory, topics=(matter.topic,), matter=matter.id, shown=(), options=())
    turn = _without_tried(replace(turn, memory=memory), library)
    if matter.urgent:
        turn = _with_its_places(turn, library, matter)
    opening = turn.say(library, f"matter.{matter.id}{'_again' if again else ''}")
    if turn.memory.municipality is None and matter.is_local:
        return _where_for(turn, library, opening, others)
    result = find_something(turn, library, memory.topics, _PER_TOPIC)
    choices = result_choices(turn, library, result.more, others)
    messages = [services_message(turn, library, opening, result, matter.topic, choices)]
    shown = tuple(hit.service.id for hit in result.hits)
    memory = replace(turn.memory, shown=shown, expects=None)
    if place := _place_question(turn, library):
        messages.append(place)
        memory = replace(memory, asked=(*memory.asked, "municipality"), expects="municipality")
    return Reply(tuple(messages), memory, turn.understood("topic", matter.topic))


def _with_its_places(turn: Turn, library: Library, matter: Matter) -> Turn:
    """The turn, in which the places of the matter are shown although they were tried or refused."""
    own = {*listings_of(matter.listings, library.snapshot)}
    tried = tuple(id for id in turn.memory.tried if id not in own)
    return replace(turn, refused=turn.refused - own, memory=replace(turn.memory, tried=tried))


def _where_for(turn: Turn, library: Library, opening: str, others: list[str]) -> Reply:
    """What is only in municipalities: the words for it, and which it is."""
    where = ask_municipality(turn, library, "named.where")
    memory = replace(turn.memory, asked=(*turn.memory.asked, "municipality"), expects="municipality")
    choices = [*(where.choices or ()), *topic_choices(turn, library, others)]
    message = where.model_copy(update={"text": f"{opening} {where.text}", "choices": choices})
    return Reply((message,), memory, turn.understood("topic", memory.topics[0]))


def _seen(turn: Turn, topics: tuple[str, ...]) -> tuple[str, ...]:
    """What is not shown again to somebody who tells more of the same; with a new place or age all is."""
    more_of_it = turn.text and not turn.text.startswith("/") and set(topics) <= set(turn.memory.topics)
    return turn.memory.shown if more_of_it and turn.entities.keys().isdisjoint(_NARROWS) else ()


def _opening(turn: Turn, library: Library, topic_id: str) -> str:
    """The words that meet the person; another set when the same topic comes again."""
    topic, memory = library.topic(topic_id), turn.memory
    if topic_id in _OF_HARM and tells_of_harming(turn.text):
        return turn.say(library, "topic.harming")
    if topic_id in memory.topics:
        return turn.say(library, "topic.again", topic=library.label(topic_id, turn.language))
    text = topic.intro_relative if memory.for_whom == "relative" else topic.intro
    return text.en if turn.language == "en" else text.sv


def _place_question(turn: Turn, library: Library) -> Message | None:
    """What remains to be said or asked about the place, if anything."""
    outside = turn.entities.get("outside")
    if outside and turn.memory.municipality is None:
        return Message(text=turn.say(library, "place.outside", place=str(outside)), lang=turn.language)
    if candidates := turn.entities.get("ambiguous_place"):
        return which_of(turn, library, candidates)
    return ask_municipality(turn, library) if wants_municipality(turn) else None


def which_of(turn: Turn, library: Library, candidates: list[str]) -> Message:
    """Ask which of several municipalities a village lies in."""
    names = [(code, library.municipality_name(code)) for code in candidates]
    choices = [Choice(title=name, payload=f"municipality:{code}") for code, name in names if name]
    text = turn.say(library, "place.ambiguous", place=str(turn.entities.get("locality", "")))
    return Message(text=text, lang=turn.language, choices=choices, card=AskCard(slot="municipality"))


def more_services(turn: Turn, library: Library) -> Reply:
    """The next listings on the same topics; an honest end when there are none."""
    memory = turn.memory
    if not memory.topics:
        return ask_what(turn, library, "more_services")
    result = turn.find(library, memory.topics, limit=_PER_TOPIC, exclude=frozenset(memory.shown))
    if not result.hits:
        return _no_more(turn, library)
    return _listed(turn, library, result, "services.more", "more_services")


def _no_more(turn: Turn, library: Library) -> Reply:
    topic = library.topic(turn.memory.topics[0])
    choices = topic_choices(turn, library, topic.related[:3])
    message = Message(text=turn.say(library, "services.no_more"), lang=turn.language, choices=choices or None)
    return Reply((message,), replace(turn.memory, expects=None), turn.understood("more_services"))


def open_now(turn: Turn, library: Library) -> Reply:
    """What answers at this minute: on the topic at hand, else whoever always answers.

    "När öppnar de?" is about those just shown.
    """
    memory = turn.memory
    asks_when = not _ASKS_WHEN.isdisjoint(word.folded for word in words(turn.text))
    if asks_when and (hits := _last_shown(turn, library)):
        return _hours(turn, library, hits)
    topics = memory.topics or ANYTHING
    result = turn.find(library, topics, limit=_PER_TOPIC, open_now=True)
    if result.hits:
        return _listed(turn, library, result, "services.open_now", "open_now")
    result = turn.find(library, ANYTHING, limit=_PER_TOPIC, open_now=True)
    return _listed(turn, library, result, "services.none_open", "open_now")


def _last_shown(turn: Turn, library: Library) -> list[Hit]:
    last = turn.memory.shown[-_PER_TOPIC:]
    return [hit for id in last if (hit := library.snapshot.hit(id, turn.now))]


def _hours(turn: Turn, library: Library, hits: list[Hit]) -> Reply:
    """When those just shown are open, in words."""
    shown = [present(hit, turn.language) for hit in hits]
    topic = turn.memory.topics[0] if turn.memory.topics else None
    choices = [Choice(title=turn.say(library, "choice.open_now"), payload="open_now")]
    opening = turn.say(library, "services.hours")
    message = listing(turn, library, opening, shown, choices, topic=topic, hours=True)
    return Reply((message,), replace(turn.memory, expects=None), turn.understood("open_now"))


def _listed(turn: Turn, library: Library, result: Result, key: str, intent: str) -> Reply:
    memory: Memory = turn.memory
    topic = memory.topics[0] if memory.topics else None
    seen = [hit.service.id for hit in result.hits if hit.service.id not in memory.shown]
    choices = result_choices(turn, library, result.more)
    # What was just asked for is not offered again.
    choices = [choice for choice in choices if choice.payload != intent]
    message = services_message(turn, library, turn.say(library, key), result, topic, choices)
    memory = replace(memory, shown=(*memory.shown, *seen), expects=None, options=())
    return Reply((message,), memory, turn.understood(intent))


def ask_what(turn: Turn, library: Library, intent: str) -> Reply:
    """Nothing to go on yet: say so and give common topics to press."""
    common = ("low_mood", "anxiety", "family_conflict", "school_absence", "relative_support")
    message = Message(
        text=turn.say(library, "ask.what"), lang=turn.language, choices=topic_choices(turn, library, common)
    )
    return Reply((message,), replace(turn.memory, expects="topic"), turn.understood(intent))


def ask_what_beside_places(turn: Turn, library: Library) -> Reply:
    """Whom to turn to, asked before any matter: who takes anybody, and the question what it is about."""
    asked = ask_what(turn, library, "topic")
    result = turn.find(library, ANYTHING, limit=_PER_TOPIC, exclude=frozenset((SUICIDE_LINE,)))
    offered = topic_choices(turn, library, turn.memory.options) or list(asked.messages[0].choices or ())
    message = services_message(turn, library, turn.say(library, "ask.whom"), result, None, offered)
    return replace(asked, messages=(message,))


def _tips_of(memory: Memory) -> str:
    """The topic whose tips fit: most are for who has the trouble, not for who worries about them."""
    topic = memory.topics[0]
    beside = memory.for_whom == "relative" and topic not in _FOR_THOSE_BESIDE
    return _BESIDE if beside else topic


def show_tips(turn: Turn, library: Library) -> Reply:
    """Two or three things to try oneself while waiting."""
    memory = turn.memory
    if not memory.topics:
        return ask_what(turn, library, "more_services")
    if matches("more_places", plain(turn.text)):
        return more_services(turn, library)
    topic = library.topic(_tips_of(memory))
    english = turn.language == "en"
    lines = "\n".join(f"• {tip.en if english else tip.sv}" for tip in topic.tips)
    text = f"{turn.say(library, 'tips.opening')}\n\n{lines}"
    rest = turn.find(library, memory.topics, limit=1, exclude=frozenset(memory.shown))
    choices = result_choices(turn, library, more=bool(rest.hits))
    message = Message(text=text, lang=turn.language, choices=[c for c in choices if c.payload != "tips"])
    return Reply((message,), replace(memory, expects=None), turn.understood("topic", topic.id))
