"""What the classifier sees of a message: the blocks, how far pairs reach, and how much there can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.features import (
    BLOCKS,
    CLASS_DISTANCE,
    NO_CLASS,
    PAIR_DISTANCE,
    WORD_LETTERS,
    features,
    letters,
    names_of,
    pair_of,
    spelled,
)
from bot.safety.normalise import BREAK
from bot.safety.patterns import UNKNOWN
from bot.safety.reading import GROUPS_PER_WORD, SIGNS, Reading

# What each word of the made-up messages is.
GROUPS = {"vil": ("want",), "leva": ("live", "life"), "sova": ("sleep",)}
CLASSES = {"mamma": ("family",), "pappa": ("family", "father"), "skolan": ("school",)}
# Rows of three words, pairs of groups and classes within reach, the place; far below what would be slow.
MOST_PER_WORD = 3 + GROUPS_PER_WORD * (1 + PAIR_DISTANCE * GROUPS_PER_WORD) + 2 + 2 + CLASS_DISTANCE + 5


def read(text: str, *signs: str) -> Reading:
    """A message as it would be read, with the groups and classes above."""
    words = tuple(text.split())
    symbols = tuple(word if word in GROUPS or word == BREAK else UNKNOWN for word in words)
    groups = tuple(GROUPS.get(word, ()) for word in words)
    classes = tuple(CLASSES.get(word, ()) for word in words)
    return Reading(words, symbols, groups, classes, (), (), (), (), signs)


def names(text: str, *signs: str) -> set[str]:
    seen = features(read(text, *signs))
    return {name for found in seen.names for name in found} | {name for _, name in seen.pairs()}


def block(letter: str, text: str) -> set[str]:
    return {name[2:] for name in names(text) if name.startswith(letter)}


def test_up_to_three_words_in_a_row_are_seen() -> None:
    assert block("w", "jag vil inte leva") == {
        "jag", "vil", "inte", "leva",
        "jag vil", "vil inte", "inte leva",
        "jag vil inte", "vil inte leva",
    }  # fmt: skip


def test_groups_are_seen_alone_and_in_pairs_in_their_order() -> None:
    assert block("g", "vil inte leva") == {"want", "live", "life", "want live", "want life"}
    assert "live want" in block("g", "leva vil")


@pytest.mark.parametrize(("between", "pair"), [(PAIR_DISTANCE - 1, True), (PAIR_DISTANCE, False)])
def test_two_groups_far_apart_are_no_pair(between: int, pair: bool) -> None:
    assert ("want live" in block("g", "vil " + "x " * between + "leva")) is pair


@pytest.mark.parametrize(("between", "pair"), [(CLASS_DISTANCE - 1, True), (CLASS_DISTANCE, False)])
def test_two_classes_far_apart_are_no_pair(between: int, pair: bool) -> None:
    assert ("family<school" in block("k", "mamma " + "zebror " * between + "skolan")) is pair


def test_no_pair_reaches_across_a_sentence() -> None:
    assert "want live" not in block("g", f"vil {BREAK} leva")
    assert "family<school" not in block("k", f"mamma {BREAK} skolan")


def test_a_pair_belongs_to_the_word_it_ends_with_and_is_known_by_its_sign() -> None:
    assert set(features(read("vil inte sova")).pairs()) == {
        (2, "g:want sleep"),
        (1, "k:want<inte"),
        (2, "k:want<sleep"),
        (2, "k:inte<sleep"),
    }
    assert [pair_of(name) for name in ("g:a b", "k:a<b", "g:a", "k:a b", "w:a b", "p:first a")] == [
        ("a", "b"),
        ("a", "b"),
        None,
        None,
        None,
        None,
    ]


def test_a_row_of_classes_holds_the_small_words_themselves() -> None:
    assert {"family i", "family i school", "family", "school"} <= block("k", "mamma i skolan")
    assert f"{NO_CLASS} school" in block("k", "zebror skolan")
    assert NO_CLASS not in block("k", "zebror")


def test_the_first_words_and_the_last_of_several_sentences_have_their_place() -> None:
    place = block("p", f"a b c d e {BREAK} leva nu")
    assert {
        "first a",
        "first a b",
        "first d",
        "last leva",
        "last nu",
        "last leva nu",
        "last class live",
    } <= place
    assert "first e" not in place
    assert "last e" not in place
    assert not any(name.startswith("last") for name in block("p", "a b c"))


def test_signs_are_seen_with_the_first_word() -> None:
    found = features(read("hej du", *SIGNS)).names
    assert {f"p:{sign}" for sign in SIGNS} <= set(found[0])
    assert not {f"p:{sign}" for sign in SIGNS} & set(found[1])
    assert features(read("", *SIGNS)).names == []


def test_letters_in_a_row_know_where_a_word_begins_and_ends() -> None:
    assert list(letters("dö", (2, 3))) == ["c: d", "c:dö", "c:ö ", "c: dö", "c:dö "]
    assert list(letters("i", (5,))) == ["c: i "]
    assert list(letters(BREAK)) == []


def test_a_word_longer_than_words_are_is_cut() -> None:
    long = "x" * (WORD_LETTERS + 1)
    assert spelled(read(long)) == ["x" * WORD_LETTERS]
    assert list(letters(long + "y")) == list(letters(long[:-1]))


def test_a_word_has_its_name_then_its_groups_and_classes() -> None:
    assert names_of(read("leva pappa")) == [
        ("w:leva", "g:live", "g:life"),
        ("w:pappa", "k:family", "k:father"),
    ]


@given(st.lists(st.sampled_from([*GROUPS, *CLASSES, "jag", "zebror", "x" * 99, BREAK]), max_size=60))
def test_every_word_has_few_features_each_in_a_block(words: list[str]) -> None:
    seen = features(read(" ".join(words)))
    assert seen.written == spelled(read(" ".join(words)))
    found = [[*names] for names in seen.names]
    for place, name in seen.pairs():
        found[place].append(name)
    assert len(found) == len(words)
    assert all(name[0] in BLOCKS.replace("c", "") and name[1] == ":" for each in found for name in each)
    assert all("\n" not in name for each in found for name in each)
    assert all(len(each) <= MOST_PER_WORD for each in found)
    assert all(len(name) <= 4 * (WORD_LETTERS + 1) + 10 for each in found for name in each)
