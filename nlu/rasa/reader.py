"""Rasa component: places, persons and language of a message, as entities."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.gazetteer import Gazetteer
from nlu.reading import entities, read

_STOCKHOLM = ZoneInfo("Europe/Stockholm")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MessageReader(GraphComponent):
    """Turns `nlu.reading.read` into Rasa entities."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - part of Rasa's interface
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> MessageReader:
        """Build the component from the content folder named in config.yml."""
        return cls(Gazetteer.load(Path(config["content"])))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The content folder, relative to where Rasa runs."""
        return {"content": "content"}

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message."""
        today = datetime.now(_STOCKHOLM).date()
        for message in messages:
            reading = read(message.get(TEXT) or "", self._gazetteer, today)
            message.set(ENTITIES, entities(reading), add_to_output=True)
            message.set("place_words", len(reading.place.words))
        return messages

    def process_training_data(self, training_data: Any) -> Any:
        """Nothing to learn: places and ages are read by rule."""
        return training_data
