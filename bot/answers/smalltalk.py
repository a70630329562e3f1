"""Greetings, thanks, who Vart is, praise and blame, yes and no."""

from dataclasses import replace

from bot.answers.aftercare import in_danger, kept
from bot.answers.clarify import lost, which_topic
from bot.answers.details import ask_again
from bot.answers.human import PEOPLE, talk_to_human
from bot.answers.parts import topic_choices
from bot.answers.privacy import FORGETTING, forgotten
from bot.answers.services import ask_what, more_services
from bot.answers.turn import Library, Turn
from bot.gateway.memory import Memory
from bot.gateway.messages import Choice, Message, SmalltalkCard
from bot.gateway.reply import Reply
from nlu.decision import is_meant
from nlu.text import folded_words
from nlu.words import codes

_COMMON = ("low_mood", "anxiety", "family_conflict", "school_absence", "relative_support")
# "vet inte" is met like a greeting when it is the first that is said, and only then.
_NO_GREETING = codes("decision", "whole").keys()
_KNOWS_NOT = ("vet", "jag vet")


def smalltalk(turn: Turn, library: Library) -> Reply:
    """The text that fits the intent, with a way on."""
    intent = turn.intent
    if intent == "greet" and turn.memory.turn > 1 and folded_words(turn.text) in _NO_GREETING:
        if folded_words(turn.text).startswith(_KNOWS_NOT):
            return lost(replace(turn, intent="none_of_these"), library)
        return ask_what(turn, library, "greet")
    if intent == "goodbye" and not is_meant(intent, turn.text):
        return lost(turn, library)
    choices = _choices(turn, library)
    text = turn.say(library, f"smalltalk.{intent}")
    if intent == "thanks" and in_danger(turn):
        text = f"{text} {turn.say(library, 'crisis.thanks')}"
    message = Message(
        text=text,
        lang=turn.language,
        choices=choices or None,
        card=SmalltalkCard(intent=intent),
    )
    # Thanks do not end what follows a crisis.
    memory = replace(turn.memory, expects=None)
    memory = kept(turn, memory) if intent == "thanks" else memory
    return Reply((message,), memory, turn.understood(intent))


def _choices(turn: Turn, library: Library) -> list[Choice]:
    if turn.intent in ("greet", "who_are_you"):
        return topic_choices(turn, library, _COMMON)
    if turn.intent == "feedback_bad":
        related = _related(turn, library)
        human = Choice(title=turn.say(library, "choice.human"), payload="human")
        return [*topic_choices(turn, library, related), human]
    return []


def _related(turn: Turn, library: Library) -> tuple[str, ...]:
    topics = turn.memory.topics
    return library.topic(topics[0]).related[:3] if topics else ()


def affirm(turn: Turn, library: Library) -> Reply:
    """A yes to whatever was asked last."""
    memory = turn.memory
    if memory.expects == FORGETTING:
        return forgotten(turn, library)
    if memory.expects == "clarify" and memory.options:
        return which_topic(turn, library)
    if memory.expects == "municipality":
        return ask_again(turn, library)
    if memory.expects in ("lost", PEOPLE):
        return talk_to_human(turn, library)
    if memory.topics:
        return more_services(turn, library)
    return ask_what(turn, library, "affirm")


def deny(turn: Turn, library: Library) -> Reply:
    """A no to whatever was asked last."""
    memory = turn.memory
    if memory.expects == "clarify":
        return lost(replace(turn, intent="none_of_these"), library)
    if memory.expects == "municipality":
        memory = replace(memory, refused=(*memory.refused, "municipality"))
        turn = replace(turn, memory=memory)
    return smalltalk(replace(turn, intent="deny"), library)


def start_over(turn: Turn, library: Library) -> Reply:
    """Begin anew; only the language stays."""
    memory = Memory(language=turn.language, turn=turn.memory.turn)
    message = Message(
        text=turn.say(library, "smalltalk.restart"),
        lang=turn.language,
        choices=topic_choices(turn, library, _COMMON),
        card=SmalltalkCard(intent="restart"),
    )
    return Reply((message,), memory, turn.understood("restart"))
