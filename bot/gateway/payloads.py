"""The grammar of payloads: what a pressed choice may send, and what Rasa is told by it.

A payload is a word, or a word and a value: `more`, `topic:sleep`, `age:15`. Nothing else is let
through, so that a client can never hand Rasa an intent of its own making.
"""

import json
import re
from dataclasses import dataclass

# Payloads that stand alone -> Rasa's intent.
_PLAIN = {
    "more": "more_services",
    "open_now": "open_now",
    "human": "talk_to_human",
    "restart": "restart",
    "forget": "delete_my_data",
    "forget:no": "deny",
    "privacy": "privacy",
    "tips": "show_tips",
    "greet": "greet",
    "none_of_these": "none_of_these",
    "feedback:good": "feedback_good",
    "feedback:bad": "feedback_bad",
    # Answered by the gateway (handoff.py); the intent is how the turn is named.
    "human:consent": "talk_to_human",
    "human:chat": "talk_to_human",
    "human:phone": "talk_to_human",
    "human:resume": "talk_to_human",
    "human:no": "deny",
    "human:cancel": "deny",
    "human:end": "deny",
    "human:standing": "talk_to_human",
    "human:this": "talk_to_human",
    "helped:yes": "feedback_good",
    "helped:no": "feedback_bad",
    # Answered by the gateway too (learning.py).
    "learn:yes": "affirm",
    "learn:no": "deny",
}
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# Payloads with a value -> Rasa's intent, its entity, and what the value looks like.
_VALUED = {
    "topic": ("choose_topic", "topic", _ID),
    "municipality": ("choose_municipality", "municipality", re.compile(r"[0-9]{4}")),
    "age": ("tell_age", "age", re.compile(r"1?[0-9]{1,2}")),
    "for": ("tell_for_whom", "for_whom", re.compile(r"self|relative")),
    "lang": ("change_language", "language", re.compile(r"[a-z]{2,3}")),
    "skip": ("skip", "slot", re.compile(r"municipality|age|for")),
    "right": ("ask_right", "right", _ID),
}
_LONGEST = 100


class PayloadError(ValueError):
    """The payload is not in the grammar."""


@dataclass(frozen=True, slots=True)
class Payload:
    """A payload taken apart.

    Attributes:
        kind: The word before the colon, or the whole payload when it stands alone.
        value: What follows the colon, or None.
        intent: The intent it stands for.
        entity: Name of the entity that `value` fills, or None.
    """

    kind: str
    value: str | None
    intent: str
    entity: str | None


def parse(payload: str) -> Payload:
    """Take a payload apart.

    Raises:
        PayloadError: It is not in the grammar.
    """
    if intent := _PLAIN.get(payload):
        kind, _, value = payload.partition(":")
        return Payload(kind, value or None, intent, None)
    kind, _, value = payload.partition(":")
    if kind in _VALUED and len(payload) <= _LONGEST:
        intent, entity, shape = _VALUED[kind]
        if shape.fullmatch(value):
            return Payload(kind, value, intent, entity)
    raise PayloadError("not a payload of Vart")


def to_rasa(payload: str) -> str:
    """The payload as Rasa reads it: `/intent` or `/intent{"entity": "value"}`.

    Raises:
        PayloadError: It is not in the grammar.
    """
    parsed = parse(payload)
    if parsed.entity is None:
        return f"/{parsed.intent}"
    return f"/{parsed.intent}{json.dumps({parsed.entity: parsed.value})}"
