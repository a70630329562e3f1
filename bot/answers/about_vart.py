"""What is asked of Vart itself, or said to it: a short true answer, and the matter at hand stays."""

import re
from dataclasses import replace

from bot.answers.at_hand import listed, listings_of, places_shown, with_the_crisis
from bot.answers.questions import matches, plain
from bot.answers.smalltalk import smalltalk
from bot.answers.turn import Library, Turn
from bot.directory.query import Hit
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply

_MOST_WORDS = 14
# In the order they are looked for; the texts are `vart.*`, the patterns in `nlu/words/asked.yml`.
_ASKED = (
    *("leave", "errand", "cost", "decide", "police", "soc", "report", "hide", "others", "owner", "trust"),
    *("remember", "friend", "prove", "feelings", "open", "where"),
)
_SAID = ("joke", "fun", "sorry", "bot")
# These are answered as small talk.
_SMALLTALK = {"sorry": "feedback_bad", "bot": "who_are_you"}
# Whoever asks these wants to know what becomes of what they write.
_PRIVATE = frozenset(("police", "soc", "report", "hide", "others", "leave"))
# Whoever fears to be read wants to leave no trace.
_FORGETS = frozenset(("hide", "others", "leave"))
_CONCERN, _SOC = re.compile(r"\b(?:oros)?anmal|\breport\b"), "socialtjanst"
_LONELY, _LIMIT = ("loneliness",), 3


def about_vart(turn: Turn, library: Library) -> Reply | None:
    """The answer to what is asked of Vart itself; None when a message asks no such thing.

    With a human in contact others than Vart read, so that the page on privacy is the answer.
    """
    what = None if turn.memory.case else _asked(turn)
    if what is None:
        return None
    if what == "friend" and "for_whom" in turn.entities:
        # "min kompis" is Vart here, nobody to worry for.
        turn = replace(turn, memory=replace(turn.memory, for_whom=None))
    if what in _SMALLTALK:
        return smalltalk(replace(turn, intent=_SMALLTALK[what]), library)
    message = _message(what, turn.say(library, f"vart.{what}", places=_places(library)), turn, library)
    if turn.memory.crisis is not None:
        return with_the_crisis(turn, library, message)
    intent = "privacy" if what in _PRIVATE else "who_are_you"
    return Reply((message,), turn.memory, turn.understood(intent))


def _asked(turn: Turn) -> str | None:
    text = plain(turn.text)
    if turn.text.startswith("/") or len(text.split()) > _MOST_WORDS:
        return None
    # What is said after a crisis goes on with it: "skämtade bara" may be shame.
    kinds = _ASKED if turn.memory.crisis is not None else (*_ASKED, *_SAID)
    found = next((one for one in kinds if matches(f"vart_{one}", text)), None)
    # With places at hand "har ni öppet" is asked of them.
    at_hand = bool(turn.memory.shown) or turn.memory.crisis is not None
    return None if found == "open" and at_hand else found


def _places(library: Library) -> str:
    """The names of all municipalities."""
    return ", ".join(sorted(each.name for each in library.content.municipalities.values()))


def watched(reply: Reply, turn: Turn, library: Library) -> Reply:
    """The reply to somebody who tells that their phone is read, with how to leave no trace here."""
    if turn.text.startswith("/") or not matches("watched", plain(turn.text)):
        return reply
    hide = _message("hide", turn.say(library, "vart.hide"), turn, library)
    return replace(reply, messages=(*reply.messages, hide))


def _message(what: str, said: str, turn: Turn, library: Library) -> Message:
    if what == "friend":
        hits = list(turn.find(library, _LONELY, limit=_LIMIT).hits)
        return listed(turn, library, said, hits)
    if what == "errand":
        return listed(turn, library, said, _who_can(turn, library))
    key, payload = ("choice.forget", "forget") if what in _FORGETS else ("choice.human", "human")
    choice = Choice(title=turn.say(library, key), payload=payload)
    return Message(text=said, lang=turn.language, choices=[choice])


def _who_can(turn: Turn, library: Library) -> list[Hit]:
    """Whom to turn to oneself with what Vart cannot do: to report concern, social services."""
    about_a_child = turn.memory.for_whom == "relative" and _CONCERN.search(plain(turn.text))
    return (listings_of(_SOC, turn, library) if about_a_child else []) or places_shown(turn, library)
