"""Training on a handful of lines: that it learns, the same each time, and scales as the classifier does."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.safety.assessor import Assessor
from bot.safety.classifier import FIXED_OUTPUTS, Judgement
from bot.safety.features import BLOCKS, features
from bot.safety.judges import Judges
from bot.safety.lines import ORDINARY, REASONS
from bot.safety.reading import reader
from bot.safety.training import COMMON_ENOUGH, FIXED, Vocabulary, _fit, _matrix, _scale, train
from tests.safety import handful


def judged(judges: Judges, text: str) -> Judgement:
    """The whole of a text, judged by its words alone."""
    reading = reader().read(text)
    return judges.linear.score(features(reading)).judge([(0, len(reading.words))])[0]


@pytest.mark.parametrize(("text", "severity", "reason", "who"), handful.CRISES)
def test_what_was_taught_is_known(judges: Judges, text: str, severity: int, reason: str, who: str) -> None:
    told = judged(judges, text)
    assert (told.acute > 0.5) is (severity == 3)
    assert (told.other > 0.5) is (who == "other")
    assert told.reason == reason
    assert Assessor(reader(), judges).assess(text).crisis


@pytest.mark.parametrize("text", [text for text, *_ in handful.HARMLESS])
def test_what_is_harmless_is_known_too(judges: Judges, text: str) -> None:
    assert not Assessor(reader(), judges).assess(text).crisis


def test_which_harmless_lines_are_worrying_is_learned_from_what_is_not_ordinary(judges: Judges) -> None:
    assert judged(judges, "allt känns tungt").worry > 0.5 > judged(judges, "jag vill sova").worry


def test_the_outputs_are_the_fixed_ones_and_a_reason_each(judges: Judges) -> None:
    assert judges.linear.outputs == (*FIXED_OUTPUTS, *REASONS)


def test_the_same_lines_give_the_same_judges(judges: Judges) -> None:
    again = train(handful.lines(), reader())
    for name, array in judges.linear.arrays().items():
        assert np.array_equal(array, again.linear.arrays()[name]), name
    assert judges.network.names == again.network.names
    assert np.array_equal(judges.network.weights.vectors, again.network.weights.vectors)


def test_a_text_is_scored_as_it_was_trained(judges: Judges) -> None:
    """The matrix that is fitted is scaled as the classifier scales a stretch."""
    model, vocabulary = judges.linear, Vocabulary()
    texts = ["jag vill dö", "min kompis vill inte leva, hej hej"]
    seen = [vocabulary.see(text, reader()) for text in texts]
    row_of = {name: row for row, name in enumerate(model.names)}
    known = [at for at, name in enumerate(vocabulary.names) if name in row_of]
    rows = [row_of[vocabulary.names[at]] for at in known]
    blocks = [BLOCKS.index(vocabulary.names[at][0]) for at in known]
    weights = model.arrays()["weights"][rows, 0]
    scores = _matrix(seen, known, model.rarity[rows], blocks) @ weights + model.bias[0]
    assert scores == pytest.approx([judged(judges, text).crisis for text in texts], abs=1e-4)


def test_a_feature_must_stand_in_enough_texts(judges: Judges) -> None:
    vocabulary = Vocabulary()
    seen = [vocabulary.see(line.text, reader()) for line in handful.lines()]
    counts = np.bincount(np.concatenate([each.features for each in seen]))
    common = {
        name
        for name, count in zip(vocabulary.names, counts.tolist(), strict=True)
        if count >= COMMON_ENOUGH[name[0]]
    }
    assert set(judges.linear.names) == common
    once = replace(handful.lines()[0], text="jag vill dö zebrafink")
    assert "w:zebrafink" not in train([*handful.lines(), once], reader()).linear.names


def test_a_line_that_counts_for_little_changes_little(judges: Judges) -> None:
    contrary = [replace(line, crisis=False, severity=0, reason=None) for line in handful.lines()[:1] * 12]
    before = judged(judges, "jag vill dö").crisis
    light, heavy = (
        judged(
            train([*handful.lines(), *(replace(line, weight=weight) for line in contrary)], reader()),
            "jag vill dö",
        ).crisis
        for weight in (0.01, 1.0)
    )
    assert before - light < (before - heavy) / 2


@pytest.mark.parametrize("severity", [1, 3])
def test_an_ordinary_line_teaches_nothing_but_that_it_is_no_crisis(severity: int) -> None:
    lying = [
        replace(line, severity=severity, who="other", reason="threat") if line.kind == ORDINARY else line
        for line in handful.lines()
    ]
    one, other = (train(lines, reader()).linear.arrays()["weights"] for lines in (handful.lines(), lying))
    assert np.array_equal(one, other)


@pytest.mark.parametrize(("outcome", "bias"), [([True, True], 20.0), ([False, False], -20.0), ([], -20.0)])
def test_of_what_never_or_always_happens_there_is_only_a_bias(outcome: list[bool], bias: float) -> None:
    weights, told = _fit(csr_matrix(np.eye(2)[: len(outcome)]), np.array(outcome, dtype=bool))
    assert not weights.any()
    assert told == bias


def test_a_feature_that_tells_more_may_weigh_more() -> None:
    only_yes, only_no, both = [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0]
    matrix = csr_matrix(np.array([only_yes, only_no, both], dtype=float).T)
    yes, no, idle = _scale(matrix, np.array([True, True, False, False]), np.ones(4))
    assert yes == pytest.approx(no)
    assert yes > idle == FIXED


def test_a_text_without_any_words_is_learned_from_and_judged() -> None:
    empty = replace(handful.lines()[-1], text="...")
    judges = train([*handful.lines(), empty], reader())
    assert judged(judges, "...").crisis == pytest.approx(float(judges.linear.bias[0]))


def test_what_is_seen_of_a_text_counts_its_features() -> None:
    vocabulary = Vocabulary()
    seen = vocabulary.see("hej hej", reader())
    told = {
        vocabulary.names[at]: count
        for at, count in zip(seen.features.tolist(), seen.counts.tolist(), strict=True)
    }
    assert told["w:hej"] == told["c: he"] == 2
    assert told["w:hej hej"] == 1
    assert [word[0] for word in seen.words] == ["w:hej", "w:hej"]
    assert len(vocabulary.see("hej", reader()).features) < len(seen.features)
    assert vocabulary.names == list(dict.fromkeys(vocabulary.names))
