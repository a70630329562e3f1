"""Who has nowhere to sleep: that this is all a message tells, who answers tonight, and what follows a no."""

import re
from fnmatch import fnmatchcase
from functools import cache

from bot.answers.at_hand import LIMIT, answered, listed, listings_of
from bot.answers.matters import told_matter
from bot.answers.turn import Library, Turn
from bot.directory.query import Hit
from bot.gateway.memory import Memory
from bot.gateway.reply import Reply
from nlu.text import folded_words
from nlu.words import pattern, records, terms

_MATTER = "no_home"
# Those on duty first, then the office.
_TONIGHT = ("socialjour", "social-beredskap", "socialtjanst")
# Those who know what one has a right to, and speak for one.
_SPEAK_FOR_ONE = ("barnrattsbyran", "personligt-ombud", "po-norsjo")
_RIGHTS = ("rights", "disability", "money_housing")
_LOOKED_THROUGH = 40


def is_only_roofless(text: str, memory: Memory) -> bool:
    """Whether a text tells that somebody has nowhere to sleep, and nothing that could be another danger.

    Cold and an eviction sound like a danger to life to who only sees the words.
    """
    matter = told_matter(text, memory)
    if memory.crisis is not None or matter is None or matter.id != _MATTER:
        return False
    return all(_tells_nothing_else(word) for word in folded_words(text).split())


def about_the_night(turn: Turn, library: Library) -> Reply | None:
    """The reply to who asks whom to call tonight, or was refused, without a roof; None to anything else."""
    if turn.memory.matter != _MATTER or turn.memory.crisis is not None or turn.text.startswith("/"):
        return None
    said = folded_words(turn.text)
    if re.search(pattern("roof", "no_help"), said):
        hits = [*_held(_TONIGHT[:2], turn, library), *_who_speak_for_one(turn, library)]
        return answered(turn, library, listed(turn, library, turn.say(library, "roof.refused"), hits[:LIMIT]))
    if re.search(pattern("roof", "tonight"), said):
        hits = _held(_TONIGHT, turn, library)
        return answered(turn, library, listed(turn, library, turn.say(library, "roof.tonight"), hits))
    return None


def _held(parts: tuple[str, ...], turn: Turn, library: Library) -> list[Hit]:
    """The listings of these kinds that serve the place told."""
    if turn.memory.municipality is None:
        return []
    return [hit for part in parts for hit in listings_of(part, turn, library)]


def _who_speak_for_one(turn: Turn, library: Library) -> list[Hit]:
    hits = turn.find(library, _RIGHTS, limit=_LOOKED_THROUGH).hits
    return [hit for hit in hits if any(part in hit.service.id for part in _SPEAK_FOR_ONE)]


def _tells_nothing_else(word: str) -> bool:
    return (
        word.isdigit() or word in terms("roof", "beside") or any(fnmatchcase(word, one) for one in _of_roof())
    )


@cache
def _of_roof() -> frozenset[str]:
    """The words that tell of it, some with any ending."""
    entries = (each for each in records("matters", "matters") if each["id"] == _MATTER)
    return frozenset(word for each in entries for term in each["terms"] for word in term.split())
