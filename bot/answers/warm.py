"""Something grave that is told on the way is met with a warm sentence before places and buttons."""

from dataclasses import replace
from typing import Any

from bot.answers.phrases import holds
from bot.answers.turn import Library, Turn
from bot.gateway.reply import Reply
from nlu.text import folded_words
from nlu.words import records

_TOLD = records("warm", "told")


def told(turn: Turn) -> str | None:
    """What was told that is met warmly, by the name of its sentence; None when there is nothing."""
    text = folded_words(turn.text)
    return next((str(each["text"]) for each in _TOLD if _fits(text, each)), None)


def _fits(text: str, told_of: dict[str, Any]) -> bool:
    return holds(text, told_of["terms"]) and not holds(text, told_of.get("not_with") or ())


def warmly(reply: Reply, turn: Turn, library: Library) -> Reply:
    """The reply, with the sentence for what was told before it, if there is one."""
    if (what := told(turn)) is None:
        return reply
    first, *rest = reply.messages
    opened = first.model_copy(update={"text": f"{turn.say(library, f'warm.{what}')} {first.text}"})
    return replace(reply, messages=(opened, *rest))
