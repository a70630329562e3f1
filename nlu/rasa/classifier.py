"""Rasa component: which topics and conversation intents a message is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.correction import corrected
from nlu.lexicon import Lexicon
from nlu.parts import split
from nlu.rasa.topic_model import TopicModel
from nlu.thesaurus import Thesaurus

PARTS = "parts"
# Enough to offer a choice from.
_RANKING, _RANKING_OF_A_PART = 10, 4


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Sets the intent and its ranking, and the same for each part of a longer message."""

    def __init__(self, model: TopicModel, storage: ModelStorage, resource: Resource) -> None:
        self._model = model
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - part of Rasa's interface
    ) -> TopicClassifier:
        """An untrained classifier."""
        return cls(
            TopicModel(Lexicon.load(Path(config["lexicon"])), Thesaurus.load()), model_storage, resource
        )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> TopicClassifier:
        """A trained classifier from the model archive."""
        lexicon = Lexicon.load(Path(config["lexicon"]))
        with model_storage.read_from(resource) as folder:
            return cls(TopicModel.load(folder, lexicon, Thesaurus.load()), model_storage, resource)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The lexicon folder, relative to where Rasa runs."""
        return {"lexicon": "content/lexicon"}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training data and put the model into the archive."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        texts, labels = [e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples]
        self._model.fit(texts, labels, [_writer(e) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """No later component learns from these predictions."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Classify each message and its parts in one go."""
        for message in messages:
            text = corrected(message.get(TEXT) or "")
            parts = split(text)
            rows = self._model.probabilities([text, *parts])
            rankings = [self._ranking(row) for row in rows]
            message.set(INTENT, rankings[0][0], add_to_output=True)
            message.set("intent_ranking", rankings[0], add_to_output=True)
            message.set(PARTS, [ranking[:_RANKING_OF_A_PART] for ranking in rankings[1:]], add_to_output=True)
        return messages

    def _ranking(self, row: Any) -> list[dict[str, Any]]:
        pairs = sorted(zip(self._model.labels, row, strict=True), key=lambda pair: -pair[1])[:_RANKING]
        return [{"name": label, "confidence": float(score)} for label, score in pairs]


def _writer(example: Message) -> str:
    """Who wrote a training example: `metadata: {writer: …}` of its block."""
    return str(((example.get("metadata") or {}).get(INTENT) or {}).get("writer"))
