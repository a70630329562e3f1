"""Who a message is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.persons import Person, read_person

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
    "a habit": "jag dricker ganska mycket",
    "leaves out the jag": "har skickat nudes till en kille",
    "grieves": "min farmor har dött",
    "a child taken for a relative": "jag är dottern haha",
    "her child": "jag är hennes son",
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
    "a coach": "jag är coach, en kille i laget har blåmärken",
    "not oneself": "nej det är inte jag, det är en kille i laget",
    "a foster home": "vi är familjehem och oroliga",
    "a godmother": "jag är gudmor till en pojke vars mamma dricker",
    "a partner's child": "sambos dotter slutar inte skrika",
    "a neighbour's child": "grannens barn skriker varje natt",
    "itself, not oneself": "skär sig, 15 år",
    "now about another": "hej igen, nu gäller det min lillebror",
    "an old parent": "mamma är 82 och glömmer allt",
    "English": "my son won't leave his room",
    "a grandchild by its own word": "är farmor, sonsonen vägrar skolan",
    "English, short for he is": "he's 18 and won't leave his room",
}
_NOBODY = {
    "only a topic": "sömnproblem",
    "only a parent": "mamma dricker",
    "what a friend did": "min kompis har slutat prata med mig och jag är ledsen",
    "a greeting": "hej",
    "yes, and of another": "ja hon är hemma nu",
    "everybody's children": "fritidsgårdar är ju för barn",
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


@pytest.mark.parametrize(
    ("text", "own", "theirs"),
    [
        ("jag är 16 hon är 13", 16, 13),
        ("min kille är 16 jag är 14", 14, 16),
        ("han är 19", None, 19),
        ("hon fyller snart 15", None, 14),
        ("jag har blivit pappa och är 20", 20, None),
        ("jag har precis fyllt 15", 15, None),
        ("jag är mamma, 45", 45, None),
        ("vi är 17, i Skellefteå", 17, None),
        ("dom är 6 och 10", None, 6),
        ("my brother is 12, I am 17", 17, 12),
        ("jag är 16 har ångest", 16, None),
        ("my son's drinking scares me, he's 22", None, 22),
        ("15 och mår dåligt", None, None),
        ("pappan är 20", None, None),
        ("vi är 24 i klassen", None, None),
    ],
)
def test_whose_an_age_is(text: str, own: int | None, theirs: int | None) -> None:
    person = read_person(text)
    assert (person.own_age, person.their_age) == (own, theirs)


def test_a_grandparents_age_is_not_the_grandchilds() -> None:
    person = read_person("jag är mormor, 72, och dotterdottern 16 dricker")
    assert (person.age, person.own_age, person.for_whom) == (16, 72, "relative")


def test_ages_beside_a_place() -> None:
    person = read_person("han är 18 jag är 16 umeå", "han är 18 jag är 16 ")
    assert (person.own_age, person.their_age) == (16, 18)


def test_a_place_hides_not_whose_an_age_is() -> None:
    person = read_person("min lillebror i Botsmark är 10", "min lillebror i , är 10")
    assert person.own_age is None


def test_an_age_before_a_place_tells_for_whom() -> None:
    assert read_person("gravid 16 skellefteå", "gravid 16 ,").for_whom == "self"
    assert read_person("han är 12 umeå", "han är 12 ,").for_whom == "relative"


@pytest.mark.parametrize(
    "text",
    [
        "min dotter mår dåligt",
        "min bror är 12",
        "det gäller min son",
        "det gäller mig själv",
        "jag kan inte heller sova",
    ],
)
def test_what_turns_a_conversation(text: str) -> None:
    assert read_person(text).surely


@pytest.mark.parametrize(
    "text",
    ["jag har inga bevis", "jag är 43", "han är 12", "syrran vet om det", "det är svårt för mig att hjälpa"],
)
def test_what_does_not(text: str) -> None:
    person = read_person(text)
    assert person.for_whom is not None
    assert not person.surely


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    person = read_person(text)
    assert person.age is None or 1 <= person.age <= 110
    assert person == read_person(text)


@pytest.mark.parametrize("text", [*_SELF.values(), *_RELATIVE.values()])
def test_capitals_do_not_matter(text: str) -> None:
    assert read_person(text.upper()) == read_person(text)


def test_blanks_and_line_breaks_between_are_one() -> None:
    assert read_person("jag är" + " " * 1900 + "\n" * 1900 + "15").age == 15


def test_the_school_year_of_a_child_is_the_childs() -> None:
    assert read_person("min dotter i klass 4 sover inte").age == 10
    assert read_person("min son går i 4an").age == 10


@pytest.mark.parametrize("text", ["barnen är 3 och 6", "mina barn är 2, 5 och 9 år", "the kids are 4 and 7"])
def test_the_ages_of_several_children_are_nobodys(text: str) -> None:
    assert read_person(text) == Person()


def test_several_children_who_need_help_are_whom_it_is_for() -> None:
    assert read_person("barnen är 3 och 6 och vågar inte sova hemma hos sin pappa").for_whom == "relative"


@pytest.mark.parametrize(
    ("text", "for_whom"),
    [
        ("min farmor 83 har blivit så ensam sen farfar dog", "relative"),
        ("min mormor äter ingenting sedan morfar gick bort", "relative"),
        ("min sambo tog sitt liv för två månader sen", "self"),
        ("jag är så ensam sen min fru dog", "self"),
    ],
)
def test_who_grieves(text: str, for_whom: str) -> None:
    assert read_person(text).for_whom == for_whom


def test_ones_own_age_without_a_subject_or_with_also() -> None:
    assert read_person("min man har demens. är 78 själv").own_age == 78
    ages = read_person("hon är 15 jag är oxå 16")
    assert (ages.their_age, ages.own_age) == (15, 16)


@pytest.mark.parametrize("text", ["jag tror min bror röker gräs", "jag tror att min kompis skär sig"])
def test_what_is_thought_of_another_is_about_them(text: str) -> None:
    assert read_person(text).for_whom == "relative"


@pytest.mark.parametrize(
    "text",
    [
        *("jag menar jag mår dåligt", "jag menade mig", "jag menar att jag har ångest"),
        *("jag menar jag är rädd för min pappa", "jag menar jag har en mamma som dricker"),
        *("jag menar jag vill prata med nån", "jag menar jag är ledsen"),
    ],
)
def test_who_meant_themselves_says_so(text: str) -> None:
    person = read_person(text)
    assert person.for_whom == "self"
    assert person.surely


@pytest.mark.parametrize(
    "text",
    [
        *("jag menar jag har en dotter som skär sig", "jag menar att jag är orolig för min son"),
        *("jag menar jag vill hjälpa min son", "jag menar jag är orolig för min kompis"),
    ],
)
def test_who_means_a_child_or_a_friend_asks_for_them(text: str) -> None:
    assert read_person(text).for_whom == "relative"
