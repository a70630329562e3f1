"""The plain answer when Rasa is away: same readers and answers, the lexicon for a classifier."""

from dataclasses import replace
from datetime import datetime

from bot.answers.readers import lexicon, read_entities, remember
from bot.answers.replies import answer
from bot.answers.turn import Library, Turn
from bot.gateway.memory import Memory
from bot.gateway.messages import ClarifyCard, ServicesCard
from bot.gateway.payloads import Payload
from bot.gateway.reply import Reply
from nlu.text import fold, words

# A second topic is answered too when its words weigh nearly as much as the first's.
_SECOND = 0.7
_OPTIONS = 3
_UNSURE = 1.0
# The few conversation words that must work even now, by their folded stems.
_WORDS = {
    "action_talk_to_human": ("manniska", "human", "person att prata"),
    "action_delete_my_data": ("glom mig", "radera", "forget me"),
    "action_more_services": ("visa fler", "fler", "show more"),
    "action_open_now": ("oppet nu", "open now"),
    "action_privacy": ("sparar du", "lagrar", "privacy"),
}
_SMALLTALK = {
    "greet": frozenset(("hej", "hallo", "tja", "hejsan", "hello", "hi")),
    "thanks": frozenset(("tack", "thanks", "tackar")),
    "goodbye": frozenset(("hejda", "bye", "hejdo")),
}
_ACTIONS = {
    "choose_topic": "action_answer_topic",
    "ask_right": "action_answer_right",
    "choose_municipality": "action_take_detail",
    "tell_age": "action_take_detail",
    "tell_for_whom": "action_take_detail",
    "skip": "action_take_detail",
    "more_services": "action_more_services",
    "open_now": "action_open_now",
    "show_tips": "action_show_tips",
    "talk_to_human": "action_talk_to_human",
    "privacy": "action_privacy",
    "delete_my_data": "action_delete_my_data",
    "restart": "action_restart",
    "change_language": "action_change_language",
    "none_of_these": "action_clarify",
    "affirm": "action_affirm",
    "deny": "action_deny",
    "greet": "action_smalltalk",
    "feedback_good": "action_smalltalk",
    "feedback_bad": "action_smalltalk",
}


def plain_answer(text: str, memory: Memory, library: Library, now: datetime) -> Reply:
    """Answer a text from the directory, without Rasa, and say that this is the plain way."""
    found = read_entities(text)
    memory = replace(remember(memory, found), turn=memory.turn + 1)
    turn = Turn(text=text, memory=memory, now=now, intent="nlu_fallback", entities=found)
    action, turn = _decide(turn)
    return _say_so(answer(action, turn, library), turn, library)


def plain_payload(payload: Payload, memory: Memory, library: Library, now: datetime) -> Reply:
    """Answer a pressed choice without Rasa."""
    found = {payload.entity: payload.value} if payload.entity else {}
    memory = replace(remember(memory, found), turn=memory.turn + 1)
    topics = (str(payload.value),) if payload.kind == "topic" else ()
    turn = Turn("", memory, now, payload.intent, found, topics)
    return answer(_ACTIONS[payload.intent], turn, library)


def _decide(turn: Turn) -> tuple[str, Turn]:
    folded = fold(turn.text)
    scores = sorted(lexicon().scores(turn.text).items(), key=lambda pair: (-pair[1], pair[0]))
    if scores:
        best = scores[0][1]
        topics = tuple(topic for topic, score in scores[:2] if score >= _SECOND * best and score > _UNSURE)
        if topics:
            return "action_answer_topic", replace(turn, topics=topics)
        return "action_clarify", replace(turn, options=tuple(topic for topic, _ in scores[:_OPTIONS]))
    for action, stems in _WORDS.items():
        if any(stem in folded for stem in stems):
            return action, turn
    if {"municipality", "outside", "ambiguous_place", "age"} & turn.entities.keys():
        return "action_take_detail", replace(turn, intent="choose_municipality")
    spoken = {word.folded for word in words(turn.text)}
    for intent, known in _SMALLTALK.items():
        if spoken & known:
            return "action_smalltalk", replace(turn, intent=intent)
    return "action_clarify", turn


def _say_so(reply: Reply, turn: Turn, library: Library) -> Reply:
    """The notice comes first, and only where something may have been missed: at lists and choices."""
    first = reply.messages[0]
    if not isinstance(first.card, ServicesCard | ClarifyCard):
        return reply
    notice = turn.say(library, "reduced.notice")
    told = first.model_copy(update={"text": f"{notice} {first.text}"})
    return replace(reply, messages=(told, *reply.messages[1:]))
