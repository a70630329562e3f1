"""Languages told by their script."""

import pytest

from bot.answers.readers import read_entities
from nlu.scripts import by_script


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("أنا حزين", ("ar", True)),
        ("سلام", ("ar", False)),
        ("می‌خواهم", ("fa", True)),
        ("یارمەتی", ("ckb", True)),
        ("помощь", ("uk", False)),
        ("спасибо", ("ru", True)),
        ("дякую", ("uk", True)),
        ("ሰላም", ("ti", False)),
        ("ኣብ ኡመዮ ይነብር", ("ti", True)),
        ("ክመውት ይደሊ ኣለኹ", ("ti", True)),
        ("እኔ መሞት እፈልጋለሁ", ("am", True)),
        ("ባለቤቴ ይመታኛል", ("am", True)),
        ("አመሰግናለሁ", ("am", True)),
        ("ฉันเหงามาก", ("th", True)),
        ("我想死", ("zh", True)),
        ("たすけて下さい", ("ja", True)),
        ("도와주세요", ("ko", True)),
        ("jag orkar inte ¯\\_(ツ)_/¯", None),
        ("(ツ)", None),
        ("jag pluggar Ω och Σ", None),
        ("hej", None),
        ("", None),
    ],
)
def test_a_script_and_its_languages(text: str, told: tuple[str, bool] | None) -> None:
    assert by_script(text) == told


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        ("أسكن في أوميو", "2480"),
        ("نحن نسكن في سكيلفتيو", "2482"),
        ("من در اومئو زندگی می‌کنم", "2480"),
        ("Я живу в Шеллефтео", "2482"),
        ("живу в Умео", "2480"),
        ("ኣብ ኡመዮ ይነብር", "2480"),
        ("ليكسيله", "2481"),
        ("Umeå'da yaşıyorum", "2480"),
        ("Skellefteå'de oturuyorum", "2482"),
        ("asun Uumajassa", "2480"),
        ("w Umei", "2480"),
        ("malaa'ig baan arkay", None),
        ("я мало сплю", None),
    ],
)
def test_places_in_other_scripts(text: str, municipality: str | None) -> None:
    assert read_entities(text).get("municipality") == municipality
