"""Where somebody does not want to turn, and what only tells of a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.refusal import is_refusal, reason, refused


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("behöver någon att prata med, inte BUP", "bup"),
        ("inte bup igen tack", "bup"),
        ("helst inte socialtjänsten", "socialtjansten"),
        ("jag vill inte till soc", "soc"),
        ("vill inte prata med kuratorn igen men mår skit", "kuratorn"),
        ("jag vill inte ha med polisen att göra", "polisen"),
        ("litar inte på polisen", "polisen"),
        ("aldrig mer bup", "bup"),
        ("I don't want to talk to the police", "police"),
        ("vågar inte prata med soc", "soc"),
        ("finns det nåt annat än vårdcentralen", "vardcentralen"),
        ("inte kuratorn i skolan", "kuratorn"),
        ("han vill inte prata med killar.se", "killar.se"),
    ],
)
def test_a_place_that_is_not_wanted_is_found(text: str, place: str) -> None:
    assert refused(text) == (place,)


@pytest.mark.parametrize(
    "text",
    [
        "går inte på bup än",
        "ska till bup imorgon",
        "vill gå till BUP",
        "inte bara bup",
        "varför inte bup?",
        "kan inte ringa bris",
        "vågar inte ringa bris",
        "vill inte att soc får veta",
        "",
    ],
)
def test_a_place_that_is_only_told_of_is_none(text: str) -> None:
    assert refused(text) == ()


def test_a_refusal_says_it_first() -> None:
    assert is_refusal("fast inte bup")
    assert is_refusal("inte bup, har redan varit där")
    assert is_refusal("jag vill inte prata med soc")
    assert not is_refusal("mår skit, inte bup")


def test_what_follows_is_the_reason() -> None:
    assert reason("inte vårdcentralen, känner alla där") == "kanner alla dar"
    assert reason("inte bup") == ""


@given(st.text(max_size=2_000))
def test_any_text_is_read(text: str) -> None:
    assert len(refused(text)) <= len(text)
