"""When Vart is unsure: two or three choices instead of a guess; an honest word and open doors when lost."""

from dataclasses import replace

from bot.answers.parts import ANYTHING, services_message, topic_choices
from bot.answers.turn import Library, Turn
from bot.gateway.messages import Choice, ClarifyCard, Message, OutOfScopeCard
from bot.gateway.reply import Reply

_LIMIT = 3


def clarify(turn: Turn, library: Library) -> Reply:
    """Offer the near guesses; if there are none, or they were just refused, say so and give doors."""
    offered = turn.memory.expects == "clarify"
    options = tuple(topic for topic in turn.options if topic not in turn.memory.options or not offered)
    if turn.intent == "none_of_these" or len(options) < 2:
        return lost(turn, library)
    message = _choose(turn, library, turn.say(library, "clarify.choices"), options)
    memory = replace(turn.memory, expects="clarify", options=options)
    return Reply((message,), memory, turn.understood("topic", options[0]))


def which_topic(turn: Turn, library: Library) -> Reply:
    """A yes to several guesses says nothing of which: the same choices, with that question."""
    message = _choose(turn, library, turn.say(library, "clarify.which"), turn.memory.options)
    return Reply((message,), turn.memory, turn.understood("affirm"))


def _choose(turn: Turn, library: Library, words: str, options: tuple[str, ...]) -> Message:
    choices = topic_choices(turn, library, options)
    choices.append(Choice(title=turn.say(library, "choice.none_of_these"), payload="none_of_these"))
    return Message(text=words, lang=turn.language, choices=choices, card=ClarifyCard(topics=list(options)))


def lost(turn: Turn, library: Library) -> Reply:
    """Not understood: say it plainly, and still give somebody who answers."""
    key = "clarify.none_of_these" if turn.intent == "none_of_these" else "clarify.lost"
    if turn.memory.expects == "lost":
        key = "clarify.lost_again"
    result = turn.find(library, ANYTHING, limit=_LIMIT)
    choices = topic_choices(turn, library, ("low_mood", "family_conflict", "school_support"))
    choices.append(Choice(title=turn.say(library, "choice.human"), payload="human"))
    message = services_message(turn, library, turn.say(library, key), result, None, choices)
    return Reply((message,), replace(turn.memory, expects="lost", options=()), turn.understood("nonsense"))


def out_of_scope(turn: Turn, library: Library) -> Reply:
    """Something Vart is not for: say what it is for, without a lecture."""
    message = Message(
        text=turn.say(library, "out_of_scope"),
        lang=turn.language,
        choices=topic_choices(turn, library, ("low_mood", "school_support", "work")),
        card=OutOfScopeCard(),
    )
    return Reply((message,), replace(turn.memory, expects="topic"), turn.understood("out_of_scope"))
