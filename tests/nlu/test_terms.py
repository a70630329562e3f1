"""Single-word terms: whole, stems, endings, inflections and slips of the finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.terms import TermIndex, lemma


def index(*terms: str) -> TermIndex:
    made = TermIndex()
    for entry, term in enumerate(terms):
        made.add(term, entry)
    return made


@pytest.mark.parametrize(
    ("term", "word"),
    [
        pytest.param("angest", "angest", id="whole"),
        pytest.param("sov*", "sover", id="a stem"),
        pytest.param("sov*", "sov", id="a stem with no ending"),
        pytest.param("*angest", "tentaangest", id="an ending"),
        pytest.param("*angest", "angest", id="an ending with nothing before"),
        pytest.param("*angest*", "tentaangest", id="an ending of either kind"),
        pytest.param("flicka", "flickor", id="an inflection"),
        pytest.param("depression", "deppression", id="a letter too many"),
        pytest.param("depression", "depresion", id="a letter too few"),
        pytest.param("depression", "derpession", id="two letters swapped"),
    ],
)
def test_a_word_is_found(term: str, word: str) -> None:
    assert index("nagot", term).find(word) == {1}


@pytest.mark.parametrize(
    ("term", "word"),
    [
        pytest.param("angest", "gest", id="a part"),
        pytest.param("sov*", "so", id="shorter than the stem"),
        pytest.param("ledsen", "kedsen", id="another first letter"),
        pytest.param("gang", "sang", id="short words have no typos"),
        pytest.param("depression", "derpesion", id="two slips"),
        pytest.param("angest", "", id="nothing"),
    ],
)
def test_another_word_is_not(term: str, word: str) -> None:
    assert index(term).find(word) == frozenset()


def test_a_word_may_belong_to_several() -> None:
    assert index("sov*", "sover", "somna").find("sover") == {0, 1}


def test_a_word_that_is_known_is_not_taken_for_a_typo_of_another() -> None:
    assert index("depression", "repression").find("repression") == {1}


@given(st.text(max_size=40))
def test_nothing_that_can_be_written_breaks_it(word: str) -> None:
    assert index("sov*", "*angest", "depression").find(word) <= {0, 1, 2}
    assert lemma(word) == lemma(word)
