"""Answers to who writes in a language that Vart cannot converse in: a few sentences, and listings that fit.

Each sentence is said where it belongs: which languages Vart answers in once, then for a place, an age or
a matter told, a thank you, what is free, and otherwise how to ask for an interpreter.
"""

from dataclasses import replace

from bot.answers.aftercare import kept
from bot.answers.meaning import Meaning, meaning_of
from bot.answers.parts import ANYTHING, listing, services_message
from bot.answers.turn import Library, Turn
from bot.content.languages import Phrases, language_name, phrasebook, spoken_as
from bot.directory.search import Hit, Result
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply
from bot.safety.contacts import SOS, contacts
from nlu.language import named

_LIMIT = 3
# So many listings are looked through for those that cost nothing, or speak the language.
_LOOKED_THROUGH = 40
_FREE = "Gratis"
# What is told so that other listings may fit.
_TELLS = frozenset(("municipality", "age", "their_municipality", "own_age", "their_age"))
# Listings for asylum and permits, for those only who write of them, and those for a language.
_ASYLUM = "newly_arrived"
_FIRST = "first_note"


def in_another_language(turn: Turn, library: Library) -> Reply:
    """The reply to a message in the language of the conversation, when that is none of Vart's two."""
    phrases = phrasebook()[turn.memory.language]
    meaning = meaning_of(turn.text, turn.memory.language)
    if turn.memory.crisis is not None:
        return _after_crisis(turn, library, phrases, meaning)
    if meaning.thanks and turn.memory.shown and named(turn.text) is None:
        return _said(turn, phrases.thanks)
    if _FIRST not in turn.memory.asked:
        return _first(turn, library, phrases, meaning)
    other_matter = meaning.topic is not None and meaning.topic not in turn.memory.topics
    if other_matter or not _TELLS.isdisjoint(turn.entities):
        return _listed(turn, library, phrases.places, _found(turn, library, meaning), meaning)
    if meaning.asks_cost and (free := _free(turn, library)).hits:
        return _listed(turn, library, phrases.free, free, meaning)
    call = phrases.call.format(say=_ask_for_interpreter(turn, library))
    found = _found(turn, library, meaning, frozenset(turn.memory.shown))
    return _listed(turn, library, call, found, meaning)


def _ask_for_interpreter(turn: Turn, library: Library) -> str:
    """What to say in Swedish on the phone."""
    return turn.say(library, "language.call", language=language_name(turn.memory.language))


def _first(turn: Turn, library: Library, phrases: Phrases, meaning: Meaning) -> Reply:
    """Which languages Vart answers in, and the right to an interpreter; in Swedish too."""
    opening = f"{phrases.first}\n{turn.say(library, 'language.interpreter')}"
    reply = _listed(turn, library, opening, _found(turn, library, meaning), meaning)
    asked = (*reply.memory.asked, _FIRST)
    return replace(reply, memory=replace(reply.memory, asked=asked))


def _after_crisis(turn: Turn, library: Library, phrases: Phrases, meaning: Meaning) -> Reply:
    """The lines of the crisis stay, whatever is told."""
    memory = turn.memory
    lines = contacts(memory.crisis or "suicide", "self", memory, library.snapshot, turn.now, "sv")
    shown = [line for line in lines if line.id != SOS][:_LIMIT]
    opening = f"{phrases.thanks} {phrases.danger}" if meaning.thanks else phrases.danger
    message = listing(turn, library, opening, shown, [])
    message = message.model_copy(update={"lang": turn.memory.language})
    return Reply((message,), kept(turn, memory), turn.understood("change_language"))


def _found(turn: Turn, library: Library, meaning: Meaning, shown: frozenset[str] = frozenset()) -> Result:
    """Listings for the matter, the place and the age, as far as they show; one in the language first.

    Where few are left that were not shown, those that take anybody fill up.
    """
    topics = (meaning.topic,) if meaning.topic else turn.memory.topics or ANYTHING
    languages = spoken_as(turn.memory.language)
    # 112 stands in the sentences.
    unfit = frozenset((SOS,)) | (frozenset() if _ASYLUM in topics else _for_asylum(library, languages))
    spoken = replace(turn, memory=replace(turn.memory, topics=topics))
    hits = _speaker(spoken, library, languages, shown)
    for wanted, seen in ((topics, shown), (ANYTHING, shown), (topics, frozenset[str]())):
        more = turn.find(library, wanted, limit=_LIMIT, languages=languages, exclude=unfit | seen).hits
        known = {hit.service.id for hit in hits}
        hits += tuple(hit for hit in more if hit.service.id not in known)
    return Result(hits[:_LIMIT], more=False)


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
    """What costs nothing: of what was shown first, then of what else there is for anybody."""
    last = [library.snapshot.hit(id, turn.now) for id in turn.memory.shown[-_LIMIT:]]
    topics = turn.memory.topics or ANYTHING
    others = turn.find(library, (*topics, *ANYTHING), limit=_LOOKED_THROUGH).hits
    free: dict[str, Hit] = {
        hit.service.id: hit for hit in (*last, *others) if hit and hit.service.cost == _FREE
    }
    return Result(tuple(free.values())[:_LIMIT], more=False)


def _listed(turn: Turn, library: Library, opening: str, result: Result, meaning: Meaning) -> Reply:
    memory = turn.memory
    topics = (meaning.topic,) if meaning.topic else memory.topics
    choices = [Choice(title="English", payload="lang:en"), Choice(title="Svenska", payload="lang:sv")]
    topic = topics[0] if topics else None
    message = services_message(turn, library, opening, result, topic, choices)
    message = message.model_copy(update={"lang": turn.memory.language})
    seen = (hit.service.id for hit in result.hits if hit.service.id not in memory.shown)
    memory = replace(memory, topics=topics, shown=(*memory.shown, *seen), expects=None, options=())
    return Reply((message,), memory, turn.understood("change_language"))


def _said(turn: Turn, text: str) -> Reply:
    message = Message(text=text, lang=turn.memory.language)
    return Reply((message,), replace(turn.memory, expects=None), turn.understood("thanks"))
