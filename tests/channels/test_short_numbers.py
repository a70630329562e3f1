"""Short numbers in a text can be tapped; what only looks like one is left alone."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.short_numbers import MINIMUM, Numbers

NUMBERS = Numbers(["113 13", "116 016", "90 390"])


def linked(text: str) -> list[str]:
    """The numbers of a text that became links."""
    return [part.split('"')[0] for part in NUMBERS.link(text).split('href="tel:')[1:]]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ring 112.", ["112"]),
        ("112", ["112"]),
        ("Ring 112\n90101 svarar dygnet runt", ["112", "90101"]),
        ("112, 1177 eller 116 111", ["112", "1177", "116111"]),
        ("116111 och 116\xa0111 är samma", ["116111", "116111"]),
        ("(1177)", ["1177"]),
        ("• Bris: 116 111", ["116111"]),
        ("kl 8-16 på 116 016", ["116016"]),
        ("Hjälplinjen 90 390, 113 13", ["90390", "11313"]),
    ],
)
def test_a_short_number_becomes_a_link(text: str, numbers: list[str]) -> None:
    assert linked(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "1177.se",
        "www.1177.se",
        "kr 1 112",
        "2112",
        "1120",
        "090-112 00 00",
        "08-112",
        "+46 112",
        "112 00",
        "3.112",
        "v112.5",
    ],
)
def test_a_part_of_something_else_does_not(text: str) -> None:
    assert linked(text) == []


def test_the_rest_is_escaped() -> None:
    assert NUMBERS.link("<b>112</b> & så") == '&lt;b&gt;<a href="tel:112">112</a>&lt;/b&gt; &amp; så'


def test_the_minimum_is_always_known() -> None:
    assert {line.tel for line in MINIMUM} == {"112", "90101", "116111", "1177"}
    assert set(Numbers().written) == {line.number for line in MINIMUM}


@given(st.text(alphabet="ring 0123456789.,-\n<>&\xa0", max_size=60))
def test_no_text_is_lost_or_added(text: str) -> None:
    without_links = re.sub(r'<a href="tel:\d+">|</a>', "", NUMBERS.link(text))

    assert unescape(without_links) == text
