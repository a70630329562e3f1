"""When a message goes on with what was talked about: more of the same matter, "vad sa du", or after a crisis.

Rasa reads one message at a time. What "han är på jobbet nu" is about, only the memory knows.
"""

import re
from dataclasses import replace

from bot.answers.aftercare import SURE, after_crisis, in_danger, kept, told_after
from bot.answers.afterwards import begins_with_no, has_eased, is_about_the_danger, only_a_no
from bot.answers.asked import about_places
from bot.answers.details import acknowledged
from bot.answers.leaving import asks_who_answers, may_ask_something_else, seeks_something
from bot.answers.noted import LIKELY, MORE_OF_IT, is_question, more_of_it, suggested
from bot.answers.parts import find_something, result_choices, services_message, topic_choices
from bot.answers.practical import asks_how, tell_way_on, way_on
from bot.answers.privacy import FORGETTING, is_about_what_was_written
from bot.answers.questions import matches, plain
from bot.answers.readers import lexicon
from bot.answers.returning import told_where, whom
from bot.answers.rights import answer_right, is_clearly_asked
from bot.answers.services import answer_topics, ask_what, ask_what_beside_places
from bot.answers.smalltalk import smalltalk
from bot.answers.turn import Library, Turn
from bot.gateway.memory import EASED
from bot.gateway.messages import Choice
from bot.gateway.reply import Reply
from nlu.decision import is_meant
from nlu.language import named
from nlu.text import folded_words
from nlu.words import pattern, terms

# What Vart has just asked what it is about: then the next message answers that.
_ASKED = frozenset(("topic", "clarify", "lost"))
# So sure must Vart be of another topic than the one at hand to leave it; short messages mislead more.
# Measured on 500 second messages by 52 writers (docs/nlu.md).
_SURE_OF_A_SHORT_ONE, _SHORT_WORDS = 0.9, 5
_SURE_AFTER_CRISIS = 0.9
_LIMIT = 3
_BESIDE = "relative_support"
_VAGUE = frozenset(("action_clarify", "action_answer_topic", "action_out_of_scope"))
_AFTER_CRISIS = _VAGUE | {"action_affirm", "action_deny", "action_talk_to_human", "action_show_tips"}
# "vad gör jag nu" is no goodbye, however much it looks like one; nor does one end what follows a crisis.
_LIKE_AN_END = "action_smalltalk"
_ENDS = frozenset(("goodbye", "feedback_good", "feedback_bad"))
_DENY, _DETAIL, _DELETE = "action_deny", "action_take_detail", "action_delete_my_data"
_HUMAN = "action_talk_to_human"
_RIGHT, _LANGUAGE, _OPEN = "action_answer_right", "action_change_language", "action_open_now"
_ON_THE_WAY = frozenset((_RIGHT, _OPEN, "action_privacy", "action_more_services"))
# "jag vill inte ha det kvar" of somebody pregnant: those who help with an abortion.
_PREGNANT, _ABORTION = "perinatal", "sexual_health"
_CONVERSATION = frozenset(
    (_LIKE_AN_END, _LANGUAGE, _OPEN, "action_privacy", "action_more_services", "action_restart")
)
_DETAILS = frozenset(("municipality", "outside", "age", "minor", "for_whom"))
_AGAIN, _GOES_ON = terms("decision", "say_again"), terms("decision", "goes_on")
_HEARD = terms("decision", "heard")
# "vem pratar jag med" asks who Vart is, and "vem kan jag ringa nu" who is open.
_ANSWERED, _NOW = frozenset((_HUMAN, _LIKE_AN_END)), terms("decision", "now")
# "jag har ju inte berättat vad det gäller än"
_NOT_TOLD_YET = re.compile(pattern("decision", "not_told_yet"))
# Of these it says that nobody knows of it: "jag har inte berättat nåt än".
_UNTOLD = frozenset(("sexual_abuse", "violence", "honour", "crime", "bullying", "online", "trauma"))
# "I not speak good swedish, can I have interpreter" asks for no other language of Vart.
_NEEDS_INTERPRETER = re.compile(r"\b(?:interpret|tolk)", re.IGNORECASE)


def going_on(action: str, turn: Turn, library: Library) -> Reply | None:
    """The reply to a message that goes on with the matter at hand; None when it does not.

    Args:
        action: What Rasa would do by the message alone.
        turn: The turn; a pressed choice is never vague.
        library: Content to answer from.
    """
    if not turn.text or turn.text.startswith("/"):
        return None
    return (
        _asked(action, turn, library)
        or _after_crisis(action, turn, library)
        or _another_matter(turn, library)
        or _more(action, turn, library)
    )


def _asked(action: str, turn: Turn, library: Library) -> Reply | None:
    """What is asked of the places at hand, or about rights in one's own words."""
    if action == "action_change_language" and _NEEDS_INTERPRETER.search(turn.text):
        return answer_right(turn, library)
    # What is told of the crisis goes before what is asked of places.
    told = None if turn.memory.crisis is None else told_after(turn)
    if told in (None, "asked") and (answered := about_places(turn, library)):
        return answered
    vague = (action in _VAGUE and not _sure(turn, SURE)) or (action == _RIGHT and in_danger(turn))
    if vague and is_clearly_asked(turn, library):
        return beside(_RIGHT, turn, answer_right(turn, library))
    return None


def _after_crisis(action: str, turn: Turn, library: Library) -> Reply | None:
    """What is too vague, right after a crisis, to be anything else."""
    if turn.memory.crisis is None:
        return None
    if action == "action_answer_topic" and _seeks(turn):
        return answer_topics(turn, library)
    if answered := whom(turn, library):
        return answered
    if not _still_in_it(action, turn):
        return None
    heard = acknowledged(turn, library, "heard") if _tells_a_detail(action, turn) else None
    near = told_where(turn, library, heard) if heard else None
    return near or after_crisis(turn, library, action, heard)


def _more(action: str, turn: Turn, library: Library) -> Reply | None:
    """What goes on with the matter at hand."""
    memory = turn.memory
    if action == _DELETE and _PREGNANT in memory.topics and not is_about_what_was_written(turn.text):
        return answer_topics(replace(turn, topics=(_ABORTION,), options=()), library)
    if _says_nothing_yet(action, turn):
        asks_whom = way_on(turn.text) == "whom"
        return ask_what_beside_places(turn, library) if asks_whom else ask_what(turn, library, "topic")
    if not memory.topics or memory.expects in _ASKED:
        return None
    if memory.expects != FORGETTING and _rather_goes_on(action, turn):
        return more_of_it(turn, library) if is_question(turn.text) else _told_otherwise(turn, library)
    if _is(turn.text, _GOES_ON):
        return tell_way_on("how", turn, library)
    if action in _VAGUE and _is(turn.text, _HEARD):
        return smalltalk(replace(turn, intent="thanks"), library)
    if _is(turn.text, _AGAIN):
        return answer_topics(replace(turn, text="", topics=memory.topics, options=()), library)
    return _vague(action, turn, library)


def _vague(action: str, turn: Turn, library: Library) -> Reply | None:
    """What is about nothing else as far as is understood: asked, corrected or told of the matter at hand."""
    same = set(turn.topics) <= set(turn.memory.topics)
    if action in _VAGUE and same and asks_how(turn.text):
        return tell_way_on("how", turn, library)
    enough = _SURE_OF_A_SHORT_ONE if len(turn.text.split()) <= _SHORT_WORDS else SURE
    if action not in ("action_clarify", "action_answer_topic") or _sure(turn, enough):
        return None
    if asks_how(turn.text):
        return tell_way_on("how", turn, library)
    corrects = begins_with_no(turn.text) and not is_question(turn.text)
    return _told_otherwise(turn, library) if corrects else more_of_it(turn, library)


def _another_matter(turn: Turn, library: Library) -> Reply | None:
    """What is announced as a second matter, by the topic that it is likeliest about."""
    if turn.memory.crisis is not None or not matches("one_more", plain(turn.text)):
        return None
    guesses = (
        topic for topic, likely in turn.ranking if topic in library.content.topics and likely >= LIKELY
    )
    new = [topic for topic in (*turn.topics, *guesses, *turn.options) if topic not in turn.memory.topics]
    return answer_topics(replace(turn, topics=(new[0],), options=tuple(new[1:])), library) if new else None


def _says_nothing_yet(action: str, turn: Turn) -> bool:
    """Whether it is asked how to go on, or said that nothing was told, before there is any matter."""
    if _NOT_TOLD_YET.search(folded_words(turn.text)):
        return turn.memory.crisis is None and _UNTOLD.isdisjoint(turn.memory.topics)
    if turn.memory.topics or turn.memory.crisis is not None or action in _ANSWERED:
        return False
    if action == _OPEN and not _NOW.isdisjoint(folded_words(turn.text).split()):
        return False
    return _is(turn.text, _GOES_ON) or way_on(turn.text) is not None


def _sure(turn: Turn, enough: float) -> bool:
    """Whether the message says clearly enough by itself what it is about."""
    if not turn.topics:
        return False
    if set(turn.topics) & set(turn.memory.topics) and turn.memory.crisis is None:
        return True
    best, confidence = turn.ranking[0] if turn.ranking else ("", 0.0)
    if best == _BESIDE and turn.memory.for_whom == "relative" and best not in lexicon().scores(turn.text):
        return False  # whoever worries for another is always beside them
    # What only a part of the message is sure of was weighed already; rights are asked about any matter.
    return best != turn.topics[0] or best == "rights" or confidence >= enough


def _still_in_it(action: str, turn: Turn) -> bool:
    """Whether what follows a crisis is too vague to be anything else.

    While life is in danger only what asks for something else is another matter; before, or once it has eased,
    whatever is surely one.
    """
    if _is(turn.text, _GOES_ON):
        return True
    if action == _DETAIL:
        return "ambiguous_place" not in turn.entities
    if action == _DELETE:
        return not is_about_what_was_written(turn.text)
    if action in _CONVERSATION:
        return not _is_meant(action, turn)
    if action not in _AFTER_CRISIS:
        return action == _RIGHT and in_danger(turn)
    # A question may be about anything.
    told = told_after(turn) not in (None, "asked")
    other = may_ask_something_else(turn.text) if in_danger(turn) else not is_about_the_danger(turn.text)
    enough = SURE if turn.memory.expects == EASED else _SURE_AFTER_CRISIS
    return told or not other or not _sure(turn, enough)


def _is_meant(action: str, turn: Turn) -> bool:
    """Whether small talk, or a wish about the conversation, is surely that: "kan ni komma" is not."""
    sure = (turn.confidence or 0.0) >= _SURE_AFTER_CRISIS
    if action == _LIKE_AN_END and turn.memory.expects == EASED:
        return sure and turn.intent not in _ENDS
    if action == _LIKE_AN_END and turn.intent == "who_are_you" and asks_who_answers(turn.text):
        return sure
    if action == _LIKE_AN_END:
        return sure and turn.intent == "thanks"  # "hallå" and "är du kvar" call for somebody
    if action == _LANGUAGE:
        return named(turn.text) is not None
    return _seeks(turn) if action == _OPEN else sure


def _seeks(turn: Turn) -> bool:
    """Whether something else is looked for, and nothing told of how the crisis goes on."""
    return told_after(turn) in (None, "asked") and seeks_something(turn.text)


def beside(action: str, turn: Turn, reply: Reply) -> Reply:
    """The reply; what is written on the way, and not pressed, takes nobody out of a crisis."""
    on_the_way = action in _ON_THE_WAY and not turn.text.startswith("/")
    return replace(reply, memory=kept(turn, reply.memory)) if on_the_way else reply


def _tells_a_detail(action: str, turn: Turn) -> bool:
    return action == _DETAIL and not _DETAILS.isdisjoint(turn.entities)


def _rather_goes_on(action: str, turn: Turn) -> bool:
    """Whether what looks like a no, an end or a wish to be forgotten tells more of the matter at hand."""
    if action == _DENY:
        return not only_a_no(turn.text)
    if action == _DELETE:
        return not is_about_what_was_written(turn.text)
    if action == _LIKE_AN_END:
        return not is_meant(turn.intent, turn.text) or (turn.intent == "goodbye" and has_eased(turn.text))
    only_the_same = bool(turn.topics) and set(turn.topics) <= set(turn.memory.topics)
    return action == "action_answer_topic" and only_the_same and begins_with_no(turn.text)


def _told_otherwise(turn: Turn, library: Library) -> Reply:
    """A no that says more corrects or answers something: stay, with what has not been shown yet."""
    memory, topic = turn.memory, turn.memory.topics[0]
    key = "topic.eased" if has_eased(turn.text) else "topic.told_otherwise"
    result = find_something(turn, library, memory.topics, _LIMIT, frozenset(memory.shown))
    others = turn.options or tuple(library.topic(topic).related)
    choices = [
        *result_choices(turn, library, result.more)[:1],
        Choice(title=turn.say(library, "choice.human"), payload="human"),
        *topic_choices(turn, library, suggested(turn, library, tuple(others))),
    ]
    opening = turn.say(library, key, topic=library.label(topic, turn.language))
    message = services_message(turn, library, opening, result, topic, choices)
    shown = (*memory.shown, *(hit.service.id for hit in result.hits if hit.service.id not in memory.shown))
    memory = replace(memory, shown=shown, expects=MORE_OF_IT)
    return Reply((message,), memory, turn.understood("topic", topic))


def _is(text: str, phrases: frozenset[str]) -> bool:
    return folded_words(text) in phrases
