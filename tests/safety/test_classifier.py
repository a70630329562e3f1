"""The linear classifier: what a score is made of, stretches as messages of their own, and plain arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.classifier import (
    FIXED_OUTPUTS,
    MOST_REASONS_SHOWN,
    Floats,
    Judgement,
    Model,
    packed,
    rarities,
    unpacked,
)
from bot.safety.features import Features
from bot.safety.pairs import Neighbours

# Whatever is not said here makes no pair.
ALONE = {"g": Neighbours([], [], 1), "k": Neighbours([], [], 1)}
OUTPUTS = (*FIXED_OUTPUTS, "suicide", "violence")
NAMES = ("w:a", "w:b", "w:a b", "g:x", "k:y", "p:first a", "c: a", "c:b ", "k:y<y")
WORDS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=12)


def floats(*values: float) -> Floats:
    return np.array(values, dtype=np.float32)


def model_of(weights: Floats | None = None, bias: Floats | None = None) -> Model:
    random = np.random.default_rng(7)
    shape = (len(NAMES), len(OUTPUTS))
    weights = random.normal(size=shape).astype(np.float32) if weights is None else weights
    rarity = random.uniform(1, 3, len(NAMES)).astype(np.float32)
    return Model(NAMES, rarity, weights, floats(*[0.1] * len(OUTPUTS)) if bias is None else bias, OUTPUTS)


MODEL = model_of()


def seen_in(words: list[str]) -> Features:
    """A feature or two a word, one of them unknown."""
    names = [[f"w:{word}", "g:x" if word == "a" else "k:y", "w:unknown"] for word in words]
    return Features(words, names, ALONE)


def judge(model: Model, words: list[str], *stretches: tuple[int, int]) -> list[Judgement]:
    return model.score(seen_in(words)).judge(stretches or [(0, len(words))])


def close(one: Judgement, other: Judgement) -> bool:
    told, expected = ((each.crisis, each.acute, each.other, each.worry) for each in (one, other))
    return told == pytest.approx(expected, abs=1e-4) and one.reason == other.reason


@given(WORDS, st.data())
def test_a_stretch_is_judged_as_if_it_were_the_whole_message(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    inside = judge(MODEL, words, (0, len(words)), (start, end))[1]
    assert close(inside, judge(MODEL, words[start:end])[0])


def test_each_block_counts_by_its_own_length() -> None:
    """A score is, block by block, the weights of the features divided by the length of the vector."""
    rarity = dict(zip(MODEL.names, MODEL.rarity.tolist(), strict=True))
    weight = dict(zip(MODEL.names, MODEL.arrays()["weights"][:, 0].tolist(), strict=True))
    blocks = [["w:a", "w:b"], ["g:x"], ["k:y"], ["c: a", "c:b "]]
    expected = sum(
        sum(weight[name] * rarity[name] for name in block) / sum(rarity[name] ** 2 for name in block) ** 0.5
        for block in blocks
    )
    assert judge(MODEL, ["a", "b"])[0].crisis == pytest.approx(expected + 0.1, abs=1e-5)


def test_what_is_not_known_counts_for_nothing() -> None:
    bare = MODEL.score(Features(["zzz"], [["w:zzz"]], ALONE)).judge([(0, 1)])[0]
    assert bare.crisis == pytest.approx(0.1)


def test_an_empty_message_has_the_bias_alone() -> None:
    assert MODEL.score(Features([], [], ALONE)).judge([(0, 0)])[0].crisis == pytest.approx(0.1)


def test_the_likeliest_reason_is_told() -> None:
    zero = np.zeros((len(NAMES), len(OUTPUTS)), dtype=np.float32)
    told = [judge(model_of(zero, floats(0, 0, 0, 0, suicide, 1)), ["a"])[0].reason for suicide in (0.9, 1.1)]
    assert told == ["violence", "suicide"]


@pytest.mark.parametrize("bias", [-1e6, 0, 1e6])
def test_chances_are_between_none_and_all(bias: float) -> None:
    told = judge(model_of(bias=floats(*[bias] * len(OUTPUTS))), ["a"])[0]
    assert all(0 <= chance <= 1 for chance in (told.acute, told.other, told.worry))


@given(WORDS)
def test_plain_arrays_give_the_same_model_back(words: list[str]) -> None:
    again = Model.of(MODEL.arrays())
    assert again.names == MODEL.names
    assert judge(again, words) == judge(MODEL, words)


@pytest.mark.parametrize("name", ["names", "outputs", "rarity", "weights", "bias"])
def test_an_array_that_is_missing_is_named(name: str) -> None:
    arrays = MODEL.arrays()
    del arrays[name]
    with pytest.raises(KeyError, match=name):
        Model.of(arrays)


@pytest.mark.parametrize("name", ["names", "outputs", "rarity", "weights"])
def test_arrays_that_do_not_fit_each_other_are_refused(name: str) -> None:
    arrays = MODEL.arrays()
    arrays[name] = packed(["one"]) if name in ("names", "outputs") else arrays[name][1:]
    with pytest.raises(ValueError, match="do not fit each other"):
        Model.of(arrays)


def test_a_pair_counts_where_it_ends() -> None:
    pair = {**ALONE, "k": Neighbours([["y"], ["z"], ["y"]], [0, 0, 0], 2)}
    with_pair, without = (MODEL.score(Features(["?"] * 3, [[]] * 3, near)) for near in (pair, ALONE))
    at = NAMES.index("k:y<y")
    for stretch, weight in (((0, 2), 0.0), ((2, 3), MODEL.arrays()["weights"][at, 0])):
        ((told,), (bare,)) = (each.judge([stretch]) for each in (with_pair, without))
        assert told.crisis - bare.crisis == pytest.approx(weight, abs=1e-5)


def test_the_strongest_features_for_a_crisis_are_told() -> None:
    weights = np.zeros((len(NAMES), len(OUTPUTS)), dtype=np.float32)
    weights[:, 0] = [1, 2, 300, -4, 0, 5, 6, 7, 8]
    near = {**ALONE, "k": Neighbours([["y"], ["y"]], [0, 0], 2)}
    found = Features(["a", "b"], [["w:a", "p:first a"], ["w:b", "w:a b", "g:x", "k:y", "w:unknown"]], near)
    model = Model(NAMES, np.ones(len(NAMES), np.float32), weights, floats(*[0] * len(OUTPUTS)), OUTPUTS)
    assert model.because(found, 0, 2) == ("w:a b", "k:y<y", "p:first a", "w:b")
    assert model.because(found, 0, 1) == ("p:first a", "w:a")
    assert model.because(found, 1, 1) == ()
    assert len(model.because(found, 0, 2)) == MOST_REASONS_SHOWN


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])), min_size=1))
def test_packed_names_come_back(names: list[str]) -> None:
    assert unpacked(packed(names)) == names


def test_what_stands_in_fewer_texts_weighs_more() -> None:
    rare, common = rarities([1, 50], 100)
    assert rare > common >= 1
