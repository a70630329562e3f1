"""The topic model: what it learns, keeps and gives back."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.settings import ROOT
from nlu.lexicon import Lexicon
from nlu.rasa.scorer import Scorer
from nlu.rasa.topic_model import TopicModel
from nlu.thesaurus import Thesaurus

_SLEEP = ("jag kan inte sova", "ligger vaken hela natten", "sover dåligt", "vaknar mitt i natten")
_STRESS = ("stress inför provet", "så stressad i skolan", "hinner inte plugga", "för mycket läxor i skolan")


@pytest.fixture(scope="module")
def model() -> TopicModel:
    model = TopicModel(Lexicon.load(ROOT / "content" / "lexicon"), Thesaurus.load())
    labels = ["sleep"] * len(_SLEEP) + ["stress"] * len(_STRESS) + ["greet"] * 2
    model.fit([*_SLEEP, *_STRESS, "hej", "hej hej"], labels, ["a", "b"] * 5)
    return model


def test_texts_like_those_it_learnt_from_are_told_apart(model: TopicModel) -> None:
    rows = model.probabilities(["sover inte på natten", "stressad av provet"])
    assert [model.labels[int(row.argmax())] for row in rows] == ["sleep", "stress"]


@pytest.mark.parametrize("text", ["", "!?", "xyz", "12", "jag kan inte sova"])
def test_every_text_has_probabilities(model: TopicModel, text: str) -> None:
    row = model.probabilities([text])[0]
    assert row.shape == (3,)
    assert row.sum() == pytest.approx(1.0)


def test_a_text_weighs_the_same_alone_and_among_others(model: TopicModel) -> None:
    together = model.probabilities(["sover dåligt", "hej"])
    assert together[1] == pytest.approx(model.probabilities(["hej"])[0])


def test_what_was_saved_is_what_is_loaded(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    # The lexicon may have been edited since: a concept that was not learnt is passed over.
    edited = tmp_path / "lexicon"
    edited.mkdir()
    (edited / "sleep.yml").write_text("- {concept: ny, weight: 1, terms: [hej]}", "utf-8")
    again = TopicModel.load(tmp_path, Lexicon.load(edited), Thesaurus.load())
    assert again.labels == model.labels
    assert again.probabilities(["hej"])[0].argmax() == model.probabilities(["hej"])[0].argmax()
    same = TopicModel.load(tmp_path, Lexicon.load(ROOT / "content" / "lexicon"), Thesaurus.load())
    assert np.array_equal(same.probabilities(["sover"]), model.probabilities(["sover"]))


def test_an_untrained_model_says_so() -> None:
    with pytest.raises(RuntimeError, match="not trained"):
        TopicModel(Lexicon(), Thesaurus()).probabilities(["hej"])


def test_the_margins_are_those_of_scikit_learn() -> None:
    texts, labels = [*_SLEEP, *_STRESS, "hej"], ["sleep"] * 4 + ["stress"] * 4 + ["greet"]
    vectoriser = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), sublinear_tf=True)
    machine = LinearSVC().fit(vectoriser.fit_transform(texts), labels)
    scorer = Scorer.of([vectoriser], [], machine, 1.0)
    unseen = "jag sover sover inte inför provet"
    expected = machine.decision_function(vectoriser.transform([unseen]))[0]
    assert scorer.margins([unseen], [], 1.0) == pytest.approx(expected, abs=1e-5)
