"""The peer's actions, run by Rasa's own action server: the same search and an equal answer, done plainly.

Copied beside `listings.json`, which holds {"names", "listings", "topics", "actions"}.
"""

import json
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

_DATA: dict[str, Any] = json.loads((Path(__file__).parent / "listings.json").read_text("utf-8"))
_SHOWN = 3
_CHOICES = [
    {"title": "Visa fler", "payload": "more"},
    {"title": "Öppet nu", "payload": "open_now"},
    {"title": "Tips", "payload": "tips"},
]


def _municipality(text: str) -> "str | None":
    lower = text.lower()
    return next((code for name, code in _DATA["names"].items() if name in lower), None)


def _find(topic: str, areas: "set[str]") -> "list[dict[str, Any]]":
    fitting = (
        entry for entry in _DATA["listings"] if topic in entry["topics"] and areas & set(entry["areas"])
    )
    return [entry["service"] for entry in fitting][:_SHOWN]


class _Answer:
    """Listings for the topic of the message, or of the conversation, in the municipality it named.

    No Action itself: the action server registers every subclass of Action, and this one has no name.
    """

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: "dict[str, Any]",  # noqa: ARG002 - part of Rasa's interface
    ) -> "list[dict[str, Any]]":
        intent = tracker.latest_message["intent"]["name"]
        topic = intent if intent in _DATA["topics"] else tracker.get_slot("topic")
        place = _municipality(tracker.latest_message.get("text") or "") or tracker.get_slot("municipality")
        message: dict[str, Any] = {"lang": "sv", "text": "Berätta gärna lite mer.", "choices": _CHOICES}
        if topic:
            services = _find(topic, {"SE", "24", place or ""})
            lines = "\n".join(f"• {service['name']}" for service in services)
            card = {"kind": "services", "topic": topic, "municipality": place, "services": services}
            message |= {"text": f"Här finns hjälp.\n\n{lines}", "card": card}
        dispatcher.utter_message(json_message={"messages": [message]})
        return [SlotSet("topic", topic), SlotSet("municipality", place)]


def _named(action: str) -> "type[_Answer]":
    return type(action, (_Answer, Action), {"name": lambda _: action})


# Rasa's action server finds classes by walking the module.
globals().update({action: _named(action) for action in _DATA["actions"]})
