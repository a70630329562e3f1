"""A place or a matter asked for by its name: "studenthälsan?", "sfi", "har redan testat Bris"."""

from dataclasses import replace
from typing import Any

from bot.answers.details import about_what
from bot.answers.leaving import seeks_something
from bot.answers.matters import listings_of
from bot.answers.parts import (
    ask_municipality,
    find_something,
    result_choices,
    services_message,
    topic_choices,
    wants_municipality,
)
from bot.answers.phrases import holds
from bot.answers.privacy import FORGETTING
from bot.answers.readers import gazetteer
from bot.answers.rights import is_clearly_asked
from bot.answers.tried import EVERYDAY, places_named, tried_by, unlisted_tried, waits
from bot.answers.turn import Library, Turn
from bot.directory.query import Query
from bot.directory.search import Result
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply
from nlu.text import folded_words, words
from nlu.words import records, terms

_LIMIT = 3
# A longer message tells of more than the matter that one of its words names.
_A_NAME, _FEW_WORDS = 3, 8
# So sure of another topic is what only mentions the matter.
_SURE = 0.6
# A name that so few listings hold is one place, wherever somebody lives.
_ONE_PLACE = 2
# Said of danger to life: what is asked then is met by those who answer a crisis.
_ACUTE = 3
_MATTERS = records("named", "matters")
_ASKS = terms("named", "asks")
_READ = frozenset(
    (
        *("action_clarify", "action_answer_topic", "action_out_of_scope", "action_deny"),
        *("action_talk_to_human", "action_take_detail", "action_change_language", "action_open_now"),
    )
)


def asked_by_name(action: str, turn: Turn, library: Library) -> Reply | None:
    """The reply to a message that names what it is after, or what was tried; None when it does not."""
    memory = turn.memory
    if not turn.text or turn.text.startswith("/") or memory.expects == FORGETTING:
        return None
    sought = memory.crisis is not None and seeks_something(turn.text)
    if _acute(turn) and not sought:
        return None
    if (
        memory.crisis is None
        and (memory.topics or not turn.topics)
        and (tried := tried_by(turn.text, library, turn.memory.shown))
        and not is_clearly_asked(turn, library)
    ):
        return others_than(turn, library, tried)
    if memory.crisis is None and memory.topics and (other := unlisted_tried(turn.text)):
        return others_than(turn, library, frozenset(), other)
    if memory.crisis is None and (ids := _only_a_name(turn, library)):
        return _places(turn, library, ids)
    matter = matter_of(turn, turn.text) if action in _READ else None
    # In a crisis only what belongs to it, or is asked for: a game that is named must not lead away from it.
    fits = memory.crisis is None or sought or (matter is not None and "only_about" in matter)
    if matter and fits and _is_meant(matter, turn):
        return about(matter, turn, library)
    return None


def _acute(turn: Turn) -> bool:
    return turn.memory.crisis is not None and turn.memory.danger >= _ACUTE


def matter_of(turn: Turn, text: str) -> dict[str, Any] | None:
    """The matter of the word list that a short text names."""
    told = folded_words(text)
    if len(told.split()) > _FEW_WORDS:
        return None
    about = {*turn.memory.topics, *turn.topics, turn.memory.crisis}
    for matter in _MATTERS:
        if not about.isdisjoint(matter.get("only_about") or about) and (
            holds(told, matter["terms"]) and not holds(told, matter.get("not_with") or ())
        ):
            return matter
    return None


def _is_meant(matter: dict[str, Any], turn: Turn) -> bool:
    """Whether nothing else is clearly meant: "jag blir hotad på roblox" is about threats."""
    other = turn.topics and matter["topic"] not in turn.topics and (turn.confidence or 0.0) >= _SURE
    return not other or "only_about" in matter or len(words(turn.text)) <= _A_NAME


def about(matter: dict[str, Any], turn: Turn, library: Library) -> Reply:
    """The listings for a matter; the municipality is asked for where they are there, or the truth told."""
    topic = str(matter["topic"])
    known = topic in turn.memory.topics or turn.memory.crisis is not None or "plain" in matter
    query = Query(municipality=turn.memory.municipality, age=turn.memory.age, for_whom=turn.memory.for_whom)
    hits = library.snapshot.among(listings_of(matter["listings"], library.snapshot), query, turn.now)
    turn = replace(turn, memory=replace(turn.memory, topics=(topic,), expects=None, options=()))
    if not hits:
        return _nowhere(turn, library, topic, local=bool(matter["listings"]))
    opening = turn.say(library, "named.found") if known else _intro(turn, library, topic)
    return _listed(turn, library, Result(hits, more=True), opening, topic)


def _intro(turn: Turn, library: Library, topic_id: str) -> str:
    topic = library.topic(topic_id)
    text = topic.intro_relative if turn.memory.for_whom == "relative" else topic.intro
    return text.en if turn.language == "en" else text.sv


def _listed(turn: Turn, library: Library, result: Result, opening: str, topic: str | None) -> Reply:
    choices = result_choices(turn, library, result.more and bool(turn.memory.topics))
    messages = [services_message(turn, library, opening, result, topic, choices)]
    shown = dict.fromkeys((*turn.memory.shown, *(hit.service.id for hit in result.hits)))
    memory = replace(turn.memory, shown=tuple(shown), expects=None, options=())
    if wants_municipality(turn):
        messages.append(ask_municipality(turn, library))
        memory = replace(memory, asked=(*memory.asked, "municipality"), expects="municipality")
    return Reply(tuple(messages), memory, turn.understood("topic", topic))


def _nowhere(turn: Turn, library: Library, topic: str | None, local: bool) -> Reply:
    """Nothing to list: in a municipality that is not known, or not in our lists at all."""
    memory = turn.memory
    if local and wants_municipality(turn):
        message = ask_municipality(turn, library, "named.where")
        memory = replace(memory, asked=(*memory.asked, "municipality"), expects="municipality")
        return Reply((message,), memory, turn.understood("topic", topic))
    key = "named.local" if local and memory.municipality is None else "named.none"
    near = (topic, *library.topic(topic).related[:2]) if topic else ()
    human = Choice(title=turn.say(library, "choice.human"), payload="human")
    text = turn.say(library, key)
    message = Message(text=text, lang=turn.language, choices=[human, *topic_choices(turn, library, near)])
    return Reply((message,), replace(memory, expects=None), turn.understood("topic", topic))


def _places(turn: Turn, library: Library, ids: list[str]) -> Reply:
    """The places that have the name; which municipality's, when there are many."""
    memory, snapshot = turn.memory, library.snapshot
    if not memory.topics:
        memory = replace(memory, topics=turn.topics[:1])
        turn = replace(turn, memory=memory)
    topic = memory.topics[0] if memory.topics else None
    if outside := turn.entities.get("outside"):
        text = turn.say(library, "asked.number_outside", place=str(outside))
        return Reply((Message(text=text, lang=turn.language),), memory, turn.understood("topic", topic))
    hits = snapshot.among(ids, Query(municipality=memory.municipality), turn.now)
    if not hits and memory.municipality is None and len(ids) <= _ONE_PLACE:
        hits = tuple(hit for id in ids if (hit := snapshot.hit(id, turn.now)))
    if not hits:
        return _nowhere(turn, library, topic, local=True)
    return _listed(turn, library, Result(hits, more=False), turn.say(library, "named.found"), topic)


def _only_a_name(turn: Turn, library: Library) -> list[str]:
    """The listings whose name is all that a message says, besides asking for it."""
    place = gazetteer().read(turn.text).words
    said = [w.folded for at, w in enumerate(words(turn.text)) if at not in place and w.folded not in _ASKS]
    if not said or len(said) > _LIMIT or all(word in EVERYDAY for word in said):
        return []
    named = [set(places_named(word, library.snapshot)) for word in said]
    return sorted(set.intersection(*named))


def others_than(turn: Turn, library: Library, tried: frozenset[str], place: str | None = None) -> Reply:
    """Places besides those that somebody has tried, or refuses; those not shown yet go first.

    Args:
        turn: The turn.
        library: Content to answer from.
        tried: Ids of the listings.
        place: What was tried, where no listing is for it.
    """
    topics = turn.memory.topics
    place = place or _named_back(tried, turn, library)
    tried |= frozenset(turn.memory.tried)
    if not topics:
        reply = about_what(turn, library, turn.say(library, "heard.not_there"), turn.intent)
        return replace(reply, memory=replace(reply.memory, tried=tuple(sorted(tried))))
    key, result = _instead(turn, library, tried)
    human = Choice(title=turn.say(library, "choice.human"), payload="human")
    choices = [*result_choices(turn, library, result.more)[:2], human]
    opening = turn.say(library, key, place=place)
    message = services_message(turn, library, opening, result, topics[0], choices)
    shown = dict.fromkeys((*turn.memory.shown, *(hit.service.id for hit in result.hits)))
    memory = replace(turn.memory, shown=tuple(shown), tried=tuple(sorted(tried)), expects=None, options=())
    return Reply((message,), memory, turn.understood("more_services", topics[0]))


def _instead(turn: Turn, library: Library, tried: frozenset[str]) -> tuple[str, Result]:
    """What to say, and the places: not shown before, with what is left; else, honestly, what lies near."""
    topics, shown = turn.memory.topics, frozenset(turn.memory.shown)
    new = turn.find(library, topics, limit=_LIMIT, exclude=tried | shown)
    left = turn.find(library, topics, limit=_LIMIT, exclude=tried)
    if left.hits and waits(turn.text):
        return "tried.waiting", left
    ids = {hit.service.id for hit in new.hits}
    hits = (*new.hits, *(hit for hit in left.hits if hit.service.id not in ids))[:_LIMIT]
    if not hits:
        return "tried.nearby", find_something(turn, library, topics, _LIMIT, tried)
    return "tried.others" if new.hits else "tried.same", replace(left, hits=hits)


def _named_back(tried: frozenset[str], turn: Turn, library: Library) -> str:
    """What was tried by its name, as it was shown or as it is called where somebody lives."""
    here = [id for id in turn.memory.shown if id in tried] or [
        id for id in sorted(tried) if turn.memory.municipality in library.snapshot.by_id[id].service_areas
    ]
    alone = here or sorted(tried)
    if len(alone) != 1:
        return turn.say(library, "tried.that")
    return library.snapshot.by_id[alone[0]].name
