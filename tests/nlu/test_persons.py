"""Who a message is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.persons import read_person

_SELF = {
    "a state": "jag mår dåligt",
    "an ability": "jag kan inte sova",
    "dialect": "ja orkar int längre",
    "age and more": "15 och kan inte sova",
    "said outright": "det gäller mig själv",
    "own sake": "frågar för egen del",
    "own drinking, worried for the child": "orolig för min son men söker hjälp för mitt eget drickande",
    "a child of an ill parent": "jag är 14 och mamma dricker",
    "English": "I can't sleep",
}
_RELATIVE = {
    "a daughter": "min dotter mår dåligt",
    "a son with an age": "min 12-åriga son vägrar skolan",
    "opens with the child": "dotter 15 vägrar skolan",
    "the definite form": "dottern vägrar skolan",
    "a sister": "min syster skär sig",
    "a friend": "hur hjälper man en kompis som inte mår bra",
    "a partner": "min sambo dricker för mycket",
    "a grandchild": "mitt barnbarn är ensamt",
    "worried, said outright": "jag är orolig för min pappa",
    "he and an age": "han är 12",
    "he, an age and a place": "han är 12 och bor i Umeå",
    "at work": "jag är lärare på en skola",
    "somebody else": "det gäller någon annan",
    "an old parent": "mamma är 82 och glömmer allt",
    "English": "my son won't leave his room",
}
_NOBODY = {
    "only a topic": "sömnproblem",
    "only a parent": "mamma dricker",
    "what a friend did": "min kompis har slutat prata med mig och jag är ledsen",
    "a greeting": "hej",
    "only an age": "15",
    "nothing": "",
}


@pytest.mark.parametrize("text", _SELF.values(), ids=_SELF.keys())
def test_for_themselves(text: str) -> None:
    assert read_person(text).for_whom == "self"


@pytest.mark.parametrize("text", _RELATIVE.values(), ids=_RELATIVE.keys())
def test_for_somebody_else(text: str) -> None:
    assert read_person(text).for_whom == "relative"


@pytest.mark.parametrize("text", _NOBODY.values(), ids=_NOBODY.keys())
def test_nothing_said_of_for_whom(text: str) -> None:
    assert read_person(text).for_whom is None


def test_the_age_is_that_of_the_one_the_help_is_for() -> None:
    person = read_person("jag är 45 och min dotter är 15")
    assert (person.age, person.for_whom) == (15, "relative")


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    person = read_person(text)
    assert person.age is None or 1 <= person.age <= 110
    assert person == read_person(text)


@pytest.mark.parametrize("text", [*_SELF.values(), *_RELATIVE.values()])
def test_capitals_do_not_matter(text: str) -> None:
    assert read_person(text.upper()) == read_person(text)
