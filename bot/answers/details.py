"""Answers to a detail: where the person lives, how old, for whom, or that they will not say."""

from dataclasses import replace

from bot.answers.clarify import which_topic
from bot.answers.human import PEOPLE, talk_to_human
from bot.answers.parts import ask_municipality, find_something, services_message, topic_choices
from bot.answers.parts import result_choices as choices_of
from bot.answers.services import ask_what, which_of
from bot.answers.turn import Library, Turn
from bot.gateway.messages import Message
from bot.gateway.reply import Reply

_LIMIT = 3


def take_detail(turn: Turn, library: Library) -> Reply:
    """Take the detail in and answer the topic at hand anew; ask for the topic if there is none."""
    if turn.intent == "skip" or "refuses" in turn.entities:
        return _refused(turn, library)
    if candidates := turn.entities.get("ambiguous_place"):
        message = which_of(turn, library, candidates)
        return Reply((message,), replace(turn.memory, expects="municipality"), turn.understood(turn.intent))
    if not turn.memory.topics and turn.memory.expects == PEOPLE:
        return _people(turn, library)
    if not turn.memory.topics:
        return _about_which(turn, library, acknowledged(turn, library, "heard"), turn.intent)
    return _again(turn, library, acknowledged(turn, library, "detail"))


def _people(turn: Turn, library: Library) -> Reply:
    """The lines where people answer once more, now for this place and age."""
    opening, reply = acknowledged(turn, library, "heard"), talk_to_human(turn, library)
    first, *rest = reply.messages
    return replace(reply, messages=(first.model_copy(update={"text": f"{opening} {first.text}"}), *rest))


def _about_which(turn: Turn, library: Library, opening: str, intent: str) -> Reply:
    """What was heard, and the choices that wait for an answer, or what it is about."""
    if turn.memory.expects != "clarify" or not turn.memory.options:
        return about_what(turn, library, opening, intent)
    reply = which_topic(turn, library)
    first = reply.messages[0]
    message = first.model_copy(update={"text": f"{opening} {first.text}"})
    return Reply((message,), turn.memory, turn.understood(intent))


def about_what(turn: Turn, library: Library, opening: str, intent: str) -> Reply:
    """What was heard, and the question what it is about: there is nothing to list yet."""
    reply = ask_what(turn, library, intent)
    first = reply.messages[0]
    # What was offered already is nearer than what is common.
    choices = topic_choices(turn, library, turn.memory.options) or first.choices
    opened = first.model_copy(update={"text": f"{opening} {first.text}", "choices": choices})
    return replace(reply, messages=(opened,))


def acknowledged(turn: Turn, library: Library, kind: str) -> str:
    """What was heard, said back in a few words; `kind` "detail" announces a list."""
    code, entities = turn.memory.municipality, turn.entities
    name = library.municipality_name(code)
    if (outside := entities.get("outside")) and "their_municipality" not in entities:
        return turn.say(library, "place.outside", place=str(outside))
    told = entities.get("municipality")
    if code and name and code in (told, entities.get("their_municipality")):
        said = entities.get("locality") if code == told else None
        locality = str(said or name)
        key = "municipality" if locality == name else "locality"
        return turn.say(library, f"{kind}.{key}", municipality=name, locality=locality)
    if (told and name) or _of_the_other(turn):
        return turn.say(library, f"{kind}.noted")
    if "minor" in entities:
        return turn.say(library, f"{kind}.minor")
    if "age" in entities:
        return turn.say(library, f"{kind}.age", age=str(turn.memory.age))
    if "for_whom" in entities:
        return turn.say(library, f"{kind}.for_{turn.memory.for_whom}")
    return turn.say(library, f"{kind}.{'unknown' if turn.intent == 'choose_municipality' else 'noted'}")


def _of_the_other(turn: Turn) -> bool:
    """Whether the age told is not that of the one the help is for."""
    return "age" in turn.entities and int(turn.entities["age"]) != turn.memory.age


def _again(turn: Turn, library: Library, opening: str) -> Reply:
    memory = turn.memory
    result = find_something(turn, library, memory.topics, _LIMIT)
    message = services_message(
        turn, library, opening, result, memory.topics[0], choices_of(turn, library, result.more)
    )
    shown = tuple(hit.service.id for hit in result.hits)
    memory = replace(memory, shown=shown, expects=None, options=())
    return Reply((message,), memory, turn.understood(turn.intent, None))


def _refused(turn: Turn, library: Library) -> Reply:
    """It is fine not to tell; go on with what helps everybody."""
    slot = str(turn.entities.get("slot") or turn.memory.expects or "municipality")
    memory = replace(turn.memory, refused=(*turn.memory.refused, slot), expects=None)
    refused = replace(turn, memory=memory)
    if not memory.topics:
        heard = turn.say(library, "heard.refused")
        waiting = replace(refused, memory=replace(memory, expects=turn.memory.expects))
        return _about_which(waiting, library, heard, "choose_municipality")
    text = turn.say(library, "detail.refused")
    result = refused.find(library, memory.topics, limit=_LIMIT, exclude=frozenset(memory.shown))
    if not result.hits:
        message = Message(text=turn.say(library, "heard.refused"), lang=turn.language)
        return Reply((message,), memory, turn.understood("choose_municipality"))
    choices = choices_of(turn, library, result.more)
    message = services_message(refused, library, text, result, memory.topics[0], choices)
    shown = (*memory.shown, *(hit.service.id for hit in result.hits))
    return Reply((message,), replace(memory, shown=shown), turn.understood("choose_municipality"))


def ask_again(turn: Turn, library: Library) -> Reply:
    """The person says yes to telling where they live, but not where."""
    message = ask_municipality(turn, library, "ask.which_municipality")
    return Reply((message,), replace(turn.memory, expects="municipality"), turn.understood("affirm"))
