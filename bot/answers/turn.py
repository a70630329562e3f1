"""What an answer is composed from: the turn that was understood, and the library of content."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.content.load import Content
from bot.content.schema import Topic
from bot.content.texts import Texts
from bot.directory.search import Query, Result
from bot.directory.snapshot import Snapshot
from bot.gateway.memory import FULL, Memory
from bot.gateway.reply import Understood


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

    @property
    def language(self) -> str:
        """The language to answer in: Swedish beside what little is said in others (`abroad.py`)."""
        return self.memory.language if self.memory.language in FULL else FULL[0]

    def understood(self, intent: str, topic: str | None = None) -> Understood:
        """How this turn was read, for those who ask."""
        return Understood(intent, topic, self.confidence, self.ranking)

    def say(self, library: Library, key: str, **values: str) -> str:
        """A text in the person's language, varied by turn."""
        return library.texts.say(key, self.language, self.memory.turn - 1, **values)

    def find(self, library: Library, topics: tuple[str, ...], **options: Any) -> Result:
        """Listings for topics, as far as the memory narrows them, without those that were tried."""
        memory = self.memory
        known: dict[str, Any] = {
            "municipality": memory.municipality,
            "age": memory.age,
            "for_whom": memory.for_whom,
            "languages": () if memory.language == "sv" else (memory.language,),
        }
        query = Query(topics=topics, **known | options)
        query = replace(query, exclude=query.exclude | frozenset(memory.tried))
        return library.snapshot.search(query, self.now)
