"""Who has nowhere to sleep: when that is all, whom to call tonight, and what follows a no."""

import pytest

from bot.answers.roof import is_only_roofless
from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, ids, text

ROOFLESS = Memory(matter="no_home", topics=("money_housing",), municipality="2480")


@pytest.mark.parametrize("words", ["jag är hemlös, det är minus 15", "I'm homeless and it's freezing"])
def test_cold_without_a_roof_is_no_other_danger(words: str) -> None:
    assert is_only_roofless(words, Memory())


@pytest.mark.parametrize(
    "words",
    ["jag är hemlös och vill dö", "jag är hemlös och fryser ihjäl", "hemlös, jag blöder", "jag fryser"],
)
def test_whatever_else_is_told_is_assessed(words: str) -> None:
    assert not is_only_roofless(words, Memory())


def test_who_is_in_a_crisis_stays_in_it() -> None:
    assert not is_only_roofless("jag är hemlös", Memory(crisis="suicide", danger=3))


def test_tonight_those_on_duty_go_first() -> None:
    reply = Talk(memory=ROOFLESS).turn("nlu_fallback", text="vem ringer jag i natt", sure=0.3)
    assert ids(reply) == ["umea-socialjour", "umea-socialtjanst"]
    assert "112" in text(reply)


def test_a_no_leads_to_those_who_speak_for_one() -> None:
    reply = Talk(memory=ROOFLESS).turn("nlu_fallback", text="socialtjänsten sa nej", sure=0.3)
    assert "umea-socialjour" in ids(reply)
    assert "umea-socialtjanst" not in ids(reply)
    assert "beslut" in text(reply)
