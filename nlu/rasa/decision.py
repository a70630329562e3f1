"""Rasa component: the last word on the intent, by the rules of nlu/decision.py."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.decision import Guess, decide
from nlu.rasa.classifier import PARTS
from nlu.roles import by_role

TOPICS = "topics"
OPTIONS = "options"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Decision(GraphComponent):
    """Replaces the bare best guess with a decision, and adds the topics and options it holds."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - part of Rasa's interface
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> Decision:
        """Build the component; it has no settings."""
        return cls()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    def process_training_data(self, training_data: Any) -> Any:
        """Nothing to learn."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide for each message."""
        for message in messages:
            ranking = _guesses(message.get("intent_ranking"))
            parts = [_guesses(part) for part in message.get(PARTS) or ()]
            found = {entity["entity"]: entity["value"] for entity in message.get(ENTITIES) or ()}
            text = message.get(TEXT) or ""
            outcome = by_role(text, decide(text, ranking, parts, found, message.get("place_words") or 0))
            message.set(
                INTENT, {"name": outcome.intent, "confidence": ranking[0].confidence}, add_to_output=True
            )
            message.set(TOPICS, list(outcome.topics), add_to_output=True)
            message.set(OPTIONS, list(outcome.options), add_to_output=True)
        return messages


def _guesses(ranking: list[dict[str, Any]]) -> list[Guess]:
    return [Guess(item["name"], item["confidence"]) for item in ranking]
