"""Folding and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text import fold, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Vännäs", "vannas"),
        ("VÄNNÄS", "vannas"),
        ("Va\u0308nna\u0308s", "vannas"),
        ("Åsele", "asele"),
        ("crème brûlée", "creme brulee"),
        ("smørrebrød", "smorrebrod"),
        ("Straße", "strasse"),
        ("don’t", "don't"),
        ("", ""),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_words_know_where_they_stand() -> None:
    text = "Hej, jag bor i Vännäs."
    assert [text[word.start : word.end] for word in words(text)] == ["Hej", "jag", "bor", "i", "Vännäs"]
    assert words(text)[-1].folded == "vannas"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kl. 15.30", ["kl", "15.30"]),
        ("don't go", ["don't", "go"]),
        ("son:s", ["son:s"]),
        ("12-åring", ["12", "åring"]),
        ("🙈 !!! …", []),
        ("a_b", ["a", "b"]),
        ("", []),
    ],
)
def test_what_counts_as_a_word(text: str, found: list[str]) -> None:
    assert [word.text for word in words(text)] == found


@given(st.text())
def test_folding_twice_is_folding_once_for_words(text: str) -> None:
    for word in words(text):
        assert fold(word.text) == word.folded
        assert text[word.start : word.end] == word.text


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäöé ", max_size=40))
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(fold(text)) == fold(text)
