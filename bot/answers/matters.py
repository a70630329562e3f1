"""Matters within a topic that have places of their own: threats with pictures, a roof for the night."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from bot.answers.phrases import holds
from bot.content.schema import Level
from bot.directory.snapshot import Snapshot
from bot.gateway.memory import FULL, Memory
from nlu.harms import tells_of_no_roof
from nlu.text import folded_words
from nlu.traits import GROWN, YOUNG
from nlu.words import records

# The one that is read in other languages too.
NO_HOME = "no_home"
_YOUNG_UP_TO, _OLDEST = 20, 200
# On duty in some municipalities when all else is closed.
_LOCAL = frozenset(("umea-socialjour", "mala-socialjour", "skelleftea-social-beredskap"))


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of the word list.

    Attributes:
        id: What it is called; its first words stand under `matter.<id>`.
        topic: What it belongs to.
        listings: Ids, best first; `*` stands for any beginning of municipal ones.
        alone: Nothing else of the topic fits.
        urgent: Told again it is met again, with its places also where they were refused: there are no others.
    """

    id: str
    topic: str
    listings: tuple[str, ...]
    alone: bool
    urgent: bool

    @property
    def is_local(self) -> bool:
        """Whether municipalities alone have places for it."""
        return all("*" in id or id in _LOCAL for id in self.listings)


def told_matter(text: str, memory: Memory) -> Matter | None:
    """The matter that a text tells of; None where it tells of none."""
    if memory.language not in FULL:
        return _by_id()[NO_HOME] if tells_of_no_roof(text) else None
    told = folded_words(text)
    found = (entry for entry in records("matters", "matters") if _tells(told, entry, memory))
    return next((_matter(entry) for entry in found), None)


def _tells(told: str, entry: Mapping[str, Any], memory: Memory) -> bool:
    about = {*memory.topics, memory.crisis}
    fits = not about.isdisjoint(entry["only_about"]) if "only_about" in entry else True
    return (
        fits
        and (_is_young(memory) or not entry.get("young"))
        and (memory.age or 0) <= entry.get("until", _OLDEST)
        and holds(told, entry["terms"])
        and ("with" not in entry or holds(told, entry["with"]))
        and not holds(told, entry.get("not_with") or ())
    )


def _is_young(memory: Memory) -> bool:
    age = memory.other_age if memory.for_whom == "relative" else memory.age
    return age <= _YOUNG_UP_TO if age is not None else YOUNG in memory.traits and GROWN not in memory.traits


def _matter(entry: Mapping[str, Any]) -> Matter:
    listings = tuple(entry["listings"])
    return Matter(
        str(entry["id"]), str(entry["topic"]), listings, bool(entry.get("alone")), bool(entry.get("urgent"))
    )


@cache
def _by_id() -> Mapping[str, Matter]:
    return {str(entry["id"]): _matter(entry) for entry in records("matters", "matters")}


def at_hand(memory: Memory, topics: tuple[str, ...]) -> Matter | None:
    """The matter that is talked about, when these are the topics looked for."""
    matter = _by_id().get(memory.matter or "")
    return matter if matter and topics[:1] == (matter.topic,) else None


def listings_of(patterns: Iterable[str], snapshot: Snapshot) -> list[str]:
    """The listings that ids mean, or patterns of ids of municipal ones, in that order."""
    return [
        id
        for pattern in patterns
        for id, service in snapshot.by_id.items()
        if id == pattern or (service.level == Level.MUNICIPAL and fnmatchcase(id, pattern))
    ]
