"""How an assessment is taken in its conversation."""

from typing import Literal

import pytest

from bot.gateway.danger import in_conversation, needs_examination
from bot.gateway.memory import EASED, Memory
from bot.safety.assessor import Assessment
from nlu.traits import STRANGLED


def judged(severity: Literal[2, 3], reason: str) -> Assessment:
    return Assessment(severity=severity, reason=reason, who="self", points=1.0, evidence=(), version="1")


def test_a_new_danger_is_no_lighter_than_the_one_before() -> None:
    memory = Memory(crisis="violence", danger=3, expects=EASED)
    assert in_conversation(judged(2, "violence"), "han sa att han dödar henne", memory).severity == 3
    assert in_conversation(judged(2, "violence"), "han slår henne", Memory(danger=3)).severity == 2


@pytest.mark.parametrize("words", ["mitt ex hotar att döda mig", "han skrev: vi får se hur länge du lever"])
def test_who_is_threatened_by_somebody_known_is_met_as_that(words: str) -> None:
    assert in_conversation(judged(2, "threat"), words, Memory()).reason == "violence"


@pytest.mark.parametrize(
    "words", ["jag kommer skada någon i skolan", "han retar mig, jag vill slå ihjäl honom"]
)
def test_who_threatens_is_not(words: str) -> None:
    assert in_conversation(judged(3, "threat"), words, Memory()).reason != "violence"


def test_a_sore_throat_after_strangling_is_about_that() -> None:
    memory = Memory(crisis="violence", danger=2, traits=(STRANGLED,))
    assert in_conversation(judged(3, "medical"), "jag är hes", memory).reason == "violence"
    assert needs_examination("jag är hes", "medical", memory)
    assert not needs_examination("jag är hes", "medical", Memory())


def test_silence_of_who_may_take_their_life_is_about_that() -> None:
    memory = Memory(crisis="third_party", danger=2)
    assert in_conversation(judged(3, "medical"), "hon svarar inte längre", memory).reason == "third_party"
