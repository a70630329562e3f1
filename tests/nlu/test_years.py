"""Ages in other languages than Swedish and English."""

from datetime import date

import pytest

from bot.answers.readers import gazetteer
from nlu.reading import read
from nlu.years import is_about_a_child, years_told

_TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("عمري ١٧ سنة", 17),
        ("۱۷ ساله هستم", 17),
        ("мені 16", 16),
        ("мне 15 лет", 15),
        ("waxaan ahay 18", 18),
        ("17 sano", 17),
        ("17jir", 17),
        ("ዕድመይ 17 ዓመት", 17),
        ("14 yaşındayım", 14),
        ("mam 19 lat", 19),
        ("olen 17 vuotta", 17),
    ],
)
def test_an_age(text: str, age: int) -> None:
    assert years_told(text) == age
    assert read(text, gazetteer(), _TODAY).person.age == age


@pytest.mark.parametrize(
    "text", ["منذ 7 سنوات", "7 років тому", "7 лет назад", "3 yıl", "عندي 4 اولاد", "250 лет"]
)
def test_no_age(text: str) -> None:
    assert years_told(text) is None


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("ابني عمره 16 سنة", True),
        ("моя дочка 14 років", True),
        ("wiilkaygu wuu xanuunsan yahay", True),
        ("мені 14 років", False),
    ],
)
def test_about_a_child_of_the_writer(text: str, theirs: bool) -> None:
    assert is_about_a_child(text) == theirs
    person = read(text, gazetteer(), _TODAY).person
    assert (person.for_whom == "relative") == theirs
    assert person.surely == theirs
