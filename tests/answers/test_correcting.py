"""What it is not about is left."""

import pytest

from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, kinds, text


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    talk.asks_for("school_absence", municipality="2480")
    return talk


@pytest.mark.parametrize(
    "said", ["nej han är inte mobbad", "mobbning? nej", "sa ju att det inte är mobbning"]
)
def test_a_matter_that_is_denied_is_not_taken_up(talk: Talk, said: str) -> None:
    reply = talk.turn("bullying", topics=["bullying"], text=said, sure=0.99)
    assert reply.understood.topic == "school_absence"
    assert reply.memory.topics == ("school_absence",)
    assert "Mobbning" in text(reply)
    assert "topic:bullying" not in choices(reply)


@pytest.mark.parametrize(
    "said", ["nej det är inte skolan", "Nä, det handlar inte om skolan", "no it's not about school"]
)
def test_the_matter_at_hand_is_left_and_asked_for_anew(talk: Talk, said: str) -> None:
    reply = talk.turn("school_absence", topics=["school_absence"], text=said, sure=0.99)
    assert reply.memory.topics == ()
    assert reply.memory.expects == "topic"
    assert "human" in choices(reply)


def test_what_is_meant_instead_is_answered(talk: Talk) -> None:
    reply = talk.turn("sleep", topics=["sleep"], text="nej inte skolan, jag kan inte sova", sure=0.9)
    assert reply.understood.topic == "sleep"
    assert kinds(reply)[0] == "services"


@pytest.mark.parametrize(
    "said", ["nej", "nej tack", "nej inte nu", "nej han mår inte så bra", "jag går inte till skolan"]
)
def test_a_no_that_denies_no_matter_is_none(talk: Talk, said: str) -> None:
    talk.turn("deny", text=said, sure=0.99)
    assert talk.memory.topics == ("school_absence",)


def test_after_a_crisis_nothing_is_left() -> None:
    talk = Talk(memory=Memory(crisis="violence", danger=3, topics=("violence",)))
    assert talk.turn("deny", text="nej det är inte våld", sure=0.99).memory.topics == ("violence",)
