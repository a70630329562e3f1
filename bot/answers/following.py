"""When a message goes on with what was talked about: more of the same matter, "vad sa du", or after a crisis.

Rasa reads one message at a time. What "han är på jobbet nu" is about, only the memory knows.
"""

import re
from dataclasses import replace

from bot.answers.asked import about_places
from bot.answers.parts import find_something, listing, result_choices, services_message, topic_choices
from bot.answers.rights import answer_right, is_clearly_asked
from bot.answers.services import answer_topics
from bot.answers.smalltalk import smalltalk
from bot.answers.turn import Library, Turn
from bot.directory.listing import EMERGENCY_NUMBER
from bot.directory.search import Hit, Result
from bot.gateway.memory import AFTER_CRISIS
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply
from bot.safety.contacts import contacts
from nlu.text import words
from nlu.words import terms

# What the memory expects after somebody told more of the same matter.
MORE_OF_IT = "more_of_it"
# What Vart has just asked what it is about: then the next message answers that.
_ASKED = frozenset(("topic", "clarify", "lost"))
# So sure must Vart be of another topic than the one at hand to leave it; short messages mislead more.
# Measured on 500 second messages by 52 writers (docs/nlu.md).
_SURE, _SURE_OF_A_SHORT_ONE, _SHORT_WORDS = 0.6, 0.9, 5
_SURE_AFTER_CRISIS = 0.9
_LIMIT, _OTHERS = 3, 2
_VAGUE = frozenset(("action_clarify", "action_answer_topic", "action_out_of_scope"))
_AFTER_CRISIS = _VAGUE | {"action_affirm", "action_deny", "action_talk_to_human", "action_show_tips"}
# "vad gör jag nu" is no goodbye, however much it looks like one.
_LIKE_AN_END = "action_smalltalk"
_AGAIN, _GOES_ON = terms("decision", "say_again"), terms("decision", "goes_on")
_HEARD = terms("decision", "heard")
# "I not speak good swedish, can I have interpreter" asks for no other language of Vart.
_NEEDS_INTERPRETER = re.compile(r"\b(?:interpret|tolk)", re.IGNORECASE)
_ACUTE, _CONTACTS = 3, 3


def going_on(action: str, turn: Turn, library: Library) -> Reply | None:
    """The reply to a message that goes on with the matter at hand; None when it does not.

    Args:
        action: What Rasa would do by the message alone.
        turn: The turn; a pressed choice is never vague.
        library: Content to answer from.
    """
    if not turn.text or turn.text.startswith("/"):
        return None
    if action == "action_change_language" and _NEEDS_INTERPRETER.search(turn.text):
        return answer_right(turn, library)
    if answered := about_places(turn, library):
        return answered
    if action in _VAGUE and not _sure(turn, _SURE) and is_clearly_asked(turn, library):
        return answer_right(turn, library)
    if turn.memory.crisis is not None and _still_in_it(action, turn):
        return after_crisis(turn, library, action)
    if not turn.memory.topics or turn.memory.expects in _ASKED:
        return None
    if _is(turn.text, _GOES_ON):
        return more_of_it(turn, library)
    if action in _VAGUE and _is(turn.text, _HEARD):
        return smalltalk(replace(turn, intent="thanks"), library)
    if _is(turn.text, _AGAIN):
        return answer_topics(replace(turn, text="", topics=turn.memory.topics, options=()), library)
    short = len(turn.text.split()) <= _SHORT_WORDS
    if action in ("action_clarify", "action_answer_topic") and not _sure(
        turn, _SURE_OF_A_SHORT_ONE if short else _SURE
    ):
        return more_of_it(turn, library)
    return None


def _sure(turn: Turn, enough: float) -> bool:
    """Whether the message says clearly enough by itself what it is about."""
    if not turn.topics:
        return False
    if set(turn.topics) & set(turn.memory.topics) and turn.memory.crisis is None:
        return True
    best, confidence = turn.ranking[0] if turn.ranking else ("", 0.0)
    # What only a part of the message is sure of was weighed already; rights are asked about any matter.
    return best != turn.topics[0] or best == "rights" or confidence >= enough


def _still_in_it(action: str, turn: Turn) -> bool:
    """Whether what follows a crisis is too vague to be anything else."""
    if action == _LIKE_AN_END:
        return _is(turn.text, _GOES_ON) or (turn.confidence or 0.0) < _SURE_AFTER_CRISIS
    return action in _AFTER_CRISIS and not _sure(turn, _SURE_AFTER_CRISIS)


def _is(text: str, phrases: frozenset[str]) -> bool:
    return " ".join(word.folded for word in words(text)) in phrases


def more_of_it(turn: Turn, library: Library) -> Reply:
    """Say honestly that a human can more, once with whom to begin with; never the same list again."""
    memory, topic = turn.memory, turn.memory.topics[0]
    others = [option for option in (*turn.topics, *turn.options) if option not in memory.topics][:_OTHERS]
    human = Choice(title=turn.say(library, "choice.human"), payload="human")
    if memory.expects == MORE_OF_IT:
        choices = [
            human,
            *result_choices(turn, library, more=True)[:2],
            *topic_choices(turn, library, others),
        ]
        text = turn.say(library, "topic.more_of_it_again")
        message = Message(text=text, lang=turn.language, choices=choices)
    else:
        result = _one_to_reach(find_something(turn, library, memory.topics, _LIMIT), memory.shown)
        choices = [
            *result_choices(turn, library, result.more)[:1],
            human,
            *topic_choices(turn, library, others),
        ]
        opening = turn.say(library, "topic.more_of_it")
        message = services_message(turn, library, opening, result, topic, choices)
    return Reply((message,), replace(memory, expects=MORE_OF_IT), turn.understood("topic", topic))


def _one_to_reach(result: Result, shown: tuple[str, ...]) -> Result:
    """The one to begin with: reached at once, not behind 112, and known from the list, as far as can be."""

    def worth(hit: Hit) -> tuple[bool, bool, bool]:
        reachable = bool(hit.phones or hit.service.chat or hit.service.sms)
        behind_112 = bool(hit.phones) and hit.phones[0].tel == EMERGENCY_NUMBER
        return reachable, not behind_112, hit.service.id in shown

    return replace(result, hits=tuple(sorted(result.hits, key=worth, reverse=True)[:1]), more=True)


def after_crisis(turn: Turn, library: Library, action: str) -> Reply:
    """Right after a crisis nothing vague is "not understood": the danger first, and those who answer now."""
    memory = turn.memory
    calmer = "crisis.after_no" if action == "action_deny" else "crisis.after"
    key = "crisis.after_acute" if memory.danger == _ACUTE else calmer
    found = contacts(memory.crisis or "suicide", "self", memory, library.snapshot, turn.now, turn.language)
    doors = _doors(turn, library, action)
    message = listing(turn, library, turn.say(library, key), found[:_CONTACTS], doors)
    topic = turn.topics[0] if turn.topics else None
    understood = turn.understood("topic" if topic else turn.intent, topic)
    return Reply((message,), replace(memory, expects=AFTER_CRISIS), understood)


def _doors(turn: Turn, library: Library, action: str) -> list[Choice]:
    likely = turn.topics if (turn.confidence or 0.0) >= _SURE else ()
    others = topic_choices(turn, library, likely)
    if action == "action_talk_to_human":
        return others
    return [Choice(title=turn.say(library, "choice.human"), payload="human"), *others]
