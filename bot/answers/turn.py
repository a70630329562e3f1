"""What an answer is composed from: the turn that was understood, and the library of content."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from bot.answers.matters import Matter, at_hand, listings_of
from bot.content.load import Content
from bot.content.schema import Topic
from bot.content.texts import Texts
from bot.directory.audience import Audience
from bot.directory.search import Query, Result
from bot.directory.snapshot import Snapshot
from bot.gateway.memory import FULL, Memory
from bot.gateway.reply import Understood
from nlu.language import UNWRITTEN
from nlu.traits import OUTSIDE

# Support for those close to somebody is meant for grown-ups: a young one who worries for a friend is met by
# those who listen to the young.
_WORRY: Final = ("relative_support",)
_YOUNG_WORRY: Final = ("low_mood", *_WORRY)
# The municipality of who lives outside the county: only what is there for the whole country takes them.
_ELSEWHERE: Final = "0000"


@dataclass(frozen=True, slots=True)
class Library:
    """Content, texts and the directory, as they stand during one turn."""

    content: Content
    texts: Texts
    snapshot: Snapshot

    def topic(self, topic_id: str) -> Topic:
        """A topic by id.

        Raises:
            KeyError: No such topic.
        """
        return self.content.topics[topic_id]

    def label(self, topic_id: str, language: str) -> str:
        """A topic's name as a young person reads it."""
        label = self.topic(topic_id).label
        return label.en if language == "en" else label.sv

    def municipality_name(self, code: str | None) -> str | None:
        """A municipality's name, or None."""
        found = self.content.municipalities.get(code) if code else None
        return found.name if found else None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message, understood.

    Attributes:
        text: What was written; used to match rights, never stored.
        memory: The memory before this turn, with what this message told already taken in.
        now: The time of the turn, timezone aware.
        intent: The decided intent.
        entities: What was read or carried by a button.
        topics: Topics to answer.
        options: Topics to offer when unsure, or beside the answer.
        confidence: Calibrated probability of the best guess.
        ranking: Intents by falling probability.
        refused: Ids of the listings that this message says no to.
    """

    text: str
    memory: Memory
    now: datetime
    intent: str
    entities: Mapping[str, Any] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    confidence: float | None = None
    ranking: tuple[tuple[str, float], ...] = ()
    refused: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language to answer in: beside what little is said in others (`abroad.py`), Swedish.

        Who writes what Vart has no sentence of reads English rather than Swedish.
        """
        if self.memory.language in UNWRITTEN:
            return "en"
        return self.memory.language if self.memory.language in FULL else FULL[0]

    def understood(self, intent: str, topic: str | None = None) -> Understood:
        """How this turn was read, for those who ask."""
        return Understood(intent, topic, self.confidence, self.ranking)

    def say(self, library: Library, key: str, **values: str) -> str:
        """A text in the person's language, varied by turn."""
        return library.texts.say(key, self.language, self.memory.turn - 1, **values)

    def find(self, library: Library, topics: tuple[str, ...], **options: Any) -> Result:
        """Listings for topics, as far as the memory narrows them, without those tried or refused."""
        memory = self.memory
        known: dict[str, Any] = {
            "municipality": memory.municipality or (_ELSEWHERE if OUTSIDE in memory.traits else None),
            "age": memory.age,
            "for_whom": memory.for_whom,
            "writer_age": memory.other_age if memory.for_whom == "relative" else None,
            "traits": frozenset(memory.traits),
            "languages": () if memory.language == "sv" else (memory.language,),
        }
        query = Query(topics=topics, **known | options)
        query = replace(query, exclude=query.exclude | frozenset(memory.tried) | self.refused)
        if topics == _WORRY and Audience(query).young_writer:
            query = replace(query, topics=_YOUNG_WORRY)
        matter = at_hand(memory, topics)
        return self._of_matter(matter, query, library) if matter else library.snapshot.search(query, self.now)

    def _of_matter(self, matter: Matter, query: Query, library: Library) -> Result:
        """The places for the matter at hand first, then what else its topic has."""
        ids = listings_of(matter.listings, library.snapshot)
        own = library.snapshot.among(ids, replace(query, limit=len(ids)), self.now)
        if query.open_now:
            own = tuple(hit for hit in own if hit.opening.state == "open")
        if matter.alone:
            return Result(own[: query.limit], more=len(own) > query.limit)
        others = replace(query, exclude=query.exclude | {hit.service.id for hit in own})
        rest = library.snapshot.search(others, self.now)
        hits = (*own, *rest.hits)
        return Result(hits[: query.limit], more=rest.more or len(hits) > query.limit)
