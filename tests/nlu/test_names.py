"""The names of places and where they come from."""

import pytest

from bot.settings import ROOT
from nlu.names import everyday, read_names, read_postcodes, rule, same_letters
from nlu.text import fold, words

_NAMES = read_names(ROOT / "content")


@pytest.mark.parametrize(
    ("written", "spelling", "same"),
    [
        ("Vännäs", "Vännäs", True),
        ("vannas", "Vännäs", True),
        ("Umeä", "Umeå", True),
        ("skära", "Skara", False),
        ("Va\u0308nna\u0308s", "Vännäs", True),
        ("ume", "Umeå", True),
    ],
)
def test_dots_may_be_missing_not_added(written: str, spelling: str, same: bool) -> None:
    (word,) = words(written)
    assert same_letters(word, spelling) == same


def test_a_name_inside_the_county_wins_over_one_outside() -> None:
    assert {
        name: place.kind for name, place in _NAMES.items() if place.codes and place.kind != "inside"
    } == {}
    assert {name for name, place in _NAMES.items() if place.kind == "inside" and not place.codes} == set()


def test_no_everyday_word_is_itself_a_name() -> None:
    assert {name for name in everyday() if name in _NAMES and name not in rule("needs_marker")} == set()


@pytest.mark.parametrize(
    "key",
    [
        "needs_marker",
        "never_alone",
        "markers",
        "home",
        "negations",
        "past",
        "born",
        "conjunctions",
        "endings",
        "it_is",
    ],
)
def test_rules_are_written_folded(key: str) -> None:
    assert {word for word in rule(key) if fold(word) != word} == set()


def test_postcodes_are_five_digits() -> None:
    assert all(len(code) == 5 and code.isdigit() for code in read_postcodes(ROOT / "content"))
