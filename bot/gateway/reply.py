"""A reply on its way out: messages, the memory after them, and what was understood."""

from dataclasses import dataclass, field
from typing import Any

from bot.content.topics import TOPIC_IDS
from bot.gateway.memory import Memory
from bot.gateway.messages import Message


@dataclass(frozen=True, slots=True)
class Understood:
    """How the turn was read, for `?explain=1`, `vart eval` and tests."""

    intent: str
    topic: str | None = None
    confidence: float | None = None
    # Topics by falling confidence, as (id, confidence).
    ranking: tuple[tuple[str, float], ...] = ()

    @property
    def guess(self) -> str | None:
        """The topic it may have been about; only ever an id of ours, whatever came in."""
        guess = self.topic or (self.ranking[0][0] if self.ranking else None)
        return guess if guess in TOPIC_IDS else None


@dataclass(frozen=True, slots=True)
class Reply:
    """What one turn gives back."""

    messages: tuple[Message, ...]
    memory: Memory
    understood: Understood = field(default_factory=lambda: Understood(intent="nonsense"))

    def to_json(self) -> dict[str, Any]:
        """The reply as plain JSON, the form in which an action hands it to Rasa."""
        return {
            "messages": [message.wire() for message in self.messages],
            "memory": self.memory.to_json(),
            "understood": {
                "intent": self.understood.intent,
                "topic": self.understood.topic,
                "confidence": self.understood.confidence,
                "ranking": [list(pair) for pair in self.understood.ranking],
            },
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Reply":
        """Read what `to_json` wrote.

        Raises:
            pydantic.ValidationError: A message does not follow the wire format.
            KeyError: A part is missing.
        """
        understood = dict(data["understood"])
        understood["ranking"] = tuple((topic, score) for topic, score in understood["ranking"])
        return cls(
            messages=tuple(Message.model_validate(message) for message in data["messages"]),
            memory=Memory.from_json(data["memory"]),
            understood=Understood(**understood),
        )
