"""The statistical model behind the topic classifier: n-grams, concepts and word classes into linear SVMs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import skops.io
from scipy.sparse import csr_matrix, hstack, lil_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.svm import LinearSVC

from nlu.lexicon import Concept, Lexicon
from nlu.text import fold, words
from nlu.thesaurus import Thesaurus

# Chosen by cross-validation over writers: docs/nlu.md.
_CHARACTERS = {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2, "sublinear_tf": True}
# A token is whatever stands between spaces.
_WORDS = {"token_pattern": r"\S+", "ngram_range": (1, 2), "min_df": 1, "sublinear_tf": True}
_CLASSES = {"token_pattern": r"\S+", "ngram_range": (1, 2), "min_df": 1, "sublinear_tf": True}
_REGULARISATION = 0.25
_CONCEPT_WEIGHT = 0.3
_TEMPERATURES = np.arange(1.0, 10.0, 0.25)
_FOLDS = 2
_FILE = "topics.skops"
# `_concepts` too: a lexicon edited after training must not change the shape of the features.
_LEARNT = ("_concepts", "_characters", "_words", "_classes", "_machine", "_temperature")
# The one type beyond scikit-learn's own that a vectoriser holds; anything else is refused.
_TRUSTED = ["scipy.sparse._csr.csr_matrix"]


class TopicModel:
    """Probabilities over intents for a text.

    Args:
        lexicon: Concepts, whose hits are features beside the n-grams.
        thesaurus: Word classes, likewise.
    """

    def __init__(self, lexicon: Lexicon, thesaurus: Thesaurus) -> None:
        self._lexicon = lexicon
        self._thesaurus = thesaurus
        self._concepts = [_identity(concept) for concept in lexicon.concepts]
        self._characters = TfidfVectorizer(**_CHARACTERS)
        self._words = TfidfVectorizer(**_WORDS)
        self._classes = TfidfVectorizer(**_CLASSES)
        self._machine = LinearSVC(C=_REGULARISATION, class_weight="balanced")
        self._temperature = 1.0

    @property
    def labels(self) -> list[str]:
        """The intents, in the order of the probabilities."""
        return [str(label) for label in self._machine.classes_]

    def fit(self, texts: list[str], labels: list[str], writers: list[str]) -> None:
        """Learn from labelled texts; the same texts always give the same model.

        The margins of a support vector machine are no probabilities: a temperature makes them
        so, chosen on texts by writers who were left out, since it is strangers who will write.
        """
        prepared = [prepare(text) for text in texts]
        self._characters.fit(prepared)
        self._words.fit(prepared)
        self._classes.fit([self._class_text(text) for text in texts])
        features = self._features(texts)
        folds = GroupKFold(_FOLDS)
        margins = cross_val_predict(
            self._machine, features, labels, groups=writers, cv=folds, method="decision_function"
        )
        known = sorted(set(labels))
        losses = [log_loss(labels, _softmax(margins * t), labels=known) for t in _TEMPERATURES]
        self._temperature = float(_TEMPERATURES[int(np.argmin(losses))])
        self._machine.fit(features, labels)

    def probabilities(self, texts: list[str]) -> np.ndarray:
        """One row per text, one column per label."""
        return _softmax(self._machine.decision_function(self._features(texts)) * self._temperature)

    def _features(self, texts: list[str]) -> csr_matrix:
        prepared = [prepare(text) for text in texts]
        parts = [
            self._characters.transform(prepared),
            self._words.transform(prepared),
            self._classes.transform([self._class_text(text) for text in texts]),
            self._concept_hits(texts),
        ]
        return hstack(parts).tocsr()

    def _class_text(self, text: str) -> str:
        return " ".join(self._thesaurus.sequence(text))

    def _concept_hits(self, texts: list[str]) -> csr_matrix:
        """One column per concept known at training, set where a text holds it."""
        columns = {identity: column for column, identity in enumerate(self._concepts)}
        hits = lil_matrix((len(texts), len(columns)))
        for row, text in enumerate(texts):
            for index in self._lexicon.find(text):
                column = columns.get(_identity(self._lexicon.concepts[index]))
                if column is not None:
                    hits[row, column] = _CONCEPT_WEIGHT
        return hits.tocsr()

    def save(self, folder: Path) -> None:
        """Write the learnt parts into a folder."""
        learnt = {name: getattr(self, name) for name in _LEARNT}
        skops.io.dump(learnt, folder / _FILE)

    @classmethod
    def load(cls, folder: Path, lexicon: Lexicon, thesaurus: Thesaurus) -> TopicModel:
        """Read what `save` wrote.

        Raises:
            OSError: The file is missing.
        """
        model = cls(lexicon, thesaurus)
        for name, value in skops.io.load(folder / _FILE, trusted=_TRUSTED).items():
            setattr(model, name, value)
        return model


def _identity(concept: Concept) -> str:
    """The name of a concept's column."""
    return f"{concept.topic}/{concept.name}"


def _softmax(margins: np.ndarray) -> np.ndarray:
    powers = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def prepare(text: str) -> str:
    """The words of a text, folded, with digits levelled so that ages and codes do not matter."""
    folded = " ".join(word.folded for word in words(text))
    return "".join("0" if char.isdigit() else char for char in folded) or fold(text)
