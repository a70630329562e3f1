"""Which language to answer in, and what is asked about the languages of the places."""

from dataclasses import replace
from itertools import pairwise

from bot.answers.abroad import in_another_language
from bot.answers.aftercare import after_crisis, kept
from bot.answers.parts import ANYTHING, listing
from bot.answers.services import answer_topics, ask_what
from bot.answers.turn import Library, Turn
from bot.content.languages import language_name, phrasebook, spoken_as
from bot.directory.present import present
from bot.directory.search import Hit
from bot.gateway.memory import FULL
from bot.gateway.messages import Message, SmalltalkCard
from bot.gateway.reply import Reply
from bot.safety.contacts import contacts
from nlu.language import UNWRITTEN, named
from nlu.text import folded_words, words
from nlu.words import terms

_LIMIT = 3
# So many listings are looked through for those that speak a language.
_LOOKED_THROUGH = 40
# Who is meant in "finns det nån som kan dari", "do they speak English"; a longer message tells of more.
_SOMEBODY, _THEY = terms("languages", "somebody"), terms("languages", "they")
_ASKS, _ELSEWHERE, _MOST_WORDS = terms("languages", "asks_about"), terms("languages", "elsewhere"), 9
# "do I need to speak Swedish when I call", which may be longer.
_MUST, _WHOEVER, _MOST_WITH_MUST = terms("languages", "must"), terms("languages", "whoever"), 14
# For a job, a school or a permit Swedish may be needed, and what is said here is about getting help.
_FOR_MORE = tuple(terms("languages", "for_more"))
# So sure of another matter a message is about that; these two are what it may look like.
_SURE, _NEAR = 0.6, frozenset(("newly_arrived", "rights"))


def change_language(turn: Turn, library: Library) -> Reply:
    """Change to the language asked for; where Vart only has a few sentences of it, say those."""
    wanted = named(turn.text) or str(turn.entities.get("language") or "")
    if wanted in phrasebook() or wanted in UNWRITTEN:
        # The words that ask for a language are Swedish or English, and of no matter.
        return in_another_language(replace(_speaking(turn, wanted), text=""), library)
    if wanted and wanted not in FULL:
        return _without_sentences(turn, library)
    changed = _speaking(turn, wanted or ("en" if turn.language == "sv" else "sv"))
    if changed.memory.crisis is not None:
        return after_crisis(changed, library, "action_change_language")
    said = changed.say(library, "language.changed")
    if changed.memory.topics:
        # The whole list again: what was shown before was in the other language.
        again = answer_topics(replace(changed, text="", topics=changed.memory.topics), library)
        understood = turn.understood("change_language", changed.memory.topics[0])
        return replace(_opened(again, said), understood=understood)
    asking = _opened(ask_what(changed, library, "change_language"), said)
    message = asking.messages[0].model_copy(update={"card": SmalltalkCard(intent="change_language")})
    return replace(asking, messages=(message,))


def about_languages(turn: Turn, library: Library) -> Reply | None:
    """What is known of who speaks the language asked about; None when a message asks no such thing."""
    code = named(turn.text)
    if code is None or _is_about_another_matter(turn):
        return None
    needed = code == "sv" and _asks_what_is_needed(turn.text)
    if not (needed or _asks_about_others(turn.text)):
        return None
    # Who asks whether Swedish is needed wants to speak the language they write in.
    code = turn.language if needed else code
    hits = _speakers(turn, library, code)
    facts = {hit.service.id: _fact(hit, code, turn, library) for hit in hits if _speaks(hit, code)}
    if needed and code == "sv":
        facts = {}  # of all places in Sweden
    key = "language.who_speaks" if facts else "language.nobody_known"
    key = "language.not_needed" if needed else key
    shown = [present(hit, turn.language) for hit in hits]
    opening = turn.say(library, key, language=language_name(code, turn.language))
    message = listing(turn, library, opening, shown, [], facts=facts)
    seen = (hit.service.id for hit in hits if hit.service.id not in turn.memory.shown)
    memory = replace(turn.memory, shown=(*turn.memory.shown, *seen))
    return Reply((message,), kept(turn, memory), turn.understood("ask_right"))


def _asks_about_others(text: str) -> bool:
    bag = [word.folded for word in words(text)]
    asks = "?" in text or bag[0] in _ASKS
    others = _THEY | _ELSEWHERE
    who = not _SOMEBODY.isdisjoint(bag) or (asks and not others.isdisjoint(bag))
    return who and len(bag) <= _MOST_WORDS


def _asks_what_is_needed(text: str) -> bool:
    """Whether a text asks if one must speak a language: no wish that Vart speak it."""
    said = folded_words(text)
    bag = said.split()
    turned = any(first in _MUST and second in _WHOEVER for first, second in pairwise(bag))
    asks = "?" in text or bag[0] in _ASKS or turned
    must = any(f" {one} " in f" {said} " for one in _MUST)
    asked = asks and must and not _WHOEVER.isdisjoint(bag) and len(bag) <= _MOST_WITH_MUST
    return asked and not any(word.startswith(_FOR_MORE) for word in bag)


def _is_about_another_matter(turn: Turn) -> bool:
    sure = (turn.confidence or 0.0) >= _SURE
    return sure and not set(turn.topics) <= {*turn.memory.topics, *_NEAR}


def _speakers(turn: Turn, library: Library, code: str) -> list[Hit]:
    """Who speaks a language, of what fits the matter; then who was shown last."""
    memory, snapshot = turn.memory, library.snapshot
    if memory.crisis is not None:
        # Only those who answer the crisis, and 112 first.
        lines = contacts(memory.crisis, "self", memory, snapshot, turn.now, turn.language)
        return [hit for line in lines if (hit := snapshot.hit(line.id, turn.now))][:_LIMIT]
    hits = [hit for id in memory.shown[-_LIMIT:] if (hit := snapshot.hit(id, turn.now))]
    topics = (*(memory.topics or ANYTHING), "newly_arrived")
    found = turn.find(library, topics, limit=_LOOKED_THROUGH, languages=spoken_as(code)).hits
    spoken = {hit.service.id: hit for hit in (*hits, *found) if _speaks(hit, code)}
    return list((spoken | {hit.service.id: hit for hit in hits}).values())[:_LIMIT]


def _fact(hit: Hit, code: str, turn: Turn, library: Library) -> str:
    """Which language a place speaks, by the name that its listing gives it: Dari is not called Persian."""
    spoken = next(one for one in spoken_as(code) if one in hit.service.languages)
    return turn.say(library, "language.speaks", language=language_name(spoken, turn.language))


def _speaks(hit: Hit, code: str) -> bool:
    return not {*spoken_as(code)}.isdisjoint(hit.service.languages)


def _speaking(turn: Turn, language: str) -> Turn:
    return replace(turn, memory=replace(turn.memory, language=language))


def _opened(reply: Reply, said: str) -> Reply:
    first = reply.messages[0]
    return replace(
        reply, messages=(first.model_copy(update={"text": f"{said} {first.text}"}), *reply.messages[1:])
    )


def _without_sentences(turn: Turn, library: Library) -> Reply:
    """A language that Vart has no sentence of: the right to an interpreter, in the language so far."""
    message = Message(text=turn.say(library, "language.interpreter"), lang=turn.language)
    return Reply((message,), kept(turn, turn.memory), turn.understood("change_language"))
