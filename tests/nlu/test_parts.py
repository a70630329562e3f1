"""A message taken apart where one need ends and the next may begin."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.parts import behind_a_greeting, split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("jag kan inte sova", []),
        ("kan inte sova och har ingen bostad", ["kan inte sova", "har ingen bostad"]),
        # A greeting is no need, but what follows it is one.
        ("hej, jag kan inte sova", ["jag kan inte sova"]),
        ("Hej! vad kostar det?", ["vad kostar det"]),
        # What is not meant is no need either.
        ("nej det e inte skolan, jag mår bara skit", ["jag mår bara skit"]),
        ("det handlar inte om pengar, det är pappa", ["det är pappa"]),
        ("nej inte skolan, det är mobbning", ["det är mobbning"]),
        # Nor is a place that somebody does not want.
        ("någon att prata med, inte BUP", ["någon att prata med"]),
        ("har inte sovit på tre dygn, mår illa", ["har inte sovit på tre dygn", "mår illa"]),
        # Nothing but what is not meant.
        ("nej, det är inte akut", ["det är inte akut"]),
        # Behind a no stands what is meant, without a comma too; but not what is denied.
        ("nej jag är ensam", ["jag är ensam"]),
        ("nä socialen sa att jag inget får", ["socialen sa att jag inget får"]),
        ("nej inte kurator heller", []),
        ("nej det är inte skolan", []),
        ("nej tack", []),
        ("nejlikor är fina", []),
        # Behind a greeting too.
        ("hejsan vill prata med en psykolog", ["vill prata med en psykolog"]),
        ("tja bre behöver jobb", ["behöver jobb"]),
        ("hej kurator", ["kurator"]),
        ("hej jag mår skit, 17 dorotea", ["jag mår skit", "17 dorotea"]),
        ("hej vart", []),
        ("hej då jag går nu", []),
        ("hejda honom någon", []),
        ("", []),
    ],
)
def test_the_parts(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Hej! söker ungdomsmottagningen", "söker ungdomsmottagningen"),
        ("god kväll, jag söker stöd", "jag söker stöd"),
        ("hej på er, finns det hjälp", "finns det hjälp"),
        ("hi im looking for somebody", "im looking for somebody"),
        ("hej 👋 söker jobb", "söker jobb"),
        ("hej :) söker jobb", "söker jobb"),
        ("hej", ""),
        ("jag säger hej", ""),
    ],
)
def test_what_stands_behind_a_greeting(text: str, rest: str) -> None:
    assert behind_a_greeting(text) == rest


def test_where_somebody_lives_is_a_part_of_its_own() -> None:
    assert split("jag mår skitdåligt bor i umeå 16 år") == ["jag mår skitdåligt", "bor i umeå 16 år"]
    assert split("he is sad live in Umeå") == ["he is sad", "live in Umeå"]


@given(st.text(max_size=300))
def test_any_text_has_few_parts_that_all_stand_in_it(text: str) -> None:
    parts = split(text)
    assert len(parts) <= 6
    one_blank = re.sub(r"[^\S\n]+", " ", text)
    assert all(part in one_blank for part in parts)


def test_a_message_of_blanks_is_taken_apart_at_once() -> None:
    # It took minutes, in the process that answers everybody.
    assert split("det" + " " * 3990 + "x") == []
