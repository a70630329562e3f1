"""Made-up replies of the chat API, explained."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def reply(*messages: Json, **understood: Any) -> Json:
    """A reply with messages, and what was understood."""
    known: Json = {"intent": "topic", "topic": None, "municipality": None, "age": None, "for": None}
    return {"messages": list(messages), "understood": known | understood}


def message(card: Mapping[str, Any] | None = None, *choices: str, lang: str = "sv") -> Json:
    """A message with a card and choices, given by their payloads."""
    made: Json = {"text": "Hej.", "lang": lang, "choices": [{"title": p, "payload": p} for p in choices]}
    return made | ({"card": card} if card else {})


def listing(topic: str | None, *services: str) -> Json:
    """A card with services."""
    return {"kind": "services", "topic": topic, "services": [{"id": id} for id in services]}
