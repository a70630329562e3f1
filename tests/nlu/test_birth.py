"""A year of birth told as an age."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.birth import in_years

_AUTUMN = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("jag är född 2009", "jag är 17 år"),
        ("min dotter född 2012 skolkar", "min dotter 14 år skolkar"),
        ("född i 09", "17 år"),
        ("född 1931", "95 år"),
        ("född -75 och trött", "51 år och trött"),
        ("born in 2010", "16 år"),
        ("född den 3 maj 2010", "16 år"),
        ("född 2010-05-03", "16 år"),
        ("är en 09a från Umeå", "är en 17 år från Umeå"),
        ("jag är 08:a", "jag är 18 år"),
    ],
)
def test_a_year_of_birth(text: str, told: str) -> None:
    assert in_years(text, _AUTUMN) == told


@pytest.mark.parametrize(
    "text",
    [
        "född 12 veckor för tidigt",
        "född 12.30 igår",
        "tar 08an till jobbet",
        "född 2026",
        "född 1850",
        "född 18 maj",
        "född den 18 maj",
        "född",
    ],
)
def test_what_is_no_year_of_birth_stays(text: str) -> None:
    assert in_years(text, _AUTUMN) == text


def test_the_birthday_lies_in_the_middle_of_the_year() -> None:
    born = "född 2009"
    assert in_years(born, date(2026, 6, 30)) == "16 år"
    assert in_years(born, date(2026, 7, 1)) == "17 år"


@given(st.text(st.characters(exclude_categories=["Nd"])), st.dates())
def test_a_text_without_numbers_stays(text: str, today: date) -> None:
    assert in_years(text, today) == text


@given(st.from_regex(r"född \d{1,5}", fullmatch=True), st.dates())
def test_no_age_is_too_high(text: str, today: date) -> None:
    told = in_years(text, today)
    assert told == text or 1 <= int(told.removesuffix(" år")) <= 110
