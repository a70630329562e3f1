"""What a mention of a place is worth."""

from itertools import pairwise

import pytest

from nlu.mentions import (
    TAKEN_BACK,
    Mention,
    Whereabouts,
    called_municipality,
    is_there,
    marked,
    weigh,
    whereabouts,
)
from nlu.names import Name
from nlu.text import words

_UMEA = Name("Umeå", ("2480",), "inside")


def worth(text: str) -> int:
    """Of "Umeå" in a text."""
    tokens = words(text)
    at = next(index for index, word in enumerate(tokens) if word.folded == "umea")
    return weigh(Mention(_UMEA, at, at), tokens, text)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("jag bor i Umeå", Whereabouts.OWN),
        ("Umeå", Whereabouts.ALONE),
        ("kille 17 Umeå", Whereabouts.ALONE),
        ("bor hos morsan i Umeå", Whereabouts.ALONE),
        ("jag och min kille bor i Umeå", Whereabouts.OWN),
        ("hennes mamma bor i Umeå och hon är skriven där", Whereabouts.ALONE),
        ("hon bor i Umeå", Whereabouts.THEIRS),
        ("hon är 20 och bor i Umeå", Whereabouts.THEIRS),
        ("hon är hos sin pappa i Umeå just nu", Whereabouts.THEIRS),
        ("min mamma bor i Umeå", Whereabouts.THEIRS),
        ("hennes mamma bor i Umeå", Whereabouts.AWAY),
        ("jag jobbar i Umeå", Whereabouts.AWAY),
        ("går i skolan i Umeå", Whereabouts.AWAY),
        ("en kille jag träffat i Umeå hotar mig", Whereabouts.SAID),
    ],
)
def test_whose_place_it_is(text: str, whose: Whereabouts) -> None:
    tokens = words(text)
    at = next(index for index, word in enumerate(tokens) if word.folded == "umea")
    assert whereabouts(Mention(_UMEA, at, at), tokens, text) is whose


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
