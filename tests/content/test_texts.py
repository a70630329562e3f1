"""Reply texts."""

from pathlib import Path

import pytest

from bot.content.texts import Texts


@pytest.fixture
def texts(root: Path) -> Texts:
    return Texts.load(root)


def test_a_text_is_filled_in(texts: Texts) -> None:
    assert texts.say("found", "sv", count=3, place="Vännäs") == "Jag hittade 3 i Vännäs."
    assert texts.say("found", "en", count=3, place="Vännäs") == "I found 3 in Vännäs."


def test_the_variants_take_turns(texts: Texts) -> None:
    assert [texts.say("hello", "sv", turn) for turn in range(4)] == ["Hej.", "Hej på dig."] * 2


def test_a_language_without_texts_is_answered_in_swedish(texts: Texts) -> None:
    assert texts.say("hello", "so") == "Hej."


def test_braces_in_a_value_stay_as_they_are(texts: Texts) -> None:
    assert texts.say("found", "sv", count="{count}", place="{place}") == "Jag hittade {count} i {place}."


def test_a_missing_key_and_a_missing_value_are_key_errors(texts: Texts) -> None:
    with pytest.raises(KeyError):
        texts.say("goodbye", "sv")
    with pytest.raises(KeyError):
        texts.say("found", "sv", count=3)
