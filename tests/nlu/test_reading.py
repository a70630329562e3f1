"""One reading of a message, and its form as entities."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import ROOT
from nlu.gazetteer import Gazetteer
from nlu.reading import entities, read

_GAZETTEER = Gazetteer.load(ROOT / "content")
_TODAY = date(2026, 11, 23)


def found(text: str) -> dict[str, object]:
    return {str(one["entity"]): one["value"] for one in entities(read(text, _GAZETTEER, _TODAY))}


def test_everything_that_is_said_at_once() -> None:
    assert found("Hej, jag är 15 och bor i Tärnaby, kan inte sova") == {
        "municipality": "2421",
        "locality": "Tärnaby",
        "age": 15,
        "own_age": 15,
        "own_home": True,
        "for_whom": "self",
        "for_whom_unsure": True,
        "language": "sv",
    }


def test_what_is_not_said_is_not_there() -> None:
    assert found("🙈") == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I live in Umeå", None),
        ("I live in Umeå and I can't sleep", "en"),
        ("Skellefteå", None),
        ("bor i Umeå, mår inte bra", "sv"),
    ],
)
def test_the_name_of_a_place_is_no_language(text: str, language: str | None) -> None:
    assert read(text, _GAZETTEER, _TODAY).language == language


def test_a_place_in_two_municipalities() -> None:
    assert found("ersmark")["ambiguous_place"] == ["2480", "2482"]


def test_a_place_outside() -> None:
    assert found("jag bor i Luleå")["outside"] == "Luleå"


@pytest.mark.parametrize(
    "text",
    [
        "vill inte säga", "det vill jag inte berätta", "säger inte var jag bor", "spelar ingen roll",
        "jag vill vara anonym", "vågar inte säga det", "rather not say", "I don't want to tell", "vill inte",
        "hoppa över",
    ],
)  # fmt: skip
def test_a_refusal(text: str) -> None:
    assert read(text, _GAZETTEER, _TODAY).refuses


@pytest.mark.parametrize(
    "text",
    [
        *("jag vill inte leva så här", "jag kan inte sova", "hon vill inte gå till skolan", "jag bor i Umeå"),
        *("hon vill inte säga vem", ""),
    ],
)
def test_no_refusal(text: str) -> None:
    assert not read(text, _GAZETTEER, _TODAY).refuses


@given(st.text())
def test_any_text_is_read_the_same_way_twice(text: str) -> None:
    assert read(text, _GAZETTEER, _TODAY) == read(text, _GAZETTEER, _TODAY)


@given(st.text())
def test_entities_are_rasas(text: str) -> None:
    for entity in entities(read(text, _GAZETTEER, _TODAY)):
        assert set(entity) == {"entity", "value", "start", "end", "extractor"}
        assert entity["value"] not in (None, [], "")


@pytest.mark.parametrize(
    ("text", "municipality", "age"),
    [
        ("malå, 18", "2418", 18),
        ("umeå 21", "2480", 21),
        ("17 sorsele", "2422", 17),
        ("im 15 in umea", "2480", 15),
        ("Skellefteå kommun 41", "2482", 41),
        ("vilhelmina, 56", "2462", 56),
        ("bor i umeå. 34. ensam", "2480", 34),
        ("har väntat i umeå 3 år", "2480", None),
        ("umeå 901 90", "2480", None),
        ("Storgatan 15 i Umeå", "2480", None),
    ],
)
def test_an_age_beside_a_place(text: str, municipality: str, age: int | None) -> None:
    said = found(text)
    assert (said.get("municipality"), said.get("age")) == (municipality, age)


@pytest.mark.parametrize(
    ("text", "age", "for_whom"),
    [
        ("jag är född 2009 och har panikångest", 17, "self"),
        ("min dotter är född 2012", 14, "relative"),
        ("min dotter född 12 skolkar", 14, "relative"),
        ("född -09, bor i umeå", 17, "self"),
    ],
)
def test_a_year_of_birth_is_an_age(text: str, age: int, for_whom: str | None) -> None:
    said = found(text)
    assert (said["age"], said.get("for_whom")) == (age, for_whom)


def test_under_18_is_an_age_that_says_that_it_is_no_more() -> None:
    said = found("jag är under 18")
    assert (said["age"], said["minor"]) == (17, True)
    assert "minor" not in found("jag är 17")


def test_a_language_that_is_asked_for_is_not_the_one_that_is_written() -> None:
    assert found("answer in Swedish please")["language"] == "sv"


def test_where_another_is_may_be_told_without_a_verb() -> None:
    told = found("jag bor i Umeå och hon i Lycksele")
    assert (told["municipality"], told["their_municipality"]) == ("2480", "2481")
