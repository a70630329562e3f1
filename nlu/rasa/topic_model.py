"""The statistical model behind the topic classifier: n-grams, concepts and word classes into linear SVMs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack, lil_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.svm import LinearSVC

from nlu.lexicon import Concept, Lexicon
from nlu.rasa.scorer import Scorer
from nlu.text import fold, folded_words
from nlu.thesaurus import Thesaurus

# Chosen by cross-validation over writers: docs/nlu.md.
_CHARACTERS = {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2, "sublinear_tf": True}
# A token is whatever stands between spaces.
_WORDS = {"token_pattern": r"\S+", "ngram_range": (1, 2), "min_df": 1, "sublinear_tf": True}
_CLASSES = {"token_pattern": r"\S+", "ngram_range": (1, 2), "min_df": 1, "sublinear_tf": True}
_VECTORISERS = (_CHARACTERS, _WORDS, _CLASSES)
_REGULARISATION = 0.25
_CONCEPT_WEIGHT = 0.3
_TEMPERATURES = np.arange(1.0, 10.0, 0.25)
_FOLDS = 2
_FILE = "topics.npz"


class TopicModel:
    """Probabilities over intents for a text.

    Args:
        lexicon: Concepts, whose hits are features beside the n-grams.
        thesaurus: Word classes, likewise.
    """

    def __init__(self, lexicon: Lexicon, thesaurus: Thesaurus) -> None:
        self._lexicon = lexicon
        self._thesaurus = thesaurus
        self._scorer: Scorer | None = None

    @property
    def labels(self) -> list[str]:
        """The intents, in the order of the probabilities."""
        return self._learnt.labels

    @property
    def _learnt(self) -> Scorer:
        if self._scorer is None:
            raise RuntimeError("the topic model is not trained")
        return self._scorer

    def fit(self, texts: list[str], labels: list[str], writers: list[str]) -> None:
        """Learn from labelled texts; the same texts always give the same model.

        The margins of a support vector machine are no probabilities: a temperature makes them
        so, chosen on texts by writers who were left out, since it is strangers who will write.
        """
        vectorisers = [TfidfVectorizer(**settings) for settings in _VECTORISERS]
        columns = [*self._columns(texts)]
        blocks = [one.fit_transform(column) for one, column in zip(vectorisers, columns, strict=True)]
        features = hstack([*blocks, self._concept_hits(texts)]).tocsr()
        machine = LinearSVC(C=_REGULARISATION, class_weight="balanced")
        margins = cross_val_predict(
            machine, features, labels, groups=writers, cv=GroupKFold(_FOLDS), method="decision_function"
        )
        known = sorted(set(labels))
        losses = [log_loss(labels, _softmax(margins * t), labels=known) for t in _TEMPERATURES]
        temperature = float(_TEMPERATURES[int(np.argmin(losses))])
        machine.fit(features, labels)
        # The names go along: a lexicon edited after training must not change the shape of the features.
        self._scorer = Scorer.of(vectorisers, self._names(), machine, temperature)

    def probabilities(self, texts: list[str]) -> np.ndarray:
        """One row per text, one column per label."""
        margins = [
            self._learnt.margins(seen, self._concepts_in(text), _CONCEPT_WEIGHT)
            for text, *seen in zip(texts, *self._columns(texts), strict=True)
        ]
        return _softmax(np.array(margins) * self._learnt.temperature)

    def _columns(self, texts: list[str]) -> tuple[list[str], ...]:
        """What each vectoriser sees of the texts."""
        prepared = [prepare(text) for text in texts]
        return prepared, prepared, [" ".join(self._thesaurus.sequence(text)) for text in texts]

    def _names(self) -> list[str]:
        return [_identity(concept) for concept in self._lexicon.concepts]

    def _concepts_in(self, text: str) -> list[str]:
        return [_identity(self._lexicon.concepts[index]) for index in self._lexicon.find(text)]

    def _concept_hits(self, texts: list[str]) -> csr_matrix:
        """One column per concept, set where a text holds it."""
        columns = {name: column for column, name in enumerate(self._names())}
        hits = lil_matrix((len(texts), len(self._lexicon.concepts)))
        for row, text in enumerate(texts):
            for name in self._concepts_in(text):
                hits[row, columns[name]] = _CONCEPT_WEIGHT
        return hits.tocsr()

    def save(self, folder: Path) -> None:
        """Write what was learnt into a folder."""
        self._learnt.save(folder / _FILE)

    @classmethod
    def load(cls, folder: Path, lexicon: Lexicon, thesaurus: Thesaurus) -> TopicModel:
        """Read what `save` wrote.

        Raises:
            OSError: The file is missing.
        """
        model = cls(lexicon, thesaurus)
        model._scorer = Scorer.load(folder / _FILE, list(_VECTORISERS))
        return model


def _identity(concept: Concept) -> str:
    """The name of a concept's column."""
    return f"{concept.topic}/{concept.name}"


def _softmax(margins: np.ndarray) -> np.ndarray:
    powers = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def prepare(text: str) -> str:
    """The words of a text, folded, with digits levelled so that ages and codes do not matter."""
    folded = folded_words(text)
    return "".join("0" if char.isdigit() else char for char in folded) or fold(text)
