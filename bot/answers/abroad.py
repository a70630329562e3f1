"""Answers to who writes in a language that Vart cannot converse in: a few sentences, and listings that fit.

Each sentence is said where it belongs: which languages Vart answers in once, then for a place, an age or
a matter told, a thank you, what is free, who asks for an interpreter, and otherwise how to ask for one.
Who writes a language that Vart has no sentence of gets the same in English.
"""

from dataclasses import replace

from bot.answers.abroad_danger import after_crisis
from bot.answers.abroad_parts import (
    LIMIT,
    TELLS,
    alarm,
    asks_for_roof,
    last_shown,
    listed,
    looking_for_roof,
    way,
    with_call,
    written_in,
)
from bot.answers.meaning import Meaning, meaning_of
from bot.answers.parts import ANYTHING, FREE
from bot.answers.turn import Library, Turn
from bot.content.languages import Phrases, phrases_of, spoken_as
from bot.directory.present import present
from bot.directory.search import Hit, Result
from bot.gateway.messages import Message
from bot.gateway.reply import Reply
from bot.safety.answers import EMERGENCY
from bot.safety.contacts import SOS
from nlu.language import UNWRITTEN, named

# So many listings are looked through for those that cost nothing, or speak the language.
_LOOKED_THROUGH = 40
# Listings for asylum and permits, for those only who write of them, and those for a language.
_ASYLUM = "newly_arrived"
_FIRST = "first_note"
# With these 112 stands before every list, as for languages that nothing is read of: so little was understood.
_GRAVE = frozenset(("self_harm", "sexual_abuse", "honour", "violence", "psychosis"))


def in_another_language(turn: Turn, library: Library) -> Reply:
    """The reply to a message in the language of the conversation, when that is none of Vart's two."""
    phrases = phrases_of(turn.memory.language)
    meaning = meaning_of(turn.text, turn.memory.language)
    if turn.memory.crisis is not None:
        return after_crisis(turn, library, phrases, meaning)
    if asks_for_roof(turn, meaning):
        return _roof(turn, library, phrases)
    if meaning.thanks and turn.memory.shown and named(turn.text) is None:
        return _said(turn, phrases.thanks)
    if _FIRST not in turn.memory.asked:
        return _first(turn, library, phrases, meaning)
    other_matter = meaning.topic is not None and meaning.topic not in turn.memory.topics
    if other_matter or not TELLS.isdisjoint(turn.entities):
        return _listed(turn, library, way(turn, phrases.places), _found(turn, library, meaning), meaning)
    if meaning.asks_interpreter:
        said = with_call(turn, library, phrases.interpreter)
        same = Result(tuple(last_shown(turn, library)), more=False)
        return _listed(turn, library, said, same, meaning)
    if meaning.asks_cost and (free := _free(turn, library)).hits:
        return _listed(turn, library, phrases.free, free, meaning)
    # Of what nothing is understood, other places fit no better than those shown.
    shown = frozenset[str]() if turn.memory.language in UNWRITTEN else frozenset(turn.memory.shown)
    found = _found(turn, library, meaning, shown)
    return _listed(turn, library, with_call(turn, library, phrases.call), found, meaning)


def _first(turn: Turn, library: Library, phrases: Phrases, meaning: Meaning) -> Reply:
    """Which languages Vart answers in, and the right to an interpreter; in Swedish too, for who helps."""
    opening = phrases.first
    if turn.memory.language not in UNWRITTEN:
        opening = f"{opening}\n{turn.say(library, 'language.interpreter')}"
    reply = _listed(turn, library, opening, _found(turn, library, meaning), meaning)
    asked = (*reply.memory.asked, _FIRST)
    return replace(reply, memory=replace(reply.memory, asked=asked))


def _roof(turn: Turn, library: Library, phrases: Phrases) -> Reply:
    """Who helps with somewhere to sleep; that is for social services, so it asks for the place."""
    turn = looking_for_roof(turn)
    known = turn.memory.municipality is not None
    found = turn.find(library, turn.memory.topics, limit=LIMIT).hits if known else ()
    opening = way(turn, phrases.places) if known else phrases.roof
    services = [present(hit, turn.language) for hit in found]
    reply = listed(turn, library, opening, services, turn.memory.topics[0])
    return replace(reply, memory=replace(reply.memory, expects=None))


def _found(turn: Turn, library: Library, meaning: Meaning, shown: frozenset[str] = frozenset()) -> Result:
    """Listings for the matter, the place and the age, as far as they show; one in the language first.

    Where there are none for the matter, those for what lies near it come instead; where few are left that
    were not shown, those that take anybody fill up.
    """
    topics = (meaning.topic,) if meaning.topic else turn.memory.topics or ANYTHING
    languages = spoken_as(turn.memory.language)
    # 112 stands in the sentences.
    unfit = frozenset((SOS,)) | (frozenset() if _ASYLUM in topics else _for_asylum(library, languages))
    spoken = replace(turn, memory=replace(turn.memory, topics=topics))
    hits = _speaker(spoken, library, languages, shown)
    related = tuple(library.topic(topics[0]).related)
    for wanted, seen in ((topics, shown), (related, shown), (ANYTHING, shown), (topics, frozenset[str]())):
        if wanted == related and hits:
            continue
        more = turn.find(library, wanted, limit=LIMIT, languages=languages, exclude=unfit | seen).hits
        known = {hit.service.id for hit in hits}
        hits += tuple(hit for hit in more if hit.service.id not in known)
    return Result(hits[:LIMIT], more=False)


def _speaker(
    turn: Turn, library: Library, languages: tuple[str, ...], shown: frozenset[str]
) -> tuple[Hit, ...]:
    """The best listing that speaks the language, if there is one for this person."""
    topics = (*turn.memory.topics, _ASYLUM)
    whom = turn.memory.for_whom or "self"
    found = turn.find(
        library, topics, limit=_LOOKED_THROUGH, languages=languages, for_whom=whom, exclude=shown
    )
    return tuple(hit for hit in found.hits if {*languages} & {*hit.service.languages})[:1]


def _for_asylum(library: Library, languages: tuple[str, ...]) -> frozenset[str]:
    """Listings that are for newcomers first and speak none of the languages."""
    return frozenset(
        id
        for id, service in library.snapshot.by_id.items()
        if _ASYLUM in service.main_topics and not {*languages} & {*service.languages}
    )


def _free(turn: Turn, library: Library) -> Result:
    """What costs nothing of what was shown last; if none of it is known to, of what else there is."""
    shown = tuple(hit for hit in last_shown(turn, library) if hit.service.cost == FREE)
    if shown:
        return Result(shown, more=False)
    # 112 is no place to turn to.
    others = turn.find(
        library,
        (*(turn.memory.topics or ANYTHING), *ANYTHING),
        limit=_LOOKED_THROUGH,
        exclude=frozenset((SOS,)),
    )
    return Result(tuple(hit for hit in others.hits if hit.service.cost == FREE)[:LIMIT], more=False)


def _listed(turn: Turn, library: Library, opening: str, result: Result, meaning: Meaning) -> Reply:
    topics = (meaning.topic,) if meaning.topic else turn.memory.topics
    services = [present(hit, turn.language) for hit in result.hits]
    reply = listed(turn, library, _with_alarm(turn, topics, opening), services, topics[0] if topics else None)
    return replace(reply, memory=replace(reply.memory, topics=topics, expects=None))


def _with_alarm(turn: Turn, topics: tuple[str, ...], text: str) -> str:
    grave = turn.memory.language in UNWRITTEN or not _GRAVE.isdisjoint(topics)
    return f"{alarm(turn)} {text}" if grave and EMERGENCY not in text else text


def _said(turn: Turn, text: str) -> Reply:
    message = Message(text=_with_alarm(turn, turn.memory.topics, text), lang=written_in(turn))
    return Reply((message,), replace(turn.memory, expects=None), turn.understood("thanks"))
