"""The age a message gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.age import read_age
from nlu.text import fold

_AGES = {
    "a number alone": ("15", 15),
    "a word alone": ("sexton", 16),
    "jag är": ("jag är 14 år", 14),
    "jag är, without år": ("jag är 14 och mår dåligt", 14),
    "dialect": ("ja e 17 å bor i byn", 17),
    "bast": ("19 bast, arbetslös", 19),
    "in words": ("jag är tjugotre år", 23),
    "snart": ("jag fyller 18 i mars", 17),
    "fyllt": ("har precis fyllt 13", 13),
    "a relation beside it": ("min dotter 15 vägrar skolan", 15),
    "in brackets": ("min son (9) har ingen kompis", 9),
    "åring": ("en 12-åring", 12),
    "a small child": ("min 3-åring sover inte", 3),
    "grade": ("går i åttan", 14),
    "årskurs": ("åk 7", 13),
    "gymnasium": ("går tvåan på gymnasiet", 17),
    "gy1": ("går gy1", 16),
    "English": ("I'm 16 years old", 16),
    "old": ("hon är 82 år", 82),
    "one's own before a partner's": ("jag är 15 och min kille är 19", 15),
    "put right": ("jag är 13 inte 16", 13),
    "put right the other way": ("inte 16 utan 13", 13),
    "under": ("jag är under 18", 17),
    "over": ("är över 18", 18),
    "no verb": ("jag 18 jag vill jobb", 18),
    "from another country": ("I am 16 from Syria", 16),
    "what one is": ("lärling 18", 18),
    "a letter": ("m 22", 22),
    "behind what has happened": ("jag har blivit pappa och är 20", 20),
    "two who write": ("vi är 17", 17),
    "an old parent": ("mamma är 82", 82),
    "no adult": ("jag är minderårig", 17),
}
_NO_AGES = {
    "a span of time": "i 3 år har jag mått dåligt",
    "ago": "för 12 år sedan dog pappa",
    "a span back": "12 år sen det hände",
    "a clock": "jag somnar kl 15",
    "a weight": "jag har gått ner 15 kilo",
    "money": "jag är skyldig 500 kronor",
    "a phone number": "ring 070 174 06 05",
    "too old": "jag är 150 år",
    "times": "min son slog mig 3 gånger",
    "somebody who writes to one": "en 30-åring på discord skriver till mig",
    "those in a class": "vi är 24 i klassen",
    "a young parent's": "pappan är 20",
    "degrees": "det är under 18 grader",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "age"), _AGES.values(), ids=_AGES.keys())
def test_the_age(text: str, age: int) -> None:
    assert read_age(fold(text), of_another=False) == age


@pytest.mark.parametrize("text", _NO_AGES.values(), ids=_NO_AGES.keys())
def test_no_age(text: str) -> None:
    assert read_age(fold(text), of_another=False) is None


@pytest.mark.parametrize(
    "text", ["jag är 45 och min dotter är 15", "min dotter är 15 och jag är 45", "dotter 15, själv är jag 45"]
)
def test_the_writers_own_age_is_left_out_when_it_is_about_another(text: str) -> None:
    assert read_age(fold(text), of_another=True) == 15


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    for of_another in (False, True):
        age = read_age(fold(text), of_another)
        assert age is None or 1 <= age <= 110


@given(st.integers(6, 110))
def test_every_age_is_read(age: int) -> None:
    assert read_age(fold(f"jag är {age} år"), of_another=False) == age
