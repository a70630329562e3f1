"""What a mention of a place is worth."""

from itertools import pairwise

import pytest

from nlu.mentions import TAKEN_BACK, Mention, called_municipality, is_there, marked, weigh
from nlu.names import Name
from nlu.text import words

_UMEA = Name("Umeå", ("2480",), "inside")


def worth(text: str) -> int:
    """Of "Umeå" in a text."""
    tokens = words(text)
    at = next(index for index, word in enumerate(tokens) if word.folded == "umea")
    return weigh(Mention(_UMEA, at, at), tokens, text)


_RISING = [
    "född i Umeå",
    "skolan heter Umeå",
    "går i skolan i Umeå",
    "pappa bor i Umeå",
    "jag bor i Umeå",
    "jag bor i Umeå nu",
]


@pytest.mark.parametrize(("less", "more"), list(pairwise(_RISING)))
def test_a_home_is_worth_most(less: str, more: str) -> None:
    assert TAKEN_BACK < worth(less) < worth(more)


@pytest.mark.parametrize(
    "text",
    [
        "inte Umeå",
        "inte i Umeå",
        "Umeå förut",
        "bodde i Umeå",
        "flyttat från Umeå",
        "not in Umeå",
        "bor inte i Umeå",
    ],
)
def test_a_place_that_is_taken_back(text: str) -> None:
    assert worth(text) == TAKEN_BACK


@pytest.mark.parametrize(
    "text", ["kan inte sova i Umeå", "inte bra, Umeå", "kommer från Umeå", "vill inte men bor i Umeå"]
)
def test_a_not_that_belongs_to_something_else(text: str) -> None:
    assert worth(text) > TAKEN_BACK


def test_what_announces_a_place() -> None:
    assert marked(words("i Mala"), 1)
    assert not marked(words("Mala"), 0)
    assert called_municipality(words("mala kommun"), 0)
    assert not called_municipality(words("mala"), 0)
    assert is_there(words("det är Vilhelmina"), 2)
    assert not is_there(words("det är Vilhelmina som ringer"), 2)
