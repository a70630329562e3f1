"""Pairs: the same as a slow reading finds, and the rows of the known ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.pairs import Neighbours, PairTable

NAMES = "abcd"
WORDS = st.lists(st.tuples(st.lists(st.sampled_from(NAMES), max_size=3), st.booleans()), max_size=12)


def slowly(near: Neighbours) -> list[tuple[str, str, int]]:
    """Every pair, word by word."""
    return [
        (first, second, place)
        for place, names in enumerate(near.names)
        for before in range(max(0, place - near.distance), place)
        if near.sentences[before] == near.sentences[place]
        for first in near.names[before]
        for second in names
    ]


def neighbours(words: list[tuple[list[str], bool]], distance: int) -> Neighbours:
    """Words by their names; a new sentence begins where it is said so."""
    sentences, number = [], 0
    for _, begins in words:
        number += begins
        sentences.append(number)
    return Neighbours([names for names, _ in words], sentences, distance)


@given(WORDS, st.integers(1, 5))
def test_a_slow_reading_finds_the_same_pairs(words: list[tuple[list[str], bool]], distance: int) -> None:
    near = neighbours(words, distance)
    numbers, seconds, places = near.pairs(NAMES.index)
    found = [
        (NAMES[first], NAMES[second], place)
        for first, second, place in zip(numbers.tolist(), seconds.tolist(), places.tolist(), strict=True)
    ]
    assert sorted(found) == sorted(slowly(near))
    assert sorted(near.spelled_out("<")) == sorted((at, f"{one}<{two}") for one, two, at in slowly(near))


@given(WORDS, st.dictionaries(st.tuples(st.sampled_from("abx"), st.sampled_from("acy")), st.integers(0, 99)))
def test_only_known_pairs_have_rows(
    words: list[tuple[list[str], bool]], rows: dict[tuple[str, str], int]
) -> None:
    near = neighbours(words, 2)
    found = zip(*(each.tolist() for each in PairTable(rows).find(near)), strict=True)
    expected = [(rows[one, two], at) for one, two, at in slowly(near) if (one, two) in rows]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("names", [[], [[]], [["a"]], [["a", "b"]]])
def test_a_word_makes_no_pair_with_itself(names: list[list[str]]) -> None:
    table = PairTable({("a", "b"): 0, ("a", "a"): 1})
    assert [len(each) for each in table.find(Neighbours(names, [0] * len(names), 3))] == [0, 0]
