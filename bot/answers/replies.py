"""Which answer belongs to which of Rasa's actions, and the way from Rasa's tracker to a `Turn`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.answers import (
    about_vart,
    clarify,
    correcting,
    details,
    following,
    human,
    languages,
    moments,
    named,
    privacy,
    refusing,
    returning,
    rights,
    roof,
    services,
    smalltalk,
    unclear,
)
from bot.answers.abroad import in_another_language
from bot.answers.matters import told_matter
from bot.answers.noted import more_of_it
from bot.answers.readers import remember, with_traits
from bot.answers.turn import Library, Turn
from bot.answers.warm import told, warmly
from bot.gateway.memory import FULL, Memory
from bot.gateway.reply import Reply

Answer = Callable[[Turn, Library], Reply]

ANSWERS: Mapping[str, Answer] = {
    "action_answer_topic": services.answer_topics,
    "action_answer_right": rights.answer_right,
    "action_take_detail": details.take_detail,
    "action_more_services": services.more_services,
    "action_open_now": services.open_now,
    "action_talk_to_human": human.talk_to_human,
    "action_smalltalk": smalltalk.smalltalk,
    "action_privacy": privacy.privacy,
    "action_delete_my_data": privacy.delete_my_data,
    "action_affirm": smalltalk.affirm,
    "action_deny": smalltalk.deny,
    "action_restart": smalltalk.start_over,
    "action_change_language": languages.change_language,
    "action_out_of_scope": clarify.out_of_scope,
    "action_clarify": clarify.clarify,
    "action_show_tips": services.show_tips,
}

# What tells of something, rather than asks about Vart, rights or the places shown.
_TELLS = frozenset(
    (
        *("action_answer_topic", "action_clarify", "action_take_detail", "action_out_of_scope"),
        *("action_deny", "action_affirm", "action_smalltalk"),
    )
)
_LONG = 15
# What a button asks for is done in any language; read out of words it may be anything.
_DONE = frozenset(
    (
        *("action_delete_my_data", "action_privacy", "action_talk_to_human", "action_restart"),
        *("action_answer_right", "action_show_tips", "action_open_now"),
    )
)


# "Är det mitt fel" looks like a no, and "jag skäms" like a goodbye, to who only sees the words.
_ENDINGS = frozenset(("action_deny", "action_smalltalk"))


def turn_from_rasa(message: Mapping[str, Any], now: datetime) -> Turn:
    """The turn as Rasa understood it.

    Args:
        message: `latest_message` of Rasa's tracker; its metadata holds the memory.
        now: Time of the turn, timezone aware.
    """
    found = {entity["entity"]: entity["value"] for entity in message.get("entities") or ()}
    memory = Memory.from_json((message.get("metadata") or {}).get("memory"))
    memory = replace(remember(memory, found), turn=memory.turn + 1)
    intent = str(message["intent"]["name"])
    ranking = tuple((item["name"], float(item["confidence"])) for item in message.get("intent_ranking") or ())
    topics = tuple(message.get("topics") or ())
    if intent == "choose_topic":
        topics = (str(found["topic"]),)
    return Turn(
        text=str(message.get("text") or ""),
        memory=memory,
        now=now,
        intent=intent,
        entities=found,
        topics=topics,
        options=tuple(message.get("options") or ()),
        confidence=ranking[0][1] if ranking else None,
        ranking=ranking,
    )


def answer(action: str, turn: Turn, library: Library) -> Reply:
    """The reply of an action; another language than Vart's two comes before everything else.

    Raises:
        KeyError: No such action.
    """
    turn = refusing.without_refused(_known(turn, library), library)
    if not turn.text.startswith("/"):
        turn = replace(turn, memory=with_traits(turn.memory, turn.text))
    if turn.memory.language not in FULL:
        return _abroad(action, turn, library)
    reply = _answer(action, turn, library)
    return refusing.remembered(reply, turn) if turn.refused else reply


def _answer(action: str, turn: Turn, library: Library) -> Reply:
    reply = about_vart.about_vart(turn, library) or _of_the_matter(action, turn, library)
    return about_vart.watched(returning.reminded(turn, reply, library), turn, library)


def _of_the_matter(action: str, turn: Turn, library: Library) -> Reply:
    """What is answered about what somebody needs, or about the conversation."""
    reply = (
        moments.met(turn, library)
        or roof.about_the_night(turn, library)
        or returning.returned(turn, library)
        or languages.about_languages(turn, library)
        or unclear.unclear(turn, library)
        or correcting.correction(turn, library)
        or refusing.refusal(turn, library)
        or _matter(action, turn, library)
        or named.asked_by_name(action, turn, library)
        or following.going_on(action, turn, library)
    )
    if reply is None and action in _ENDINGS and turn.memory.topics and told(turn):
        reply = more_of_it(turn, library)
    # What opens a matter has warm words of its own.
    same = bool(turn.topics) and set(turn.topics) <= set(turn.memory.topics)
    if reply or same or action == "action_clarify":
        return warmly(reply or ANSWERS[action](turn, library), turn, library)
    return following.beside(action, turn, ANSWERS[action](turn, library))


def _matter(action: str, turn: Turn, library: Library) -> Reply | None:
    """The reply to a message that tells of a matter with places of its own; in a crisis those go before.

    A long message tells of more than the matter: there it must be what the message is about.
    """
    if action not in _TELLS or turn.memory.crisis is not None or turn.text.startswith("/"):
        return None
    matter = told_matter(turn.text, turn.memory)
    if matter is None or (len(turn.text.split()) > _LONG and matter.topic not in turn.topics):
        return None
    memory = turn.memory
    known = memory.matter == matter.id and matter.topic in memory.topics
    return (
        None
        if known and memory.municipality and not matter.urgent
        else services.answer_matter(turn, library, matter)
    )


def _abroad(action: str, turn: Turn, library: Library) -> Reply:
    """The reply in a language Vart cannot converse in; what is pressed is done, and said in Swedish."""
    if action not in _DONE or (turn.text and not turn.text.startswith("/")):
        return in_another_language(turn, library)
    reply = ANSWERS[action](turn, library)
    return replace(reply, memory=replace(reply.memory, language=turn.memory.language))


def _known(turn: Turn, library: Library) -> Turn:
    """The turn without topics and municipalities that the content does not hold, or no longer holds."""
    topics = library.content.topics
    memory, entities = turn.memory, dict(turn.entities)
    if memory.municipality not in library.content.municipalities:
        memory = replace(memory, municipality=None)
        entities.pop("municipality", None)
    memory = replace(
        memory,
        topics=tuple(topic for topic in memory.topics if topic in topics),
        options=tuple(topic for topic in memory.options if topic in topics),
    )
    return replace(
        turn,
        memory=memory,
        entities=entities,
        topics=tuple(topic for topic in turn.topics if topic in topics),
        options=tuple(topic for topic in turn.options if topic in topics),
    )
